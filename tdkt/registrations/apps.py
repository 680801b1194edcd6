from django.apps import AppConfig


class RegistrationsConfig(AppConfig):
    name = "tdkt.registrations"
    verbose_name = "Đăng ký thi đua"
