"""Enter a signed decision and its lines."""

import datetime as dt
from collections.abc import Sequence
from typing import Unpack

from django.db import transaction
from django.utils import timezone

from tdkt.accounts.models import User
from tdkt.awards.access import may_keep_ledger
from tdkt.awards.catalogue import COLLECTIVE, PERSON, bonus_lines
from tdkt.awards.domain.lines import LedgerLine, drafted
from tdkt.awards.domain.papers import DecisionPaper, found_or_written, written
from tdkt.awards.domain.twins import first_twin
from tdkt.awards.models import Award, AwardStatus, Decision
from tdkt.core import history
from tdkt.core.answers import Refused, require

BATCH = 500
FIELDS = ("code", "person", "unit", "period_from", "period_to", "status", "decided_by", "decision", "bonus")


class CannotRecord(Refused):
    """The decision may not be entered."""


def record_decision(
    *,
    actor: User | None,
    now: dt.datetime,
    lines: Sequence[LedgerLine],
    add_to_existing: bool = False,
    **paper: Unpack[DecisionPaper],
) -> Decision:
    """Enter a decision that grants ``lines``: checks, completes each line from the postings, works out the money,
    stores all of it or nothing, with a line of history for the decision and for each award.

    Args:
        add_to_existing: a higher body's decision that is in the ledger already takes further lines.

    Raises:
        CannotRecord: not the actor's units, or a title that already stands for the year.
        BadLine: a line unfit for the ledger. BadDecision: the paper itself, or its number used already.
    """
    awards = drafted(lines, on=paper["signed_on"], decided_by=paper["issuer_level"], status=AwardStatus.GRANTED)
    require(may_keep_ledger(actor, [award.host_unit for award in awards], timezone.localdate(now)), CannotRecord)
    with transaction.atomic():
        refuse_twins(awards)
        write = found_or_written if add_to_existing else written
        decision = write(paper=paper, actor=actor, now=now)
        for award in awards:
            award.decision = decision
        set_bonus(awards, decision.signed_on)
        store(actor=actor, now=now, awards=awards, act="grant")
    return decision


def store(*, actor: User | None, now: dt.datetime, awards: Sequence[Award], act: str) -> None:
    """Store new lines with their first line of history."""
    Award.objects.bulk_create(awards, batch_size=BATCH)
    changes = [history.Change(award, after=history.snapshot(award, FIELDS)) for award in awards]
    history.record_many(actor=actor, now=now, act=act, changes=changes, new=True)


def refuse_twins(awards: Sequence[Award]) -> None:
    """Raise ``CannotRecord`` when a title is given twice for a year."""
    reason = first_twin(awards)
    if reason:
        raise CannotRecord(reason)


def set_bonus(awards: Sequence[Award], on: dt.date) -> None:
    """Work out the money of each line; what one decision gives a subject for one period is judged together."""
    together: dict[tuple[int | None, int | None, int], list[Award]] = {}
    for award in awards:
        together.setdefault((award.person_id, award.unit_id, award.period_to), []).append(award)
    known: dict[tuple[str, tuple[str, ...]], dict[str, int]] = {}
    for group in together.values():
        kind = PERSON if group[0].person_id else COLLECTIVE
        codes = tuple(award.code for award in group)
        if (kind, codes) not in known:
            known[kind, codes] = bonus_lines(codes, kind=kind, on=on)
        for award in group:
            award.bonus = known[kind, codes].get(award.code)
