"""Move a person to another unit or position."""

import datetime as dt
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from tdkt.core import history
from tdkt.core.answers import Refused, require
from tdkt.core.text import clean
from tdkt.people.access import may_keep
from tdkt.people.models import Person, Posting
from tdkt.units.access import RoleHolder, may_keep_facts
from tdkt.units.models import Unit


class CannotPost(Refused):
    """The posting may not be written down so."""


class PostFacts(TypedDict, total=False):
    """What may be said of a posting besides its unit, position and first day."""

    position_code: str
    is_leader: bool
    is_unit_head: bool


def post_person(
    *,
    actor: RoleHolder | None,
    now: dt.datetime,
    person: Person,
    unit: Unit,
    position: str,
    valid_from: dt.date,
    **facts: Unpack[PostFacts],
) -> Posting:
    """Begin a posting; the one before ends the day before. The receiving unit's officer writes it.

    Raises:
        CannotPost: neither the old nor the new unit is the actor's, or the day is not after the posting before.
    """
    _ask(actor, person, unit, timezone.localdate(now))
    if not clean(position):
        raise CannotPost("Hãy ghi chức vụ, chức danh.")
    before = person.postings.order_by("-valid_from").first()
    if before and valid_from <= before.valid_from:
        raise CannotPost(
            f"{person} đã công tác tại {before.unit} từ {before.valid_from:%d/%m/%Y}; ngày mới phải sau ngày đó."
        )
    with transaction.atomic():
        if before and (before.valid_to is None or before.valid_to >= valid_from):
            before.valid_to = valid_from - dt.timedelta(days=1)
            before.save(update_fields=["valid_to"])
        posting = Posting.objects.create(
            person=person, unit=unit, position=clean(position), valid_from=valid_from, **facts
        )
        history.record(
            actor=actor, now=now, act="post_person", target=person,
            before={"unit": str(before.unit), "position": before.position} if before else {},
            after={"unit": str(unit), "position": posting.position, "from": valid_from.isoformat()},
        )  # fmt: skip
    return posting


def _ask(actor: RoleHolder | None, person: Person, unit: Unit, day: dt.date) -> None:
    if may_keep(actor, [person], day):
        return
    require(may_keep_facts(actor, unit, day), CannotPost)
