"""People: written down, posted, graded, by the officer of their unit."""

import datetime as dt
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tdkt.accounts.access import people_seen_by
from tdkt.core import history
from tdkt.core.edits import StaleEdit
from tdkt.people.domain import (
    CannotGrade,
    CannotKeepPerson,
    CannotPost,
    CannotRecordFact,
    GradeLine,
    NewPerson,
    add_people,
    edit_person,
    grade_people,
    post_person,
    record_absence,
    record_discipline,
)
from tdkt.people.models import Person
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db


def new(cast: Cast, number: str, **other: Any) -> NewPerson:
    facts: dict[str, Any] = {
        "staff_number": number, "full_name": "Đỗ Thử Việc", "gender": "male", "unit": cast.office,
        "position": "Kiểm tra viên", "recruited_on": dt.date(2018, 3, 1),
    }  # fmt: skip
    return NewPerson(**{**facts, **other})


def test_people_come_in_together_or_not_at_all(cast: Cast, now: dt.datetime) -> None:
    with pytest.raises(CannotKeepPerson, match="viết hai lần"):
        add_people(actor=cast.officer, now=now, people=[new(cast, "1"), new(cast, "1")])
    with pytest.raises(CannotKeepPerson, match="Lê Thị Kiểm Thử"):
        add_people(actor=cast.officer, now=now, people=[new(cast, "2"), new(cast, "P-W")])
    with pytest.raises(CannotKeepPerson, match="sau ngày sinh"):
        add_people(actor=cast.officer, now=now, people=[new(cast, "2", birth_date=dt.date(2019, 1, 1))])
    assert Person.objects.count() == 1
    made = add_people(actor=cast.officer, now=now, people=[new(cast, "1"), new(cast, "2")])
    assert [(p.staff_number, p.postings.get().unit) for p in made] == [("1", cast.office), ("2", cast.office)]
    assert Person.objects.matching("do thu").count() == 2


def test_only_the_officer_of_the_unit_or_above_writes(cast: Cast, now: dt.datetime) -> None:
    for actor in (cast.stranger, cast.head, cast.administrator, None):
        with pytest.raises(CannotKeepPerson, match="cán bộ thi đua"):
            add_people(actor=actor, now=now, people=[new(cast, "1")])
    assert len(add_people(actor=cast.province_officer, now=now, people=[new(cast, "1")])) == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_grading_costs_the_same_for_one_and_for_three(
    cast: Cast, now: dt.datetime, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    people = add_people(actor=cast.officer, now=now, people=[new(cast, str(n)) for n in range(rows)])
    lines = [GradeLine(person=person, year=2022, value="good") for person in people]
    with django_assert_num_queries(8):
        grade_people(actor=cast.officer, now=now, lines=lines)


def test_a_corrected_grade_keeps_the_one_before(cast: Cast, now: dt.datetime) -> None:
    (person,) = add_people(actor=cast.officer, now=now, people=[new(cast, "1")])
    for value in ("good", "excellent"):
        grade_people(actor=cast.officer, now=now, lines=[GradeLine(person=person, year=2022, value=value)])
    assert [(g.year, g.value) for g in person.grades.all()] == [(2022, "excellent")]
    last = history.history_of(person).last()
    assert last is not None
    assert last.before == {"year": 2022, "grade": "good"}
    for actor, year, value in ((cast.stranger, 2022, "good"), (cast.officer, 2024, "good"), (cast.officer, 2022, "?")):
        with pytest.raises(CannotGrade):
            grade_people(actor=actor, now=now, lines=[GradeLine(person=person, year=year, value=value)])


def test_a_transfer_ends_the_posting_before_and_moves_who_sees_the_person(cast: Cast, now: dt.datetime) -> None:
    (person,) = add_people(actor=cast.officer, now=now, people=[new(cast, "1")])
    move: dict[str, Any] = {"person": person, "unit": cast.elsewhere, "position": "Kiểm sát viên", "now": now}
    with pytest.raises(CannotPost):
        post_person(actor=cast.worker, valid_from=dt.date(2023, 5, 1), **move)
    with pytest.raises(CannotPost, match="phải sau"):
        post_person(actor=cast.officer, valid_from=dt.date(2018, 3, 1), **move)
    post_person(actor=cast.officer, valid_from=dt.date(2023, 5, 1), **move)
    ends = person.postings.order_by("valid_from").values_list("valid_to", flat=True)
    assert list(ends) == [dt.date(2023, 4, 30), None]
    assert list(people_seen_by(cast.officer, dt.date(2023, 4, 30)).filter(pk=person.pk)) == [person]
    assert list(people_seen_by(cast.officer, now.date()).filter(pk=person.pk)) == []
    assert list(people_seen_by(cast.stranger, now.date())) == [person]


def test_a_person_sees_himself_and_nobody_else(cast: Cast, now: dt.datetime) -> None:
    add_people(actor=cast.officer, now=now, people=[new(cast, "1")])
    assert [p.staff_number for p in people_seen_by(cast.worker, now.date())] == ["P-W"]


def test_a_stale_page_does_not_overwrite(cast: Cast, now: dt.datetime) -> None:
    (person, other) = add_people(actor=cast.officer, now=now, people=[new(cast, "1"), new(cast, "2")])
    edit_person(actor=cast.officer, now=now, person=person, version=1, full_name="Đỗ  Thử Lại")
    with pytest.raises(StaleEdit):
        edit_person(actor=cast.officer, now=now, person=person, version=1, full_name="Đỗ Khác")
    with pytest.raises(CannotKeepPerson, match="đã là của"):
        edit_person(actor=cast.officer, now=now, person=person, version=2, staff_number=other.staff_number)
    person.refresh_from_db()
    assert (person.full_name, person.search_key) == ("Đỗ Thử Lại", "do thu lai 1")


def test_discipline_and_absence_are_written_once_and_in_bounds(cast: Cast, now: dt.datetime) -> None:
    (person,) = add_people(actor=cast.officer, now=now, people=[new(cast, "1")])
    decided: dict[str, Any] = {"person": person, "form": "khien_trach", "decided_on": dt.date(2022, 4, 1), "now": now}
    record_discipline(actor=cast.officer, **decided)
    with pytest.raises(CannotRecordFact, match="Đã ghi khiển trách"):
        record_discipline(actor=cast.officer, **decided)
    with pytest.raises(CannotRecordFact):
        record_discipline(actor=cast.stranger, **decided)
    away: dict[str, Any] = {"actor": cast.officer, "now": now, "person": person, "year": 2022, "reason": "sick"}
    with pytest.raises(CannotRecordFact, match="1 đến 366"):
        record_absence(working_days=400, **away)
    record_absence(working_days=10, **away)
    record_absence(working_days=12, **away)
    assert [a.working_days for a in person.absences.all()] == [12]
