"""Turn nominations into lines of the ledger, and money by the law of the signing day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from tdkt.awards.models import Award, AwardStatus
from tdkt.dossiers.domain.law import rulebook
from tdkt.dossiers.domain.move import BATCH
from tdkt.dossiers.models import Nomination
from tdkt.law.api import CaseError

Money = dict[int, int | None]
"""Bonus by nomination; None where the law names no rate."""


def ledger_line(line: Nomination, *, status: str, bonus: int | None = None) -> Award:
    """An unsaved line of the ledger for one nomination, with the names as they are now."""
    return Award(
        person=line.person, unit=line.unit, code=line.code, basis=line.basis, ground=line.ground,
        achievement=line.achievement, period_from=line.round.year, period_to=line.round.year,
        host_unit=line.host_unit, unit_name_then=line.host_unit.name, position_then=line.position_then,
        status=status, decided_by=line.decided_by, bonus=bonus, receipt=line.verdict_detail.get("receipt", {}),
    )  # fmt: skip


def tie(lines: Sequence[Nomination], awards: Sequence[Award]) -> None:
    """Write down which line of the ledger each nomination became."""
    for line, award in zip(lines, awards, strict=True):
        line.award = award
    Nomination.objects.bulk_update(lines, ["award"], batch_size=BATCH)


def bonuses(lines: Sequence[Nomination], *, on: dt.date) -> Money:
    """Money for awards decided together on a day: several titles of one subject pay the highest only."""
    by_subject: dict[tuple[str, int | None], list[Nomination]] = defaultdict(list)
    for line in lines:
        by_subject[line.kind, line.person_id or line.unit_id].append(line)
    known: dict[tuple[str, tuple[str, ...]], dict[str, int | None]] = {}
    money: Money = {}
    for (kind, _), together in by_subject.items():
        codes = tuple(sorted({line.code for line in together}))
        if (kind, codes) not in known:
            known[kind, codes] = _amounts(codes, kind, on)
        for line in together:
            money[line.pk] = known[kind, codes].get(line.code)
    return money


def _amounts(codes: tuple[str, ...], kind: str, on: dt.date) -> dict[str, int | None]:
    try:
        found = rulebook().bonus(codes, kind=kind, on=on)
    except CaseError:
        return dict.fromkeys(codes) if len(codes) == 1 else _one_by_one(codes, kind, on)
    return {line.award: line.amount if line.paid else 0 for line in found.lines}


def _one_by_one(codes: tuple[str, ...], kind: str, on: dt.date) -> dict[str, int | None]:
    """One award without a rate must not hide the money of the others."""
    payable = tuple(code for code in codes if _amounts((code,), kind, on)[code] is not None)
    return dict.fromkeys(codes) | (_amounts(payable, kind, on) if payable else {})


def grant_lines(awards: Sequence[Award]) -> None:
    """Write new lines of the ledger in bulk."""
    Award.objects.bulk_create(list(awards), batch_size=BATCH)


GRANTED, PROPOSED, REFUSED = AwardStatus.GRANTED, AwardStatus.PROPOSED, AwardStatus.REFUSED
