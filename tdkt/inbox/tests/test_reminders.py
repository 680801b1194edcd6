"""Reminders: when they come, whom they reach, and that no e-mail leaves twice."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend as LocmemBackend
from django.core.management import call_command
from django.db import transaction

from tdkt.accounts.models import Role
from tdkt.inbox.domain.finish import finish_step
from tdkt.inbox.domain.notify import Message, mark_done, notify
from tdkt.inbox.domain.remind import deliver, remind
from tdkt.inbox.models import Deadline, Mailing, Notice
from tdkt.inbox.tests.factories import MORNING, step
from tests.support.cast import Cast, make_unit


@pytest.fixture
def lists(cast: Cast) -> Deadline:
    return step(cast, fixed_on=dt.date(2024, 12, 6))


class KilledAfterSending(LocmemBackend):
    """The process ends between the server's answer and the next statement."""

    def send_messages(self, messages: Any) -> int:
        super().send_messages(messages)
        raise KeyboardInterrupt


class AnotherRunMeanwhile(LocmemBackend):
    """While one run hands its e-mail to the server, another begins."""

    def send_messages(self, messages: Any) -> int:
        assert deliver(now=MORNING) == 0
        return super().send_messages(messages)


def _remind_and_die() -> None:
    remind(actor=None, now=MORNING)
    raise KeyboardInterrupt


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

    def test_a_run_killed_after_sending_does_not_send_again(self, settings: Any) -> None:
        remind(actor=None, now=MORNING)
        settings.EMAIL_BACKEND = f"{__name__}.KilledAfterSending"
        with pytest.raises(KeyboardInterrupt):
            deliver(now=MORNING)
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        assert (remind(actor=None, now=MORNING).notices, deliver(now=MORNING), len(mail.outbox)) == (0, 0, 1)

    def test_two_runs_at_once_send_one_email(self, settings: Any) -> None:
        remind(actor=None, now=MORNING)
        settings.EMAIL_BACKEND = f"{__name__}.AnotherRunMeanwhile"
        assert deliver(now=MORNING) == 1
        assert len(mail.outbox) == 1

    def test_a_run_killed_while_writing_leaves_nothing_and_the_next_does_all(self) -> None:
        with pytest.raises(KeyboardInterrupt), transaction.atomic():
            _remind_and_die()
        assert (Notice.objects.count(), Mailing.objects.count()) == (0, 0)
        assert remind(actor=None, now=MORNING).notices == 1

    def test_an_email_refused_on_one_day_leaves_on_the_next(self, settings: Any) -> None:
        remind(actor=None, now=MORNING)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        assert deliver(now=MORNING) == 0
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        assert deliver(now=MORNING + dt.timedelta(days=1)) == 1
        assert mail.outbox[0].subject == "Việc thi đua, khen thưởng ngày 02/12/2024"

    def test_what_others_sent_yesterday_is_mailed_once_unless_done(self, cast: Cast) -> None:
        Deadline.objects.all().delete()
        yesterday = MORNING - dt.timedelta(days=1)
        told = [
            Message(
                key=key, what=what, role=Role.UNIT_OFFICER, unit=cast.office, detail="Tỉnh nhắc.", link="/phong-trao/1/"
            )
            for key, what in (("a", "Hưởng ứng phong trào"), ("b", "Gửi đăng ký"))
        ]
        waiting, done = notify(actor=cast.head, now=yesterday, messages=told)
        mark_done(actor=cast.officer, now=yesterday, notice=done)
        notify(actor=cast.head, now=MORNING, messages=[replace(told[0], key="c", what="Việc hôm nay")])
        assert [remind(actor=None, now=MORNING).mails for _ in range(2)] == [1, 1]
        body = Mailing.objects.get().body
        assert f"- {waiting.what} (Phòng 1)\n  Tỉnh nhắc.\n  /phong-trao/1/" in body
        assert "Gửi đăng ký" not in body
        assert "Việc hôm nay" not in body, "tomorrow's e-mail"

    def test_the_command_says_what_it_did(self, capsys: Any) -> None:
        call_command("remind")
        assert "người có thư" in capsys.readouterr().out

    @pytest.mark.parametrize("more", [0, 2])
    def test_cost_the_same_for_one_unit_and_for_three(
        self, cast: Cast, more: int, django_assert_num_queries: Any
    ) -> None:
        for number in range(more):
            make_unit(f"T1-X{number}", f"Phòng {number}", "office", cast.province)
        with django_assert_num_queries(12):
            assert remind(actor=None, now=MORNING).notices == more + 1
