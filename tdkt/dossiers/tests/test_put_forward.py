"""Putting people and collectives forward."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tdkt.core.history import history_of
from tdkt.dossiers.domain.put_forward import CannotPutForward, put_forward
from tdkt.dossiers.models import AwardRound, Nomination, StepTaken
from tdkt.dossiers.tests.factories import make_line, make_people, make_person, make_round
from tdkt.people.models import PersonGrade, Posting
from tests.support.cast import Cast


@pytest.fixture
def on(cast: Cast) -> AwardRound:
    return make_round(cast.province)


def test_an_officer_puts_people_of_the_unit_forward(cast: Cast, on: AwardRound, now: dt.datetime) -> None:
    people = make_people(cast, 2)
    lines = put_forward(round=on, unit=cast.office, subjects=people, code="LDTT", actor=cast.officer, now=now)
    assert [(n.person, n.code, n.state, n.decided_by, n.host_unit) for n in Nomination.objects.order_by("pk")] == [
        (people[0], "LDTT", "draft", "unit", cast.office),
        (people[1], "LDTT", "draft", "unit", cast.office),
    ]
    assert [entry.act for entry in history_of(lines[0])] == ["nomination.put_forward"]
    assert StepTaken.objects.filter(step="put_forward", actor=cast.officer).count() == 2


def test_the_line_is_judged_at_once_with_its_receipt(cast: Cast, on: AwardRound, now: dt.datetime) -> None:
    person = make_people(cast, 1)[0]
    PersonGrade.objects.create(person=person, year=2023, value="good")
    put_forward(round=on, unit=cast.office, subjects=[person], code="LDTT", actor=cast.officer, now=now)
    line = Nomination.objects.get()
    assert line.verdict == "eligible"
    assert line.verdict_detail["receipt"]["rulebook"].startswith("sha256:")
    assert line.judged_at == now


def test_a_person_of_another_unit_is_refused_by_name(cast: Cast, on: AwardRound, now: dt.datetime) -> None:
    stranger = make_person("X-1", "Trần Người Lạ", cast.elsewhere)
    with pytest.raises(CannotPutForward, match="không công tác tại Phòng 1: Trần Người Lạ"):
        put_forward(round=on, unit=cast.office, subjects=[stranger], code="LDTT", actor=cast.officer, now=now)
    assert not Nomination.objects.exists()


def test_who_left_during_the_year_may_still_be_put_forward(cast: Cast, on: AwardRound, now: dt.datetime) -> None:
    person = make_people(cast, 1)[0]
    Posting.objects.filter(person=person).update(valid_to=dt.date(2023, 6, 30))
    put_forward(round=on, unit=cast.office, subjects=[person], code="LDTT", actor=cast.officer, now=now)
    assert Nomination.objects.get().person == person


def test_who_left_before_the_year_may_not(cast: Cast, on: AwardRound, now: dt.datetime) -> None:
    person = make_people(cast, 1)[0]
    Posting.objects.filter(person=person).update(valid_to=dt.date(2022, 12, 31))
    with pytest.raises(CannotPutForward, match="Năm 2023 không công tác"):
        put_forward(round=on, unit=cast.office, subjects=[person], code="LDTT", actor=cast.officer, now=now)


def test_the_same_title_twice_is_refused_but_another_title_is_not(cast: Cast, on: AwardRound, now: dt.datetime) -> None:
    person = make_people(cast, 1)[0]
    make_line(on, cast.province, person, "LDTT")
    with pytest.raises(CannotPutForward, match="Đã có trong đợt xét với Lao động tiên tiến: Người Thử 0"):
        put_forward(round=on, unit=cast.office, subjects=[person], code="LDTT", actor=cast.officer, now=now)
    put_forward(round=on, unit=cast.office, subjects=[person], code="CSTDCS", actor=cast.officer, now=now)
    assert sorted(Nomination.objects.values_list("code", flat=True)) == ["CSTDCS", "LDTT"]


def test_an_unknown_code_is_refused(cast: Cast, on: AwardRound, now: dt.datetime) -> None:
    with pytest.raises(CannotPutForward, match="mã “XYZ”"):
        put_forward(round=on, unit=cast.office, subjects=make_people(cast, 1), code="XYZ", actor=cast.officer, now=now)


def test_a_title_of_people_is_not_for_collectives(cast: Cast, on: AwardRound, now: dt.datetime) -> None:
    with pytest.raises(CannotPutForward, match="Lao động tiên tiến chỉ tặng cho cá nhân"):
        put_forward(round=on, unit=cast.office, subjects=[cast.office], code="LDTT", actor=cast.officer, now=now)


def test_a_unit_puts_itself_forward_but_not_the_unit_above(cast: Cast, on: AwardRound, now: dt.datetime) -> None:
    with pytest.raises(CannotPutForward, match="Không thuộc Phòng 1: VKSND tỉnh Một"):
        put_forward(round=on, unit=cast.office, subjects=[cast.province], code="TTLDTT", actor=cast.officer, now=now)
    put_forward(round=on, unit=cast.office, subjects=[cast.office], code="TTLDTT", actor=cast.officer, now=now)
    assert Nomination.objects.get().decided_by == "unit"


def test_the_unit_that_holds_the_round_is_decided_on_from_above(cast: Cast, on: AwardRound, now: dt.datetime) -> None:
    put_forward(
        round=on, unit=cast.province, subjects=[cast.province, cast.office], code="TTLDXS",
        actor=cast.province_officer, now=now,
    )  # fmt: skip
    levels = dict(Nomination.objects.values_list("unit__code", "decided_by"))
    assert levels == {"T1": "ministry", "T1-P1": "unit"}


def test_a_stranger_puts_nobody_forward(cast: Cast, on: AwardRound, now: dt.datetime) -> None:
    with pytest.raises(CannotPutForward, match="Chỉ cán bộ thi đua của đơn vị"):
        put_forward(
            round=on, unit=cast.office, subjects=make_people(cast, 1), code="LDTT", actor=cast.stranger, now=now
        )


def test_a_closed_round_takes_nobody(cast: Cast, now: dt.datetime) -> None:
    closed = make_round(cast.province, state="closed")
    with pytest.raises(CannotPutForward, match="đã khép"):
        put_forward(
            round=closed, unit=cast.office, subjects=make_people(cast, 1), code="LDTT", actor=cast.officer, now=now
        )


def test_putting_many_forward_costs_the_same_queries(cast: Cast, on: AwardRound, now: dt.datetime) -> None:
    people, costs = make_people(cast, 5), []
    for chosen in (people[:1], people[1:2], people[2:]):
        with CaptureQueriesContext(connection) as seen:
            put_forward(round=on, unit=cast.office, subjects=chosen, code="LDTT", actor=cast.officer, now=now)
        costs.append(len(seen))
    assert costs[1] == costs[2]
