"""Take an award back, and find what rested on it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Unpack

from django.db import transaction
from django.utils import timezone

from tdkt.accounts.models import User
from tdkt.awards.access import may_keep_ledger
from tdkt.awards.catalogue import rank_of
from tdkt.awards.domain.papers import DecisionPaper, written
from tdkt.awards.models import Award, Decision, DecisionKind
from tdkt.core import history
from tdkt.core.answers import MovedMeanwhile, Refused, require


class CannotCancel(Refused):
    """The award may not be taken back."""


@dataclass(frozen=True)
class Cancellation:
    """The decision, the later awards whose receipts used the lost one, those that may have (no receipt was kept),
    and the names of the initiatives that had been spent on it.
    """

    decision: Decision
    resting: list[Award]
    to_review: list[Award]
    initiatives: list[str]


def cancel_award(
    *, actor: User | None, now: dt.datetime, award: Award, reason: str, **paper: Unpack[DecisionPaper]
) -> Cancellation:
    """Enter a decision that takes ``award`` back. Later awards that rested on it keep standing until a human decides;
    they are named in the answer and in their own history.

    Raises:
        CannotCancel: not the actor's unit, or no reason. MovedMeanwhile: never granted, or taken back already.
    """
    require(may_keep_ledger(actor, [award.host_unit], timezone.localdate(now)), CannotCancel)
    if not reason.strip():
        raise CannotCancel("Hãy ghi lý do hủy bỏ quyết định khen thưởng.")
    with transaction.atomic():
        decision = written(paper=paper, actor=actor, now=now, kind=DecisionKind.CANCEL)
        if not Award.objects.standing().filter(pk=award.pk).update(cancelled_by=decision):
            raise MovedMeanwhile(
                f"“{award}” không còn đứng trong sổ: chưa được tặng hoặc đã bị hủy. Hãy tải lại trang."
            )
        award.cancelled_by = decision
        outcome = _consequences(decision, award)
        _write(actor, now, award, outcome, reason)
    return outcome


def _consequences(decision: Decision, award: Award) -> Cancellation:
    later = list(_later(award))
    resting = [other for other in later if uses(other.receipt, award)]
    to_review = [other for other in later if not other.receipt and rank_of(other.code) > rank_of(award.code)]
    spent = award.uses.select_related("initiative")
    return Cancellation(decision, resting, to_review, [use.initiative.title for use in spent])


def _later(award: Award) -> Any:
    """The same subject's standing awards whose period ends in or after the lost one's last year."""
    same = Award.objects.standing().filter(person=award.person_id, unit=award.unit_id)
    return same.filter(period_to__gte=award.period_to).exclude(pk=award.pk).select_related("person", "unit")


def uses(receipt: dict[str, Any], award: Award) -> bool:
    """Did the kept verdict rest on the award: a clause that counted, with a condition met in the award's year that
    names the award's code? A receipt without clauses is read by its list of facts.
    """
    if "points" not in receipt:
        return any(_is_it(fact, award) for fact in receipt.get("facts", []))
    findings = [finding for point in receipt["points"] if point.get("counts") for finding in point["findings"]]
    return any(
        finding["answer"] == "yes" and award.period_to in finding["seen"] and award.code in finding["is"].split()
        for finding in findings
    )


def _is_it(fact: dict[str, Any], award: Award) -> bool:
    return (fact.get("type"), fact.get("code"), fact.get("year")) == ("award", award.code, award.period_to)


def _write(actor: User | None, now: dt.datetime, award: Award, outcome: Cancellation, reason: str) -> None:
    flagged = [*outcome.resting, *outcome.to_review]
    after = {
        "cancelled_by": str(outcome.decision),
        "flagged": [str(other) for other in flagged],
        "initiatives": outcome.initiatives,
    }
    history.record(actor=actor, now=now, act="cancel", target=award, after=after, reason=reason)
    changes = [history.Change(other, after={"rested_on": str(award)}) for other in flagged]
    history.record_many(actor=actor, now=now, act="flag_for_review", changes=changes, reason=reason)
