"""The ledger: what is entered, what is refused, what a cancellation brings to light."""

import datetime as dt
from typing import Any

import pytest

from tdkt.awards.catalogue import is_title
from tdkt.awards.domain import (
    BadDecision,
    BadLine,
    CannotCancel,
    CannotPropose,
    CannotRecord,
    LedgerLine,
    cancel_award,
    drop_proposed,
    grant_proposed,
    propose_awards,
    record_decision,
    refuse_proposed,
)
from tdkt.awards.models import YEARLY_TITLES, Award, Decision
from tdkt.core import history
from tdkt.core.answers import MovedMeanwhile
from tdkt.law.api import load_rulebook
from tdkt.people.domain import NewPerson, add_person
from tdkt.people.models import Person
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(cast: Cast, now: dt.datetime) -> Person:
    new = NewPerson(
        staff_number="P-9", full_name="Hà Thử", gender="female", unit=cast.office, position="Kiểm sát viên",
        posted_on=dt.date(2015, 1, 1),
    )  # fmt: skip
    return add_person(actor=cast.officer, now=now, person=new)


def paper(number: str = "10/QĐ-VKS", **other: Any) -> dict[str, Any]:
    return {
        "number": number, "signed_on": dt.date(2023, 12, 8), "title": "Khen thưởng năm 2023",
        "issuer_level": "ministry", "issuer_name": "Viện trưởng VKSND tối cao",
    } | other  # fmt: skip


def line(person: Person, code: str = "LDTT", year: int = 2023, **other: Any) -> LedgerLine:
    return LedgerLine(person=person, code=code, period_from=year, period_to=year, **other)


def test_a_decision_completes_its_lines_from_the_postings(cast: Cast, person: Person, now: dt.datetime) -> None:
    decision = record_decision(
        actor=cast.appraiser, now=now, lines=[line(person), line(person, "CSTDCS")],
        **paper(issuer_level="unit", issuer_unit=cast.province, issuer_name="VKSND tỉnh Một"),
    )  # fmt: skip
    stored = decision.awards.order_by("code").values_list("code", "host_unit", "position_then", "bonus")
    assert list(stored) == [
        ("CSTDCS", cast.office.pk, "Kiểm sát viên", 1_800_000),
        ("LDTT", cast.office.pk, "Kiểm sát viên", 0),
    ]
    assert [entry.act for award in decision.awards.all() for entry in history.history_of(award)] == ["grant", "grant"]


def test_a_title_of_the_same_year_is_not_given_twice(cast: Cast, person: Person, now: dt.datetime) -> None:
    record_decision(actor=cast.appraiser, now=now, lines=[line(person)], **paper())
    with pytest.raises(CannotRecord, match="10/QĐ-VKS ngày 08/12/2023"):
        record_decision(actor=cast.appraiser, now=now, lines=[line(person)], **paper("11/QĐ-VKS"))
    assert Decision.objects.count() == 1


@pytest.mark.parametrize(
    ("code", "year", "words"),
    [("XYZ", 2023, "không có trong danh mục"), ("TTLDTT", 2023, "không dành cho cá nhân"), ("LDTT", 2024, "sau ngày")],
)
def test_a_line_that_cannot_be_true_is_refused(
    cast: Cast, person: Person, now: dt.datetime, code: str, year: int, words: str
) -> None:
    with pytest.raises(BadLine, match=words):
        record_decision(actor=cast.appraiser, now=now, lines=[line(person, code, year)], **paper())
    assert (Decision.objects.count(), Award.objects.count()) == (0, 0)


def test_only_those_over_the_receiving_unit_may_enter(cast: Cast, person: Person, now: dt.datetime) -> None:
    for actor in (cast.stranger, cast.administrator, cast.worker, None):
        with pytest.raises(CannotRecord):
            record_decision(actor=actor, now=now, lines=[line(person)], **paper())
    record_decision(actor=cast.officer, now=now, lines=[line(person)], **paper())
    assert Award.objects.count() == 1


def test_a_higher_decision_takes_further_lines_but_a_new_one_needs_a_new_number(
    cast: Cast, person: Person, now: dt.datetime
) -> None:
    first = record_decision(actor=cast.appraiser, now=now, lines=[line(person, "BKB")], **paper())
    with pytest.raises(BadDecision, match="đã có trong sổ"):
        record_decision(actor=cast.appraiser, now=now, lines=[line(person, "KNCKS")], **paper())
    again = record_decision(
        actor=cast.appraiser, now=now, lines=[line(person, "KNCKS")], add_to_existing=True, **paper()
    )
    assert (again.pk, first.awards.count()) == (first.pk, 2)


