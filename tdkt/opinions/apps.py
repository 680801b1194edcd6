from django.apps import AppConfig


class OpinionsConfig(AppConfig):
    name = "tdkt.opinions"
    verbose_name = "Lấy ý kiến Nhân dân"

    def ready(self) -> None:
        """Put the result of public windows into the minutes of the council."""
        from tdkt.councils.notes import register
        from tdkt.opinions.report import for_minutes

        register(for_minutes)
