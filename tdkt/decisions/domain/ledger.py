"""Turn nominations into lines of the ledger."""

from collections.abc import Sequence

from tdkt.awards.domain import LedgerLine
from tdkt.awards.models import Award
from tdkt.closings.domain import close_movements
from tdkt.dossiers.domain.move import BATCH
from tdkt.dossiers.models import Nomination


def ledger_line(line: Nomination) -> LedgerLine:
    """What the ledger is to hold of one nomination, with the names as they are now and the verdict's receipt."""
    detail = line.verdict_detail
    receipt = {**detail.get("receipt", {}), "points": detail["points"]} if detail.get("points") else {}
    return LedgerLine(
        person=line.person, unit=line.unit, code=line.code, basis=line.basis, ground=line.ground,
        achievement=line.achievement, period_from=line.round.year, period_to=line.round.year,
        host_unit=line.host_unit, unit_name_then=line.host_unit.name, position_then=line.position_then,
        receipt=receipt,
    )  # fmt: skip


def tie(lines: Sequence[Nomination], awards: Sequence[Award]) -> None:
    """Write down which line of the ledger each nomination became, matched by subject and award; the line belongs to the
    movement that the nomination was for.
    """
    by_key = {(award.person_id, award.unit_id, award.code, award.basis): award for award in awards}
    for line in lines:
        line.award = by_key[line.person_id, line.unit_id, line.code, line.basis]
    Nomination.objects.bulk_update(lines, ["award"], batch_size=BATCH)
    close_movements(lines)
