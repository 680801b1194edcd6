from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "tdkt.inbox"
    verbose_name = "Việc của tôi"
