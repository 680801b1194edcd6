from django.apps import AppConfig


class OutlookConfig(AppConfig):
    name = "tdkt.outlook"
    verbose_name = "Lộ trình khen thưởng"
