from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    name = "tdkt.initiatives"
    verbose_name = "Sáng kiến"
