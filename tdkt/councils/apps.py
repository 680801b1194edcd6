from django.apps import AppConfig


class CouncilsConfig(AppConfig):
    name = "tdkt.councils"
    verbose_name = "Hội đồng"

    def ready(self) -> None:
        """Show the votes of every level on the page of a nomination."""
        from tdkt.councils.panel import votes_panel
        from tdkt.dossiers.panels import register

        register(votes_panel)
