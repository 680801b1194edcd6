"""A unit's list: pledges changed, agreed, sent, returned, recorded, copied; late units nudged."""

import datetime as dt
from typing import Any

import pytest

from tdkt.accounts.models import RoleHolding
from tdkt.core.answers import MovedMeanwhile, Refused
from tdkt.core.edits import StaleEdit
from tdkt.core.history import history_of
from tdkt.inbox.models import Notice
from tdkt.people.models import Posting
from tdkt.registrations.domain.change import CannotChange, change_pledge, withdraw
from tdkt.registrations.domain.copy import CannotCopy, copy_last_year
from tdkt.registrations.domain.nudge import CannotNudge, Nudged, nudge, set_due
from tdkt.registrations.domain.steps import (
    CannotMove,
    agree,
    recall,
    reopen,
    return_list,
    send_up,
    take_in,
)
from tdkt.registrations.models import Registration, UnitRegistration
from tdkt.registrations.queries import below
from tdkt.registrations.states import State
from tdkt.registrations.tests.factories import (
    COLLECTIVE,
    LOW,
    MIDDLE,
    PLEDGE,
    YEAR,
    Role,
    agreed,
    enter,
    make_person,
    make_user,
    office_list,
    recorded,
    sent,
    worker_of,
)
from tests.support.cast import Cast, make_unit


@pytest.fixture
def line(cast: Cast, now: dt.datetime) -> Registration:
    """The worker's registration on the office's list."""
    return enter(cast, now, worker_of(cast), MIDDLE, pledge=PLEDGE)


def test_the_person_changes_his_pledge(cast: Cast, now: dt.datetime, line: Registration) -> None:
    change_pledge(actor=cast.worker, now=now, line=line, version=1, pledge="Viết sáng kiến", initiative="Sổ tay")
    line.refresh_from_db()
    assert (line.pledge, line.initiative, line.version) == ("Viết sáng kiến", "Sổ tay", 2)
    entry = history_of(line).last()
    assert entry is not None
    assert entry.before == {"pledge": PLEDGE, "initiative": ""}


def test_a_stale_edit_shows_both_versions(cast: Cast, now: dt.datetime, line: Registration) -> None:
    change_pledge(actor=cast.officer, now=now, line=line, version=1, pledge="Bản một")
    with pytest.raises(StaleEdit) as stale:
        change_pledge(actor=cast.worker, now=now, line=line, version=1, pledge="Bản hai")
    assert (stale.value.theirs["pledge"], stale.value.ours["pledge"]) == ("Bản một", "Bản hai")
    line.refresh_from_db()
    assert line.pledge == "Bản một"


def test_an_empty_pledge_or_another_persons_line_is_refused(cast: Cast, now: dt.datetime, line: Registration) -> None:
    with pytest.raises(CannotChange, match="phải ghi nội dung phấn đấu"):
        change_pledge(actor=cast.worker, now=now, line=line, version=1, pledge=" ")
    with pytest.raises(CannotChange, match="Chỉ cán bộ thi đua của Phòng 1"):
        change_pledge(actor=cast.stranger, now=now, line=line, version=1, pledge="x")
    RoleHolding.objects.filter(user=cast.officer).update(valid_to=now.date() - dt.timedelta(days=1))
    with pytest.raises(CannotChange, match="Chỉ cán bộ thi đua của Phòng 1"):
        change_pledge(actor=cast.officer, now=now, line=line, version=1, pledge="x")
    withdraw(actor=cast.worker, now=now, lines=[line])
    line.refresh_from_db()
    with pytest.raises(CannotChange, match="đã rút"):
        change_pledge(actor=cast.worker, now=now, line=line, version=1, pledge="x")


def test_the_whole_way_from_draft_to_recorded(cast: Cast, now: dt.datetime, line: Registration) -> None:
    found = recorded(cast, now)
    assert (found.state, found.agreed_by, found.sent_at) == (State.RECORDED, cast.head, now)
    assert [entry.act.split(".")[1] for entry in history_of(found)] == ["lines", "agree", "send", "take_in"]
    told = Notice.objects.order_by("pk").values_list("role", "unit__code", "what")
    assert list(told) == [
        (Role.UNIT_OFFICER, "T1", "Phòng 1 gửi danh sách đăng ký thi đua năm 2023"),
        (Role.APPRAISER, "T1", "Phòng 1 gửi danh sách đăng ký thi đua năm 2023"),
        (Role.UNIT_OFFICER, "T1-P1", "Danh sách đăng ký thi đua năm 2023 đã được ghi nhận"),
    ]


def test_a_return_needs_a_reason_and_opens_the_list(cast: Cast, now: dt.datetime, line: Registration) -> None:
    found = sent(cast, now)
    with pytest.raises(CannotMove, match="phải ghi lý do"):
        return_list(actor=cast.appraiser, now=now, unit_list=found, reason="  ")
    return_list(actor=cast.appraiser, now=now, unit_list=found, reason="Thiếu người")
    assert (found.state, found.return_reason) == (State.RETURNED, "Thiếu người")
    enter(cast, now, make_person("P-2", "Người Hai", cast.office))
    assert agreed(cast, now).return_reason == ""
    assert [entry.reason for entry in history_of(found) if entry.reason] == ["Thiếu người"]


