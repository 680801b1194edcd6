from django.apps import AppConfig


class RoutesConfig(AppConfig):
    name = "tdkt.routes"
    verbose_name = "Đường đi của hồ sơ"
