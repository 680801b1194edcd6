"""Ask several departments at once, side by side, each about its own topic of the chosen lines."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from tdkt.accounts.access import acting
from tdkt.accounts.models import User
from tdkt.confirmations.access import may_ask
from tdkt.confirmations.domain.due import check_due
from tdkt.confirmations.models import ConfirmationLine, ConfirmationRequest
from tdkt.confirmations.queries import departments_of, roles_answering
from tdkt.confirmations.standing import moved_words
from tdkt.confirmations.topics import Topic
from tdkt.core.answers import MovedMeanwhile, Refused, require
from tdkt.core.history import Change, record_many
from tdkt.core.text import clean
from tdkt.dossiers.models import AwardRound, Nomination, RoundState
from tdkt.inbox.domain.notify import Message, notify
from tdkt.units.models import Unit

BATCH = 500


class CannotAsk(Refused):
    """Nobody was asked."""


@dataclass(frozen=True, slots=True)
class Asking:
    """One department and the topic it is asked about."""

    topic: str
    department: Unit


@dataclass(frozen=True, slots=True)
class Asked:
    """The requests made, and how many lines were left out because their topic had been asked already."""

    requests: tuple[ConfirmationRequest, ...]
    left_out: int


@transaction.atomic
def ask_departments(
    *,
    actor: User,
    now: dt.datetime,
    on: AwardRound,
    askings: Sequence[Asking],
    nominations: Sequence[Nomination],
    due_on: dt.date,
    note: str = "",
) -> Asked:
    """Put one request to each department; each is told in its inbox.

    A topic already asked about a line in this round is not asked again, unless that request was closed without a
    confirmation.

    Raises:
        CannotAsk: no right, nothing chosen, a topic twice, a department with nobody to answer, a line that does not
            stand in the round, a due day that is not a working day, or everything was asked before.
        MovedMeanwhile: somebody asked the same a moment earlier.
    """
    day = timezone.localdate(now)
    require(may_ask(acting(actor, day), on.unit, "hỏi ý kiến các bộ phận"), CannotAsk)
    if on.state != RoundState.OPEN:
        raise CannotAsk(f"Đợt “{on}” đã khép, không hỏi thêm được nữa.")
    lines = standing_lines(nominations=nominations, on=on, error=CannotAsk)
    check_due(due_on=due_on, first=day, error=CannotAsk)
    roles = _check_departments(askings, on, day)
    made, left_out = [], 0
    for asking in askings:
        free = _not_asked_yet(asking.topic, lines, on)
        left_out += len(lines) - len(free)
        if free:
            made.append(_make(asking, free, on, actor, now, due_on, clean(note)))
    if not made:
        raise CannotAsk("Mọi dòng đã chọn đều đã được hỏi các nội dung này; hãy xem bảng theo dõi.")
    record_many(
        actor=actor, now=now, act="confirmations.ask", new=True,
        changes=[Change(one, {}, {"lines": one.lines.count(), "due_on": due_on.isoformat()}) for one in made],
    )  # fmt: skip
    told = [message for one in made for message in _messages(one, roles[one.unit_id])]
    notify(actor=actor, now=now, messages=told)
    return Asked(tuple(made), left_out)


def standing_lines(*, nominations: Sequence[Nomination], on: AwardRound, error: type[Refused]) -> list[Nomination]:
    """The chosen lines as they stand now; all of them are considered in the round.

    Raises:
        error: none was chosen, or one left the round, is with its unit, or is past the council.
    """
    found = list(
        Nomination.objects.filter(pk__in={line.pk for line in nominations})
        .select_related("person", "unit", "round__unit")
        .defer("verdict_detail")
        .order_by("pk")
    )
    if not found:
        raise error("Chưa chọn dòng nào; hãy đánh dấu ít nhất một dòng.")
    for line in found:
        if words := moved_words(line, on):
            raise error(f"{line.subject_name}: dòng này {words} nên không làm được ở đợt này; hãy bỏ chọn dòng này.")
    return found


def _check_departments(askings: Sequence[Asking], on: AwardRound, day: dt.date) -> dict[int, set[str]]:
    if not askings:
        raise CannotAsk("Chưa chọn bộ phận nào; hãy chọn ít nhất một nội dung và bộ phận trả lời.")
    topics = [asking.topic for asking in askings]
    if set(topics) - set(Topic.values) or len(set(topics)) != len(topics):
        raise CannotAsk("Mỗi nội dung chỉ hỏi một bộ phận trong một lần; hãy chọn lại.")
    chosen = [asking.department.pk for asking in askings]
    ours = set(departments_of(on, day).filter(pk__in=chosen).values_list("pk", flat=True))
    roles = roles_answering(chosen, day)
    for asking in askings:
        if asking.department.pk not in ours:
            raise CannotAsk(f"{asking.department} không phải bộ phận của {on.unit}; hãy hỏi bằng công văn (hiệp y).")
        if asking.department.pk not in roles:
            raise CannotAsk(
                f"{asking.department} chưa có ai giữ vai trò trả lời; hãy nhờ quản trị hệ thống giao vai trò "
                "cán bộ thi đua, cán bộ thẩm định hoặc thủ trưởng ở đó trước."
            )
    return roles


def _not_asked_yet(topic: str, lines: Sequence[Nomination], on: AwardRound) -> list[Nomination]:
    standing = ConfirmationLine.objects.filter(round=on, topic=topic, stands=True)
    asked = set(standing.values_list("nomination", flat=True))
    return [line for line in lines if line.pk not in asked]


def _make(
    asking: Asking, lines: Sequence[Nomination], on: AwardRound, actor: User, now: dt.datetime, due_on: dt.date,
    note: str,
) -> ConfirmationRequest:  # fmt: skip
    made = ConfirmationRequest.objects.create(
        round=on, unit=asking.department, topic=asking.topic, note=note, asked_by=actor, asked_at=now, due_on=due_on
    )
    rows = [ConfirmationLine(request=made, nomination=line, round=on, topic=asking.topic) for line in lines]
    try:
        with transaction.atomic():
            ConfirmationLine.objects.bulk_create(rows, batch_size=BATCH)
    except IntegrityError:
        raise MovedMeanwhile("Có dòng vừa được người khác hỏi cùng nội dung; hãy tải lại bảng theo dõi.") from None
    return made


def _messages(asked: ConfirmationRequest, roles: set[str]) -> list[Message]:
    return [
        Message(
            key=f"{key_of(asked.pk)}hoi:{role}", role=role, unit=asked.unit, due_on=asked.due_on,
            what=f"Xác nhận nội dung {asked.get_topic_display().lower()}: {asked.round}", detail=asked.note[:500],
            link=reverse("confirmations:request", args=[asked.pk]),
        )
        for role in sorted(roles)
    ]  # fmt: skip


def key_of(request: int) -> str:
    """What the keys of a request's notices begin with."""
    return f"xac-nhan:{request}:"
