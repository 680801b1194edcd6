"""Sending, returning, accepting: only the lines meant, all or none, with their reasons kept."""

import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from tdkt.core.answers import MovedMeanwhile
from tdkt.core.history import first_broken, history_of
from tdkt.dossiers.domain.appraise import (
    CannotAppraise,
    accept_nominations,
    reopen_nominations,
    return_nominations,
    take_in,
)
from tdkt.dossiers.domain.send import CannotSend, NeedsExplanation, send_list, take_back, withdraw
from tdkt.dossiers.models import AwardRound, Nomination, StepTaken, UnitList
from tdkt.dossiers.tests.factories import make_line, make_people, make_round
from tdkt.holds.domain.close_hold import close_hold
from tdkt.holds.domain.open_hold import open_hold
from tests.support.cast import Cast


@pytest.fixture
def on(cast: Cast) -> AwardRound:
    return make_round(cast.province)


@pytest.fixture
def lines(cast: Cast, on: AwardRound) -> list[Nomination]:
    return [make_line(on, cast.office, person) for person in make_people(cast, 3)]


def states() -> list[str]:
    return list(Nomination.objects.order_by("pk").values_list("state", flat=True))


def test_the_unit_sends_its_list(cast: Cast, lines: list[Nomination], now: dt.datetime) -> None:
    send_list(unit_list=lines[0].unit_list, actor=cast.officer, now=now)
    assert states() == ["sent", "sent", "sent"]
    assert UnitList.objects.get().first_sent_at == now


def test_a_stranger_does_not_send_it(cast: Cast, lines: list[Nomination], now: dt.datetime) -> None:
    with pytest.raises(CannotSend, match="Chỉ cán bộ thi đua"):
        send_list(unit_list=lines[0].unit_list, actor=cast.stranger, now=now)
    assert states() == ["draft", "draft", "draft"]


@pytest.mark.parametrize("verdict", ["not_eligible", "unknown", ""])
def test_a_doubtful_line_goes_only_with_an_explanation(
    cast: Cast, lines: list[Nomination], now: dt.datetime, verdict: str
) -> None:
    Nomination.objects.filter(pk=lines[1].pk).update(verdict=verdict, verdict_note="thiếu xếp loại 2023")
    with pytest.raises(NeedsExplanation, match=r"1 dòng .*Người Thử 1 \(thiếu xếp loại 2023\)"):
        send_list(unit_list=lines[0].unit_list, actor=cast.officer, now=now)
    with pytest.raises(NeedsExplanation):
        send_list(unit_list=lines[0].unit_list, actor=cast.officer, now=now, confirmed=True)
    assert states() == ["draft", "draft", "draft"]
    send_list(
        unit_list=lines[0].unit_list, actor=cast.officer, now=now, confirmed=True, explanation="Đang chờ xếp loại"
    )
    assert states() == ["sent", "sent", "sent"]
    assert StepTaken.objects.filter(reason="Đang chờ xếp loại").count() == 3


def test_an_empty_list_is_not_sent(cast: Cast, on: AwardRound, now: dt.datetime) -> None:
    empty = UnitList.objects.create(round=on, unit=cast.office)
    with pytest.raises(CannotSend, match="Không có dòng nào"):
        send_list(unit_list=empty, actor=cast.officer, now=now)


def test_only_the_returned_line_opens_again(cast: Cast, lines: list[Nomination], now: dt.datetime) -> None:
    send_list(unit_list=lines[0].unit_list, actor=cast.officer, now=now)
    return_nominations(nominations=[lines[1]], reason="Thiếu báo cáo thành tích", actor=cast.appraiser, now=now)
    assert states() == ["sent", "returned", "sent"]
    send_list(unit_list=lines[0].unit_list, actor=cast.officer, now=now)
    assert states() == ["sent", "sent", "sent"]
    story = list(lines[1].steps.values_list("step", "reason"))
    assert story == [("send", ""), ("return", "Thiếu báo cáo thành tích"), ("send", "")]
    assert first_broken(history_of(lines[1])) is None


def test_returning_needs_a_reason(cast: Cast, lines: list[Nomination], now: dt.datetime) -> None:
    send_list(unit_list=lines[0].unit_list, actor=cast.officer, now=now)
    with pytest.raises(CannotAppraise, match="cần ghi lý do"):
        return_nominations(nominations=[lines[1]], reason="  ", actor=cast.appraiser, now=now)
    assert states() == ["sent", "sent", "sent"]


def test_the_sender_does_not_accept_its_own_lines(cast: Cast, lines: list[Nomination], now: dt.datetime) -> None:
    send_list(unit_list=lines[0].unit_list, actor=cast.officer, now=now)
    with pytest.raises(CannotAppraise, match="Chỉ cán bộ thẩm định tại VKSND tỉnh Một"):
        accept_nominations(nominations=lines, actor=cast.officer, now=now)
    accept_nominations(nominations=lines, actor=cast.appraiser, now=now)
    assert states() == ["accepted", "accepted", "accepted"]


