"""Ask another authority by letter (hiệp y), and record what its letter says."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from tdkt.accounts.access import acting
from tdkt.accounts.models import User
from tdkt.confirmations.access import may_ask
from tdkt.confirmations.domain.ask import standing_lines
from tdkt.confirmations.domain.due import check_due
from tdkt.confirmations.models import ConsultLine, ConsultReply, ConsultReplyLine, ConsultRequest, Opinion
from tdkt.confirmations.reasons import CASES, Reason
from tdkt.core.answers import MovedMeanwhile, Refused, require
from tdkt.core.history import record
from tdkt.core.text import clean
from tdkt.documents.domain.store import store_file
from tdkt.dossiers.models import AwardRound, Nomination, RoundState

BATCH = 500


class CannotConsult(Refused):
    """The letter or its answer was not recorded."""


@transaction.atomic
def ask_authority(
    *,
    actor: User,
    now: dt.datetime,
    on: AwardRound,
    nominations: Sequence[Nomination],
    authority: str,
    reason: str,
    number: str,
    asked_on: dt.date,
    due_on: dt.date,
    basis: str = "",
    note: str = "",
) -> ConsultRequest:
    """Record the letter that asks ``authority`` about the lines. The basis is the law's own unless another is told.

    Raises:
        CannotConsult: no right, no lines that stand in the round, no authority, number or basis, a letter of a day to
            come, a due day that is not a working day after it, or the letter was recorded before.
    """
    day = timezone.localdate(now)
    require(may_ask(acting(actor, day), on.unit, "hỏi ý kiến cơ quan khác"), CannotConsult)
    if on.state != RoundState.OPEN:
        raise CannotConsult(f"Đợt “{on}” đã khép, không hỏi thêm được nữa.")
    lines = standing_lines(nominations=nominations, on=on, error=CannotConsult)
    letter = ConsultRequest(
        round=on, authority=clean(authority), reason=reason, number=clean(number), asked_on=asked_on, due_on=due_on,
        basis=clean(basis) or (CASES[Reason(reason)].cite_on(asked_on) if reason in Reason.values else ""),
        note=clean(note),
        asked_by=actor,
    )  # fmt: skip
    _check_letter(letter, day)
    try:
        with transaction.atomic():
            letter.save()
    except IntegrityError:
        raise CannotConsult(
            f"Công văn {letter.number} ngày {asked_on:%d/%m/%Y} gửi {letter.authority} đã được ghi rồi."
        ) from None
    ConsultLine.objects.bulk_create([ConsultLine(request=letter, nomination=line) for line in lines], batch_size=BATCH)
    after = {"authority": letter.authority, "number": letter.number, "due_on": due_on.isoformat(), "lines": len(lines)}
    record(actor=actor, now=now, act="confirmations.consult", target=letter, after=after, reason=letter.basis)
    return letter


def _check_letter(letter: ConsultRequest, day: dt.date) -> None:
    if letter.reason not in Reason.values:
        raise CannotConsult("Chưa chọn trường hợp phải hỏi; hãy chọn trong danh sách.")
    for value, words in (
        (letter.authority, "cơ quan được hỏi"), (letter.number, "số, ký hiệu công văn"), (letter.basis, "căn cứ hỏi"),
    ):  # fmt: skip
        if not value:
            raise CannotConsult(f"Chưa ghi {words}.")
    if letter.asked_on > day:
        raise CannotConsult("Ngày công văn ở tương lai; hãy ghi ngày đã gửi.")
    check_due(due_on=letter.due_on, first=letter.asked_on, error=CannotConsult)


@transaction.atomic
def record_authority_answer(
    *,
    actor: User,
    now: dt.datetime,
    request: ConsultRequest,
    lines: Sequence[ConsultLine],
    opinion: str,
    number: str,
    issued_on: dt.date,
    words: str = "",
    upload: "UploadedFile[Any] | None" = None,
) -> ConsultReply:
    """Record a letter that answers, for the lines it speaks of; a later letter is added and the earlier one is kept.

    Raises:
        CannotConsult: no right, no lines of this letter, no number, a day before the question or to come, an opinion
            other than agreement without words, or recorded before.
        CannotStore: the scanned file is refused.
    """
    asked = ConsultRequest.objects.select_related("round__unit").get(pk=request.pk)
    day = timezone.localdate(now)
    require(may_ask(acting(actor, day), asked.round.unit, "ghi văn bản trả lời hiệp y"), CannotConsult)
    reply = ConsultReply(
        request=asked, opinion=opinion, words=clean(words), number=clean(number), issued_on=issued_on,
        recorded_by=actor, recorded_at=now,
    )  # fmt: skip
    _check_reply(reply, lines, day)
    if upload is not None:
        reply.file = store_file(upload=upload, unit=asked.round.unit, actor=actor, now=now)
    _save_reply(reply, lines)
    after = {
        "opinion": opinion, "words": reply.words, "number": reply.number, "issued_on": issued_on.isoformat(),
        "file": reply.file.sha256 if reply.file else "", "lines": [line.pk for line in lines],
    }  # fmt: skip
    record(actor=actor, now=now, act="confirmations.consult_reply", target=asked, after=after, reason=reply.words)
    return reply


def _check_reply(reply: ConsultReply, lines: Sequence[ConsultLine], day: dt.date) -> None:
    if not lines:
        raise CannotConsult("Chưa chọn văn bản trả lời nói về dòng nào; hãy đánh dấu ít nhất một dòng.")
    if any(line.request_id != reply.request_id for line in lines):
        raise CannotConsult("Có dòng không thuộc công văn này; hãy tải lại trang.")
    if reply.opinion not in Opinion.values:
        raise CannotConsult("Chưa chọn ý kiến của cơ quan được hỏi.")
    if reply.opinion != Opinion.AGREED and not reply.words:
        raise CannotConsult("Không đồng ý hoặc có ý kiến khác thì phải ghi nội dung ý kiến.")
    if not reply.number:
        raise CannotConsult("Chưa ghi số, ký hiệu văn bản trả lời.")
    if reply.issued_on > day:
        raise CannotConsult("Ngày văn bản trả lời ở tương lai; hãy ghi ngày ký trên văn bản.")
    if reply.issued_on < reply.request.asked_on:
        raise CannotConsult(f"Văn bản trả lời không thể trước ngày hỏi ({reply.request.asked_on:%d/%m/%Y}).")


def _save_reply(reply: ConsultReply, lines: Sequence[ConsultLine]) -> None:
    keys = [line.pk for line in lines]
    ConsultReplyLine.objects.filter(line__in=keys, is_last=True).update(is_last=False)
    try:
        with transaction.atomic():
            reply.save()
            ConsultReplyLine.objects.bulk_create([ConsultReplyLine(reply=reply, line_id=key) for key in keys])
    except IntegrityError:
        raise MovedMeanwhile(f"Văn bản {reply.number} với ý kiến này đã được ghi; hãy tải lại trang để xem.") from None
