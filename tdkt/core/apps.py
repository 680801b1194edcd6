from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "tdkt.core"
    verbose_name = "Nền chung"
