"""How people completed the tasks of a year."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from tdkt.core import history
from tdkt.core.answers import Refused, require
from tdkt.people.access import may_keep
from tdkt.people.models import Person, PersonGrade
from tdkt.units.access import RoleHolder
from tdkt.units.models import GradeValue

BATCH = 500


class CannotGrade(Refused):
    """The grade may not be written down so."""


@dataclass(frozen=True, kw_only=True)
class GradeLine:
    """One person's grade of one year, and the paper that says so."""

    person: Person
    year: int
    value: str
    decided_by: str = ""


def grade_person(*, actor: RoleHolder | None, now: dt.datetime, line: GradeLine) -> PersonGrade:
    """Write, or correct, one grade; see ``grade_people``."""
    return grade_people(actor=actor, now=now, lines=[line])[0]


def grade_people(*, actor: RoleHolder | None, now: dt.datetime, lines: Sequence[GradeLine]) -> list[PersonGrade]:
    """Write, or correct, many grades, all or none; the history of each person keeps the grade before.

    Raises:
        CannotGrade: a person not the actor's, a year to come, a value not known, a person's year given twice.
    """
    people = {line.person.pk: line.person for line in lines}
    require(may_keep(actor, people.values(), timezone.localdate(now)), CannotGrade)
    _check(lines, timezone.localdate(now).year)
    with transaction.atomic():
        earlier = _earlier(list(people), {line.year for line in lines})
        grades = [
            PersonGrade(person=line.person, year=line.year, value=line.value, decided_by=line.decided_by)
            for line in lines
        ]
        PersonGrade.objects.bulk_create(
            grades, batch_size=BATCH, update_conflicts=True, unique_fields=["person", "year"],
            update_fields=["value", "decided_by"],
        )  # fmt: skip
        changes = [
            history.Change(
                line.person,
                before={"year": line.year, "grade": earlier.get((line.person.pk, line.year))},
                after={"year": line.year, "grade": line.value, "decided_by": line.decided_by},
            )
            for line in lines
        ]
        history.record_many(actor=actor, now=now, act="grade_person", changes=changes)
    return grades


def _check(lines: Sequence[GradeLine], this_year: int) -> None:
    seen: set[tuple[int, int]] = set()
    for line in lines:
        if line.value not in GradeValue.values:
            raise CannotGrade(f"{line.person}: mức hoàn thành “{line.value}” không có trong danh mục.")
        if not 1945 <= line.year <= this_year:
            raise CannotGrade(f"{line.person}: năm {line.year} không xếp loại được (từ 1945 đến {this_year}).")
        key = (line.person.pk, line.year)
        if key in seen:
            raise CannotGrade(f"{line.person}: năm {line.year} ghi hai lần trong danh sách.")
        seen.add(key)


def _earlier(person_ids: list[int], years: set[int]) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for start in range(0, len(person_ids), BATCH):
        rows = PersonGrade.objects.filter(person__in=person_ids[start : start + BATCH], year__in=years)
        found |= {(person, year): value for person, year, value in rows.values_list("person_id", "year", "value")}
    return found
