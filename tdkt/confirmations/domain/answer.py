"""A department answers its own lines: confirms the rest at once, objects to some with words."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from tdkt.accounts.access import acting
from tdkt.accounts.models import User
from tdkt.confirmations.access import may_answer
from tdkt.confirmations.domain.ask import key_of
from tdkt.confirmations.models import LONGEST_WORDS, ConfirmationAnswer, ConfirmationLine, ConfirmationRequest, Reply
from tdkt.confirmations.queries import last_answers
from tdkt.confirmations.standing import moved_words
from tdkt.core.answers import MovedMeanwhile, Refused, require
from tdkt.core.history import Change, record_many
from tdkt.core.text import clean
from tdkt.inbox.domain.notify import Message, notify
from tdkt.inbox.models import Notice

BATCH = 500


class CannotAnswer(Refused):
    """No answer was written."""


@dataclass(frozen=True, slots=True)
class Given:
    """What is said of one line; ``seen`` is the answer that stood on the page (0: none), if the caller knows it."""

    line: int
    reply: str
    words: str = ""
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """The answers written, and a sentence for each line that is no longer where it was asked about."""

    answers: tuple[ConfirmationAnswer, ...]
    told: tuple[str, ...]


@transaction.atomic
def answer_lines(
    *, actor: User, now: dt.datetime, request: ConfirmationRequest, given: Sequence[Given], confirm_rest: bool = False
) -> Answered:
    """Write the answers. The same answer twice is written once; a changed one is added and the earlier one is kept.

    A line that moved on or was withdrawn meanwhile keeps the answer all the same, and the result says so.

    Args:
        confirm_rest: confirm every line of the request that has no answer and is not in ``given``.

    Raises:
        CannotAnswer: not the department's, the request is closed, a line of another request, an objection without
            words, or nothing chosen.
        MovedMeanwhile: a colleague answered one of the lines after the page was opened.
    """
    asked = ConfirmationRequest.objects.select_related("unit", "round", "asked_by").get(pk=request.pk)
    require(may_answer(acting(actor, timezone.localdate(now)), asked.unit, asked.asked_by_id), CannotAnswer)
    if not asked.is_open:
        raise CannotAnswer("Phiếu này đã khép, không ghi thêm câu trả lời; hãy liên hệ bộ phận thẩm định.")
    lines = {line.pk: line for line in _lines(asked)}
    before = last_answers(list(lines))
    wanted = {one.line: _checked(one, lines) for one in given}
    if confirm_rest:
        wanted |= {key: Given(key, Reply.CONFIRMED) for key in lines if key not in wanted and key not in before}
    if not wanted:
        raise CannotAnswer("Không còn dòng nào để ghi: chưa chọn dòng, hoặc mọi dòng đã có câu trả lời.")
    changed = [one for one in wanted.values() if _differs(one, before.get(one.line), lines[one.line])]
    answers = _write(changed, before, lines, actor, now)
    _finish_notices(asked, actor, now)
    moved = {one.line: moved_words(lines[one.line].nomination, asked.round) for one in changed}
    told = [f"{lines[key].nomination.subject_name}: dòng này {words}; câu trả lời vẫn được giữ."
            for key, words in moved.items() if words]  # fmt: skip
    return Answered(tuple(answers), tuple(told))


def _lines(asked: ConfirmationRequest) -> list[ConfirmationLine]:
    rows = asked.lines.select_related("nomination__person", "nomination__unit", "nomination__round__unit")
    return list(rows.defer("nomination__verdict_detail"))


def _checked(one: Given, lines: dict[int, ConfirmationLine]) -> Given:
    if one.line not in lines:
        raise CannotAnswer("Có dòng không thuộc phiếu này; mỗi bộ phận chỉ trả lời các dòng được hỏi của mình.")
    name, words = lines[one.line].nomination.subject_name, clean(one.words)
    if one.reply not in Reply.values:
        raise CannotAnswer(f"{name}: chưa chọn xác nhận hay không xác nhận.")
    if one.reply == Reply.OBJECTED and not words:
        raise CannotAnswer(f"{name}: không xác nhận thì phải ghi ý kiến để người thẩm định biết vướng ở đâu.")
    if len(words) > LONGEST_WORDS:
        raise CannotAnswer(f"{name}: ý kiến dài quá {LONGEST_WORDS} ký tự; hãy viết gọn lại.")
    return Given(one.line, one.reply, words, one.seen)


def _differs(one: Given, stands: ConfirmationAnswer | None, line: ConfirmationLine) -> bool:
    if stands is not None and (stands.reply, stands.words) == (one.reply, one.words):
        return False
    if one.seen is not None and one.seen != (stands.pk if stands else 0):
        said = stands.get_reply_display().lower() if stands else "chưa trả lời"
        who = stands.answered_by.full_name if stands else "Người khác"
        raise MovedMeanwhile(
            f"{line.nomination.subject_name}: {who} vừa ghi “{said}” sau khi bạn mở trang. Chưa ghi gì; "
            "hãy xem câu trả lời đó rồi ghi lại nếu cần."
        )
    return True


def _write(
    changed: Sequence[Given], before: dict[int, ConfirmationAnswer], lines: dict[int, ConfirmationLine], actor: User,
    now: dt.datetime,
) -> list[ConfirmationAnswer]:  # fmt: skip
    replaced = [before[one.line].pk for one in changed if one.line in before]
    for start in range(0, len(replaced), BATCH):
        ConfirmationAnswer.objects.filter(pk__in=replaced[start : start + BATCH]).update(is_last=False)
    rows = [
        ConfirmationAnswer(line_id=one.line, reply=one.reply, words=one.words, answered_by=actor, answered_at=now)
        for one in changed
    ]
    try:
        with transaction.atomic():
            ConfirmationAnswer.objects.bulk_create(rows, batch_size=BATCH)
    except IntegrityError:
        raise MovedMeanwhile("Có dòng vừa được đồng nghiệp trả lời; hãy tải lại trang rồi ghi tiếp.") from None
    changes = [
        Change(lines[row.line_id], _said(before.get(row.line_id)), _said(row)) for row in rows
    ]  # fmt: skip
    record_many(actor=actor, now=now, act="confirmations.answer", changes=changes)
    return rows


def _said(answer: ConfirmationAnswer | None) -> dict[str, str]:
    return {"reply": answer.reply, "words": answer.words} if answer else {}


def _finish_notices(asked: ConfirmationRequest, actor: User, now: dt.datetime) -> None:
    """Once every line is answered, the department's notices are done for everybody, and the asker is told once."""
    if asked.lines.exclude(answers__is_last=True).exists():
        return
    told = Notice.objects.filter(key__startswith=key_of(asked.pk), done_at__isnull=True)
    told.update(done_at=now, done_by=actor)
    message = Message(
        key=f"xac-nhan-xong:{asked.pk}", user=asked.asked_by, detail=str(asked.round),
        what=f"{asked.unit.label} đã trả lời hết nội dung {asked.get_topic_display().lower()}",
        link=reverse("confirmations:request", args=[asked.pk]),
    )  # fmt: skip
    notify(actor=actor, now=now, messages=[message])
