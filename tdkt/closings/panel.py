"""The movement's section on the page of a nomination."""

from tdkt.accounts.middleware import OfficeRequest
from tdkt.awards.models import Basis
from tdkt.closings.forms import ChooseForm
from tdkt.closings.queries import days_of, may_be_named, named_by
from tdkt.dossiers.access import may_prepare
from tdkt.dossiers.models import Nomination, RoundState
from tdkt.dossiers.panels import Panel
from tdkt.dossiers.states import OPEN_TO_SENDER
from tdkt.movements.due import length_of
from tdkt.movements.models import Movement


def panel_of(request: OfficeRequest, line: Nomination) -> Panel | None:
    """Which movement, how long it runs and what that opens in law; only for this type of commendation."""
    if line.basis != Basis.MOVEMENT:
        return None
    movement = named_by([line]).get(line.pk)
    unit = line.unit_list.unit
    open_here = line.state in OPEN_TO_SENDER and line.round.state == RoundState.OPEN
    may = open_here and bool(may_prepare(request.acting, unit, ""))
    seen = movement and Movement.objects.visible_to(request.user, request.today).filter(pk=movement.pk).exists()
    context = {
        "line": line, "movement": movement, "seen": seen, "days": days_of(movement) if movement else "",
        "length": length_of(movement) if movement else None,
        "form": ChooseForm(may_be_named(unit, line.round.year), initial={"movement": movement}) if may else None,
    }  # fmt: skip
    return Panel("closings/_panel.html", context)
