"""Departments are asked side by side, on a working day, about lines that stand."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from tdkt.confirmations.domain.ask import Asking, CannotAsk
from tdkt.confirmations.domain.follow import CannotFollow, close_request, remind
from tdkt.confirmations.models import ConfirmationLine, ConfirmationRequest
from tdkt.confirmations.tests.factories import DUE, LATER, Scene, line_of
from tdkt.core.answers import MovedMeanwhile
from tdkt.core.history import history_of
from tdkt.core.working_days import CalendarUnknown
from tdkt.dossiers.models import Nomination
from tdkt.dossiers.tests.factories import make_round
from tdkt.inbox.models import Notice
from tests.support.cast import make_unit


def test_two_departments_are_asked_at_once_and_told_in_their_inbox(scene: Scene) -> None:
    asked = scene.ask(note="Gấp")
    assert [(one.unit, one.topic, one.lines.count(), one.note) for one in asked.requests] == [
        (scene.personnel, "personnel", 3, "Gấp"), (scene.inspection, "inspection", 3, "Gấp"),
    ]  # fmt: skip
    told = {(notice.unit, notice.role, notice.due_on) for notice in Notice.objects.all()}
    assert told == {(scene.personnel, "unit_officer", DUE), (scene.inspection, "unit_head", DUE)}
    assert [entry.act for entry in history_of(asked.requests[0])] == ["confirmations.ask"]


@pytest.mark.parametrize("role", ["head", "officer", "province_officer", "secretary", "member", "administrator"])
def test_only_the_appraiser_of_the_round_asks(scene: Scene, role: str) -> None:
    with pytest.raises(CannotAsk, match="Chỉ cán bộ thẩm định của VKSND tỉnh Một"):
        scene.ask(actor=getattr(scene.cast, role))
    assert not ConfirmationRequest.objects.exists()


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2023, 12, 16), r"Thứ Bảy.*18/12/2023"),
        (dt.date(2024, 1, 1), r"Tết Dương lịch.*02/01/2024"),
        (dt.date(2023, 12, 8), "đã qua"),
    ],
)
def test_the_due_day_is_a_working_day_to_come_and_the_next_one_is_offered(
    scene: Scene, day: dt.date, words: str
) -> None:
    with pytest.raises(CannotAsk, match=words):
        scene.ask(due_on=day)


def test_a_year_without_a_calendar_is_not_reckoned_with(scene: Scene) -> None:
    with pytest.raises(CalendarUnknown):
        scene.ask(due_on=dt.date(2099, 1, 5))


def test_a_second_click_asks_nothing_twice(scene: Scene) -> None:
    scene.ask()
    with pytest.raises(CannotAsk, match="đều đã được hỏi"):
        scene.ask()
    assert ConfirmationRequest.objects.count() == 2
    assert Notice.objects.count() == 2


def test_only_the_lines_not_asked_yet_are_asked(scene: Scene) -> None:
    scene.ask(nominations=scene.lines[:1])
    asked = scene.ask()
    assert asked.left_out == 2
    assert [one.lines.count() for one in asked.requests] == [2, 2]


def test_the_database_itself_refuses_the_same_topic_twice_in_a_round(scene: Scene) -> None:
    first = scene.asked()
    other = ConfirmationRequest.objects.create(
        round=scene.round, unit=scene.inspection, topic="personnel", asked_by=scene.cast.appraiser,
        asked_at=scene.now, due_on=DUE,
    )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        ConfirmationLine.objects.create(request=other, nomination=scene.lines[0], round=scene.round, topic="personnel")
    assert first.lines.count() == 3


@pytest.mark.parametrize("state", ["draft", "returned", "withdrawn", "failed"])
def test_a_line_that_does_not_stand_is_named(scene: Scene, state: str) -> None:
    Nomination.objects.filter(pk=scene.lines[1].pk).update(state=state)
    with pytest.raises(CannotAsk, match="Người Thử 1: dòng này nay ở bước"):
        scene.ask()


def test_a_line_that_moved_to_another_round_is_named(scene: Scene) -> None:
    Nomination.objects.filter(pk=scene.lines[0].pk).update(round=make_round(scene.cast.centre))
    with pytest.raises(CannotAsk, match="đã chuyển sang Viện kiểm sát nhân dân tối cao"):
        scene.ask()


def test_what_is_missing_or_foreign_is_said(scene: Scene) -> None:
    empty = make_unit("T1-KT", "Phòng Kế toán", "office", scene.cast.province)
    cases: list[tuple[dict[str, object], str]] = [
        ({"askings": []}, "Chưa chọn bộ phận nào"),
        ({"nominations": []}, "Chưa chọn dòng nào"),
        ({"askings": [Asking("accounts", empty)]}, "chưa có ai giữ vai trò trả lời"),
        ({"askings": [Asking("party", scene.cast.elsewhere)]}, "không phải bộ phận của VKSND tỉnh Một"),
        ({"askings": [Asking("party", scene.personnel), Asking("party", scene.inspection)]}, "chỉ hỏi một bộ phận"),
        ({"askings": [Asking("la", scene.personnel)]}, "chỉ hỏi một bộ phận"),
    ]
    for change, words in cases:
        with pytest.raises(CannotAsk, match=words):
            scene.ask(**change)


def test_a_closed_round_is_not_asked_about(scene: Scene) -> None:
    scene.round.state = "closed"
    with pytest.raises(CannotAsk, match="đã khép"):
        scene.ask()


def test_a_department_is_reminded_once_a_day(scene: Scene) -> None:
    asked = scene.asked()
    assert remind(actor=scene.cast.appraiser, now=scene.now, request=asked) == 3
    with pytest.raises(CannotFollow, match="Hôm nay đã nhắc"):
        remind(actor=scene.cast.appraiser, now=scene.now, request=asked)
    assert remind(actor=scene.cast.appraiser, now=LATER, request=asked) == 3
    late = Notice.objects.order_by("pk").last()
    assert late is not None
    assert late.what == "Nhắc xác nhận tổ chức cán bộ: còn 3 dòng, đã quá hạn 15/12/2023"
    with pytest.raises(CannotFollow, match="Chỉ cán bộ thẩm định"):
        remind(actor=scene.personnel_officer, now=LATER, request=asked)


def test_nobody_left_to_answer_is_said_to_the_asker(scene: Scene) -> None:
    asked = scene.asked()
    scene.personnel_officer.holdings.update(valid_to=dt.date(2023, 12, 10))
    with pytest.raises(CannotFollow, match="không còn ai giữ vai trò trả lời"):
        remind(actor=scene.cast.appraiser, now=scene.now, request=asked)


def test_a_request_closes_when_its_day_has_passed_and_silence_may_be_asked_again(scene: Scene) -> None:
    asked = scene.asked()
    with pytest.raises(CannotFollow, match="Còn 3 dòng chưa trả lời và chưa hết hạn 15/12/2023"):
        close_request(actor=scene.cast.appraiser, now=scene.now, request=asked)
    with pytest.raises(CannotFollow, match="Chỉ cán bộ thẩm định"):
        close_request(actor=scene.cast.head, now=LATER, request=asked)
    assert close_request(actor=scene.cast.appraiser, now=LATER, request=asked) == 3
    with pytest.raises(MovedMeanwhile):
        close_request(actor=scene.cast.appraiser, now=LATER, request=asked)
    again = scene.ask(askings=[Asking("personnel", scene.inspection)], now=LATER, due_on=dt.date(2023, 12, 20))
    assert again.requests[0].lines.count() == 3
    assert line_of(asked).stands is False
