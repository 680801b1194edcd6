from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "tdkt.documents"
    verbose_name = "Tài liệu"
