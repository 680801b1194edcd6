from django.apps import AppConfig


class OutlookConfig(AppConfig):
    name = "tdkt.outlook"
    verbose_name = "Lộ trình khen thưởng"

    def ready(self) -> None:
        """Show the verdict behind a decision on the page of a nomination."""
        from tdkt.dossiers import panels
        from tdkt.outlook.panel import panel_of

        panels.register(panel_of)
