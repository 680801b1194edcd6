"""Long reads: who may be asked, how far a request is, and what the rooms above ask of a set of lines."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from tdkt.accounts.models import RoleHolding
from tdkt.confirmations.access import ANSWERERS
from tdkt.confirmations.models import (
    ConfirmationAnswer,
    ConfirmationLine,
    ConfirmationRequest,
    ConsultLine,
    ConsultReplyLine,
    Reply,
    RequestState,
)
from tdkt.confirmations.topics import Topic
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.units.models import Unit, UnitKind

BATCH = 500
DEPARTMENT_KINDS = (UnitKind.OFFICE, UnitKind.CENTRAL)
"""Kinds of unit that serve the unit above them as its departments; a district or region is no department."""


def departments_of(on: AwardRound, day: dt.date) -> QuerySet[Unit]:
    """The round's unit itself and its departments alive on ``day``, or in the round's own time."""
    inside = Unit.objects.filter(Q(pk=on.unit_id) | Q(parent=on.unit_id, kind__in=DEPARTMENT_KINDS))
    return (inside.alive_on(day) | inside.alive_on(on.judged_on)).distinct()


def roles_answering(unit_ids: Sequence[int], day: dt.date) -> dict[int, set[str]]:
    """Which answering roles somebody holds at each unit on ``day``: one query."""
    held: dict[int, set[str]] = defaultdict(set)
    rows = RoleHolding.objects.on(day).filter(unit__in=unit_ids, role__in=ANSWERERS, user__is_active=True)
    for unit, role in rows.values_list("unit", "role"):
        held[unit].add(role)
    return dict(held)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a request is."""

    request: ConfirmationRequest
    confirmed: int
    objected: int
    total: int

    @property
    def waiting(self) -> int:
        """Lines nobody said anything about."""
        return self.total - self.confirmed - self.objected


def progress_of(requests: QuerySet[ConfirmationRequest], order: str = "due_on") -> list[Progress]:
    """The requests with their counts, in an order: one query."""
    last = Q(lines__answers__is_last=True)
    counted = (
        requests.order_by(order, "pk")
        .select_related("unit", "round__unit", "asked_by")
        .annotate(
            total=Count("lines", distinct=True),
            confirmed=Count("lines", filter=last & Q(lines__answers__reply=Reply.CONFIRMED), distinct=True),
            objected=Count("lines", filter=last & Q(lines__answers__reply=Reply.OBJECTED), distinct=True),
        )
    )
    return [Progress(one, one.confirmed, one.objected, one.total) for one in counted]


def last_answers(line_ids: Sequence[int]) -> dict[int, ConfirmationAnswer]:
    """The answer that counts, by the number of the confirmation line."""
    found: dict[int, ConfirmationAnswer] = {}
    for start in range(0, len(line_ids), BATCH):
        rows = ConfirmationAnswer.objects.filter(line__in=line_ids[start : start + BATCH], is_last=True)
        found |= {row.line_id: row for row in rows.select_related("answered_by")}
    return found


def last_replies(line_ids: Sequence[int]) -> dict[int, ConsultReplyLine]:
    """The reply that counts, by the number of the consulted line."""
    found: dict[int, ConsultReplyLine] = {}
    for start in range(0, len(line_ids), BATCH):
        rows = ConsultReplyLine.objects.filter(line__in=line_ids[start : start + BATCH], is_last=True)
        found |= {row.line_id: row for row in rows.select_related("reply__file", "reply__recorded_by")}
    return found


def department_sentence(line: ConfirmationLine, answer: ConfirmationAnswer | None, today: dt.date) -> str:
    """What one department said, or that it said nothing."""
    who, topic = line.request.unit.label, Topic(line.topic).label.lower()
    if answer is None:
        return f"{who} ({topic}): {silence_words(line.request, today)}."
    day = f"{answer.answered_at.astimezone():%d/%m/%Y}"
    if answer.reply == Reply.CONFIRMED:
        return f"{who} ({topic}): xác nhận ngày {day}{'; ' + answer.words if answer.words else ''}."
    return f"{who} ({topic}): không xác nhận ngày {day}, có ý kiến: {answer.words.rstrip('.')}."


def silence_words(request: ConfirmationRequest, today: dt.date) -> str:
    """What is written where no answer is: never a confirmation."""
    if request.state == RequestState.CLOSED:
        return f"không có ý kiến đến hạn {request.due_on:%d/%m/%Y}"
    if request.due_on < today:
        return f"quá hạn {request.due_on:%d/%m/%Y}, chưa trả lời"
    return f"chưa trả lời, hạn {request.due_on:%d/%m/%Y}"


def asked_about(lines: Sequence[Nomination]) -> list[ConfirmationLine]:
    """The questions about the lines, less those that were asked again later in the same round."""
    rows = ConfirmationLine.objects.filter(nomination__in=[line.pk for line in lines])
    asked = list(rows.select_related("request__unit").order_by("topic", "pk"))
    again = {_key(line) for line in asked if line.stands}
    return [line for line in asked if line.stands or _key(line) not in again]


def _key(line: ConfirmationLine) -> tuple[int, str, int]:
    return line.round_id, line.topic, line.nomination_id


def letters_about(lines: Sequence[Nomination]) -> list[ConsultLine]:
    rows = ConsultLine.objects.filter(nomination__in=[line.pk for line in lines])
    return list(rows.select_related("request").order_by("request__asked_on", "pk"))


def consult_sentence(one: ConsultLine, found: ConsultReplyLine | None, today: dt.date) -> str:
    """What one authority said about the line, with its letter, or that it has not answered."""
    asked = one.request
    if found is None:
        late = f"quá hạn {asked.due_on:%d/%m/%Y}, " if asked.due_on < today else ""
        return (
            f"{asked.authority}: {late}chưa có văn bản trả lời công văn {asked.number} ngày {asked.asked_on:%d/%m/%Y}."
        )
    reply = found.reply
    words = f": {reply.words.rstrip('.')}" if reply.words else ""
    return (
        f"{asked.authority}: {reply.get_opinion_display().lower()} "
        f"(văn bản {reply.number} ngày {reply.issued_on:%d/%m/%Y}){words}."
    )
