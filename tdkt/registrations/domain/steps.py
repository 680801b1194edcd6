"""A unit's list moves: agreed by its head, sent up, returned or recorded by the level above."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from tdkt.accounts.access import acting
from tdkt.accounts.models import Role, User
from tdkt.core.answers import MovedMeanwhile, Refused, require
from tdkt.core.history import record
from tdkt.core.steps import swap_state
from tdkt.core.text import clean
from tdkt.inbox.domain.notify import Message, notify
from tdkt.inbox.models import Notice
from tdkt.registrations.access import may_step
from tdkt.registrations.models import UnitRegistration
from tdkt.registrations.states import STEPS

REASON_LENGTH = 500


class CannotMove(Refused):
    """The list stays where it is."""


def agree(*, actor: User, now: dt.datetime, unit_list: UnitRegistration, version: int) -> None:
    """The unit's head agrees to the list he has read; ``version`` is that of the page.

    Raises:
        CannotMove: not the head, or an empty list.
        MovedMeanwhile: lines changed after the page was opened, or the list moved.
    """
    if not unit_list.lines.alive().exists():
        raise CannotMove(f"{unit_list} chưa có dòng nào; hãy đăng ký trước khi thống nhất.")
    _move(
        "agree", actor=actor, now=now, unit_list=unit_list, version=version, agreed_at=now, agreed_by=actor,
        return_reason="",
    )  # fmt: skip


def reopen(*, actor: User, now: dt.datetime, unit_list: UnitRegistration) -> None:
    """Open an agreed list again to change it; it must then be agreed anew. Raises CannotMove, MovedMeanwhile."""
    _move("reopen", actor=actor, now=now, unit_list=unit_list)


@transaction.atomic
def send_up(*, actor: User, now: dt.datetime, unit_list: UnitRegistration) -> None:
    """Send an agreed list to the unit above, whose officers are told.

    Raises:
        CannotMove: not the actor's to send, or nobody stands above.
        MovedMeanwhile: the list is not agreed (any more).
    """
    parent = unit_list.unit.parent
    if parent is None:
        raise CannotMove(f"{unit_list.unit} không có đơn vị cấp trên; danh sách đã thống nhất là bản cuối.")
    _move("send", actor=actor, now=now, unit_list=unit_list, sent_at=now)
    words = f"{unit_list.unit.label} gửi danh sách đăng ký thi đua năm {unit_list.year}"
    tell = [
        Message(key=f"registrations.sent:{unit_list.pk}:{role}:{now:%Y%m%d%H%M%S}", what=words, role=role, unit=parent,
                detail="Xem xét, ghi nhận hoặc trả lại.", link=address_of(unit_list))
        for role in (Role.UNIT_OFFICER, Role.APPRAISER)
    ]  # fmt: skip
    notify(actor=actor, now=now, messages=tell)
    _settle(f"registrations.nudge:{unit_list.unit_id}:{unit_list.year}:", actor, now)
    _settle(f"registrations.answer:{unit_list.pk}:", actor, now)


def recall(*, actor: User, now: dt.datetime, unit_list: UnitRegistration) -> None:
    """Take a list back before the level above has acted. Raises CannotMove, MovedMeanwhile."""
    with transaction.atomic():
        _move("recall", actor=actor, now=now, unit_list=unit_list)
        _settle(f"registrations.sent:{unit_list.pk}:", actor, now)


@transaction.atomic
def return_list(*, actor: User, now: dt.datetime, unit_list: UnitRegistration, reason: str) -> None:
    """Give the list back to be mended; the reason is read by the unit and stays in the history.

    Raises:
        CannotMove: not the level above, or no reason.
        MovedMeanwhile: the list is not there (any more).
    """
    words = clean(reason)
    if not words:
        raise CannotMove("Trả lại phải ghi lý do để đơn vị biết cần sửa gì.")
    if len(words) > REASON_LENGTH:
        raise CannotMove(f"Lý do dài quá {REASON_LENGTH} chữ; hãy viết gọn lại.")
    _move("return", actor=actor, now=now, unit_list=unit_list, reason=words, return_reason=words)
    _tell_unit(actor, now, unit_list, f"Danh sách đăng ký thi đua năm {unit_list.year} bị trả lại", words)


@transaction.atomic
def take_in(*, actor: User, now: dt.datetime, unit_list: UnitRegistration) -> None:
    """The level above records the list. Raises CannotMove, MovedMeanwhile."""
    _move("take_in", actor=actor, now=now, unit_list=unit_list)
    _tell_unit(actor, now, unit_list, f"Danh sách đăng ký thi đua năm {unit_list.year} đã được ghi nhận", "")


def _settle(prefix: str, actor: User, now: dt.datetime) -> None:
    """What these notices ask for has been done by this step, whoever took it."""
    Notice.objects.filter(key__startswith=prefix, done_at__isnull=True).update(done_at=now, done_by=actor)


def _tell_unit(actor: User, now: dt.datetime, unit_list: UnitRegistration, what: str, detail: str) -> None:
    _settle(f"registrations.sent:{unit_list.pk}:", actor, now)
    key = f"registrations.answer:{unit_list.pk}:{now:%Y%m%d%H%M%S}"
    message = Message(
        key=key, what=what, role=Role.UNIT_OFFICER, unit=unit_list.unit, detail=detail, link=address_of(unit_list)
    )
    notify(actor=actor, now=now, messages=[message])


def address_of(unit_list: UnitRegistration) -> str:
    """The page of a list."""
    return reverse("registrations:list", kwargs={"pk": unit_list.unit_id, "year": unit_list.year})


@transaction.atomic
def _move(
    code: str,
    *,
    actor: User,
    now: dt.datetime,
    unit_list: UnitRegistration,
    version: int | None = None,
    reason: str = "",
    **also: Any,
) -> None:
    day, step, before = timezone.localdate(now), STEPS[code], unit_list.state
    require(may_step(acting(actor, day), step, unit_list.unit, day), CannotMove)
    if version is not None:
        _still(unit_list, version)
    swap_state(unit_list, step, **also)
    record(
        actor=actor, now=now, act=f"registration_list.{code}", target=unit_list, before={"state": before},
        after={"state": unit_list.state}, reason=reason,
    )  # fmt: skip


def _still(unit_list: UnitRegistration, version: int) -> None:
    same = UnitRegistration.objects.filter(pk=unit_list.pk, version=version)
    if not same.update(version=F("version") + 1):
        raise MovedMeanwhile(
            "Danh sách vừa có dòng được thêm, sửa hoặc rút sau khi bạn mở trang; hãy đọc lại danh sách rồi thống nhất."
        )
