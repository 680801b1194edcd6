from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "tdkt.decisions"
    verbose_name = "Quyết định"

    def ready(self) -> None:
        """Tell a round's desk what levels below have submitted for it."""
        from tdkt.decisions.desk_link import decide_link, waiting_link
        from tdkt.decisions.panel import decider_panel, submissions_panel
        from tdkt.dossiers import links, panels

        panels.register(decider_panel)
        panels.register(submissions_panel)
        links.register(decide_link)
        links.register(waiting_link)
