"""Initiatives as year bits, for those whose initiatives are plain: one of a kind in a year, unused, not refused.

Everybody else's stay a history of events, and both may stand in one snapshot.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy.typing as npt

from tdkt.law.engine.answers import NO, UNKNOWN, YES
from tdkt.law.engine.bits import ALL, bit
from tdkt.law.engine.conditions.initiatives import Initiatives
from tdkt.law.engine.facts import Initiative
from tdkt.law.engine.vocabulary import INITIATIVES, LEVEL_RANK

from .planes import anybody

KEYS = [("initiative", kind, level) for kind in INITIATIVES for level in LEVEL_RANK]


@dataclass
class InitiativeRows:
    """One element for each plain initiative; `kind` is a place in the vocabulary's kinds, `rank` the level's rank."""

    person: npt.NDArray[Any]
    year: npt.NDArray[Any]
    kind: npt.NDArray[Any]
    rank: npt.NDArray[Any]

    def of(self, key: tuple[Any, ...]) -> tuple[Any, Any]:
        """People and years of one kind at one level or higher."""
        _, kind, level = key
        chosen = (self.kind == list(INITIATIVES).index(kind)) & (self.rank >= LEVEL_RANK[level])
        return self.person[chosen], self.year[chosen]


def plain(items: Iterable[Initiative]) -> bool:
    """Whether year bits tell all of these."""
    seen = [(item.kind, item.year) for item in items if not item.used_for and item.recognised_by_head is not False]
    return len(seen) == len(set(seen)) == len(list(items))


def answer(condition: Initiatives, block: Any, region: Any) -> Any:
    """The twin of `Initiatives.answer` on the bits of a block."""
    if condition.at_least is None:
        return UNKNOWN
    window = _window(condition, block, region)
    numbers = []
    for kind in dict.fromkeys(kind for kind, _ in condition.wanted):
        level = min((level for its, level in condition.wanted if its == kind), key=LEVEL_RANK.__getitem__)
        bits = block.bits.get(("initiative", kind, level))
        if bits is not None:  # else nobody has any of the kind
            numbers.append(block.ops.count(bits, window))
    return _settled(block.ops, numbers, condition, UNKNOWN if block.not_looked_up(condition.types) else NO)


def _settled(ops: Any, numbers: list[Any], condition: Initiatives, otherwise: int) -> Any:
    least = condition.at_least or 0
    if not numbers:
        return otherwise
    enough = sum(numbers) >= least
    if len(numbers) == 1 or not condition.each_kind:
        return ops.choose(enough, YES, otherwise)
    of_one_kind = anybody(number >= least for number in numbers)
    return ops.choose(of_one_kind, YES, ops.choose(enough, UNKNOWN, otherwise))


def _window(condition: Initiatives, block: Any, region: Any) -> Any:
    if condition.where == "run" and region is not None:
        return region
    if condition.where == "ever":
        return block.upto
    first = block.year if condition.last is None else block.year - condition.last + 1
    return block.upto & (ALL ^ (bit(first) - 1))
