"""What the judge expects of a registration: four answers, what is still needed, what it would open."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tdkt.awards.models import Award, Decision
from tdkt.dossiers.domain.facts import cases_for_people, cases_for_units
from tdkt.holds.models import Hold
from tdkt.initiatives.models import Initiative, InitiativeAuthor
from tdkt.people.models import Discipline, Person, PersonGrade
from tdkt.registrations import expectations
from tdkt.registrations.expectations import UNKNOWN, Asked, Depth, Expectation, Question, expected
from tdkt.registrations.tests.factories import (
    COLLECTIVE,
    HIGH,
    LOW,
    MIDDLE,
    PLEDGE,
    YEAR,
    agreed,
    enter,
    make_person,
    worker_of,
)
from tdkt.units.models import UnitGrade
from tests.support.cast import Cast


def grant(person: Person, cast: Cast, code: str, *years: int) -> None:
    """Lines of the ledger."""
    decision, _ = Decision.objects.get_or_create(
        number="1/QĐ", signed_on=dt.date(YEAR, 1, 5), title="Khen", issuer_level="unit", issuer_name="Viện trưởng"
    )
    for year in years:
        Award.objects.create(
            person=person, code=code, period_from=year, period_to=year, host_unit=cast.office, unit_name_then="Phòng 1",
            status="granted", decided_by="unit", decision=decision, ground="initiative" if code == MIDDLE else "",
        )  # fmt: skip


def invent(person: Person, level: str, year: int) -> None:
    """An initiative of the person's own."""
    made = Initiative.objects.create(
        title=f"Sáng kiến {level} {year}", kind="initiative", level=level, year=year, recognised_by_head=True,
        unit=person.postings.get().unit,
    )  # fmt: skip
    InitiativeAuthor.objects.create(initiative=made, person=person, share=100)


def of(
    person: Person, code: str, depth: Depth = Depth.LINE, year: int = YEAR, reader: int | None = None
) -> Expectation:
    """What is expected of one line."""
    one = Asked("person", person.pk, code)
    return expected([one], Question(year, depth, reader))[one]


@pytest.fixture
def person(cast: Cast) -> Person:
    """The worker, two years in a row a holder of the middle title."""
    found = worker_of(cast)
    grant(found, cast, LOW, YEAR - 2, YEAR - 1)
    grant(found, cast, MIDDLE, YEAR - 2, YEAR - 1)
    for year in range(YEAR - 3, YEAR):
        PersonGrade.objects.create(person=found, year=year, value="excellent")
    return found


def test_the_lowest_title_is_within_reach_if_the_year_goes_well(person: Person) -> None:
    assert of(person, LOW) == Expectation("eligible", assumed=("hoàn thành xuất sắc nhiệm vụ",))


def test_what_the_year_must_still_bring_is_said(person: Person) -> None:
    found = of(person, MIDDLE)
    assert (found.verdict, found.this_year, found.lacks) == (
        "not_eligible", (f"Sáng kiến cấp cơ sở được công nhận năm {YEAR}",), (),
    )  # fmt: skip


def test_three_in_a_row_with_this_year_and_a_sector_initiative_still_needed(person: Person) -> None:
    """The sentence the office asked for: with this year's title three in a row; still needs a sector-level one."""
    ahead = next(one for one in of(person, MIDDLE, Depth.PAGE).ahead if "bộ, ban, ngành" in one.name and one.lacks)
    assert ahead.name == "Chiến sĩ thi đua bộ, ban, ngành, tỉnh"
    assert ahead.met == (f"03 năm liên tục Chiến sĩ thi đua cơ sở (đến năm {YEAR})",)
    assert [text[:58] for text in ahead.lacks] == ["có sáng kiến hoặc đề tài nghiên cứu khoa học được người đứ"]


def test_with_the_initiatives_on_record_nothing_more_is_needed(person: Person) -> None:
    invent(person, "ministry", YEAR)
    assert of(person, HIGH).verdict == "eligible"
    assert of(person, HIGH).assumed == (
        "hoàn thành xuất sắc nhiệm vụ", "Lao động tiên tiến", "Chiến sĩ thi đua cơ sở",
    )  # fmt: skip


def test_what_earlier_years_lack_no_good_year_can_mend(cast: Cast) -> None:
    fresh = make_person("P-2", "Người Mới", cast.office)
    found = of(fresh, HIGH, Depth.PAGE)
    assert found.verdict == "not_eligible"
    assert [text for text in found.lacks if "Chiến sĩ thi đua cơ sở" in text] == [
        f"Chiến sĩ thi đua cơ sở năm {YEAR - 2}", f"Chiến sĩ thi đua cơ sở năm {YEAR - 1}",
    ]  # fmt: skip


