"""Answers with their reasons: everybody of a block in groups that do not overlap."""

from typing import Any

from tdkt.law.engine.answers import COUNCIL, NO, UNKNOWN, YES

from .circuit import XOR
from .plane_ops import Codes
from .planes import Plane, anybody, both, either, neither, without

ALL_MET, CAUTION, NO_CLAUSE = 0xFF, 0xFFFE, 0xFFFF
Group = tuple[int, int, Plane]
"""An answer, the reason for it, and who has both."""

EVERYBODY: list[Group] = [(YES, ALL_MET, True)]


def narrowed(groups: list[Group], reason: int, code: Any, *, fallen: bool = True) -> list[Group]:
    """The groups after one more condition: whom it makes worse off goes to a group with this reason.

    `fallen`: whether anybody still asks about those who are out.
    """
    if not isinstance(code, Codes):
        return _all_alike(groups, reason, int(code))
    made: list[Group] = []
    parts: list[Plane] = [False, False, False]
    for answer, its, who in groups:
        if answer == NO:
            made.append((answer, its, who))
            continue
        kept = both(who, code.least(answer))
        if kept is not False:
            made.append((answer, its, kept))
        if fallen or not code.plain:
            _drop(parts, code, answer, who, kept)
    return made + [(answer, reason, who) for answer, who in enumerate(parts) if who is not False]


def _drop(parts: list[Plane], code: Codes, answer: int, who: Plane, kept: Plane) -> None:
    if code.plain or answer == UNKNOWN:
        parts[NO] = either(parts[NO], _rest(who, kept))
        return
    for lower in range(answer):
        parts[lower] = either(parts[lower], both(who, code == lower))


def _rest(who: Plane, kept: Plane) -> Plane:
    """Who is no longer in; `kept` is a part of `who`."""
    if isinstance(who, bool) or isinstance(kept, bool):
        return without(who, kept)
    return who.circuit.joined(XOR, who, kept)


def _all_alike(groups: list[Group], reason: int, code: int) -> list[Group]:
    made = [group for group in groups if group[0] <= code]
    worse = anybody(who for answer, _, who in groups if answer > code)
    return made if worse is False else [*made, (code, reason, worse)]


def codes(groups: list[Group]) -> Any:
    """The answers alone."""
    yes = anybody(who for answer, _, who in groups if answer == YES)
    high = either(yes, anybody(who for answer, _, who in groups if answer == COUNCIL))
    low = either(yes, anybody(who for answer, _, who in groups if answer == UNKNOWN))
    return Codes.of(yes, yes) if high is yes and low is yes else Codes.of(high, low)


class Best:
    """The best answer offered so far; of equal ones the first."""

    def __init__(self) -> None:
        self.groups: list[Group] = []
        self.covered: Plane = False

    def offer(self, groups: list[Group], clause: int, counts: Plane) -> None:
        """The answers of a clause, for those for whom it counts."""
        offered = [(answer, reason + (clause << 8), both(who, counts)) for answer, reason, who in groups]
        if not self.groups:
            self.groups = [group for group in offered if group[2] is not False]
        else:
            self._improve(offered)
        self.covered = either(self.covered, counts)

    def _improve(self, offered: list[Group]) -> None:
        reached = self._reached()
        gains = [(answer, reason, without(who, reached[answer])) for answer, reason, who in offered]
        gains = [group for group in gains if group[2] is not False]
        gained = neither(anybody(who for _, _, who in gains))
        kept = [(answer, its, who if answer == YES else both(who, gained)) for answer, its, who in self.groups]
        self.groups = [*(group for group in kept if group[2] is not False), *gains]

    def _reached(self) -> list[Plane]:
        """Who has each answer or a better one."""
        reached: list[Plane] = [False] * 4
        higher: Plane = False
        for answer in (YES, COUNCIL, UNKNOWN):
            higher = either(higher, anybody(who for its, _, who in self.groups if its == answer))
            reached[answer] = higher
        reached[NO] = self.covered
        return reached

    def over(self, other: "Best") -> list[Group]:
        """This one's groups; where there is none the other's; nobody's answer is unknown."""
        if self.covered is True:
            return self.groups
        open_ = neither(self.covered)
        rest = [(answer, reason, both(who, open_)) for answer, reason, who in other.groups]
        nobody = both(open_, neither(other.covered))
        found = [*self.groups, *rest, (UNKNOWN, NO_CLAUSE, nobody)]
        return [group for group in found if group[2] is not False]
