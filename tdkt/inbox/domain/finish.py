"""A unit says that it has done a step of the year."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from tdkt.accounts.models import Role, User
from tdkt.core import history
from tdkt.core.answers import Refused
from tdkt.inbox.models import Deadline, DeadlineDone, Notice, Scope
from tdkt.units.models import Unit

STEP_KEYS = "han:"
"""What the keys of all reminders of deadlines begin with."""
DOERS = (Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.APPRAISER, Role.COUNCIL_SECRETARY)


class CannotFinish(Refused):
    """The step was not marked as done."""


@transaction.atomic
def finish_step(*, actor: User, now: dt.datetime, deadline: Deadline, unit: Unit, done_on: dt.date) -> DeadlineDone:
    """Write down that ``unit`` has done the step; its reminders are done with it. A second time changes nothing.

    Raises:
        CannotFinish: no role at the unit, a unit the step is not for, or a day to come.
    """
    if not actor.holds_over(DOERS, unit, timezone.localdate(now)):
        raise CannotFinish(f"Chỉ người có vai trò tại {unit} (hoặc cấp trên) được báo đã xong việc này.")
    if not is_for(deadline, unit):
        raise CannotFinish(f"“{deadline.name}” không phải việc của {unit}.")
    if done_on > timezone.localdate(now):
        raise CannotFinish("Ngày xong ở tương lai; hãy ghi ngày đã làm xong.")
    done, created = DeadlineDone.objects.get_or_create(
        deadline=deadline, unit=unit, defaults={"done_on": done_on, "by": actor}
    )
    if created:
        told = Notice.objects.filter(key__startswith=key_of(deadline.pk, unit.pk), done_at__isnull=True)
        told.update(done_at=now, done_by=actor)
        history.record(
            actor=actor, now=now, act="finish_step", target=deadline,
            after={"unit": str(unit), "done_on": done_on.isoformat()},
        )  # fmt: skip
    return done


def is_for(deadline: Deadline, unit: Unit) -> bool:
    """Has ``unit`` to keep the deadline?"""
    return deadline.unit_id == (unit.pk if deadline.scope == Scope.OWN else unit.parent_id)


def key_of(deadline: int, unit: int) -> str:
    """What the keys of a step's reminders to one unit begin with."""
    return f"{STEP_KEYS}{deadline}:{unit}:"
