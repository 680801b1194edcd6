from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "tdkt.portal"
    verbose_name = "Trang chung"

    def ready(self) -> None:
        """Pages opened without a year open on the year that the frame shows."""
        from tdkt.core.working_year import register
        from tdkt.portal.context import frame_of

        register(lambda request: frame_of(request).year)
