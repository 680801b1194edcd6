"""Tell somebody something: a user, or whoever holds a role at a unit."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from tdkt.accounts.models import User
from tdkt.core.answers import Refused
from tdkt.core.text import clean
from tdkt.inbox.models import Notice, NoticeRead
from tdkt.units.models import Unit

BATCH = 500


class CannotNotify(Refused):
    """The notice was not sent or not marked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What to tell whom. The same ``key`` is told once, however often it is sent."""

    key: str
    what: str
    user: User | None = None
    role: str = ""
    unit: Unit | None = None
    detail: str = ""
    link: str = ""
    due_on: dt.date | None = None


@transaction.atomic
def notify(*, actor: User | None, now: dt.datetime, messages: Sequence[Message]) -> list[Notice]:
    """Send the messages that were not sent before; two queries however many.

    Raises:
        CannotNotify: nobody to tell, nothing to tell, or an address outside the house.
    """
    for message in messages:
        _check(message)
    wanted = {message.key: message for message in messages}
    for start in range(0, len(messages), BATCH):
        keys = [message.key for message in messages[start : start + BATCH]]
        for told in Notice.objects.filter(key__in=keys).values_list("key", flat=True):
            wanted.pop(told, None)
    rows = [_row(message, actor, now) for message in wanted.values()]
    return Notice.objects.bulk_create(rows, batch_size=BATCH)


@transaction.atomic
def mark_read(*, actor: User, now: dt.datetime, notice: Notice) -> None:
    """The user has opened the notice; a second time changes nothing.

    Raises:
        CannotNotify: the notice is another's.
    """
    _ask(actor, notice, timezone.localdate(now))
    NoticeRead.objects.get_or_create(notice=notice, user=actor, defaults={"at": now})


@transaction.atomic
def mark_done(*, actor: User, now: dt.datetime, notice: Notice) -> None:
    """The thing is done, for everybody it was sent to; a second time changes nothing.

    Raises:
        CannotNotify: the notice is another's.
    """
    _ask(actor, notice, timezone.localdate(now))
    NoticeRead.objects.get_or_create(notice=notice, user=actor, defaults={"at": now})
    Notice.objects.filter(pk=notice.pk, done_at__isnull=True).update(done_at=now, done_by=actor)
    notice.refresh_from_db()


def _ask(actor: User, notice: Notice, day: dt.date) -> None:
    if not Notice.objects.visible_to(actor, day).filter(pk=notice.pk).exists():
        raise CannotNotify("Việc này không gửi cho bạn.")


def _check(message: Message) -> None:
    if (message.user is None) == (message.unit is None) or bool(message.role) != (message.unit is not None):
        raise CannotNotify("Chưa rõ gửi cho ai: chọn một người, hoặc một vai trò tại một đơn vị.")
    if not clean(message.what):
        raise CannotNotify("Chưa ghi việc cần báo.")
    if message.link and (not message.link.startswith("/") or message.link.startswith("//")):
        raise CannotNotify("Đường dẫn của việc phải nằm trong hệ thống này.")


def _row(message: Message, actor: User | None, now: dt.datetime) -> Notice:
    return Notice(
        user=message.user, role=message.role, unit=message.unit, what=clean(message.what),
        detail=clean(message.detail), link=message.link, due_on=message.due_on, key=message.key, sent_by=actor,
        sent_at=now,
    )  # fmt: skip
