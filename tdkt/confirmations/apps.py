from django.apps import AppConfig


class ConfirmationsConfig(AppConfig):
    name = "tdkt.confirmations"
    verbose_name = "Xác nhận và hiệp y"

    def ready(self) -> None:
        """Show answers and letters on the page of a nomination; lead there from the desk; stop flags that wait for
        their cluster; tell whoever accepts a line what it still lacks.
        """
        from tdkt.confirmations.clusters import may_go_on
        from tdkt.confirmations.desk_link import board_link
        from tdkt.confirmations.gaps import confirmation_gaps
        from tdkt.confirmations.panel import panel_of
        from tdkt.dossiers import gaps, links, panels, stops

        panels.register(panel_of)
        links.register(board_link)
        gaps.register(confirmation_gaps)
        stops.register(may_go_on)
