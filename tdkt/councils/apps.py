from django.apps import AppConfig


class CouncilsConfig(AppConfig):
    name = "tdkt.councils"
    verbose_name = "Hội đồng"

    def ready(self) -> None:
        """Show the votes of every level on the page of a nomination, and lead from a round's desk to its session."""
        from tdkt.councils.desk_link import session_link
        from tdkt.councils.panel import votes_panel
        from tdkt.dossiers import links
        from tdkt.dossiers.panels import register

        register(votes_panel)
        links.register(session_link)
