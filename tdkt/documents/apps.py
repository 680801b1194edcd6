from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "tdkt.documents"
    verbose_name = "Tài liệu"

    def ready(self) -> None:
        from . import system_checks  # noqa: F401  registers the check of a customer's blanks
