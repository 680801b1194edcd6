"""Whether a line is still where it was asked about, said in words when it is not."""

from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.dossiers.states import OPEN_TO_SENDER, OUT_OF_THE_RUNNING, State

NOT_ASKED = (*OPEN_TO_SENDER, *OUT_OF_THE_RUNNING, State.PROPOSED, State.GRANTED)
"""States in which there is nothing to confirm: with the unit itself, out of the running, or past the council."""


def moved_words(line: Nomination, on: AwardRound) -> str:
    """``đã chuyển lên …``, ``đã rút``; nothing for a line that still stands in the round. Needs ``round__unit``."""
    if line.round_id != on.pk:
        return f"đã chuyển sang {line.round.unit.label}"
    if line.state in NOT_ASKED:
        return f"nay ở bước “{State(line.state).label}”"
    return ""
