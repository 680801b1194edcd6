from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "tdkt.directory"
    verbose_name = "Danh bạ"
