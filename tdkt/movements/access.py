"""Who may keep the movements of a unit; each answer carries its reason."""

import datetime as dt
from collections.abc import Iterable

from tdkt.accounts.models import Role, User
from tdkt.core.answers import ALLOWED, Answer, Denied
from tdkt.units.models import Unit


def may_keep(actor: User, roles: Iterable[str], unit: Unit, day: dt.date, what: str) -> Answer:
    """May ``actor`` do ``what`` with the movements of ``unit``? People of the unit or of one above it may."""
    wanted = list(roles)
    if actor.holds_over(wanted, unit, day):
        return ALLOWED
    names = " hoặc ".join(Role(role).label.lower() for role in wanted)
    return Denied(f"Chỉ {names} của {unit} được {what}. Hãy chuyển việc này cho người có vai trò đó.")
