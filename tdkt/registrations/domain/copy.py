"""Begin a year's list from last year's."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from tdkt.accounts.access import acting
from tdkt.accounts.models import User
from tdkt.core.answers import Refused, require
from tdkt.core.history import Change, record, record_many
from tdkt.registrations.access import may_prepare
from tdkt.registrations.catalogue import COLLECTIVE, PERSON, registrable
from tdkt.registrations.domain.lists import list_of, places_of, require_sane_year, touch
from tdkt.registrations.models import Registration
from tdkt.units.models import Unit

BATCH = 500


class CannotCopy(Refused):
    """Nothing was copied."""


@dataclass(frozen=True)
class Copied:
    """How many lines were written, and who was left out because he has left the unit or the title is gone."""

    lines: int
    left_out: tuple[str, ...]


@transaction.atomic
def copy_last_year(*, actor: User, now: dt.datetime, unit: Unit, year: int) -> Copied:
    """Write last year's lines on this year's list, to be gone through and changed.

    The planned initiative stays behind: it was last year's. Lines that stand already are not written again, so a second
    click changes nothing.

    Raises:
        CannotCopy: not the actor's unit, a closed list, a year out of reach, or nothing (more) to copy.
    """
    day = timezone.localdate(now)
    require(may_prepare(acting(actor, day), unit, "lập danh sách đăng ký"), CannotCopy)
    require_sane_year(year, day, CannotCopy)
    old = list(
        Registration.objects.alive().filter(unit_list__unit=unit, year=year - 1).select_related("person", "unit")
    )
    if not old:
        raise CannotCopy(f"Năm {year - 1} {unit} chưa có đăng ký nào để chép.")
    fresh, left_out = _sorted_out(old, unit, year, day)
    if not fresh:
        raise CannotCopy(f"Mọi đăng ký năm {year - 1} còn dùng được đều đã có trong danh sách năm {year}.")
    unit_list = list_of(unit, year)
    touch(unit_list, CannotCopy)
    lines = [
        Registration(
            unit_list=unit_list, year=year, code=line.code, person=line.person, unit=line.unit, pledge=line.pledge,
            registered_by=actor, registered_at=now,
        )
        for line in fresh
    ]  # fmt: skip
    Registration.objects.bulk_create(lines, batch_size=BATCH)
    changes = [Change(line, {}, {"code": line.code, "pledge": line.pledge}) for line in lines]
    record_many(actor=actor, now=now, act="registration.copy", changes=changes, new=True)
    after = {"copied": len(lines), "left_out": left_out}
    record(actor=actor, now=now, act="registration_list.copied", target=unit_list, after=after)
    return Copied(len(lines), tuple(left_out))


def _sorted_out(old: list[Registration], unit: Unit, year: int, day: dt.date) -> tuple[list[Registration], list[str]]:
    """The lines to write, and the names of those who may not be written any more."""
    places = places_of([line.person_id for line in old if line.person_id], year, day)
    allowed = {kind: {info.code for info in registrable(kind, year)} for kind in (PERSON, COLLECTIVE)}
    there = set(
        Registration.objects.alive()
        .filter(year=year, code__in={line.code for line in old})
        .values_list("person", "unit", "code")
    )
    fresh, left_out = [], []
    for line in old:
        gone = line.person_id is not None and ((place := places.get(line.person_id)) is None or place.pk != unit.pk)
        if gone or line.code not in allowed[line.kind]:
            left_out.append(line.subject_name)
        elif (line.person_id, line.unit_id, line.code) not in there:
            fresh.append(line)
    return fresh, left_out
