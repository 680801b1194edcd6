"""Write the day's reminders and send one e-mail to each user who has something new: these, and what came yesterday.

Run once a day; run again, it adds nothing and tries unsent e-mails once more. A day on which it did not run is caught
up with by the next run, since a reminder belongs to a stage and not to a day. An e-mail is marked as sent before it
leaves: two runs at once, or a run killed in the middle, never send it twice; what is not sent still waits in the inbox.
"""

import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tdkt.accounts.models import RoleHolding, User
from tdkt.core.working_days import CalendarUnknown, working_days_between
from tdkt.inbox.domain.finish import STEP_KEYS, key_of
from tdkt.inbox.domain.notify import Message, notify
from tdkt.inbox.models import Deadline, Mailing, Notice
from tdkt.inbox.queries import targets_of
from tdkt.inbox.schedule import Due, due_days
from tdkt.units.models import Unit

log = logging.getLogger(__name__)
SOON = 5
"""Working days before the due day at which the first reminder goes out."""
TRIED_FOR = dt.timedelta(days=3)
"""How long an e-mail that the server refuses is tried again."""


@dataclass(frozen=True, slots=True)
class Reminded:
    """How many notices were written and how many users have an e-mail waiting."""

    notices: int
    mails: int


@transaction.atomic
def remind(*, actor: User | None, now: dt.datetime) -> Reminded:
    """Remind whoever has to keep a deadline that is near or passed; e-mails leave when this is committed."""
    today = timezone.localdate(now)
    made = notify(actor=actor, now=now, messages=list(_messages(today)))
    mails = _mailings([*made, *_of_yesterday(now)], today)
    transaction.on_commit(lambda: deliver(now=now))
    return Reminded(len(made), mails)


def deliver(*, now: dt.datetime) -> int:
    """Send the unsent e-mails of the last days; one that the server refuses stays unsent for the next run. Returns how
    many were sent.
    """
    sent, since = 0, timezone.localdate(now) - TRIED_FOR
    for mailing in Mailing.objects.filter(day__gte=since, sent_at__isnull=True).select_related("user"):
        one = Mailing.objects.filter(pk=mailing.pk)
        if not one.filter(sent_at__isnull=True).update(sent_at=now):
            continue  # another run has it
        words = f"Việc thi đua, khen thưởng ngày {mailing.day:%d/%m/%Y}"
        try:
            send_mail(words, mailing.body, None, [mailing.user.email])
        except (SMTPException, OSError):
            log.exception("Chưa gửi được thư nhắc việc cho tài khoản %s", mailing.user_id)
            one.update(sent_at=None)
            continue
        sent += 1
    return sent


def _of_yesterday(now: dt.datetime) -> list[Notice]:
    """What others sent yesterday and still waits; reminders of deadlines were mailed when they were written."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    came = Notice.objects.filter(sent_at__gte=midnight - dt.timedelta(days=1), sent_at__lt=midnight)
    return list(came.filter(done_at__isnull=True).exclude(key__startswith=STEP_KEYS).select_related("unit"))


def _messages(today: dt.date) -> Iterable[Message]:
    steps = list(Deadline.objects.filter(year__gte=today.year - 1, year__lte=today.year + 1).select_related("unit"))
    due = due_days(steps)
    stages = {step: stage for step in steps if (stage := _stage(due[step.pk], today))}
    for step, units in targets_of(list(stages), today).items():
        for unit in units:
            yield _message(step, unit, due[step.pk], stages[step])


def _message(step: Deadline, unit: Unit, due: Due, stage: tuple[str, str]) -> Message:
    code, words = stage
    return Message(
        key=f"{key_of(step.pk, unit.pk)}{code}", what=f"{words}: {step.name}", role=step.role, unit=unit,
        detail=due.note, link=f"/viec/lich/?don_vi={step.unit_id}&nam={step.year}", due_on=due.day,
    )  # fmt: skip


def _stage(due: Due, today: dt.date) -> tuple[str, str] | None:
    """Which reminder the day calls for: its code and its words; nothing while the day is far or unknown."""
    if due.day is None or due.work_by is None:
        return None
    if today > due.day:
        weeks = (today - due.day).days // 7
        return (f"cham{weeks}:{due.day:%Y%m%d}", f"Quá hạn từ {due.day:%d/%m/%Y}")
    try:
        left = working_days_between(today, due.work_by) - 1
    except CalendarUnknown:
        left = (due.work_by - today).days
    if left <= 0:
        return (f"nay:{due.day:%Y%m%d}", f"Hạn cuối {due.day:%d/%m/%Y}")
    return (f"sap:{due.day:%Y%m%d}", f"Sắp đến hạn {due.day:%d/%m/%Y}") if left <= SOON else None


def _mailings(made: list[Notice], today: dt.date) -> int:
    lines: dict[int, list[str]] = defaultdict(list)
    addressed = _readers(made, today)
    for notice in made:
        for user in addressed[notice.user_id, notice.unit_id, notice.role]:
            lines[user].append(_line(notice))
    body = "Bạn có việc sau trong hệ thống thi đua, khen thưởng:\n\n{}\n"
    rows = [Mailing(user_id=user, day=today, body=body.format("\n".join(told))) for user, told in lines.items()]
    return len(Mailing.objects.bulk_create(rows, ignore_conflicts=True))


def _line(notice: Notice) -> str:
    place = f" ({notice.unit})" if notice.unit else ""
    return "\n  ".join(part for part in (f"- {notice.what}{place}", notice.detail, _address(notice.link)) if part)


def _readers(made: list[Notice], today: dt.date) -> dict[tuple[int | None, int | None, str], list[int]]:
    """The users with an e-mail address behind each addressee."""
    found: dict[tuple[int | None, int | None, str], list[int]] = defaultdict(list)
    with_mail = RoleHolding.objects.on(today).exclude(user__email="").filter(user__is_active=True)
    wanted = Q(unit__in={notice.unit_id for notice in made if notice.unit_id})
    for user, unit, role in with_mail.filter(wanted).values_list("user", "unit", "role"):
        found[None, unit, role].append(user)
    mine = User.objects.filter(pk__in={n.user_id for n in made if n.user_id}, is_active=True).exclude(email="")
    for pk in mine.values_list("pk", flat=True):
        found[pk, None, ""].append(pk)
    return found


def _address(link: str) -> str:
    return f"{getattr(settings, 'TDKT_BASE_URL', '')}{link}" if link else ""
