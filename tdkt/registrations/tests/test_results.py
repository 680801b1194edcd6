"""Registered against achieved."""

import datetime as dt

import pytest

from tdkt.awards.models import Award, AwardStatus
from tdkt.people.models import Person
from tdkt.registrations.results import Result, counts, own_years, result_of, results, tallies
from tdkt.registrations.tests.factories import COLLECTIVE, HIGH, LOW, MIDDLE, PLEDGE, YEAR, enter, make_person
from tdkt.registrations.tests.test_expectations import grant
from tests.support.cast import Cast

LATER = dt.date(YEAR + 1, 3, 1)


@pytest.mark.parametrize(
    ("asked", "held", "result"),
    [
        ({MIDDLE}, {LOW, MIDDLE}, Result.ACHIEVED),
        ({LOW}, {LOW, MIDDLE}, Result.EXCEEDED),
        ({MIDDLE}, {HIGH}, Result.EXCEEDED),
        ({MIDDLE}, {LOW}, Result.MISSED),
        ({MIDDLE, "BKB"}, {LOW, MIDDLE}, Result.PARTLY),
        ({MIDDLE}, {MIDDLE, "BKB"}, Result.ACHIEVED),  # a form nobody registered is no higher title
        (set(), {LOW}, Result.UNASKED),
        (set(), set(), Result.PENDING),
    ],
)
def test_what_became_of_a_registration(asked: set[str], held: set[str], result: Result) -> None:
    assert result_of(asked, held, waiting=False) == result
    if result in (Result.MISSED, Result.PARTLY):
        assert result_of(asked, held, waiting=True) == Result.PENDING


@pytest.fixture
def people(cast: Cast, now: dt.datetime) -> list[Person]:
    """Four who registered: one reached it, one went beyond, one fell short, one is still proposed."""
    found = [make_person(f"P-{n}", f"Người {name}", cast.office) for n, name in enumerate(("An", "Bé", "Cả", "Du"))]
    for person, code in zip(found, (MIDDLE, LOW, MIDDLE, HIGH), strict=True):
        enter(cast, now, person, code, pledge=PLEDGE)
    grant(found[0], cast, LOW, YEAR)
    grant(found[0], cast, MIDDLE, YEAR)
    grant(found[1], cast, MIDDLE, YEAR)
    grant(found[2], cast, LOW, YEAR)
    Award.objects.create(
        person=found[3], code=HIGH, period_from=YEAR, period_to=YEAR, host_unit=cast.office, unit_name_then="Phòng 1",
        status=AwardStatus.PROPOSED, decided_by="ministry",
    )  # fmt: skip
    return found


def test_person_by_person(cast: Cast, people: list[Person]) -> None:
    extra = make_person("P-9", "Người Ét", cast.office)
    grant(extra, cast, LOW, YEAR)
    rows = results(cast.province, YEAR, LATER)
    assert [(str(row.subject), row.registered, row.achieved, row.result) for row in rows] == [
        ("Người An", (MIDDLE,), (LOW, MIDDLE), Result.ACHIEVED),
        ("Người Bé", (LOW,), (MIDDLE,), Result.EXCEEDED),
        ("Người Cả", (MIDDLE,), (LOW,), Result.MISSED),
        ("Người Du", (HIGH,), (), Result.PENDING),
        ("Người Ét", (), (LOW,), Result.UNASKED),
    ]
    assert [(one.code, one.registered, one.achieved, one.unasked) for one in tallies(rows)] == [
        (LOW, 1, 1, 1), (MIDDLE, 2, 1, 1), (HIGH, 1, 0, 0),
    ]  # fmt: skip
    assert {one.name: number for one, number in counts(rows).items() if number} == {
        "ACHIEVED": 1, "EXCEEDED": 1, "MISSED": 1, "PENDING": 1, "UNASKED": 1,
    }  # fmt: skip


def test_nobody_has_failed_before_the_year_is_over_or_decided(cast: Cast, people: list[Person]) -> None:
    assert Result.MISSED not in {row.result for row in results(cast.office, YEAR, dt.date(YEAR, 12, 31))}
    Award.objects.all().delete()
    assert {row.result for row in results(cast.office, YEAR, LATER)} == {Result.PENDING}


def test_a_cancelled_award_is_not_achieved(cast: Cast, people: list[Person]) -> None:
    mine = Award.objects.filter(person=people[0], code=MIDDLE)
    mine.update(cancelled_by=mine.get().decision)
    assert results(cast.office, YEAR, LATER)[0].result == Result.MISSED


def test_a_collective_stands_before_its_people(cast: Cast, now: dt.datetime, people: list[Person]) -> None:
    enter(cast, now, cast.office, COLLECTIVE)
    first = results(cast.province, YEAR, LATER)[0]
    assert (first.subject, first.is_person, first.result) == (cast.office, False, Result.MISSED)


def test_another_province_sees_nothing_of_it(cast: Cast, people: list[Person]) -> None:
    assert results(cast.elsewhere, YEAR, LATER) == []


def test_a_persons_own_years(cast: Cast, people: list[Person]) -> None:
    grant(people[2], cast, LOW, YEAR - 1)
    assert [(one.year, one.registered, one.achieved, one.result) for one in own_years(people[2], LATER)] == [
        (YEAR, ("Chiến sĩ thi đua cơ sở",), ("Lao động tiên tiến",), Result.MISSED),
        (YEAR - 1, (), ("Lao động tiên tiến",), Result.UNASKED),
    ]
    assert own_years(people[2], dt.date(YEAR, 6, 1))[0].result == Result.PENDING