def test_the_head_agrees_to_what_he_has_read(cast: Cast, now: dt.datetime, line: Registration) -> None:
    found = office_list(cast)
    read = found.version
    enter(cast, now, make_person("P-2", "Người Hai", cast.office))
    with pytest.raises(MovedMeanwhile, match="đọc lại danh sách"):
        agree(actor=cast.head, now=now, unit_list=found, version=read)
    assert office_list(cast).state == State.DRAFT


def test_an_empty_list_is_not_agreed_to(cast: Cast, now: dt.datetime) -> None:
    with pytest.raises(CannotMove, match="chưa có dòng nào"):
        agreed(cast, now)


def test_a_unit_with_a_head_of_its_own_waits_for_him(cast: Cast, now: dt.datetime, line: Registration) -> None:
    own = make_user("truong-phong", "Trưởng phòng 1", Role.UNIT_HEAD, cast.office)
    with pytest.raises(CannotMove, match="có thủ trưởng riêng"):
        agreed(cast, now)
    assert agreed(cast, now, by=own).agreed_by == own


def test_every_step_has_its_people_and_its_place(cast: Cast, now: dt.datetime, line: Registration) -> None:
    found = office_list(cast)
    with pytest.raises(CannotMove, match="Chỉ thủ trưởng đơn vị của Phòng 1"):
        agree(actor=cast.officer, now=now, unit_list=found, version=found.version)
    with pytest.raises(MovedMeanwhile):  # not agreed yet
        send_up(actor=cast.officer, now=now, unit_list=found)
    agreed(cast, now)
    found.refresh_from_db()
    for act in (take_in, lambda **told: return_list(**told, reason="x")):
        with pytest.raises(CannotMove, match="cấp trên của Phòng 1"):
            act(actor=cast.officer, now=now, unit_list=found)
    with pytest.raises(CannotMove):
        reopen(actor=cast.stranger, now=now, unit_list=found)
    reopen(actor=cast.officer, now=now, unit_list=found)
    assert found.state == State.DRAFT
    found = sent(cast, now)
    recall(actor=cast.officer, now=now, unit_list=found)
    assert found.state == State.AGREED


def test_a_second_click_moves_nothing(cast: Cast, now: dt.datetime, line: Registration) -> None:
    found = sent(cast, now)
    stale = UnitRegistration.objects.get(pk=found.pk)
    take_in(actor=cast.appraiser, now=now, unit_list=found)
    for act in (take_in, recall):
        with pytest.raises(Refused):
            act(actor=cast.appraiser if act is take_in else cast.officer, now=now, unit_list=stale)
    assert office_list(cast).state == State.RECORDED


def test_the_top_has_nobody_to_send_to(cast: Cast, now: dt.datetime) -> None:
    boss = make_person("P-T", "Người Trung Ương", cast.centre)
    officer = make_user("can-bo-tw", "Cán bộ trung ương", Role.UNIT_OFFICER, cast.centre)
    line = enter(cast, now, boss, actor=officer, unit=cast.centre)
    head = make_user("vien-truong-tw", "Viện trưởng tối cao", Role.UNIT_HEAD, cast.centre)
    line.unit_list.refresh_from_db()
    agree(actor=head, now=now, unit_list=line.unit_list, version=line.unit_list.version)
    with pytest.raises(CannotMove, match="không có đơn vị cấp trên"):
        send_up(actor=officer, now=now, unit_list=line.unit_list)


@pytest.fixture
def last_year(cast: Cast, now: dt.datetime) -> list[Registration]:
    """Three people, one of whom has left by now, and the collective, registered for the year before."""
    gone = make_person("P-G", "Người Đi", cast.office)
    then = now.replace(year=2022)
    lines = [
        enter(cast, then, worker_of(cast), MIDDLE, pledge=PLEDGE, initiative="Cũ", year=2022),
        enter(cast, then, make_person("P-2", "Người Hai", cast.office), year=2022),
        enter(cast, then, gone, year=2022),
        enter(cast, then, cast.office, COLLECTIVE, year=2022),
    ]
    Posting.objects.filter(person=gone).update(valid_to=dt.date(2022, 12, 31))
    return lines


def test_last_years_registrations_are_copied_as_drafts(
    cast: Cast, now: dt.datetime, last_year: list[Registration]
) -> None:
    done = copy_last_year(actor=cast.officer, now=now, unit=cast.office, year=YEAR)
    assert (done.lines, done.left_out) == (3, ("Người Đi",))
    copied = Registration.objects.filter(year=YEAR, person=worker_of(cast)).get()
    assert (copied.code, copied.pledge, copied.initiative) == (MIDDLE, PLEDGE, "")
    assert office_list(cast).state == State.DRAFT
    with pytest.raises(CannotCopy, match="đều đã có"):  # a second click
        copy_last_year(actor=cast.officer, now=now, unit=cast.office, year=YEAR)


