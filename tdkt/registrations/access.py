"""Who may register whom, and who may move a unit's list."""

import datetime as dt
from collections.abc import Iterable

from tdkt.accounts.access import Acting
from tdkt.accounts.models import Role, RoleHolding
from tdkt.core.answers import ALLOWED, Answer, Denied
from tdkt.core.steps import Step
from tdkt.people.models import Person
from tdkt.registrations.states import ABOVE, FROM_ABOVE
from tdkt.units.models import Unit

PREPARERS = (Role.UNIT_OFFICER,)
READERS_BELOW = (Role.UNIT_OFFICER, Role.APPRAISER, Role.UNIT_HEAD)
"""Who looks after the lists of the units below."""


def names_of(roles: Iterable[str]) -> str:
    """``cán bộ thi đua của đơn vị hoặc thủ trưởng đơn vị``."""
    return " hoặc ".join(Role(role).label.lower() for role in roles)


def may_prepare(seat: Acting, unit: Unit, what: str) -> Answer:
    """A list is written by the officer of the unit, or of a unit above it."""
    if seat.has_over(PREPARERS, unit):
        return ALLOWED
    return Denied(f"Chỉ cán bộ thi đua của {unit} hoặc của đơn vị cấp trên được {what}.")


def may_register_self(seat: Acting, person: Person) -> Answer:
    """A person registers for himself, as long as he holds the role of his own page."""
    if seat.user.person_id != person.pk:
        return Denied(f"Bạn chỉ đăng ký được cho chính mình, không đăng ký thay {person}.")
    if not any(held.role == Role.SELF for held in seat.holdings):
        return Denied("Vai trò cá nhân của bạn tại đơn vị đã hết; hãy nhờ cán bộ thi đua của đơn vị đăng ký.")
    return ALLOWED


def may_write_line(seat: Acting, unit: Unit, person: Person | None, what: str) -> Answer:
    """A line is kept by the unit's officer, or by the person it is about."""
    if seat.has_over(PREPARERS, unit):
        return ALLOWED
    if person is not None and may_register_self(seat, person):
        return ALLOWED
    return Denied(f"Chỉ cán bộ thi đua của {unit} hoặc chính người đăng ký được {what}.")


def may_step(seat: Acting, step: Step, unit: Unit, day: dt.date) -> Answer:
    """Steps of the unit are taken there (its head agrees; a head above only where it has none); the rest above it."""
    if step.code in FROM_ABOVE:
        above = set(unit.ancestor_ids()) - {unit.pk}
        if any(held.role in ABOVE and held.unit_id in above for held in seat.holdings):
            return ALLOWED
        return Denied(f"Chỉ {names_of(ABOVE)} cấp trên của {unit} được {step.label.lower()}.")
    if step.code == "agree" and not seat.has(step.by, unit) and seat.has_over(step.by, unit) and _has_head(unit, day):
        return Denied(f"{unit} có thủ trưởng riêng; hãy để thủ trưởng đơn vị thống nhất danh sách.")
    if seat.has_over(step.by, unit):
        return ALLOWED
    return Denied(f"Chỉ {names_of(step.by)} của {unit} được {step.label.lower()}.")


def _has_head(unit: Unit, day: dt.date) -> bool:
    return RoleHolding.objects.on(day).filter(role=Role.UNIT_HEAD, unit=unit, user__is_active=True).exists()


def may_look_after(seat: Acting, unit: Unit, what: str) -> Answer:
    """Deadlines and nudges for the units below come from the unit above them."""
    if seat.has_over(ABOVE, unit):
        return ALLOWED
    return Denied(f"Chỉ {names_of(ABOVE)} tại {unit} được {what}.")
