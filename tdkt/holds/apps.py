from django.apps import AppConfig


class HoldsConfig(AppConfig):
    name = "tdkt.holds"
    verbose_name = "Tạm dừng xét"
