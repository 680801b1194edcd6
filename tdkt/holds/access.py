"""Who may open and close a hold: the head or the appraiser of the unit or of one above, never on himself."""

import datetime as dt

from tdkt.accounts.models import Role, User
from tdkt.core.answers import ALLOWED, Answer, Denied
from tdkt.people.models import Person
from tdkt.units.models import Unit

KEEPERS = (Role.UNIT_HEAD, Role.APPRAISER)


def may_keep(actor: User, host: Unit, person: Person | None, day: dt.date, what: str) -> Answer:
    """May ``actor`` do ``what`` about ``person`` (or the collective) at ``host``?"""
    if person is not None and person.pk == actor.person_id:
        return Denied(f"Bạn không được tự {what} về chính mình; hãy chuyển cho người khác có thẩm quyền.")
    if actor.holds_over(KEEPERS, host, day):
        return ALLOWED
    names = " hoặc ".join(Role(role).label.lower() for role in KEEPERS)
    return Denied(f"Chỉ {names} của {host} (hoặc của cấp trên) được {what}. Hãy chuyển việc này cho người đó.")
