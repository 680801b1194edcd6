from django.apps import AppConfig


class AchievementsConfig(AppConfig):
    name = "tdkt.achievements"
    verbose_name = "Báo cáo thành tích"

    def ready(self) -> None:
        """Show the report on the nomination's page, count it among the papers, and tell what it lacks."""
        from tdkt.achievements.panel import panel_of
        from tdkt.achievements.queries import kept_reports, report_gaps
        from tdkt.dossiers import gaps, panels
        from tdkt.dossiers.domain import required_papers

        panels.register(panel_of)
        gaps.register(report_gaps)
        required_papers.register(kept_reports)
