from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "tdkt.portal"
    verbose_name = "Trang chung"
