from django.apps import AppConfig


class ClosingsConfig(AppConfig):
    name = "tdkt.closings"
    verbose_name = "Khen thưởng của phong trào"

    def ready(self) -> None:
        """Show the movement on the page of a nomination, miss it where it is not told, and tell the judge of it."""
        from tdkt.closings.panel import panel_of
        from tdkt.closings.queries import movement_facts, movement_gaps
        from tdkt.dossiers import gaps, panels
        from tdkt.dossiers.domain import facts

        panels.register(panel_of)
        gaps.register(movement_gaps)
        facts.register(movement_facts)
