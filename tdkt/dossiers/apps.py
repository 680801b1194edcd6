from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "tdkt.dossiers"
    verbose_name = "Hồ sơ"

    def ready(self) -> None:
        """Tell the registrations what the judge expects, and the dossiers which papers they lack; follow holds."""
        from tdkt.dossiers import gaps
        from tdkt.dossiers.domain.eligibility import judge_after_hold
        from tdkt.dossiers.domain.expect import expect
        from tdkt.dossiers.domain.required_papers import paper_gaps
        from tdkt.holds import followers
        from tdkt.registrations.expectations import register

        register(expect)
        gaps.register(paper_gaps)
        followers.register(judge_after_hold)
