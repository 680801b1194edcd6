from django.apps import AppConfig


class MovementsConfig(AppConfig):
    name = "tdkt.movements"
    verbose_name = "Phong trào thi đua"
