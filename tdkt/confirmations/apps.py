from django.apps import AppConfig


class ConfirmationsConfig(AppConfig):
    name = "tdkt.confirmations"
    verbose_name = "Xác nhận và hiệp y"
