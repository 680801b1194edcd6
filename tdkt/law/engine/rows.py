"""Award rows of many subjects, as a database gives them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any


@dataclass
class Rows:
    """Award rows of everybody, as parallel lists: the shape a database gives them in."""

    person: Sequence[int]
    code: Sequence[str]
    year: Sequence[int]
    decided_on: Sequence[date | None]
    period_end: Sequence[int | None]
    ground: Sequence[str]
    issuer: Sequence[str]
    category: Sequence[str]

    @classmethod
    def of(cls, rows: Iterable[tuple[Any, ...]]) -> "Rows":
        """Out of tuples (person, code, year, decided_on, period_end, ground, issuer, category)."""
        kept = list(rows)
        return cls(*(list(map(itemgetter(place), kept)) for place in range(8)))
