from django.apps import AppConfig


class LawConfig(AppConfig):
    name = "tdkt.law"
    verbose_name = "Pháp luật"