def test_copying_is_refused_where_there_is_nothing_or_it_is_not_yours(
    cast: Cast, now: dt.datetime, last_year: list[Registration]
) -> None:
    for actor, year, words in (
        (cast.stranger, YEAR, "Chỉ cán bộ thi đua của Phòng 1"), (cast.worker, YEAR, "Chỉ cán bộ thi đua"),
        (cast.officer, 2022, "chưa có đăng ký nào để chép"), (cast.officer, 3000, "Không đăng ký được cho năm"),
    ):  # fmt: skip
        with pytest.raises(CannotCopy, match=words):
            copy_last_year(actor=actor, now=now, unit=cast.office, year=year)
    enter(cast, now, worker_of(cast), LOW)
    agreed(cast, now)
    with pytest.raises(CannotCopy, match="đã được thủ trưởng thống nhất"):
        copy_last_year(actor=cast.officer, now=now, unit=cast.office, year=YEAR)


@pytest.fixture
def asleep(cast: Cast) -> Any:
    """A second office of the province that has no officer."""
    return make_unit("T1-P2", "Phòng 2", "office", cast.province)


def test_the_unit_above_sets_one_day_for_all(cast: Cast, now: dt.datetime, asleep: Any) -> None:
    assert set_due(actor=cast.appraiser, now=now, unit=cast.province, year=YEAR, due_on=dt.date(2023, 2, 28)) == 2
    rows = below(cast.province, YEAR, now.date())
    assert [(row.unit.name, row.late_days, row.state, row.staffed) for row in rows] == [
        ("Phòng 1", 286, None, True), ("Phòng 2", 286, None, False),
    ]  # fmt: skip
    for change, words in (
        ({"actor": cast.officer}, "tại VKSND tỉnh Một được đặt hạn"),
        ({"due_on": dt.date(2025, 1, 1)}, "phải từ 01/07/2022 đến 31/12/2023"),
        ({"unit": cast.office, "actor": cast.officer}, "không có đơn vị trực thuộc"),
        ({"year": 1900}, "Không đăng ký được cho năm 1900"),
    ):
        told: dict[str, Any] = {"actor": cast.appraiser, "unit": cast.province, "year": YEAR,
                                "due_on": dt.date(2023, 2, 28)}  # fmt: skip
        with pytest.raises(CannotNudge, match=words):
            set_due(now=now, **told | change)


def test_one_click_nudges_and_a_second_the_same_day_does_not(cast: Cast, now: dt.datetime, asleep: Any) -> None:
    told: dict[str, Any] = {"actor": cast.appraiser, "unit": cast.province, "year": YEAR,
                            "units": [cast.office, asleep]}  # fmt: skip
    assert nudge(now=now, **told) == Nudged(("Phòng 1",), (), ("Phòng 2",))
    assert nudge(now=now + dt.timedelta(hours=3), **told) == Nudged((), ("Phòng 1",), ("Phòng 2",))
    assert nudge(now=now + dt.timedelta(days=1), **told).told == ("Phòng 1",)
    notices = Notice.objects.visible_to(cast.officer, now.date())
    assert [notice.link for notice in notices] == [f"/dang-ky/don-vi/{cast.office.pk}/2023/"] * 2


def test_a_step_settles_the_notices_that_asked_for_it(cast: Cast, now: dt.datetime, line: Registration) -> None:
    def waiting() -> set[str]:
        keys = Notice.objects.filter(done_at__isnull=True).values_list("key", flat=True)
        return {key.split(":")[0].split(".")[1] for key in keys}

    nudge(actor=cast.appraiser, now=now, unit=cast.province, year=YEAR, units=[cast.office])
    assert waiting() == {"nudge"}
    found = sent(cast, now)
    assert waiting() == {"sent"}
    recall(actor=cast.officer, now=now, unit_list=found)
    assert waiting() == set()
    send_up(actor=cast.officer, now=now + dt.timedelta(hours=1), unit_list=found)
    return_list(actor=cast.appraiser, now=now, unit_list=found, reason="Thiếu người")
    assert waiting() == {"answer"}
    sent(cast, now + dt.timedelta(hours=2))
    assert waiting() == {"sent"}


def test_who_has_sent_or_is_not_below_is_not_nudged(cast: Cast, now: dt.datetime, line: Registration) -> None:
    sent(cast, now)
    for actor, units, words in (
        (cast.appraiser, [cast.office], "Đã gửi danh sách, không cần nhắc: Phòng 1"),
        (cast.appraiser, [cast.elsewhere], "không trực thuộc VKSND tỉnh Một"),
        (cast.appraiser, [], "Không có đơn vị nào"), (cast.stranger, [cast.office], "được nhắc các đơn vị"),
    ):  # fmt: skip
        with pytest.raises(CannotNudge, match=words):
            nudge(actor=actor, now=now, unit=cast.province, year=YEAR, units=units)
