"""The report's section on the page of a nomination."""

from tdkt.accounts.middleware import OfficeRequest
from tdkt.achievements.access import may_write
from tdkt.achievements.domain.open_report import form_of
from tdkt.achievements.models import AchievementReport
from tdkt.achievements.queries import empty_titles
from tdkt.dossiers.models import Nomination
from tdkt.dossiers.panels import Panel


def panel_of(request: OfficeRequest, line: Nomination) -> Panel | None:
    """How far the report has come, and the way to it; no panel where the law asks for none and there is none."""
    report = AchievementReport.objects.filter(nomination=line).prefetch_related("sections").first()
    form = report.form if report else form_of(line)
    if form is None:
        return None
    context = {
        "line": line, "report": report, "form": form, "may_write": bool(may_write(request.acting, line)),
        "empty": empty_titles(report) if report else [], "written": _written(report),
    }  # fmt: skip
    return Panel("achievements/_panel.html", context)


def _written(report: AchievementReport | None) -> int:
    return sum(1 for one in report.sections.all() if one.text) if report else 0
