from django.apps import AppConfig


class ConfirmationsConfig(AppConfig):
    name = "tdkt.confirmations"
    verbose_name = "Xác nhận và hiệp y"

    def ready(self) -> None:
        """Show answers and letters on the page of a nomination; lead there from the desk; tell the minutes."""
        from tdkt.confirmations.desk_link import board_link
        from tdkt.confirmations.panel import panel_of
        from tdkt.dossiers import links, panels

        panels.register(panel_of)
        links.register(board_link)
