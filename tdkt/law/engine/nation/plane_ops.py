"""Answers of many subjects as bit planes, and the arithmetic that conditions ask of a career."""

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

from tdkt.law.engine.answers import COUNCIL, NO, UNKNOWN, YES
from tdkt.law.engine.bits import ALL, BITS, INT_OPS

from .planes import Plane, Tally, Years, anybody, both, either, neither, plane_at, without


class Codes:
    """An answer (0..3) for each person, in two planes. Where only "no" and "yes" occur the two are one."""

    __hash__ = None  # type: ignore[assignment]
    __slots__ = ("high", "low")

    def __init__(self, high: Plane, low: Plane) -> None:
        self.high, self.low = high, low

    @staticmethod
    def of(high: Plane, low: Plane) -> "Codes | int":
        """A plain number where all people are alike."""
        if isinstance(high, bool) and isinstance(low, bool):
            return 2 * high + low
        return Codes(high, low)

    @property
    def plain(self) -> bool:
        """Only "no" and "yes"."""
        return self.high is self.low

    def __and__(self, other: int) -> "Codes | int":
        return Codes.of(self.high if other & 2 else False, self.low if other & 1 else False)

    def __eq__(self, other: object) -> Plane:  # type: ignore[override]  # a plane: who has this answer
        if not isinstance(other, int):
            return NotImplemented
        high, low = (self.high if other & 2 else neither(self.high)), (self.low if other & 1 else None)
        if self.plain:
            return high if other in (NO, YES) else False
        return both(high, neither(self.low) if low is None else low)

    def __ne__(self, other: object) -> Plane:  # type: ignore[override]
        return neither(self == other)

    def least(self, answer: int) -> Plane:
        """Who has this answer or a better one."""
        if answer == YES:
            return both(self.high, self.low)
        if answer == COUNCIL or self.plain:
            return self.high
        return either(self.high, self.low) if answer == UNKNOWN else True


def _codes(value: Any) -> Codes:
    return value if isinstance(value, Codes) else Codes(bool(int(value) & 2), bool(int(value) & 1))


def _worse(one: Any, other: Any) -> Any:
    a, b = _codes(one), _codes(other)
    if a.plain or b.plain:
        return _of_plain(a, b, both)
    low = anybody((both(a.low, b.low), both(a.low, without(b.high, a.high)), both(b.low, without(a.high, b.high))))
    return Codes.of(both(a.high, b.high), low)


def _better(one: Any, other: Any) -> Any:
    a, b = _codes(one), _codes(other)
    if a.plain or b.plain:
        return _of_plain(a, b, either)
    low = either(both(a.low, either(a.high, neither(b.high))), both(b.low, either(b.high, neither(a.high))))
    return Codes.of(either(a.high, b.high), low)


def _of_plain(a: Codes, b: Codes, merge: Callable[[Plane, Plane], Plane]) -> Any:
    high = merge(a.high, b.high)
    return Codes.of(high, high if a.plain and b.plain else merge(a.low, b.low))


class PlaneOps:
    """The twin of bits.IntOps on planes."""

    @staticmethod
    def count(bits: Any, window: Any = ALL) -> Any:
        """The window is unbroken up to its last year where it is not the same for everybody."""
        if isinstance(bits, int) and isinstance(window, int):
            return INT_OPS.count(bits, window)
        return Tally.of(bits, window)

    @staticmethod
    def possible(bits: Any, upto: int, years: int) -> int:
        if isinstance(bits, int):
            return bits
        first = upto.bit_length() - years
        return int(bits.years & ((2 << first) - 1)) if first >= 0 else 0

    @staticmethod
    def reach(region: Any, upto: int, years: int) -> Plane:
        """The region is unbroken up to the last year of `upto`, so its first year tells its length."""
        first = upto.bit_length() - years
        if first < 0:
            return False
        return bool(region >> first & 1) if isinstance(region, int) else region.plane(first)

    @staticmethod
    def reached(region: Any, upto: int, years: int) -> Any:
        """Whose region has so many years has the last ones: no plane need say so."""
        first = upto.bit_length() - years
        return region | (upto >> first << first) if isinstance(region, Years) and first >= 0 else region

    @staticmethod
    def since_last(bits: Any, upto: int) -> Any:
        if isinstance(bits, int):
            return INT_OPS.since_last(bits, upto)
        last = bits.years.bit_length() - 1
        made: dict[int, Plane] = {}
        later: Plane = False
        for year in range(last, _first(upto) - 1, -1):
            if upto >> year & 1:
                made[year] = neither(later)
            later = either(later, bits.plane(year))
        return Years.of(made, upto >> last + 1 << last + 1)

    @staticmethod
    def trailing(bits: Any, upto: int) -> Any:
        if isinstance(bits, int):
            return INT_OPS.trailing(bits, upto)
        made: dict[int, Plane] = {}
        running: Plane = True
        for year in range(upto.bit_length() - 1, -1, -1):
            running = both(running, bits.plane(year))
            if running is False:
                break
            made[year] = running
        return Years.of(made)

    @staticmethod
    def lowest(bits: Any) -> Any:
        if isinstance(bits, int):
            return bits & -bits
        made: dict[int, Plane] = {}
        seen: Plane = False
        for year in range(BITS):
            plane = bits.plane(year)
            if plane is not False and plane is not seen:
                made[year] = without(plane, seen)
                seen = either(seen, plane)
        return Years.of(made)

    @staticmethod
    def upward(bits: Any, upto: int) -> Any:
        if isinstance(bits, int):
            return INT_OPS.upward(bits, upto)
        made: dict[int, Plane] = {}
        seen: Plane = False
        for year in range(_first(bits.years), upto.bit_length()):
            plane = bits.plane(year)
            if plane is not False:
                seen = either(seen, plane)
            if upto >> year & 1:
                made[year] = seen
        return Years.of(made)

    @staticmethod
    def pick(test: Plane, yes: Any, no: int) -> Any:
        """`no` is 0: no years."""
        if isinstance(test, bool):
            return yes if test else no
        return Years.of({year: both(test, plane_at(yes, year)) for year in range(BITS)})

    @staticmethod
    def code(test: Plane) -> Any:
        return Codes.of(test, test)

    @staticmethod
    def worst(codes: Sequence[Any]) -> Any:
        return reduce(_worse, codes) if codes else YES

    @staticmethod
    def best(codes: Sequence[Any]) -> Any:
        return reduce(_better, codes) if codes else NO

    @staticmethod
    def choose(test: Plane, yes: Any, no: Any) -> Any:
        if isinstance(test, bool):
            return yes if test else no
        one, other, rest = _codes(yes), _codes(no), neither(test)
        high = either(both(test, one.high), both(rest, other.high))
        if one.plain and other.plain:
            return Codes.of(high, high)
        return Codes.of(high, either(both(test, one.low), both(rest, other.low)))


def _first(years: int) -> int:
    """The number of the lowest bit; BITS where there is none."""
    return (years & -years).bit_length() - 1 if years else BITS