def test_the_results_of_the_year_itself_are_left_out(cast: Cast, person: Person) -> None:
    before = of(person, MIDDLE)
    grant(person, cast, MIDDLE, YEAR)
    assert of(person, MIDDLE) == before


def test_a_discipline_or_a_bad_grade_of_the_year_counts(person: Person) -> None:
    PersonGrade.objects.create(person=person, year=YEAR, value="failed")
    assert of(person, LOW).verdict == "not_eligible"
    PersonGrade.objects.filter(year=YEAR).update(value="excellent")
    Discipline.objects.create(person=person, form="canh_cao", decided_on=dt.date(YEAR, 5, 5))
    assert of(person, LOW).verdict == "not_eligible"


def test_what_is_being_examined_is_not_told_to_the_person_himself(cast: Cast, person: Person) -> None:
    Hold.objects.create(
        person=person, host_unit=cast.office, kind="complaint", matter="Đơn", opened_on=dt.date(YEAR, 3, 1),
        number="9/CV", issued_on=dt.date(YEAR, 3, 1), opened_by=cast.head,
    )  # fmt: skip
    assert of(person, LOW).verdict == "not_eligible"
    assert of(person, LOW, reader=cast.head.person_id).verdict == "not_eligible"
    assert of(person, LOW, reader=person.pk) == Expectation("eligible", assumed=("hoàn thành xuất sắc nhiệm vụ",))


def test_a_collective_waits_for_the_council_or_for_its_people(cast: Cast, now: dt.datetime) -> None:
    UnitGrade.objects.create(unit=cast.office, year=YEAR, value="good")
    one = Asked("collective", cast.office.pk, COLLECTIVE)
    assert expected([one], Question(YEAR))[one].verdict == "not_eligible"
    enter(
        cast, now, worker_of(cast), MIDDLE, pledge=PLEDGE
    )  # the only member strives for a title that holds the lowest
    assert expected([one], Question(YEAR))[one].verdict == "eligible"
    flag = Asked("collective", cast.office.pk, "CTDB")
    assert expected([flag], Question(YEAR))[flag].verdict == "council"


def test_what_nobody_has_read_or_recorded_is_not_known(cast: Cast, person: Person) -> None:
    found = of(person, "GK", year=2024)  # a standard left to texts that nobody has seen
    assert found.verdict == "unknown"
    assert found.lacks
    stranger = Asked("person", 999_999, LOW)
    assert expected([stranger], Question(YEAR))[stranger] == UNKNOWN


def test_a_newer_law_nobody_has_seen_is_said(cast: Cast) -> None:
    found = of(make_person("P-2", "Người Mới", cast.office), LOW, year=2026)
    assert found.note.startswith("Có văn bản mới chưa thấy lời văn")


def test_without_the_judge_nothing_is_known(cast: Cast, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expectations, "_sources", [])
    assert of(person, LOW) == UNKNOWN


@pytest.mark.parametrize("depth", list(Depth))
def test_the_queries_are_the_same_for_one_and_for_many(cast: Cast, person: Person, depth: Depth) -> None:
    people = [person, *(make_person(f"P-{n}", f"Người {n}", cast.office) for n in range(8))]
    asked = [Asked("person", one.pk, code) for one in people for code in (LOW, MIDDLE)]
    asked.append(Asked("collective", cast.office.pk, COLLECTIVE))
    counts = []
    for chosen in ([asked[0], asked[-1]], asked):
        with CaptureQueriesContext(connection) as seen:
            expected(chosen, Question(YEAR, depth))
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_what_was_registered_is_a_fact_once_the_head_has_agreed(cast: Cast, now: dt.datetime, person: Person) -> None:
    enter(cast, now, person, MIDDLE, pledge=PLEDGE)
    enter(cast, now, cast.office, COLLECTIVE)

    def facts() -> list[dict[str, object]]:
        day = dt.date(YEAR, 12, 31)
        people = cases_for_people([person], year=YEAR, judged_on=day)[person.pk]["facts"]
        units = cases_for_units([cast.office], year=YEAR, judged_on=day)[cast.office.pk]["facts"]
        return [fact for fact in [*people, *units] if fact["type"] == "registration"]

    assert facts() == []
    agreed(cast, now)
    assert facts() == [{"type": "registration", "year": YEAR, "code": code} for code in (MIDDLE, COLLECTIVE)]
