"""Who may decide a line besides whom the sector's own way leads to, and who may choose between them."""

from dataclasses import dataclass

from tdkt.accounts.access import Acting
from tdkt.accounts.models import Role
from tdkt.awards.models import IssuerLevel
from tdkt.core.answers import ALLOWED, Answer, Denied
from tdkt.dossiers.access import may_prepare
from tdkt.dossiers.domain.law import LawSilent, deciding_level
from tdkt.dossiers.models import Nomination, RoundState
from tdkt.dossiers.states import OPEN_TO_SENDER, WITH_THE_APPRAISER, State
from tdkt.routes.levels import also_decides
from tdkt.routes.queries import ends_at, road_from

BEFORE_THE_COUNCIL = (*WITH_THE_APPRAISER, State.ACCEPTED)


@dataclass(frozen=True)
class Decider:
    """One who may decide a line, and by what articles where it is not the sector's own way."""

    level: IssuerLevel
    basis: str = ""


def deciders_of(line: Nomination) -> list[Decider]:
    """The line's deciders, the one the law names for the sector first; one alone where there is nothing to choose.

    Another counts only where the route of the unit leads to him: a route without such a turn offers none.
    """
    on = line.round
    others = [
        Decider(level, basis)
        for level, basis in also_decides(line.code, on.judged_on).items()
        if (road := road_from(on.unit, line.code, on.judged_on, level=level)) and ends_at(road[-1], level)
    ]
    return [Decider(_by_law(line)), *others] if others else [Decider(IssuerLevel(line.decided_by))]


def _by_law(line: Nomination) -> IssuerLevel:
    on = line.round
    try:
        return deciding_level(
            code=line.code, kind=line.kind, on=on.judged_on, unit=on.unit, is_top=line.unit_id == on.unit_id
        )
    except LawSilent:
        return IssuerLevel(line.decided_by)


def may_choose_decider(seat: Acting, line: Nomination) -> Answer:
    """The unit while it works on the line, then the office that appraises it; nobody once a council has voted."""
    if line.round.state != RoundState.OPEN:
        return Denied(f"Đợt “{line.round}” đã khép, không thay đổi được nữa.")
    if line.state in OPEN_TO_SENDER:
        return may_prepare(seat, line.unit_list.unit, "chọn nơi quyết định")
    if line.state not in BEFORE_THE_COUNCIL:
        return Denied(
            f"{line.subject_name} đang ở bước “{line.get_state_display()}”; chỉ đổi nơi quyết định "
            "trước khi Hội đồng xét."
        )
    if seat.has([Role.APPRAISER], line.round.unit):
        return ALLOWED
    return Denied(f"Chỉ cán bộ thẩm định của {line.round.unit} đổi được nơi quyết định khi hồ sơ đang thẩm định.")
