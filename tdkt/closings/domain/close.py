"""Hand the movement on from the nomination to its line of the ledger."""

from collections.abc import Sequence

from tdkt.closings.queries import named_by
from tdkt.dossiers.models import Nomination
from tdkt.movements.models import MovementAward


def close_movements(lines: Sequence[Nomination]) -> None:
    """The decided lines' awards belong to the movements they were nominated for: two queries, whatever their number.

    Called by the act that decides, in its transaction; that act keeps the history.
    """
    named = named_by(lines)
    rows = [
        MovementAward(movement=named[line.pk], award=line.award)
        for line in lines
        if line.pk in named and line.award is not None
    ]
    MovementAward.objects.bulk_create(rows, ignore_conflicts=True)
