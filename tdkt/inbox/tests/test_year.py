"""The guide of a year: its steps, their days, who edits, who is late, reminders, the calendar file."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client

from tdkt.accounts.models import Role, RoleHolding
from tdkt.core.edits import StaleEdit
from tdkt.core.history import history_of
from tdkt.inbox.calendar_file import Event, calendar_text, fold
from tdkt.inbox.domain.finish import CannotFinish, finish_step
from tdkt.inbox.domain.guide import CannotSchedule, remove_deadline, set_deadline, start_guide
from tdkt.inbox.domain.remind import deliver, remind
from tdkt.inbox.models import Deadline, Mailing, Notice, Scope
from tdkt.inbox.queries import who_is_late, year_of
from tdkt.inbox.schedule import GoesInCircles, due_days
from tests.support.cast import LONG_AGO, Cast, make_unit, make_user

HANOI = dt.timezone(dt.timedelta(hours=7))
MORNING = dt.datetime(2024, 12, 2, 7, 0, tzinfo=HANOI)


def step(cast: Cast, name: str = "Gửi danh sách", **told: Any) -> Deadline:
    given: dict[str, Any] = {"unit": cast.province, "year": 2024, "actor": cast.appraiser, "now": MORNING}
    fields: dict[str, Any] = {"name": name, "scope": Scope.BELOW, "role": Role.UNIT_OFFICER, "order": 1}
    return set_deadline(**(given | fields | told))


@pytest.fixture
def lists(cast: Cast) -> Deadline:
    return step(cast, fixed_on=dt.date(2024, 12, 6))


def test_a_year_begins_with_the_steps_the_law_names(cast: Cast) -> None:
    boss = make_user("tham-dinh-tw", "Thẩm định trung ương", Role.APPRAISER, cast.centre)
    made = start_guide(actor=boss, now=MORNING, unit=cast.centre, year=2024)
    days = {one.name: due for one in made if (due := due_days(made)[one.pk]).day}
    assert {name: due.day for name, due in days.items()} == {
        "Hồ sơ khen thưởng cấp Nhà nước theo công trạng gửi cấp trung ương": dt.date(2024, 6, 30),
        "Hồ sơ Cờ thi đua của Chính phủ gửi Bộ Nội vụ": dt.date(2024, 6, 30),
        "Hồ sơ Chiến sĩ thi đua toàn quốc gửi Bộ Nội vụ": dt.date(2024, 12, 31),
    }
    flags = days["Hồ sơ Cờ thi đua của Chính phủ gửi Bộ Nội vụ"]
    assert (flags.work_by, flags.note[:41]) == (dt.date(2024, 6, 28), "Hạn rơi vào ngày nghỉ (Chủ nhật); nên xon")
    assert all(one.source for one in made)


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


@pytest.mark.usefixtures("lists")
class TestReminders:
    @pytest.fixture(autouse=True)
    def _mail(self, cast: Cast) -> None:
        cast.officer.email = "can-bo@example.vn"
        cast.officer.save()

    def test_come_five_working_days_before_and_once(self, cast: Cast) -> None:
        assert remind(actor=None, now=MORNING - dt.timedelta(days=4)).notices == 0  # Thursday 28/11: six days left
        assert remind(actor=None, now=MORNING).notices == 1
        assert remind(actor=None, now=MORNING).notices == 0
        notice = Notice.objects.get()
        assert (notice.what, notice.role, notice.unit) == (
            "Sắp đến hạn 06/12/2024: Gửi danh sách", "unit_officer", cast.office,
        )  # fmt: skip

    def test_come_again_on_the_day_and_weekly_when_late(self) -> None:
        for day in range(15):
            remind(actor=None, now=MORNING + dt.timedelta(days=day))
        assert [notice.what.split(":")[0] for notice in Notice.objects.order_by("pk")] == [
            "Sắp đến hạn 06/12/2024", "Hạn cuối 06/12/2024", "Quá hạn từ 06/12/2024", "Quá hạn từ 06/12/2024",
        ]  # fmt: skip

    def test_stop_when_the_step_is_done(self, cast: Cast, lists: Deadline) -> None:
        remind(actor=None, now=MORNING)
        finish_step(actor=cast.officer, now=MORNING, deadline=lists, unit=cast.office, done_on=MORNING.date())
        assert Notice.objects.get().done_by == cast.officer
        assert remind(actor=None, now=MORNING + dt.timedelta(days=30)).notices == 0

    def test_leave_by_email_when_written_and_only_once_a_day(self, django_capture_on_commit_callbacks: Any) -> None:
        for _ in range(2):
            with django_capture_on_commit_callbacks(execute=True):
                remind(actor=None, now=MORNING)
        assert [(message.to, "Gửi danh sách" in str(message.body)) for message in mail.outbox] == [
            (["can-bo@example.vn"], True)
        ]

    def test_an_email_that_fails_is_tried_again(self, settings: Any) -> None:
        remind(actor=None, now=MORNING)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        assert deliver(now=MORNING) == 0
        assert Mailing.objects.get().sent_at is None
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        assert (deliver(now=MORNING), deliver(now=MORNING)) == (1, 0)

    def test_the_command_says_what_it_did(self, capsys: Any) -> None:
        call_command("remind")
        assert "người có thư" in capsys.readouterr().out

    @pytest.mark.parametrize("more", [0, 2])
    def test_cost_the_same_for_one_unit_and_for_three(
        self, cast: Cast, more: int, django_assert_num_queries: Any
    ) -> None:
        for number in range(more):
            make_unit(f"T1-X{number}", f"Phòng {number}", "office", cast.province)
        with django_assert_num_queries(11):
            assert remind(actor=None, now=MORNING).notices == more + 1


def test_a_calendar_file_is_whole_folded_and_stable() -> None:
    event = Event("han-7@tdkt", dt.date(2024, 12, 6), "Gửi danh sách; hồ sơ, biên bản " + "đề nghị " * 12, "a\nb\\c", 3)
    text = calendar_text([event], now=MORNING)
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    unfolded = text.replace("\r\n ", "")
    assert "UID:han-7@tdkt\r\n" in unfolded
    assert "DTSTART;VALUE=DATE:20241206\r\nDTEND;VALUE=DATE:20241207\r\n" in unfolded
    assert "DTSTAMP:20241202T000000Z\r\n" in unfolded
    assert "SUMMARY:Gửi danh sách\\; hồ sơ\\, biên bản đề nghị" in unfolded
    assert "DESCRIPTION:a\\nb\\\\c\r\n" in unfolded


def test_folding_breaks_between_letters() -> None:
    line = "x" * 74 + "ệ" * 40
    assert fold(line).replace("\r\n ", "") == line
    assert [len(part.encode()) <= 75 for part in fold(line).split("\r\n")] == [True] * len(fold(line).split("\r\n"))


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

    def test_the_calendar_file_holds_ones_own_deadlines(self, client: Client, cast: Cast) -> None:
        year = dt.datetime.now(tz=HANOI).year
        own = step(cast, "Gửi danh sách", year=year, fixed_on=dt.date(year, 12, 1))
        step(cast, "Họp Hội đồng", year=year, fixed_on=dt.date(year, 12, 2), scope=Scope.OWN)
        RoleHolding.objects.create(user=cast.officer, role=Role.COUNCIL_MEMBER, unit=cast.office, valid_from=LONG_AGO)
        client.force_login(cast.officer)
        answer = client.get("/viec/lich.ics")
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer.content.decode().count("BEGIN:VEVENT") == 1
        assert f"UID:han-{own.pk}@tdkt" in answer.content.decode()
