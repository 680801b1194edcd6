"""Write down what the higher authority decided."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from tdkt.accounts.access import require_role
from tdkt.accounts.models import Role, User
from tdkt.awards.domain import DecisionPaper, grant_proposed, refuse_proposed
from tdkt.awards.models import Award, Decision, IssuerLevel
from tdkt.core.answers import Refused, require
from tdkt.core.text import clean
from tdkt.decisions.models import Submission, SubmissionLine
from tdkt.dossiers.domain.move import move
from tdkt.dossiers.models import Nomination
from tdkt.dossiers.states import STEPS


class CannotRecordOutcome(Refused):
    """The outcome was not written."""


@transaction.atomic
def record_outcome(
    *,
    submission: Submission,
    granted: Sequence[Nomination],
    refused: Sequence[Nomination],
    actor: User,
    now: dt.datetime,
    number: str = "",
    signed_on: dt.date | None = None,
    issuer_level: str = "",
    issuer_name: str = "",
    signer_name: str = "",
    signer_title: str = "",
    title: str = "",
    reason: str = "",
) -> Decision | None:
    """Grant some of the submission's waiting lines by the authority's decision, close others as not granted.

    Returns the decision, or None where nothing was granted.

    Raises:
        CannotRecordOutcome: not the appraiser, a line not waiting in this submission, or the decision is incomplete.
    """
    may = require_role(actor, [Role.APPRAISER], submission.unit, timezone.localdate(now), "ghi quyết định của cấp trên")
    require(may, CannotRecordOutcome)
    yes, no = _waiting(submission, granted), _waiting(submission, refused)
    if not yes and not no:
        raise CannotRecordOutcome("Chưa chọn dòng nào; hãy đánh dấu dòng được tặng hoặc không được tặng.")
    if {line.pk for line in yes} & {line.pk for line in no}:
        raise CannotRecordOutcome("Có dòng vừa được tặng vừa không được tặng; hãy chọn lại.")
    if no:
        _refuse(no, reason, actor=actor, now=now)
    if not yes:
        return None
    if not number.strip() or signed_on is None:
        raise CannotRecordOutcome("Hãy ghi số và ngày ký quyết định của cấp trên.")
    if not submission.signed_on <= signed_on <= timezone.localdate(now):
        raise CannotRecordOutcome("Ngày ký quyết định phải từ ngày tờ trình đến hôm nay; hãy xem lại.")
    level = issuer_level or submission.to_level
    paper: DecisionPaper = {
        "number": number, "signed_on": signed_on, "title": title or f"Khen thưởng năm {submission.round.year}",
        "issuer_level": level, "issuer_name": issuer_name.strip() or str(IssuerLevel(level).label),
        "signer_name": clean(signer_name), "signer_title": clean(signer_title),
    }  # fmt: skip
    return _grant(paper, yes, actor=actor, now=now)


def _waiting(submission: Submission, chosen: Sequence[Nomination]) -> list[Nomination]:
    keys = {line.pk for line in chosen}
    if not keys:
        return []
    open_here = SubmissionLine.objects.open().filter(submission=submission).values("nomination")
    found = Nomination.objects.filter(pk__in=keys).filter(pk__in=open_here).with_names()
    lines = list(found.select_related("award__person", "award__unit").order_by("pk"))
    if len(lines) != len(keys):
        raise CannotRecordOutcome("Có dòng không còn chờ kết quả trong tờ trình này; hãy tải lại trang.")
    return lines


def _grant(paper: DecisionPaper, lines: list[Nomination], *, actor: User, now: dt.datetime) -> Decision:
    try:
        decision = grant_proposed(actor=actor, now=now, awards=[_award_of(line) for line in lines], **paper)
    except Refused as refusal:
        raise CannotRecordOutcome(refusal.reason) from None
    move(step=STEPS["record_grant"], nominations=lines, actor=actor, now=now, error=CannotRecordOutcome)
    return decision


def _refuse(lines: list[Nomination], reason: str, *, actor: User, now: dt.datetime) -> None:
    step = STEPS["record_refusal"]
    move(step=step, nominations=lines, actor=actor, now=now, reason=reason, error=CannotRecordOutcome)
    refuse_proposed(actor=actor, now=now, awards=[_award_of(line) for line in lines], reason=reason)


def _award_of(line: Nomination) -> Award:
    assert line.award is not None  # noqa: S101 - the database holds it for every proposed line
    return line.award
