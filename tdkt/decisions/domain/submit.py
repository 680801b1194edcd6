"""Submit lines to a higher authority; they stand in the ledger as asked for."""

import datetime as dt
from collections.abc import Collection, Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone

from tdkt.accounts.access import require_role
from tdkt.accounts.models import Role, User
from tdkt.awards.domain import propose_awards
from tdkt.awards.models import Award, IssuerLevel
from tdkt.core.answers import Refused, require
from tdkt.core.history import record
from tdkt.core.text import clean
from tdkt.decisions.domain.issue import decision_lines
from tdkt.decisions.domain.ledger import ledger_line, tie
from tdkt.decisions.models import Submission, SubmissionLine
from tdkt.dossiers.domain.climb import forward, round_above
from tdkt.dossiers.domain.law import decided_here
from tdkt.dossiers.domain.move import move
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.dossiers.states import STEPS, State


class CannotSubmit(Refused):
    """Nothing was submitted."""


@transaction.atomic
def submit_upward(
    *,
    round: AwardRound,  # noqa: A002 - the office's word
    nominations: Sequence[Nomination],
    to_level: str,
    number: str,
    signed_on: dt.date,
    signer_name: str,
    signer_title: str,
    actor: User,
    now: dt.datetime,
) -> Submission:
    """The head submits passed lines that ``to_level`` decides on.

    Where the next level of the route works in the system and has its round open, the lines go on into that round;
    else they wait as proposed until the authority's answer is written down.

    Raises:
        CannotSubmit: not the head, a line not passed or decided elsewhere, lines for different levels above, or a
            number used on that day.
    """
    may = require_role(actor, [Role.UNIT_HEAD], round.unit, timezone.localdate(now), "ký tờ trình")
    require(may, CannotSubmit)
    lines = decision_lines(round, nominations)
    _check(lines, to_level, decided_here(round.unit, round.judged_on))
    above = _round_above(lines)
    if not number.strip():
        raise CannotSubmit("Hãy ghi số, ký hiệu tờ trình.")
    if signed_on > timezone.localdate(now):
        raise CannotSubmit("Ngày ký ở tương lai; hãy ghi ngày đã ký.")
    submission = Submission(
        round=round, unit=round.unit, to_round=above, to_level=to_level, number=clean(number), signed_on=signed_on,
        signer_name=clean(signer_name), signer_title=clean(signer_title),
    )  # fmt: skip
    try:
        with transaction.atomic():
            submission.save()
    except IntegrityError:
        raise CannotSubmit("Số tờ trình này đã dùng trong ngày đó; hãy kiểm tra lại số và ngày ký.") from None
    SubmissionLine.objects.bulk_create(SubmissionLine(submission=submission, nomination=line) for line in lines)
    if above is None:
        tie(lines, _propose(submission, lines, actor=actor, now=now))
        move(step=STEPS["propose"], nominations=lines, actor=actor, now=now, error=CannotSubmit)
    else:
        words = f"Tờ trình số {submission.number} ngày {submission.signed_on:%d/%m/%Y}"
        forward(nominations=lines, to_round=above, actor=actor, now=now, reason=words)
    after = {"number": submission.number, "to": to_level, "lines": len(lines)}
    record(actor=actor, now=now, act="submission.sign", target=submission, after=after)
    return submission


def _propose(submission: Submission, lines: list[Nomination], *, actor: User, now: dt.datetime) -> list[Award]:
    try:
        return propose_awards(
            actor=actor, now=now, lines=[ledger_line(line) for line in lines], level=submission.to_level,
            proposed_on=submission.signed_on, proposal_number=submission.number,
        )  # fmt: skip
    except Refused as refusal:
        raise CannotSubmit(refusal.reason) from None


def _round_above(lines: list[Nomination]) -> AwardRound | None:
    by_code = {line.code: line for line in lines}
    found = {code: round_above(line) for code, line in by_code.items()}
    if len({one.pk if one else None for one in found.values()}) > 1:
        raise CannotSubmit("Các dòng này đi lên những cấp khác nhau; hãy lập tờ trình riêng cho từng hình thức.")
    return next(iter(found.values()))


def _check(lines: list[Nomination], to_level: str, here: Collection[str]) -> None:
    if to_level not in IssuerLevel.values or to_level in here:
        raise CannotSubmit("Hãy chọn cấp trên sẽ quyết định.")
    early = [line for line in lines if line.state != State.PASSED]
    if early:
        raise CannotSubmit(
            f"{early[0].subject_name} đang ở bước “{early[0].get_state_display()}”; "
            "chỉ trình dòng Hội đồng đã thông qua."
        )
    other = [line for line in lines if line.decided_by != to_level]
    if other:
        raise CannotSubmit(
            f"{other[0].subject_name}: thẩm quyền thuộc {other[0].get_decided_by_display()}, "
            f"không phải {IssuerLevel(to_level).label}. Hãy lập tờ trình riêng."
        )
