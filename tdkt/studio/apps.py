from django.apps import AppConfig


class StudioConfig(AppConfig):
    name = "tdkt.studio"
    verbose_name = "Soạn thảo quy định"

    def ready(self) -> None:
        """Approved drafts become part of the law in use."""
        from tdkt.law import live
        from tdkt.studio.queries import approved_files

        live.register(approved_files)
