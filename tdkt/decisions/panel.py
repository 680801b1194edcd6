"""On the page of a nomination: who is asked to decide it where two may, and the submissions that carried it."""

from tdkt.accounts.middleware import OfficeRequest
from tdkt.awards.models import IssuerLevel
from tdkt.decisions.deciders import deciders_of, may_choose_decider
from tdkt.decisions.models import Submission, SubmissionLine
from tdkt.dossiers.models import Nomination
from tdkt.dossiers.panels import Panel
from tdkt.dossiers.states import State

ANSWERED = (State.GRANTED, State.REFUSED)


def decider_panel(request: OfficeRequest, line: Nomination) -> Panel | None:
    """Both deciders with their articles, for who may still choose, and for whom the province was chosen."""
    may = bool(may_choose_decider(request.acting, line))
    by_the_province = line.decided_by == IssuerLevel.PROVINCE
    if line.state in ANSWERED or not (may or by_the_province):
        return None
    deciders = deciders_of(line)
    if len(deciders) == 1:
        return None
    return Panel(
        "decisions/_decider.html",
        {
            "line": line,
            "asked": line.get_decided_by_display(),
            "both": [str(one.level.label) for one in deciders],
            "basis": next(one.basis for one in deciders if one.basis),
            "others": [one.level for one in deciders if one.level != line.decided_by] if may else [],
            "by_the_province": by_the_province,
        },
    )


def submissions_panel(request: OfficeRequest, line: Nomination) -> Panel | None:
    """The submissions that this reader reads, the newest first, with where each took the line; one query."""
    seen = Submission.objects.visible_to(request.user, request.today)
    carried = SubmissionLine.objects.filter(nomination=line, submission__in=seen)
    told = carried.select_related("submission__to_round__unit", "taken_into__unit").order_by("-pk")
    rows = [(one.submission, one.taken_into or one.submission.to_round) for one in told]
    return Panel("decisions/_submissions.html", {"rows": rows}) if rows else None
