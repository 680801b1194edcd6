"""Who may do what with rounds and nominations; each answer carries its reason."""

from collections.abc import Iterable

from tdkt.accounts.access import Acting
from tdkt.accounts.models import Role
from tdkt.core.answers import ALLOWED, Answer, Denied
from tdkt.core.steps import Step
from tdkt.dossiers.models import Nomination, RoundState
from tdkt.units.models import Unit

SENDER_STEPS = frozenset({"send", "take_back", "take_back_mended", "withdraw"})
"""Steps taken on the sender's side; all others belong to the unit that holds the round."""

RECALL = "recall"
"""Taken by the level below, that passed the line on."""

BRING_IN = "bring_in"
"""Taken by the level above, for which the line waits; which level that is the act itself makes sure of."""


def names_of(roles: Iterable[str]) -> str:
    """``cán bộ thi đua của đơn vị hoặc thủ trưởng đơn vị``."""
    return " hoặc ".join(Role(role).label.lower() for role in roles)


def may_prepare(seat: Acting, unit: Unit, what: str) -> Answer:
    """May the user work on the list of ``unit``? Its own officer may, and an officer of a unit above it."""
    if seat.has_over([Role.UNIT_OFFICER], unit):
        return ALLOWED
    return Denied(f"Chỉ {names_of([Role.UNIT_OFFICER])} {unit} hoặc của đơn vị cấp trên được {what}.")


def may_step(seat: Acting, step: Step, lines: Iterable[Nomination]) -> Answer:
    """May the user take ``step`` with all of ``lines``? Rounds that are closed move no more."""
    for line in lines:
        if line.round.state != RoundState.OPEN:
            return Denied(f"Đợt “{line.round}” đã khép, không thay đổi được nữa.")
        answer = _one(seat, step, line)
        if not answer:
            return answer
    return ALLOWED


def _one(seat: Acting, step: Step, line: Nomination) -> Answer:
    if step.code in SENDER_STEPS:
        unit, allowed = line.unit_list.unit, seat.has_over(step.by, line.unit_list.unit)
    elif step.code == RECALL:
        if line.came_from is None:
            return Denied(f"{line.subject_name} chưa được gửi lên cấp trên nên không có gì để rút lại.")
        unit, allowed = line.came_from.unit, seat.has(step.by, line.came_from.unit)
    elif step.code == BRING_IN:
        unit, allowed = line.round.unit, seat.has_over(step.by, line.round.unit)
    else:
        unit, allowed = line.round.unit, seat.has(step.by, line.round.unit)
    if allowed:
        return ALLOWED
    return Denied(f"Chỉ {names_of(step.by)} tại {unit} được làm bước “{step.label}”.")
