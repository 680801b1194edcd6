"""On the page of a nomination: who is asked to decide it, where the same award has two who may."""

from tdkt.accounts.middleware import OfficeRequest
from tdkt.awards.models import IssuerLevel
from tdkt.decisions.deciders import deciders_of, may_choose_decider
from tdkt.dossiers.models import Nomination
from tdkt.dossiers.panels import Panel


def decider_panel(request: OfficeRequest, line: Nomination) -> Panel | None:
    """Both deciders with their articles, and the other one to choose while that is still possible."""
    deciders = deciders_of(line)
    if len(deciders) == 1:
        return None
    may = may_choose_decider(request.acting, line)
    return Panel(
        "decisions/_decider.html",
        {
            "line": line,
            "asked": line.get_decided_by_display(),
            "both": [str(one.level.label) for one in deciders],
            "basis": next(one.basis for one in deciders if one.basis),
            "others": [one.level for one in deciders if one.level != line.decided_by] if may else [],
            "by_the_province": line.decided_by == IssuerLevel.PROVINCE,
        },
    )
