"""Write a person down, one or many, and correct what was written."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from tdkt.core import history
from tdkt.core.answers import Refused, require
from tdkt.core.edits import save_if_fresh
from tdkt.core.text import clean, name_sort_key, search_key
from tdkt.people.access import may_keep
from tdkt.people.models import Occupation, Person, Posting
from tdkt.units.access import RoleHolder, may_keep_facts
from tdkt.units.models import Unit

FIELDS = (
    "staff_number", "full_name", "gender", "birth_date", "ethnicity", "occupation", "recruited_on",
    "joined_sector_on", "retired_on",
)  # fmt: skip
BATCH = 500


class CannotKeepPerson(Refused):
    """The person may not be written down so."""


@dataclass(frozen=True, kw_only=True)
class NewPerson:
    """A person and the first posting. ``posted_on`` is the day of the posting, or else of recruitment."""

    staff_number: str
    full_name: str
    gender: str
    unit: Unit
    position: str
    posted_on: dt.date | None = None
    position_code: str = ""
    is_leader: bool = False
    is_unit_head: bool = False
    birth_date: dt.date | None = None
    ethnicity: str = "Kinh"
    occupation: str = Occupation.CIVIL_SERVANT
    recruited_on: dt.date | None = None
    joined_sector_on: dt.date | None = None


def add_person(*, actor: RoleHolder | None, now: dt.datetime, person: NewPerson) -> Person:
    """Write one person down with the first posting; see ``add_people``."""
    return add_people(actor=actor, now=now, people=[person])[0]


def add_people(*, actor: RoleHolder | None, now: dt.datetime, people: Sequence[NewPerson]) -> list[Person]:
    """Write people down with their first postings, all or none, in a number of queries that hardly grows.

    Raises:
        CannotKeepPerson: a unit not the actor's, a staff number taken or written twice, or a day out of order.
    """
    for unit in {line.unit.pk: line.unit for line in people}.values():
        require(may_keep_facts(actor, unit, timezone.localdate(now)), CannotKeepPerson)
    _check_numbers([line.staff_number for line in people])
    for line in people:
        _check(line)
    with transaction.atomic():
        made = [_person(line) for line in people]
        Person.objects.bulk_create(made, batch_size=BATCH)
        postings = [_posting(line, person) for line, person in zip(people, made, strict=True)]
        Posting.objects.bulk_create(postings, batch_size=BATCH)
        changes = [
            history.Change(person, after={**history.snapshot(person, FIELDS), "unit": str(line.unit)})
            for line, person in zip(people, made, strict=True)
        ]
        history.record_many(actor=actor, now=now, act="add_person", changes=changes, new=True)
    return made


def edit_person(*, actor: RoleHolder | None, now: dt.datetime, person: Person, version: int, **fields: Any) -> None:
    """Correct a person's data, unless somebody saved first.

    Raises:
        CannotKeepPerson: not the actor's unit, or the staff number belongs to another. StaleEdit: saved meanwhile.
    """
    require(may_keep(actor, [person], timezone.localdate(now)), CannotKeepPerson)
    number = fields.get("staff_number", person.staff_number)
    taken = Person.objects.filter(staff_number=number).exclude(pk=person.pk).first()
    if taken:
        raise CannotKeepPerson(f"Số hiệu {number} đã là của {taken}; hãy xem lại số hiệu.")
    before = history.snapshot(person, FIELDS)
    name = clean(fields.get("full_name", person.full_name))
    keys = {"full_name": name, "search_key": search_key(f"{name} {number}"), "sort_key": name_sort_key(name)}
    with transaction.atomic():
        save_if_fresh(person, version=version, **{**fields, **keys})
        after = history.snapshot(person, FIELDS)
        history.record(actor=actor, now=now, act="edit_person", target=person, before=before, after=after)


def _check_numbers(numbers: Sequence[str]) -> None:
    seen: set[str] = set()
    for number in numbers:
        if number in seen:
            raise CannotKeepPerson(f"Số hiệu {number} viết hai lần trong danh sách; mỗi người một số hiệu.")
        seen.add(number)
    for start in range(0, len(numbers), BATCH):
        taken = Person.objects.filter(staff_number__in=numbers[start : start + BATCH]).first()
        if taken:
            raise CannotKeepPerson(f"Số hiệu {taken.staff_number} đã là của {taken}; hãy xem lại số hiệu.")


def _check(line: NewPerson) -> None:
    if not line.staff_number.strip() or not clean(line.full_name):
        raise CannotKeepPerson("Mỗi người phải có số hiệu công chức và họ tên.")
    if line.birth_date and line.recruited_on and line.recruited_on <= line.birth_date:
        raise CannotKeepPerson(f"{line.full_name}: ngày tuyển dụng phải sau ngày sinh.")
    if not (line.posted_on or line.recruited_on):
        raise CannotKeepPerson(f"{line.full_name}: phải ghi ngày tuyển dụng hoặc ngày bắt đầu ở đơn vị.")


def _person(line: NewPerson) -> Person:
    person = Person(
        staff_number=line.staff_number.strip(), full_name=line.full_name, gender=line.gender,
        birth_date=line.birth_date, ethnicity=line.ethnicity, occupation=line.occupation,
        recruited_on=line.recruited_on, joined_sector_on=line.joined_sector_on,
    )  # fmt: skip
    person.set_keys()
    return person


def _posting(line: NewPerson, person: Person) -> Posting:
    first_day = line.posted_on or line.recruited_on or dt.date.min  # checked: one of the two is there
    return Posting(
        person=person, unit=line.unit, position=clean(line.position), position_code=line.position_code,
        is_leader=line.is_leader, is_unit_head=line.is_unit_head, valid_from=first_day,
    )  # fmt: skip
