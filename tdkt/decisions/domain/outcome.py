"""Write down what the higher authority decided."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from tdkt.accounts.access import require_role
from tdkt.accounts.models import Role, User
from tdkt.awards.models import Award, Decision
from tdkt.core.answers import Refused, require
from tdkt.core.history import record
from tdkt.core.text import clean
from tdkt.decisions.domain.issue import record_awards, recorded, save_new
from tdkt.decisions.domain.ledger import GRANTED, REFUSED, bonuses
from tdkt.decisions.models import Submission
from tdkt.dossiers.domain.move import BATCH, move
from tdkt.dossiers.models import Nomination
from tdkt.dossiers.states import STEPS, State


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
    decision = Decision(
        number=clean(number), signed_on=signed_on, title=clean(title) or f"Khen thưởng năm {submission.round.year}",
        issuer_level=level, issuer_name=clean(issuer_name) or Decision(issuer_level=level).get_issuer_level_display(),
        signer_name=clean(signer_name), signer_title=clean(signer_title),
    )  # fmt: skip
    save_new(decision, CannotRecordOutcome)
    _grant(decision, yes, actor=actor, now=now)
    record(actor=actor, now=now, act="decision.record", target=decision, after=recorded(decision))
    return decision


def _waiting(submission: Submission, chosen: Sequence[Nomination]) -> list[Nomination]:
    keys = {line.pk for line in chosen}
    if not keys:
        return []
    found = Nomination.objects.filter(
        pk__in=keys, submission_line__submission=submission, state=State.PROPOSED
    ).with_names()
    lines = list(found.select_related("award__person", "award__unit"))
    if len(lines) != len(keys):
        raise CannotRecordOutcome("Có dòng không còn chờ kết quả trong tờ trình này; hãy tải lại trang.")
    return lines


def _grant(decision: Decision, lines: list[Nomination], *, actor: User, now: dt.datetime) -> None:
    money = bonuses(lines, on=decision.signed_on)
    awards = [_award_of(line) for line in lines]
    for line, award in zip(lines, awards, strict=True):
        award.status, award.decision, award.decided_by = GRANTED, decision, decision.issuer_level
        award.bonus = money[line.pk]
    Award.objects.bulk_update(awards, ["status", "decision", "decided_by", "bonus"], batch_size=BATCH)
    record_awards(awards, act="award.grant", actor=actor, now=now, new=False)
    move(step=STEPS["record_grant"], nominations=lines, actor=actor, now=now, error=CannotRecordOutcome)


def _refuse(lines: list[Nomination], reason: str, *, actor: User, now: dt.datetime) -> None:
    awards = [_award_of(line) for line in lines]
    for award in awards:
        award.status = REFUSED
    Award.objects.filter(pk__in=[award.pk for award in awards]).update(status=REFUSED)
    step = STEPS["record_refusal"]
    move(step=step, nominations=lines, actor=actor, now=now, reason=reason, error=CannotRecordOutcome)
    record_awards(awards, act="award.refuse", actor=actor, now=now, new=False, reason=reason)


def _award_of(line: Nomination) -> Award:
    assert line.award is not None  # noqa: S101 - the database holds it for every proposed line
    return line.award
