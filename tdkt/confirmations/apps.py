from django.apps import AppConfig


class ConfirmationsConfig(AppConfig):
    name = "tdkt.confirmations"
    verbose_name = "Xác nhận và hiệp y"

    def ready(self) -> None:
        """Show each department's answer and each letter on the page of a nomination."""
        from tdkt.confirmations.panel import panel_of
        from tdkt.dossiers.panels import register

        register(panel_of)
