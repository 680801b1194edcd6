"""Holds: opened and closed with a paper by the right person; what they stop and what they leave alone."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tdkt.awards.models import Award, Decision
from tdkt.core.answers import MovedMeanwhile
from tdkt.core.history import first_broken, history_of
from tdkt.holds.domain.close_hold import close_hold
from tdkt.holds.domain.open_hold import CannotHold, open_hold
from tdkt.holds.models import Conclusion, Hold, HoldKind
from tdkt.holds.queries import holds_of, may_pass, open_holds_of
from tdkt.people.models import Discipline, Person
from tests.support.cast import Cast, make_person, make_user

SINCE = dt.date(2023, 11, 1)
UNTIL = dt.date(2023, 12, 4)


@pytest.fixture
def worker(cast: Cast) -> Person:
    assert cast.worker.person is not None
    return cast.worker.person


def opened(cast: Cast, now: dt.datetime, **told: Any) -> Hold:
    given: dict[str, Any] = {
        "kind": HoldKind.COMPLAINT, "matter": "Đơn tố cáo đang xác minh", "opened_on": SINCE, "number": "12/QĐ-VKS",
        "issued_on": SINCE, "actor": cast.head,
    }  # fmt: skip
    return open_hold(now=now, **(given | told)).hold


def closed(cast: Cast, now: dt.datetime, hold: Hold, **told: Any) -> Hold:
    given: dict[str, Any] = {
        "closed_on": UNTIL, "conclusion": Conclusion.CLEARED, "number": "15/KL-VKS", "issued_on": UNTIL,
        "actor": cast.head,
    }  # fmt: skip
    return close_hold(now=now, hold=hold, **(given | told))


def test_the_head_opens_a_hold_with_its_paper(cast: Cast, now: dt.datetime, worker: Person) -> None:
    hold = opened(cast, now, person=worker)
    assert (hold.host_unit, hold.is_open, hold.opened_by) == (cast.office, True, cast.head)
    assert [(e.act, e.after["number"]) for e in history_of(hold)] == [("open_hold", "12/QĐ-VKS")]


def test_just_past_midnight_the_day_is_already_the_offices_new_day(cast: Cast, worker: Person) -> None:
    past_midnight = dt.datetime(2023, 11, 30, 17, 30, tzinfo=dt.UTC)  # 00:30 in Hà Nội, the first of December
    first = dt.date(2023, 12, 1)
    assert opened(cast, past_midnight, person=worker, opened_on=first, issued_on=first).opened_on == first


@pytest.mark.parametrize("who", ["officer", "province_officer", "member", "stranger", "worker"])
def test_nobody_else_opens_one(cast: Cast, now: dt.datetime, worker: Person, who: str) -> None:
    with pytest.raises(CannotHold, match=r"Chỉ thủ trưởng đơn vị hoặc cán bộ thẩm định|về chính mình"):
        opened(cast, now, person=worker, actor=getattr(cast, who))
    assert not Hold.objects.exists()


def test_nobody_opens_or_closes_one_on_himself(cast: Cast, now: dt.datetime) -> None:
    boss = make_person("P-V", "Phạm Văn Trưởng", cast.province)
    user = make_user("truong", "Phạm Văn Trưởng", "unit_head", cast.province, person=boss)
    with pytest.raises(CannotHold, match="về chính mình"):
        opened(cast, now, person=boss, actor=user)
    hold = opened(cast, now, person=boss)
    with pytest.raises(CannotHold, match="về chính mình"):
        closed(cast, now, hold, actor=user)
    assert Hold.objects.get().is_open


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"number": "", "issued_on": None}, "Chưa có văn bản"),
        ({"number": "12/QĐ", "issued_on": None}, "Chưa có văn bản"),
        ({"issued_on": dt.date(2024, 1, 1)}, "Ngày văn bản ở tương lai"),
        ({"opened_on": dt.date(2024, 1, 1)}, "Ngày bắt đầu tạm dừng ở tương lai"),
        ({"matter": "  "}, "Chưa ghi nội dung"),
        ({"kind": "rumour"}, "Chưa chọn lý do"),
    ],
)
def test_a_hold_that_makes_no_sense_is_refused(
    cast: Cast, now: dt.datetime, worker: Person, change: dict[str, Any], words: str
) -> None:
    with pytest.raises(CannotHold, match=words):
        opened(cast, now, person=worker, **change)
    assert not Hold.objects.exists()


def test_exactly_one_subject_is_held(cast: Cast, now: dt.datetime, worker: Person) -> None:
    for subject in ({}, {"person": worker, "unit": cast.office}):
        with pytest.raises(CannotHold, match="đúng một"):
            opened(cast, now, **subject)


def test_the_same_paper_is_not_written_down_twice(cast: Cast, now: dt.datetime, worker: Person) -> None:
    opened(cast, now, person=worker)
    with pytest.raises(CannotHold, match="đã được ghi"):
        opened(cast, now, person=worker)
    assert Hold.objects.count() == 1


def test_a_clearing_conclusion_closes_it_with_a_paper(cast: Cast, now: dt.datetime, worker: Person) -> None:
    hold = closed(cast, now, opened(cast, now, person=worker), note="Không có sai phạm")
    assert (hold.closed_on, hold.conclusion, hold.closed_by) == (UNTIL, "cleared", cast.head)
    entries = list(history_of(hold))
    assert [(e.act, e.reason) for e in entries] == [
        ("open_hold", "Đơn tố cáo đang xác minh"), ("close_hold", "Không có sai phạm"),
    ]  # fmt: skip
    assert first_broken(entries) is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"conclusion": ""}, "Chưa chọn kết luận"),
        ({"number": ""}, "Chưa có văn bản kết luận"),
        ({"closed_on": dt.date(2023, 10, 31)}, "không được trước ngày bắt đầu"),
        ({"closed_on": dt.date(2023, 12, 12)}, "Ngày kết luận ở tương lai"),
        ({"conclusion": Conclusion.DISCIPLINED}, "Hãy ghi quyết định kỷ luật"),
    ],
)
def test_it_is_not_closed_without_a_conclusion_that_fits(
    cast: Cast, now: dt.datetime, worker: Person, change: dict[str, Any], words: str
) -> None:
    hold = opened(cast, now, person=worker)
    with pytest.raises(CannotHold, match=words):
        closed(cast, now, hold, **change)
    assert Hold.objects.get().is_open


def test_it_is_closed_once(cast: Cast, now: dt.datetime, worker: Person) -> None:
    hold = opened(cast, now, person=worker)
    stale = Hold.objects.get()
    closed(cast, now, hold)
    with pytest.raises(MovedMeanwhile, match="đã được kết thúc"):
        closed(cast, now, stale)


def test_a_discipline_on_record_closes_it(cast: Cast, now: dt.datetime, worker: Person) -> None:
    discipline = Discipline.objects.create(person=worker, form="khien_trach", decided_on=UNTIL)
    other = Discipline.objects.create(
        person=make_person("P-X", "Người Khác", cast.office), form="khien_trach", decided_on=UNTIL
    )
    hold = opened(cast, now, person=worker)
    with pytest.raises(CannotHold, match="Hãy ghi quyết định kỷ luật"):
        closed(cast, now, hold, conclusion=Conclusion.DISCIPLINED, discipline=other)
    with pytest.raises(CannotHold, match="Chỉ chọn quyết định kỷ luật khi"):
        closed(cast, now, hold, discipline=discipline)
    assert closed(cast, now, hold, conclusion=Conclusion.DISCIPLINED, discipline=discipline).discipline == discipline


def test_a_decided_award_stands_and_the_user_is_told(cast: Cast, now: dt.datetime, worker: Person) -> None:
    decision = Decision.objects.create(
        number="7/QĐ", signed_on=dt.date(2023, 1, 5), title="t", issuer_level="unit", issuer_name="Viện trưởng"
    )
    kept: dict[str, Any] = {"person": worker, "host_unit": cast.office, "unit_name_then": "Phòng 1"}
    award = Award.objects.create(
        **kept, code="LDTT", period_from=2022, period_to=2022, status="granted", decided_by="unit", decision=decision
    )
    Award.objects.create(**kept, code="BKB", period_from=2023, period_to=2023, status="proposed", decided_by="ministry")
    told = open_hold(
        actor=cast.head, now=now, person=worker, kind=HoldKind.PRESS, matter="Báo nêu", opened_on=SINCE,
        number="1/CV", issued_on=SINCE,
    ).told  # fmt: skip
    assert len(told) == 2
    assert any("7/QĐ ngày 05/01/2023; việc tạm dừng không đổi quyết định" in text for text in told)
    assert any("đã trình cấp trên" in text for text in told)
    award.refresh_from_db()
    assert award.status == "granted"


def test_a_hold_stops_from_its_first_day_to_the_day_before_the_conclusion(
    cast: Cast, now: dt.datetime, worker: Person
) -> None:
    closed(cast, now, opened(cast, now, person=worker))
    stopped = {day: bool(open_holds_of([worker.pk], [], day)) for day in (
        SINCE - dt.timedelta(days=1), SINCE, UNTIL - dt.timedelta(days=1), UNTIL
    )}  # fmt: skip
    assert list(stopped.values()) == [False, True, True, False]


def test_a_dossier_may_pass_only_when_nothing_is_open(cast: Cast, now: dt.datetime, worker: Person) -> None:
    hold = opened(cast, now, person=worker)
    answer = may_pass([worker.pk], [], now.date())
    assert not answer
    assert answer.reason.startswith(
        "Lê Thị Kiểm Thử: Tạm dừng xét từ 01/11/2023: đơn thư khiếu nại, tố cáo đang xác minh"
    )
    closed(cast, now, hold)
    assert may_pass([worker.pk], [cast.office.pk], now.date())


def test_facts_for_the_judge_name_kind_and_days(cast: Cast, now: dt.datetime, worker: Person) -> None:
    closed(cast, now, opened(cast, now, person=worker))
    opened(cast, now, unit=cast.office, kind=HoldKind.INSPECTION)
    assert holds_of([worker.pk], [cast.office.pk]) == {
        ("person", worker.pk): [{"type": "hold", "kind": "complaint", "from": "2023-11-01", "to": "2023-12-03"}],
        ("collective", cast.office.pk): [{"type": "hold", "kind": "inspection", "from": "2023-11-01", "to": None}],
    }
    assert holds_of([worker.pk], [cast.office.pk], judged_on=SINCE - dt.timedelta(days=1)) == {}


def test_a_hold_concluded_on_its_first_day_stopped_nothing(cast: Cast, now: dt.datetime, worker: Person) -> None:
    closed(cast, now, opened(cast, now, person=worker), closed_on=SINCE)
    assert holds_of([worker.pk], []) == {}


@pytest.mark.parametrize("kind", HoldKind.values)
def test_the_judge_knows_every_kind(cast: Cast, now: dt.datetime, worker: Person, kind: str) -> None:
    from tdkt.law.api import load_rulebook

    opened(cast, now, person=worker, kind=kind)
    case = {
        "award": "LDTT", "judged_on": "2024-12-08", "year": 2024, "subject": {"kind": "person"},
        "facts": [{"type": "grade", "year": 2024, "value": "good"}, *holds_of([worker.pk], [])["person", worker.pk]],
    }  # fmt: skip
    assert load_rulebook().judge(case).to_json()["verdict"] != "eligible"


@pytest.mark.parametrize("count", [1, 3])
def test_facts_and_stops_cost_one_query_each(
    cast: Cast, now: dt.datetime, count: int, django_assert_num_queries: Any
) -> None:
    people = [make_person(f"P-{n}", f"Người {n}", cast.office) for n in range(count)]
    for person in people:
        opened(cast, now, person=person)
    with django_assert_num_queries(1):
        assert len(holds_of([person.pk for person in people], [])) == count
    with django_assert_num_queries(1):
        assert len(open_holds_of([person.pk for person in people], [], now.date())) == count


def test_a_hold_is_seen_in_the_subtree_but_not_by_strangers_nor_by_the_person(
    cast: Cast, now: dt.datetime, worker: Person
) -> None:
    hold = opened(cast, now, person=worker)
    own = make_user("tu-xem", "Lê Thị Kiểm Thử", "unit_officer", cast.elsewhere)
    seen = {
        who: hold in Hold.objects.visible_to(getattr(cast, who), now.date())
        for who in ("officer", "head", "administrator", "stranger", "worker")
    }
    assert seen == {"officer": True, "head": True, "administrator": True, "stranger": False, "worker": False}
    assert hold not in Hold.objects.visible_to(own, now.date())


def test_the_database_itself_refuses_a_hold_without_a_paper(cast: Cast, worker: Person) -> None:
    rows: dict[str, Any] = {
        "person": worker, "host_unit": cast.office, "kind": "press", "matter": "x", "opened_on": SINCE,
        "opened_by": cast.head,
    }  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Hold.objects.create(**rows)
    with pytest.raises(IntegrityError), transaction.atomic():
        Hold.objects.create(**rows, number="1", issued_on=SINCE, closed_on=UNTIL)
