"""The verdict of an undecided line follows a hold: stopped, cleared, or counted from the end of a discipline."""

import datetime as dt
from typing import Any

import pytest

from tdkt.dossiers.models import Nomination
from tdkt.dossiers.tests.factories import make_line, make_round, worker_of
from tdkt.holds.domain.close_hold import close_hold
from tdkt.holds.domain.open_hold import open_hold
from tdkt.holds.models import Conclusion, Hold, HoldKind
from tdkt.people.models import Discipline, PersonGrade
from tests.support.cast import Cast

SINCE, UNTIL = dt.date(2023, 11, 1), dt.date(2023, 12, 4)


@pytest.fixture
def line(cast: Cast, now: dt.datetime) -> Nomination:
    person = worker_of(cast)
    PersonGrade.objects.create(person=person, year=2023, value="good")
    return make_line(make_round(cast.province), cast.office, person, "LDTT", attested=["exceeds_targets"])


def hold(cast: Cast, now: dt.datetime, line: Nomination) -> Hold:
    return open_hold(
        actor=cast.head, now=now, person=line.person, kind=HoldKind.DISCIPLINE, matter="Đang xem xét kỷ luật",
        opened_on=SINCE, number="12/QĐ-VKS", issued_on=SINCE,
    ).hold  # fmt: skip


def close(cast: Cast, now: dt.datetime, opened: Hold, **told: Any) -> None:
    close_hold(actor=cast.head, now=now, hold=opened, closed_on=UNTIL, number="15/KL", issued_on=UNTIL, **told)


def verdict(line: Nomination) -> tuple[str, str]:
    line.refresh_from_db()
    return line.verdict, line.verdict_note


def test_a_hold_stops_the_verdict_and_a_clearing_conclusion_brings_it_back(
    cast: Cast, now: dt.datetime, line: Nomination
) -> None:
    opened = hold(cast, now, line)
    assert verdict(line)[0] == "not_eligible"
    close(cast, now, opened, conclusion=Conclusion.CLEARED)
    assert verdict(line) == ("eligible", "")


def test_after_a_discipline_the_year_does_not_count(cast: Cast, now: dt.datetime, line: Nomination) -> None:
    opened = hold(cast, now, line)
    discipline = Discipline.objects.create(
        person=worker_of(cast), form="canh_cao", decided_on=UNTIL, decision_number="20/QĐ-KL"
    )
    close(cast, now, opened, conclusion=Conclusion.DISCIPLINED, discipline=discipline)
    assert verdict(line)[0] == "not_eligible"


def test_a_line_the_council_passed_keeps_the_verdict_it_passed_with(
    cast: Cast, now: dt.datetime, line: Nomination
) -> None:
    Nomination.objects.update(state="passed")
    hold(cast, now, line)
    assert verdict(line)[0] == "eligible"


def test_another_persons_line_is_left_alone(cast: Cast, now: dt.datetime, line: Nomination) -> None:
    unit = make_line(line.round, cast.office, cast.office, "TTLDTT")
    hold(cast, now, line)
    unit.refresh_from_db()
    assert unit.judged_at is None
