"""Enter recognised initiatives and their authors."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from tdkt.core import history
from tdkt.core.answers import Refused, require
from tdkt.core.text import clean
from tdkt.initiatives.models import Initiative, InitiativeAuthor, InitiativeKind, InitiativeLevel
from tdkt.people.models import Person
from tdkt.units.access import RoleHolder, may_keep_facts
from tdkt.units.models import Unit

BATCH = 500
FIELDS = ("title", "kind", "level", "year", "round", "unit", "recognised_by", "decision_number", "decided_on")


class CannotRecognise(Refused):
    """The initiative may not be entered so."""


@dataclass(frozen=True, kw_only=True)
class NewInitiative:
    """A recognised initiative or study, with its authors (the main author first)."""

    title: str
    level: str
    year: int
    unit: Unit
    recognised_by: str
    authors: tuple[Person, ...]
    kind: str = InitiativeKind.INITIATIVE
    round: int | None = None
    decision_number: str = ""
    decided_on: dt.date | None = None


def recognise_initiatives(
    *, actor: RoleHolder | None, now: dt.datetime, initiatives: Sequence[NewInitiative]
) -> list[Initiative]:
    """Enter initiatives that were recognised by decision, all or none.

    Raises:
        CannotRecognise: a unit not the actor's, no title, no author or the same one twice, a year to come.
    """
    today = timezone.localdate(now)
    for unit in {line.unit.pk: line.unit for line in initiatives}.values():
        require(may_keep_facts(actor, unit, today), CannotRecognise)
    for line in initiatives:
        _check(line, today)
    with transaction.atomic():
        made = [_initiative(line) for line in initiatives]
        Initiative.objects.bulk_create(made, batch_size=BATCH)
        InitiativeAuthor.objects.bulk_create(
            [
                InitiativeAuthor(initiative=stored, person=person)
                for stored, line in zip(made, initiatives, strict=True)
                for person in line.authors
            ],
            batch_size=BATCH,
        )
        changes = [
            history.Change(
                stored, after={**history.snapshot(stored, FIELDS), "authors": [str(person) for person in line.authors]}
            )
            for stored, line in zip(made, initiatives, strict=True)
        ]
        history.record_many(actor=actor, now=now, act="recognise_initiative", changes=changes, new=True)
    return made


def _check(line: NewInitiative, today: dt.date) -> None:
    if not clean(line.title):
        raise CannotRecognise("Sáng kiến phải có tên.")
    if not line.authors or len({person.pk for person in line.authors}) != len(line.authors):
        raise CannotRecognise(f"“{line.title}”: phải có tác giả, mỗi người ghi một lần.")
    if line.level not in InitiativeLevel.values or line.kind not in InitiativeKind.values:
        raise CannotRecognise(f"“{line.title}”: cấp công nhận hoặc loại không có trong danh mục.")
    if not 1945 <= line.year <= today.year or (line.decided_on and line.decided_on > today):
        raise CannotRecognise(f"“{line.title}”: năm hoặc ngày công nhận chưa tới; hãy xem lại.")


def _initiative(line: NewInitiative) -> Initiative:
    return Initiative(
        title=clean(line.title)[:500],
        kind=line.kind,
        level=line.level,
        year=line.year,
        round=line.round,
        unit=line.unit,
        recognised_by=clean(line.recognised_by),
        decision_number=clean(line.decision_number),
        decided_on=line.decided_on,
    )
