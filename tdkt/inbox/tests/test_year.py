"""The guide of a year: its steps, their days, who edits, who is late, reminders, the calendar file."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from tdkt.accounts.models import Role
from tdkt.core.edits import StaleEdit
from tdkt.core.history import history_of
from tdkt.inbox.domain.finish import CannotFinish, finish_step
from tdkt.inbox.domain.guide import CannotSchedule, remove_deadline, start_guide
from tdkt.inbox.models import Deadline, Scope
from tdkt.inbox.queries import who_is_late, year_of
from tdkt.inbox.schedule import GoesInCircles, due_days
from tdkt.inbox.tests.factories import MORNING, step
from tests.support.cast import Cast, make_unit, make_user


@pytest.fixture
def lists(cast: Cast) -> Deadline:
    return step(cast, fixed_on=dt.date(2024, 12, 6))


def test_a_year_begins_with_the_steps_the_law_names(cast: Cast) -> None:
    boss = make_user("tham-dinh-tw", "Thẩm định trung ương", Role.APPRAISER, cast.centre)
    made = start_guide(actor=boss, now=MORNING, unit=cast.centre, year=2026)
    days = {one.name: due for one in made if (due := due_days(made)[one.pk]).day}
    assert {name: due.day for name, due in days.items()} == {
        "Hồ sơ khen thưởng cấp Nhà nước theo công trạng gửi cấp trung ương": dt.date(2026, 6, 30),
        "Hồ sơ Cờ thi đua của Chính phủ gửi Bộ Nội vụ": dt.date(2026, 6, 30),
        "Hồ sơ Chiến sĩ thi đua toàn quốc gửi Bộ Nội vụ": dt.date(2026, 12, 31),
    }
    assert all(one.source for one in made)


def test_a_day_of_the_law_on_a_sunday_is_to_be_done_before(cast: Cast) -> None:
    boss = make_user("tham-dinh-tw", "Thẩm định trung ương", Role.APPRAISER, cast.centre)
    made = start_guide(actor=boss, now=MORNING, unit=cast.centre, year=2024)
    due = {one.name: due for one in made if (due := due_days(made)[one.pk]).day}
    assert list(due) == ["Hồ sơ khen thưởng cấp Nhà nước theo công trạng gửi cấp trung ương"], "NĐ 152/2025 was to come"
    (files,) = due.values()
    assert (files.work_by, files.note[:41]) == (dt.date(2024, 6, 28), "Hạn rơi vào ngày nghỉ (Chủ nhật); nên xon")


def test_a_lower_unit_does_not_get_the_steps_of_the_centre(cast: Cast) -> None:
    made = start_guide(actor=cast.appraiser, now=MORNING, unit=cast.province, year=2024)
    assert not [one for one in made if one.by_law]
    with pytest.raises(CannotSchedule, match="đã có lịch năm 2024"):
        start_guide(actor=cast.appraiser, now=MORNING, unit=cast.province, year=2024)


def test_next_year_takes_the_steps_over_without_their_days(cast: Cast, lists: Deadline) -> None:
    step(cast, "Thẩm định", after=lists, offset=25, scope=Scope.OWN, order=2)
    made = start_guide(actor=cast.appraiser, now=MORNING, unit=cast.province, year=2025)
    assert [(one.name, one.fixed_on, one.offset) for one in made] == [
        ("Gửi danh sách", None, None), ("Thẩm định", None, 25),
    ]  # fmt: skip
    assert made[1].after == made[0]


def test_working_days_are_counted_over_holidays(cast: Cast) -> None:
    base = step(cast, fixed_on=dt.date(2024, 4, 26))
    later = step(cast, "Thẩm định", after=base, offset=3)
    earlier = step(cast, "Nhắc", after=base, offset=-1)
    found = due_days([base, later, earlier])
    assert [found[one.pk].day for one in (later, earlier)] == [dt.date(2024, 5, 4), dt.date(2024, 4, 25)]


def test_a_step_waits_while_its_base_has_no_day(cast: Cast) -> None:
    base = step(cast)
    later = step(cast, "Thẩm định", after=base, offset=3)
    found = due_days([base, later])
    assert (found[base.pk].note, found[later.pk].note) == (
        "Chưa có ngày: theo hướng dẫn hằng năm.", "Chờ ngày của việc trước.",
    )  # fmt: skip


def test_a_day_that_is_not_announced_is_said(cast: Cast) -> None:
    base = step(cast, year=2027, fixed_on=dt.date(2027, 2, 2))
    later = step(cast, "Thẩm định", year=2027, after=base, offset=5)
    due = due_days([base, later])[later.pk]
    assert due.day == dt.date(2027, 2, 17)
    assert "chưa thấy thông báo lịch nghỉ năm 2027" in due.note


def test_a_year_without_a_calendar_leaves_the_step_open_and_says_so(cast: Cast) -> None:
    base = step(cast, year=2027, fixed_on=dt.date(2027, 12, 30))
    later = step(cast, "Thẩm định", year=2027, after=base, offset=5)
    due = due_days([base, later])[later.pk]
    assert (due.day, due.note[:32]) == (None, "Chưa có lịch nghỉ lễ năm 2028 (m")


@pytest.mark.parametrize("who", ["officer", "head", "province_officer", "stranger", "administrator"])
def test_only_the_appraiser_of_the_unit_sets_its_year(cast: Cast, who: str) -> None:
    with pytest.raises(CannotSchedule, match="Chỉ cán bộ thẩm định"):
        step(cast, actor=getattr(cast, who))
    assert not Deadline.objects.exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"fixed_on": dt.date(2024, 4, 30)}, r"ngày nghỉ \(Ngày Chiến thắng\).*26/04/2024 hoặc 02/05/2024"),
        ({"fixed_on": dt.date(2024, 12, 7)}, r"\(Thứ Bảy\).*06/12/2024 hoặc 09/12/2024"),
        ({"name": "  "}, "Chưa ghi việc"),
        ({"offset": 3}, "Hãy chọn một cách"),
    ],
)
def test_a_deadline_that_makes_no_sense_is_refused(cast: Cast, change: dict[str, Any], words: str) -> None:
    with pytest.raises(CannotSchedule, match=words):
        step(cast, **change)
    assert not Deadline.objects.exists()


def test_a_saturday_that_is_worked_may_be_a_deadline(cast: Cast) -> None:
    assert step(cast, fixed_on=dt.date(2024, 5, 4)).fixed_on == dt.date(2024, 5, 4)


def test_steps_may_not_wait_for_each_other(cast: Cast, lists: Deadline) -> None:
    later = step(cast, "Thẩm định", after=lists, offset=3)
    with pytest.raises(GoesInCircles, match="từ chính nó"):
        step(cast, deadline=lists, version=1, fixed_on=None, after=later, offset=1)
    lists.refresh_from_db()
    assert lists.after is None
    with pytest.raises(CannotSchedule, match="đang được tính từ việc này"):
        remove_deadline(actor=cast.appraiser, now=MORNING, deadline=lists)


def test_the_second_of_two_edits_is_refused(cast: Cast, lists: Deadline) -> None:
    stale = Deadline.objects.get()
    step(cast, deadline=lists, version=1, fixed_on=dt.date(2024, 12, 9))
    with pytest.raises(StaleEdit):
        step(cast, deadline=stale, version=1, fixed_on=dt.date(2024, 12, 10))
    assert [e.after["fixed_on"] for e in history_of(lists)] == ["2024-12-06", "2024-12-09"]


def test_a_unit_reports_its_step_done_once(cast: Cast, lists: Deadline) -> None:
    for _ in range(2):
        finish_step(actor=cast.officer, now=MORNING, deadline=lists, unit=cast.office, done_on=MORNING.date())
    assert lists.done.count() == 1


@pytest.mark.parametrize(
    ("who", "where", "day", "words"),
    [
        ("stranger", "office", 2, "Chỉ người có vai trò"),
        ("head", "province", 2, "không phải việc của"),
        ("officer", "office", 3, "Ngày xong ở tương lai"),
    ],
)
def test_a_step_is_not_reported_by_the_wrong_unit_or_ahead_of_time(
    cast: Cast, lists: Deadline, who: str, where: str, day: int, words: str
) -> None:
    with pytest.raises(CannotFinish, match=words):
        finish_step(
            actor=getattr(cast, who), now=MORNING, deadline=lists, unit=getattr(cast, where),
            done_on=dt.date(2024, 12, day),
        )  # fmt: skip
    assert not lists.done.exists()


def test_the_day_is_that_of_the_office_whatever_the_clock_of_the_machine(cast: Cast, lists: Deadline) -> None:
    after_midnight = dt.datetime(2024, 12, 2, 18, 0, tzinfo=dt.UTC)  # one o'clock on the 3rd in Hà Nội
    day = dt.date(2024, 12, 3)
    done = finish_step(actor=cast.officer, now=after_midnight, deadline=lists, unit=cast.office, done_on=day)
    assert done.done_on == day


def test_who_is_late_shows_only_those_who_have_not_done_it(cast: Cast, lists: Deadline) -> None:
    prompt = make_unit("T1-P2", "Phòng 2", "office", cast.province)
    finish_step(actor=cast.head, now=MORNING, deadline=lists, unit=prompt, done_on=MORNING.date())
    on_the_day = who_is_late(cast.province, 2024, dt.date(2024, 12, 6))
    assert [row.late for row in on_the_day] == [(), ()]
    after = who_is_late(cast.province, 2024, dt.date(2024, 12, 7))
    assert [(row.unit, row.late, row.done, row.total) for row in after] == [
        (cast.office, (lists,), 0, 1), (prompt, (), 1, 1),
    ]  # fmt: skip


@pytest.mark.parametrize("more", [0, 2])
def test_who_is_late_costs_the_same_for_one_unit_and_for_three(
    cast: Cast, lists: Deadline, more: int, django_assert_num_queries: Any
) -> None:
    for number in range(more):
        make_unit(f"T1-X{number}", f"Phòng {number}", "office", cast.province)
    with django_assert_num_queries(4):
        assert len(who_is_late(cast.province, 2024, MORNING.date())) == more + 1


def test_the_year_says_which_steps_are_mine(cast: Cast, lists: Deadline) -> None:
    own = step(cast, "Họp Hội đồng", scope=Scope.OWN, order=2)
    seen = {row.deadline: row.mine for row in year_of(cast.province, 2024, [cast.office], MORNING.date())}
    assert seen == {lists: True, own: False}


class TestPages:
    def test_the_appraiser_begins_and_edits_the_year(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.appraiser)
        place = f"don_vi={cast.province.pk}&nam=2024"
        assert "Lập lịch năm 2024" in client.get(f"/viec/lich/?{place}").content.decode()
        client.post(f"/viec/lich/lap/?{place}")
        one = Deadline.objects.get(name__startswith="Gửi danh sách")
        sent = {"name": one.name, "scope": "below", "role": "unit_officer", "order": 5, "version": 1}
        page = client.post(f"/viec/lich/{one.pk}/sua/", sent | {"fixed_on": "30/04/2024"}).content.decode()
        assert "là ngày nghỉ (Ngày Chiến thắng)" in page
        assert client.post(f"/viec/lich/{one.pk}/sua/", sent | {"fixed_on": "26/04/2024"}).status_code == 302
        page = client.get(f"/viec/lich/?{place}").content.decode()
        assert "25 ngày làm việc sau" in page
        assert "04/06/2024" in page

    def test_the_officer_below_sees_it_and_reports(self, client: Client, cast: Cast, lists: Deadline) -> None:
        client.force_login(cast.officer)
        page = client.get(f"/viec/lich/?don_vi={cast.province.pk}&nam=2024").content.decode()
        assert "Báo đã xong" in page
        assert "Thêm việc" not in page
        assert client.get(f"/viec/lich/{lists.pk}/sua/").status_code == 404
        client.post(f"/viec/lich/{lists.pk}/xong/")
        assert lists.done.get().unit == cast.office

    @pytest.mark.usefixtures("lists")
    def test_who_is_late_is_for_those_who_read_the_unit(self, client: Client, cast: Cast) -> None:
        address = f"/viec/cham/?don_vi={cast.province.pk}&nam=2024"
        client.force_login(cast.head)
        assert "1/1 đơn vị trực thuộc có việc quá hạn" in client.get(address).content.decode()
        for who in (cast.officer, cast.stranger):
            client.force_login(who)
            assert client.get(address).status_code == 404

    def test_an_outsider_finds_nothing(self, client: Client, cast: Cast, lists: Deadline) -> None:
        client.force_login(cast.stranger)
        assert client.get(f"/viec/lich/?don_vi={cast.province.pk}").status_code == 404
        for path in (f"/viec/lich/{lists.pk}/xong/", f"/viec/lich/{lists.pk}/bo/", f"/viec/lich/{lists.pk}/sua/"):
            assert client.post(path).status_code == 404

    def test_a_user_without_a_working_role_has_no_year(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.worker)
        assert client.get("/viec/lich/").status_code == 404
        assert "Không có việc nào" in client.get("/viec/").content.decode()

    def test_last_years_units_are_asked_though_they_have_ended(
        self, client: Client, cast: Cast, lists: Deadline
    ) -> None:
        cast.office.valid_to = dt.date(2025, 6, 30)
        cast.office.save()
        client.force_login(cast.head)
        place = f"don_vi={cast.province.pk}&nam=2024"
        assert "1/1 đơn vị trực thuộc có việc quá hạn" in client.get(f"/viec/cham/?{place}").content.decode()
        assert "0/1 đã xong" in client.get(f"/viec/lich/?{place}").content.decode()
        finish_step(actor=cast.officer, now=MORNING, deadline=lists, unit=cast.office, done_on=MORNING.date())
        assert "1/1 đã xong" in client.get(f"/viec/lich/?{place}").content.decode()

    @pytest.mark.usefixtures("lists")
    @pytest.mark.parametrize("more", [0, 2])
    def test_the_year_costs_the_same_for_one_step_and_for_three(
        self, client: Client, cast: Cast, more: int, django_assert_num_queries: Any
    ) -> None:
        for number in range(more):
            step(cast, f"Việc {number}", fixed_on=dt.date(2024, 12, 6))
        client.force_login(cast.head)
        address = f"/viec/lich/?don_vi={cast.province.pk}&nam=2024"
        client.get(address)
        with django_assert_num_queries(12):
            client.get(address)
