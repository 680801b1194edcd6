"""A user's own deadlines as events of a calendar, and the secret address by which a calendar fetches them.

The address names the user and the state of his password; a changed password makes the old address useless.
"""

import datetime as dt
from typing import Any

from django.core import signing

from tdkt.accounts.access import WORKING_ROLES, Acting, acting
from tdkt.accounts.models import User
from tdkt.inbox.calendar_file import Event
from tdkt.inbox.domain.finish import STEP_KEYS
from tdkt.inbox.models import Notice
from tdkt.inbox.queries import year_of
from tdkt.units.models import Unit

SALT = "tdkt.inbox.calendar"
MARK = 16
"""Letters of the password's hash that an address carries."""


def units_of(seat: Acting) -> list[Unit]:
    """The units where the user holds a working role, each once."""
    return list({h.unit_id: h.unit for h in seat.holdings if h.role in WORKING_ROLES}.values())


def guides_of(seat: Acting) -> list[Unit]:
    """The units whose guide concerns the user: his own and those above, nearest first."""
    above = {pk for unit in units_of(seat) for pk in unit.ancestor_ids()}
    return sorted(Unit.objects.filter(pk__in=above), key=lambda unit: -len(unit.path or ""))


def steps_of(user: User, today: dt.date) -> list[Event]:
    """The steps of this year and the next that the user's units have still to do."""
    seat = acting(user, today)
    own, found = units_of(seat), {}
    for unit in guides_of(seat):
        for year in (today.year, today.year + 1):
            for step in year_of(unit, year, own, today):
                if step.mine and step.due.day and step.done_on is None:
                    uid, day = f"han-{step.deadline.pk}@tdkt", step.due.work_by or step.due.day
                    found[uid] = Event(uid, day, step.deadline.name, step.due.note, step.deadline.version)
    return list(found.values())


def notices_of(user: User, today: dt.date) -> list[Event]:
    """The dated notices that wait, less the reminders of steps."""
    found = Notice.objects.visible_to(user, today).filter(done_at__isnull=True, due_on__isnull=False)
    rows = found.exclude(key__startswith=STEP_KEYS)
    return [Event(f"viec-{notice.pk}@tdkt", notice.due_on, notice.what) for notice in rows if notice.due_on]


def address_key(user: User) -> str:
    """The secret part of the user's address; the same each time."""
    return signing.Signer(salt=SALT).sign_object([user.pk, _mark(user)])


def owner_of(key: str) -> User | None:
    """The user behind an address; nobody where it was not made here, the password changed or the account is closed."""
    try:
        told: Any = signing.Signer(salt=SALT).unsign_object(key)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=told[0], is_active=True).first()
    return user if user is not None and _mark(user) == told[1] else None


def _mark(user: User) -> str:
    return user.get_session_auth_hash()[:MARK]
