from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "tdkt.units"
    verbose_name = "Đơn vị"
