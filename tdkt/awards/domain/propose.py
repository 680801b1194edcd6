"""Ask a higher authority for awards, and enter its answer."""

import datetime as dt
from collections.abc import Sequence
from typing import Unpack

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from tdkt.accounts.models import User
from tdkt.awards.access import may_keep_ledger
from tdkt.awards.domain.lines import LedgerLine, drafted
from tdkt.awards.domain.papers import DecisionPaper, found_or_written
from tdkt.awards.domain.record import BATCH, FIELDS, refuse_twins, set_bonus, store
from tdkt.awards.models import Award, AwardStatus, Decision
from tdkt.core import history
from tdkt.core.answers import MovedMeanwhile, Refused, require


class CannotPropose(Refused):
    """The lines may not be proposed, granted or refused so."""


def propose_awards(
    *,
    actor: User | None,
    now: dt.datetime,
    lines: Sequence[LedgerLine],
    level: str,
    proposed_on: dt.date,
    proposal_number: str = "",
) -> list[Award]:
    """Enter lines that a higher authority is asked for.

    Raises:
        CannotPropose: not the actor's units. CannotRecord: a title that already stands. BadLine: an unfit line.
    """
    awards = drafted(lines, on=proposed_on, decided_by=level, status=AwardStatus.PROPOSED)
    require(may_keep_ledger(actor, [award.host_unit for award in awards], timezone.localdate(now)), CannotPropose)
    for award in awards:
        award.proposed_on, award.proposal_number = proposed_on, proposal_number
    with transaction.atomic():
        refuse_twins(awards)
        store(actor=actor, now=now, awards=awards, act="propose")
    return awards


def grant_proposed(
    *, actor: User | None, now: dt.datetime, awards: Sequence[Award], **paper: Unpack[DecisionPaper]
) -> Decision:
    """Enter the higher authority's decision on lines that were proposed; they then stand in the ledger.

    Raises:
        CannotPropose: not the actor's units. MovedMeanwhile: a line was answered by somebody else; nothing changes.
        CannotRecord: a title stands already. BadDecision: the paper itself.
    """
    _ask(actor, awards, now)
    with transaction.atomic():
        refuse_twins(awards)
        decision = found_or_written(paper=paper, actor=actor, now=now)
        _swap(awards, status=AwardStatus.GRANTED, decision=decision, decided_by=decision.issuer_level)
        set_bonus(awards, decision.signed_on)
        Award.objects.bulk_update(awards, ["bonus"], batch_size=BATCH)
        _write(actor=actor, now=now, awards=awards, act="grant_proposed")
    return decision


def refuse_proposed(*, actor: User | None, now: dt.datetime, awards: Sequence[Award], reason: str) -> None:
    """Enter that the higher authority did not grant the lines.

    Raises:
        CannotPropose: not the actor's units, or no reason. MovedMeanwhile: answered by somebody else.
    """
    _ask(actor, awards, now)
    if not reason.strip():
        raise CannotPropose("Hãy ghi lý do hoặc văn bản trả lời của cấp trên.")
    with transaction.atomic():
        _swap(awards, status=AwardStatus.REFUSED)
        _write(actor=actor, now=now, awards=awards, act="refuse_proposed", reason=reason)


def drop_proposed(*, actor: User | None, now: dt.datetime, awards: Sequence[Award], reason: str) -> None:
    """Take lines that were asked for out of the ledger again, as they are considered anew; the history keeps them.

    Raises:
        CannotPropose: not the actor's units, or a complaint or another record speaks of a line.
        MovedMeanwhile: answered by somebody else.
    """
    _ask(actor, awards, now)
    with transaction.atomic():
        _swap(awards, status=AwardStatus.PROPOSED)
        changes = [history.Change(award, before=history.snapshot(award, FIELDS)) for award in awards]
        history.record_many(actor=actor, now=now, act="drop_proposed", changes=changes, reason=reason)
        try:
            Award.objects.filter(pk__in=[award.pk for award in awards]).delete()
        except ProtectedError:
            raise CannotPropose("Có dòng trong sổ đang được khiếu nại hoặc dùng ở nơi khác; hãy bỏ chọn.") from None


def _ask(actor: User | None, awards: Sequence[Award], now: dt.datetime) -> None:
    if not awards:
        raise CannotPropose("Chưa chọn dòng nào.")
    require(may_keep_ledger(actor, [award.host_unit for award in awards], timezone.localdate(now)), CannotPropose)


def _swap(awards: Sequence[Award], **fields: object) -> None:
    keys = [award.pk for award in awards]
    moved = 0
    for start in range(0, len(keys), BATCH):
        waiting = Award.objects.filter(pk__in=keys[start : start + BATCH], status=AwardStatus.PROPOSED)
        moved += waiting.update(**fields)
    if moved != len(keys):
        raise MovedMeanwhile(
            f"{len(keys) - moved} trong {len(keys)} dòng đã có kết quả trong lúc này; chưa có dòng nào thay đổi. "
            "Hãy tải lại danh sách rồi chọn lại."
        )
    for award in awards:
        for name, value in fields.items():
            setattr(award, name, value)


def _write(*, actor: User | None, now: dt.datetime, awards: Sequence[Award], act: str, reason: str = "") -> None:
    changes = [
        history.Change(
            award, before={"status": "proposed"}, after=history.snapshot(award, ["status", "decision", "bonus"])
        )
        for award in awards
    ]
    history.record_many(actor=actor, now=now, act=act, changes=changes, reason=reason)
