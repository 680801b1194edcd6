"""A line climbs to the round above and back; it stands in one place only, and only who may moves it."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from tdkt.accounts.models import Role, User
from tdkt.core.answers import MovedMeanwhile
from tdkt.dossiers.domain.appraise import return_nominations, take_in
from tdkt.dossiers.domain.climb import CannotClimb, forward, recall, round_above
from tdkt.dossiers.domain.put_forward import CannotPutForward, put_forward
from tdkt.dossiers.domain.send import CannotSend, send_list, take_back
from tdkt.dossiers.models import AwardRound, Nomination, StepTaken
from tdkt.dossiers.tests.factories import make_line, make_people, make_round, make_user
from tests.support.cast import Cast


@pytest.fixture
def low(cast: Cast) -> AwardRound:
    return make_round(cast.province)


@pytest.fixture
def high(cast: Cast) -> AwardRound:
    return make_round(cast.centre)


@pytest.fixture
def lines(cast: Cast, low: AwardRound) -> list[Nomination]:
    return [
        make_line(low, cast.office, person, "CSTDB", state="passed", decided_by="ministry")
        for person in make_people(cast, 2)
    ]


@pytest.fixture
def centre_appraiser(cast: Cast) -> User:
    return make_user("tham-dinh-tw", "Thẩm định trung ương", Role.APPRAISER, cast.centre)


def where(line: Nomination) -> tuple[str, str, str | None]:
    found = Nomination.objects.select_related("round__unit", "came_from__unit").get(pk=line.pk)
    return found.state, found.round.unit.code, found.came_from.unit.code if found.came_from else None


def test_the_head_passes_a_line_on_and_it_stands_above_and_nowhere_else(
    cast: Cast, low: AwardRound, high: AwardRound, lines: list[Nomination], now: dt.datetime
) -> None:
    forward(nominations=lines[:1], to_round=high, actor=cast.head, now=now, reason="Tờ trình số 7")
    assert where(lines[0]) == ("sent", "TW", "T1")
    assert where(lines[1]) == ("passed", "T1", None)
    assert list(Nomination.objects.filter(round=low)) == lines[1:]
    assert set(Nomination.objects.of_round(low)) == set(lines), "the province still reads what it passed on"
    step = StepTaken.objects.get(step="forward")
    assert (step.round, step.reason, step.actor) == (low, "Tờ trình số 7", cast.head)


@pytest.mark.parametrize("who", ["officer", "appraiser", "secretary", "stranger", "administrator"])
def test_nobody_but_the_head_passes_it_on(
    cast: Cast, high: AwardRound, lines: list[Nomination], now: dt.datetime, who: str
) -> None:
    with pytest.raises(CannotClimb, match="Chỉ thủ trưởng đơn vị tại VKSND tỉnh Một"):
        forward(nominations=lines, to_round=high, actor=getattr(cast, who), now=now)
    assert where(lines[0]) == ("passed", "T1", None)


def test_it_climbs_only_to_an_open_round_above_for_the_same_year(
    cast: Cast, high: AwardRound, lines: list[Nomination], now: dt.datetime
) -> None:
    beside = make_round(cast.elsewhere)
    with pytest.raises(CannotClimb, match="VKSND tỉnh Hai không phải cấp trên của VKSND tỉnh Một"):
        forward(nominations=lines, to_round=beside, actor=cast.head, now=now)
    with pytest.raises(CannotClimb, match="xét thành tích năm 2022, không phải năm 2023"):
        forward(nominations=lines, to_round=make_round(cast.centre, 2022), actor=cast.head, now=now)
    AwardRound.objects.filter(pk=high.pk).update(state="closed")
    with pytest.raises(CannotClimb, match="đã khép"):
        forward(nominations=lines, to_round=AwardRound.objects.get(pk=high.pk), actor=cast.head, now=now)
    assert [where(line) for line in lines] == [("passed", "T1", None)] * 2


def test_a_line_the_council_has_not_passed_stays(
    cast: Cast, high: AwardRound, lines: list[Nomination], now: dt.datetime
) -> None:
    Nomination.objects.filter(pk=lines[1].pk).update(state="accepted")
    with pytest.raises(MovedMeanwhile, match="1 trong 2 dòng"):
        forward(nominations=lines, to_round=high, actor=cast.head, now=now)
    assert where(lines[0]) == ("passed", "T1", None), "all or none"


def test_the_same_person_for_the_same_award_is_above_only_once(
    cast: Cast, high: AwardRound, lines: list[Nomination], now: dt.datetime
) -> None:
    person = lines[0].person
    assert person is not None
    make_line(high, cast.office, person, "CSTDB")
    with pytest.raises(CannotClimb, match="bỏ chọn dòng trùng"):
        forward(nominations=lines, to_round=high, actor=cast.head, now=now)
    assert where(lines[0]) == ("passed", "T1", None)


def test_who_was_passed_on_is_not_put_forward_again_below(
    cast: Cast, low: AwardRound, high: AwardRound, lines: list[Nomination], now: dt.datetime
) -> None:
    forward(nominations=lines, to_round=high, actor=cast.head, now=now)
    person = lines[0].person
    assert person is not None
    with pytest.raises(CannotPutForward, match="Đã có trong đợt xét"):
        put_forward(round=low, unit=cast.office, subjects=[person], code="CSTDB", actor=cast.officer, now=now)


def test_the_head_recalls_until_the_level_above_takes_it_in(
    cast: Cast, high: AwardRound, lines: list[Nomination], centre_appraiser: User, now: dt.datetime
) -> None:
    forward(nominations=lines, to_round=high, actor=cast.head, now=now)
    take_in(nominations=lines[1:], actor=centre_appraiser, now=now)
    with pytest.raises(CannotClimb, match="cần ghi lý do"):
        recall(nominations=lines[:1], reason=" ", actor=cast.head, now=now)
    with pytest.raises(CannotClimb, match="Chỉ thủ trưởng đơn vị tại VKSND tỉnh Một"):
        recall(nominations=lines[:1], reason="Nhầm", actor=cast.officer, now=now)
    with pytest.raises(MovedMeanwhile):
        recall(nominations=lines, reason="Nhầm danh sách", actor=cast.head, now=now)
    recall(nominations=lines[:1], reason="Nhầm danh sách", actor=cast.head, now=now)
    assert [where(line) for line in lines] == [("passed", "T1", None), ("taken_in", "TW", "T1")]


def test_a_refused_act_leaves_the_given_lines_as_they_are(
    cast: Cast, low: AwardRound, high: AwardRound, lines: list[Nomination], now: dt.datetime
) -> None:
    given = list(Nomination.objects.filter(round=low).order_by("pk"))
    Nomination.objects.filter(pk=given[1].pk).update(state="accepted")
    with pytest.raises(MovedMeanwhile):
        forward(nominations=given, to_round=high, actor=cast.head, now=now)
    Nomination.objects.filter(pk=given[1].pk).update(state="passed")
    assert [(line.state, line.round_id, line.version) for line in given] == list(
        Nomination.objects.filter(round=low).order_by("pk").values_list("state", "round", "version")
    )
    forward(nominations=given, to_round=high, actor=cast.head, now=now)
    assert {line.round for line in given} == {low}, "who passes lines on reads them anew"


def test_a_round_of_another_kind_takes_nothing(cast: Cast, lines: list[Nomination], now: dt.datetime) -> None:
    with pytest.raises(CannotClimb, match="không nhận dòng của đợt tổng kết năm"):
        forward(nominations=lines, to_round=make_round(cast.centre, kind="sudden"), actor=cast.head, now=now)


def test_what_was_never_passed_on_is_not_recalled(cast: Cast, lines: list[Nomination], now: dt.datetime) -> None:
    Nomination.objects.update(state="sent")
    with pytest.raises(CannotClimb, match="chưa được gửi lên cấp trên"):
        recall(nominations=lines, reason="Nhầm", actor=cast.head, now=now)


def test_returned_from_above_only_that_line_opens_and_goes_back_to_who_asked(
    cast: Cast, high: AwardRound, lines: list[Nomination], centre_appraiser: User, now: dt.datetime
) -> None:
    forward(nominations=lines, to_round=high, actor=cast.head, now=now)
    return_nominations(nominations=lines[:1], reason="Thiếu xác nhận sáng kiến", actor=centre_appraiser, now=now)
    assert [where(line)[0] for line in lines] == ["returned", "sent"]
    send_list(
        unit_list=lines[0].unit_list, nominations=lines[:1], actor=cast.officer, now=now, confirmed=True,
        explanation="Đã bổ sung",
    )  # fmt: skip
    assert where(lines[0]) == ("sent", "TW", "T1"), "straight to who asked, past the levels that did not"
    take_back(nominations=lines[:1], actor=cast.officer, now=now)
    assert where(lines[0]) == ("returned", "TW", "T1"), "taken back it is still being mended"


def test_the_unit_cannot_take_back_what_the_province_passed_on(
    cast: Cast, high: AwardRound, lines: list[Nomination], now: dt.datetime
) -> None:
    forward(nominations=lines, to_round=high, actor=cast.head, now=now)
    with pytest.raises(CannotSend, match="chỉ thủ trưởng đơn vị đã gửi rút lại được"):
        take_back(nominations=lines, actor=cast.officer, now=now)


def test_the_page_offers_to_take_back_only_what_has_not_been_passed_on(
    client: Client, cast: Cast, low: AwardRound, high: AwardRound, lines: list[Nomination], now: dt.datetime
) -> None:
    mine = make_line(low, cast.office, cast.office, "TTLDTT", state="sent")
    forward(nominations=lines[:1], to_round=high, actor=cast.head, now=now)
    client.force_login(cast.officer)

    def offered(line: Nomination) -> list[str]:
        return [step.code for step in client.get(reverse("dossiers:nomination", args=[line.pk])).context["steps"]]

    assert (offered(mine), offered(lines[0])) == (["take_back"], [])


def test_through_three_levels_and_back_step_by_step(cast: Cast, high: AwardRound, now: dt.datetime) -> None:
    middle = make_round(cast.province)
    bottom = make_round(cast.office)
    office_head = make_user("truong-phong", "Trưởng phòng", Role.UNIT_HEAD, cast.office)
    line = make_line(bottom, cast.office, make_people(cast, 1)[0], "CSTDB", state="passed", decided_by="ministry")
    forward(nominations=[line], to_round=middle, actor=office_head, now=now)
    Nomination.objects.filter(pk=line.pk).update(state="passed")
    forward(nominations=[line], to_round=high, actor=cast.head, now=now)
    assert where(line) == ("sent", "TW", "T1")
    recall(nominations=[line], reason="Bổ sung", actor=cast.head, now=now)
    assert where(line) == ("passed", "T1", "T1-P1")
    Nomination.objects.filter(pk=line.pk).update(state="sent")
    recall(nominations=[line], reason="Bổ sung", actor=office_head, now=now)
    assert where(line) == ("passed", "T1-P1", None)


def test_the_round_above_is_found_only_when_it_is_open_there(cast: Cast, lines: list[Nomination]) -> None:
    assert round_above(lines[0]) is None
    high = make_round(cast.centre)
    assert round_above(lines[0]) == high
    AwardRound.objects.filter(pk=high.pk).update(state="closed")
    assert round_above(lines[0]) is None