def test_what_is_proposed_is_granted_or_refused_once(cast: Cast, person: Person, now: dt.datetime) -> None:
    asked: dict[str, Any] = {
        "actor": cast.appraiser,
        "now": now,
        "level": "ministry",
        "proposed_on": dt.date(2023, 12, 1),
    }
    yes, no = propose_awards(lines=[line(person, "BKB"), line(person, "KNCKS")], **asked)
    grant_proposed(actor=cast.appraiser, now=now, awards=[yes], **paper())
    with pytest.raises(CannotPropose, match="lý do"):
        refuse_proposed(actor=cast.appraiser, now=now, awards=[no], reason=" ")
    refuse_proposed(actor=cast.appraiser, now=now, awards=[no], reason="Chưa đủ 15 năm")
    with pytest.raises(MovedMeanwhile):
        grant_proposed(actor=cast.appraiser, now=now, awards=[yes, no], **paper("12/QĐ"))
    assert list(Award.objects.order_by("code").values_list("code", "status")) == [
        ("BKB", "granted"),
        ("KNCKS", "refused"),
    ]
    assert Decision.objects.count() == 1


def test_what_is_considered_anew_leaves_the_ledger_and_stays_in_the_history(
    cast: Cast, person: Person, now: dt.datetime
) -> None:
    day = dt.date(2023, 12, 1)
    asked: dict[str, Any] = {"level": "ministry", "actor": cast.appraiser, "now": now, "proposed_on": day}
    kept, dropped = propose_awards(lines=[line(person, "BKB"), line(person, "KNCKS")], **asked)
    with pytest.raises(CannotPropose, match="Chỉ cán bộ thi đua"):
        drop_proposed(actor=cast.stranger, now=now, awards=[dropped], reason="Vào đợt xét")
    drop_proposed(actor=cast.appraiser, now=now, awards=[dropped], reason="Vào đợt xét")
    assert list(Award.objects.all()) == [kept]
    assert [entry.act for entry in history.history_of(dropped)] == ["propose", "drop_proposed"]
    grant_proposed(actor=cast.appraiser, now=now, awards=[kept], **paper())
    with pytest.raises(MovedMeanwhile):
        drop_proposed(actor=cast.appraiser, now=now, awards=[kept], reason="Vào đợt xét")
    assert Award.objects.standing().count() == 1


def test_a_cancellation_names_what_rested_on_the_lost_title(cast: Cast, person: Person, now: dt.datetime) -> None:
    won = [line(person, "CSTDCS", year) for year in (2021, 2022, 2023)]
    record_decision(actor=cast.appraiser, now=now, lines=won, **paper())
    receipt = {"facts": [{"type": "award", "code": "CSTDCS", "year": year} for year in (2021, 2022, 2023)]}
    top = [line(person, "CSTDB", receipt=receipt), line(person, "BKB", receipt={"facts": []})]
    record_decision(actor=cast.appraiser, now=now, lines=top, **paper("11/QĐ"))
    lost = Award.objects.get(code="CSTDCS", period_to=2022)
    with pytest.raises(CannotCancel, match="lý do"):
        cancel_award(actor=cast.appraiser, now=now, award=lost, reason="", **paper("12/QĐ"))
    outcome = cancel_award(actor=cast.appraiser, now=now, award=lost, reason="Khai sai sáng kiến", **paper("12/QĐ"))
    assert [award.code for award in outcome.resting] == ["CSTDB"]
    assert outcome.to_review == []
    assert list(Award.objects.standing().order_by("period_to", "code").values_list("code", "period_to")) == [
        ("CSTDCS", 2021), ("BKB", 2023), ("CSTDB", 2023), ("CSTDCS", 2023),
    ]  # fmt: skip
    flagged = history.history_of(outcome.resting[0]).last()
    assert flagged is not None
    assert flagged.act == "flag_for_review"
    with pytest.raises(MovedMeanwhile):
        cancel_award(actor=cast.appraiser, now=now, award=lost, reason="Lần nữa", **paper("13/QĐ"))


def test_the_stranger_sees_neither_line_nor_decision(cast: Cast, person: Person, now: dt.datetime) -> None:
    decision = record_decision(actor=cast.appraiser, now=now, lines=[line(person, "BKB")], **paper())
    day = now.date()
    for user, seen in ((cast.officer, 1), (cast.province_officer, 1), (cast.stranger, 0)):
        assert Award.objects.visible_to(user, day).count() == seen
        assert Decision.objects.visible_to(user, day).filter(pk=decision.pk).count() == seen


def test_the_yearly_titles_of_the_database_are_those_of_the_law() -> None:
    judged = {info.code for info in load_rulebook().awards() if info.judged and is_title(info.code)}
    assert set(YEARLY_TITLES) == judged
