"""The asker reminds a department once a day, and closes a request when its day has passed."""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from tdkt.accounts.access import acting
from tdkt.accounts.models import User
from tdkt.confirmations.access import may_ask
from tdkt.confirmations.domain.ask import key_of
from tdkt.confirmations.models import ConfirmationLine, ConfirmationRequest, Reply, RequestState
from tdkt.confirmations.queries import roles_answering
from tdkt.core.answers import MovedMeanwhile, Refused, require
from tdkt.core.history import record
from tdkt.inbox.domain.notify import Message, notify
from tdkt.inbox.models import Notice


class CannotFollow(Refused):
    """The department was not reminded, or the request not closed."""


@transaction.atomic
def remind(*, actor: User, now: dt.datetime, request: ConfirmationRequest) -> int:
    """Tell the department again how many lines wait; once a day. Returns how many lines wait.

    Raises:
        CannotFollow: no right, closed, nothing waits, reminded today already, or nobody is left to answer.
    """
    day = timezone.localdate(now)
    asked = _asked(request, actor, day, "nhắc bộ phận trả lời")
    waiting = _waiting(asked)
    if not waiting:
        raise CannotFollow(f"{asked.unit} đã trả lời hết các dòng; không cần nhắc.")
    roles = roles_answering([asked.unit_id], day).get(asked.unit_id)
    if not roles:
        raise CannotFollow(f"{asked.unit} không còn ai giữ vai trò trả lời; hãy nhờ quản trị hệ thống giao vai trò.")
    when = f"đã quá hạn {asked.due_on:%d/%m/%Y}" if asked.due_on < day else f"hạn {asked.due_on:%d/%m/%Y}"
    messages = [
        Message(
            key=f"{key_of(asked.pk)}{day.isoformat()}:{role}", role=role, unit=asked.unit, due_on=asked.due_on,
            what=f"Nhắc xác nhận {asked.get_topic_display().lower()}: còn {waiting} dòng, {when}",
            detail=str(asked.round), link=reverse("confirmations:request", args=[asked.pk]),
        )
        for role in sorted(roles)
    ]  # fmt: skip
    if not notify(actor=actor, now=now, messages=messages):
        raise CannotFollow(f"Hôm nay đã nhắc {asked.unit} rồi; mai có thể nhắc lại.")
    record(actor=actor, now=now, act="confirmations.remind", target=asked, after={"waiting": waiting})
    return waiting


@transaction.atomic
def close_request(*, actor: User, now: dt.datetime, request: ConfirmationRequest) -> int:
    """Close a request. Lines without an answer are shown as without an opinion by the day, never as confirmed; what was
    not confirmed may be asked again. Returns how many lines have no answer.

    Raises:
        CannotFollow: no right, or lines wait and the day has not passed.
        MovedMeanwhile: closed already.
    """
    day = timezone.localdate(now)
    asked = _asked(request, actor, day, "khép phiếu xác nhận")
    waiting = _waiting(asked)
    if waiting and day <= asked.due_on:
        raise CannotFollow(f"Còn {waiting} dòng chưa trả lời và chưa hết hạn {asked.due_on:%d/%m/%Y}; hãy chờ hết hạn.")
    open_one = ConfirmationRequest.objects.filter(pk=asked.pk, state=RequestState.OPEN)
    if not open_one.update(state=RequestState.CLOSED, closed_at=now, version=asked.version + 1):
        raise MovedMeanwhile(f"Phiếu “{asked}” vừa được người khác khép; hãy tải lại trang.")
    confirmed = ConfirmationLine.objects.filter(
        request=asked, answers__is_last=True, answers__reply=Reply.CONFIRMED
    ).values("pk")
    ConfirmationLine.objects.filter(request=asked).exclude(pk__in=confirmed).update(stands=False)
    Notice.objects.filter(key__startswith=key_of(asked.pk), done_at__isnull=True).update(done_at=now, done_by=actor)
    record(
        actor=actor, now=now, act="confirmations.close", target=asked, before={"state": RequestState.OPEN},
        after={"state": RequestState.CLOSED, "no_answer": waiting},
    )  # fmt: skip
    return waiting


def _asked(request: ConfirmationRequest, actor: User, day: dt.date, what: str) -> ConfirmationRequest:
    asked = ConfirmationRequest.objects.select_related("unit", "round__unit").get(pk=request.pk)
    require(may_ask(acting(actor, day), asked.round.unit, what), CannotFollow)
    if not asked.is_open:
        raise MovedMeanwhile(f"Phiếu “{asked}” đã khép; hãy tải lại trang.")
    return asked


def _waiting(asked: ConfirmationRequest) -> int:
    return asked.lines.exclude(answers__is_last=True).count()
