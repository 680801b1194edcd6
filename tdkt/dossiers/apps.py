from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "tdkt.dossiers"
    verbose_name = "Hồ sơ"
