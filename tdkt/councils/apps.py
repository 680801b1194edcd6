from django.apps import AppConfig


class CouncilsConfig(AppConfig):
    name = "tdkt.councils"
    verbose_name = "Hội đồng"
