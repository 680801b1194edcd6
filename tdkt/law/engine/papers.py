"""The papers of a dossier, gathered from the procedure: what has to be in it, what goes in where there is one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .items import Step
from .vocabulary import PAPERS


@dataclass(frozen=True)
class PaperAsked:
    """One paper. ``cites`` names every instrument that asks for it, the nearest to the office first."""

    key: str
    needed: bool
    cites: tuple[str, ...]
    copies: int | None
    mark: str

    @property
    def vi(self) -> str:
        return PAPERS[self.key]

    def to_json(self) -> dict[str, Any]:
        return {
            "paper": self.key,
            "vi": self.vi,
            "needed": self.needed,
            "cites": list(self.cites),
            "copies": self.copies,
            "mark": self.mark,
        }


def papers_asked(steps: Iterable[Step]) -> list[PaperAsked]:
    """The papers that these steps ask for, each once, in the order of the vocabulary.

    Steps come with the lower layers first; a later one stands nearer to the office. Where a step says what the whole
    dossier is (a simple procedure), only such steps count. A paper that one step needs is needed.
    """
    found = list(steps)
    nearest_first = ([step for step in found if step.whole] or found)[::-1]
    asked = (_asked(key, nearest_first) for key in PAPERS)
    return [paper for paper in asked if paper is not None]


def _asked(key: str, steps: list[Step]) -> PaperAsked | None:
    needing = [step for step in steps if key in step.papers]
    using = needing or [step for step in steps if key in step.if_any]
    if not using:
        return None
    copies = (step.numbers.get("copies") for step in using)
    return PaperAsked(
        key=key,
        needed=bool(needing),
        cites=tuple(dict.fromkeys(step.id for step in using)),
        copies=next((number for number in copies if number is not None), None),
        mark=using[0].mark,
    )