def test_all_lines_move_or_none(cast: Cast, lines: list[Nomination], now: dt.datetime) -> None:
    send_list(unit_list=lines[0].unit_list, nominations=lines[:2], actor=cast.officer, now=now)
    with pytest.raises(MovedMeanwhile, match="1 trong 3 dòng"):
        accept_nominations(nominations=lines, actor=cast.appraiser, now=now)
    assert states() == ["sent", "sent", "draft"]


def test_a_second_click_moves_nothing_twice(cast: Cast, lines: list[Nomination], now: dt.datetime) -> None:
    send_list(unit_list=lines[0].unit_list, actor=cast.officer, now=now)
    accept_nominations(nominations=lines, actor=cast.appraiser, now=now)
    with pytest.raises(MovedMeanwhile):
        accept_nominations(nominations=lines, actor=cast.appraiser, now=now)
    assert StepTaken.objects.filter(step="accept").count() == 3


def test_taking_back_reopening_and_withdrawing(cast: Cast, lines: list[Nomination], now: dt.datetime) -> None:
    send_list(unit_list=lines[0].unit_list, actor=cast.officer, now=now)
    take_back(nominations=[lines[0]], actor=cast.officer, now=now)
    withdraw(nominations=[lines[0]], actor=cast.officer, now=now)
    accept_nominations(nominations=[lines[1]], actor=cast.appraiser, now=now)
    reopen_nominations(nominations=[lines[1]], reason="Có đơn", actor=cast.appraiser, now=now)
    assert states() == ["withdrawn", "taken_in", "sent"]


@pytest.mark.parametrize("count", [1, 3])
def test_accepting_many_costs_the_same_queries(
    cast: Cast, lines: list[Nomination], now: dt.datetime, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    send_list(unit_list=lines[0].unit_list, actor=cast.officer, now=now)
    with django_assert_num_queries(13):
        accept_nominations(nominations=lines[:count], actor=cast.appraiser, now=now)


def test_the_history_names_each_line_as_it_names_itself_and_tells_the_state_it_left(
    cast: Cast, on: AwardRound, lines: list[Nomination], now: dt.datetime
) -> None:
    mixed = [*lines, make_line(on, cast.office, cast.office, "TTLDTT")]
    send_list(unit_list=lines[0].unit_list, actor=cast.officer, now=now)
    take_in(nominations=mixed[1:3], actor=cast.appraiser, now=now)
    moved = accept_nominations(nominations=[*mixed, mixed[0]], actor=cast.appraiser, now=now)
    assert [(line.pk, line.state) for line in moved] == [(line.pk, "accepted") for line in mixed]
    for line, before, version in zip(mixed, ("sent", "taken_in", "taken_in", "sent"), (3, 4, 4, 3), strict=True):
        last = history_of(line).last()
        assert last is not None
        assert (last.label, last.before, last.after) == (str(line), {"state": before}, {"state": "accepted"})
        assert first_broken(history_of(line)) is None
        assert (line.version, Nomination.objects.get(pk=line.pk).version) == (version, version)


def test_of_many_lists_the_first_line_one_may_not_move_stops_them_all(
    cast: Cast, on: AwardRound, lines: list[Nomination], now: dt.datetime
) -> None:
    other = make_line(make_round(cast.elsewhere), cast.elsewhere, cast.elsewhere, "TTLDTT", state="sent")
    send_list(unit_list=lines[0].unit_list, actor=cast.officer, now=now)
    with pytest.raises(CannotAppraise, match="VKSND tỉnh Hai"):
        accept_nominations(nominations=[*lines, other], actor=cast.appraiser, now=now)
    assert states() == ["sent"] * 4


def test_a_line_under_a_hold_goes_no_further_until_it_is_settled(
    cast: Cast, lines: list[Nomination], now: dt.datetime
) -> None:
    send_list(unit_list=lines[0].unit_list, actor=cast.officer, now=now)
    opened = open_hold(
        actor=cast.appraiser, now=now, kind="complaint", matter="Xác minh đơn tố cáo", opened_on=now.date(),
        person=lines[0].person, number="12/QĐ-VKS", issued_on=now.date(), issuer_name="Viện trưởng",
    )  # fmt: skip
    with pytest.raises(CannotAppraise):
        accept_nominations(nominations=lines, actor=cast.appraiser, now=now)
    assert not Nomination.objects.filter(state="accepted").exists()
    close_hold(
        actor=cast.appraiser, now=now, hold=opened.hold, closed_on=now.date(), conclusion="cleared", number="13/KL-VKS",
        issued_on=now.date(),
    )  # fmt: skip
    accept_nominations(nominations=lines, actor=cast.appraiser, now=now)
    assert Nomination.objects.filter(state="accepted").count() == len(lines)
