"""Years of many subjects as bit planes: one bit a person, 64 people in a word, one plane for each year of a set.

The conditions are the same as for one subject. What is one number there (bit n: year FIRST + n) is here a plane for
each year that anybody has; years alike for everybody cost nothing. A plane that is all ones or zeros is a bool.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt

from tdkt.law.engine.answers import COUNCIL, NO, UNKNOWN, YES
from tdkt.law.engine.bits import ALL, BITS, INT_OPS

Words = npt.NDArray[np.uint64]
Plane = Words | bool
WORD = 64
"""People in a word."""


def both(one: Plane, other: Plane) -> Plane:
    """In both planes."""
    if one is False or other is False:
        return False
    if one is True or one is other:
        return other
    return one if other is True else np.bitwise_and(one, other)


def either(one: Plane, other: Plane) -> Plane:
    """In one of the planes at least."""
    if one is True or other is True:
        return True
    if one is False or one is other:
        return other
    return one if other is False else np.bitwise_or(one, other)


def neither(plane: Plane) -> Plane:
    """Not in the plane."""
    return not plane if isinstance(plane, bool) else np.invert(plane)


def without(one: Plane, other: Plane) -> Plane:
    """In the first plane and not in the second."""
    return both(one, neither(other))


def anybody(planes: Iterable[Plane]) -> Plane:
    found: Plane = False
    for plane in planes:
        found = either(found, plane)
    return found


def plane_of(flags: npt.NDArray[np.bool_]) -> Words:
    """A flag for each person as a plane; the last word is filled up with zeros."""
    packed = np.packbits(flags, bitorder="little")
    if len(packed) % 8:
        packed = np.concatenate([packed, np.zeros(-len(packed) % 8, dtype=np.uint8)])
    return packed.view("<u8")


def flags_of(plane: Plane, size: int) -> npt.NDArray[np.uint8]:
    """The other way: 0 or 1 for each of `size` people."""
    if isinstance(plane, bool):
        return np.full(size, plane, dtype=np.uint8)
    return np.unpackbits(plane.view(np.uint8), count=size, bitorder="little")


def people(plane: Plane, size: int) -> int:
    """How many of the first `size` people are in the plane."""
    if isinstance(plane, bool):
        return size * plane
    found = int(np.bitwise_count(plane).sum(dtype=np.int64))
    beyond = int(plane[-1]) >> (size % WORD) if size % WORD else 0  # the last word is not full
    return found - beyond.bit_count()


def at(plane: Plane, places: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Whether each of these people is in the plane."""
    if isinstance(plane, bool):
        return np.full(len(places), plane)
    found: npt.NDArray[np.bool_] = (plane.view(np.uint8)[places >> 3] >> (places & 7).astype(np.uint8)) & 1 != 0
    return found


def some(size: int, places: npt.NDArray[Any]) -> Plane:
    """The plane of these people."""
    if not len(places):
        return False
    flags = np.zeros(size + -size % WORD, dtype=bool)
    flags[places] = True
    return plane_of(flags)


class Years:
    """A set of years for each person: a plane for some years, `ones` for the years everybody has."""

    __hash__ = None  # type: ignore[assignment]
    __slots__ = ("ones", "planes")

    def __init__(self, planes: dict[int, Words], ones: int = 0) -> None:
        self.planes, self.ones = planes, ones

    @staticmethod
    def of(planes: Mapping[int, Plane], ones: int = 0) -> "Years | int":
        """A plain number where all people are alike."""
        kept: dict[int, Words] = {}
        for year, plane in planes.items():
            if plane is True:
                ones |= 1 << year
            elif plane is not False:
                kept[year] = plane
        return Years(kept, ones) if kept else ones

    @property
    def years(self) -> int:
        """The years that anybody can have."""
        found = self.ones
        for year in self.planes:
            found |= 1 << year
        return found

    def plane(self, year: int) -> Plane:
        found = self.planes.get(year)
        return bool(self.ones >> year & 1) if found is None else found

    def person(self, place: int) -> int:
        """One person's years."""
        found = self.ones
        for year, plane in self.planes.items():
            if int(plane[place >> 6]) >> (place & 63) & 1:
                found |= 1 << year
        return found

    def people(self, places: npt.NDArray[Any]) -> Words:
        """The years of some people, each as one number."""
        found = np.full(len(places), self.ones, dtype=np.uint64)
        for year, plane in self.planes.items():
            found |= at(plane, places).astype(np.uint64) << np.uint64(year)
        return found

    def __and__(self, other: "Years | int") -> "Years | int":
        if isinstance(other, int):
            kept = {year: plane for year, plane in self.planes.items() if other >> year & 1}
            return Years(kept, self.ones & other) if kept else self.ones & other
        made = self._merged(other, both)
        if other.ones:
            made |= {year: its for year, its in self.planes.items() if year not in made and other.ones >> year & 1}
        if self.ones:
            made |= {year: its for year, its in other.planes.items() if year not in made and self.ones >> year & 1}
        return Years.of(made, self.ones & other.ones)

    __rand__ = __and__

    def __or__(self, other: "Years | int") -> "Years | int":
        if isinstance(other, int):
            kept = {year: plane for year, plane in self.planes.items() if not other >> year & 1}
            return Years(kept, self.ones | other) if kept else self.ones | other
        ones = self.ones | other.ones
        made = self.planes | other.planes | self._merged(other, either)
        return Years.of({year: its for year, its in made.items() if not ones >> year & 1} if ones else made, ones)

    __ror__ = __or__

    def _merged(self, other: "Years", merge: Callable[[Plane, Plane], Plane]) -> dict[int, Plane]:
        """The years that are planes on both sides. Neighbours that share theirs, as early years do, are merged once."""
        made: dict[int, Plane] = {}
        planes, mine, its = other.planes, None, None
        result: Plane = False
        for year, plane in self.planes.items():
            found = planes.get(year)
            if found is not None:
                if plane is not mine or found is not its:
                    mine, its = plane, found
                    result = merge(plane, found)
                made[year] = result
        return made

    def __xor__(self, other: int) -> "Years | int":
        done: dict[int, Words] = {}
        made = {}
        for year, plane in self.planes.items():
            if other >> year & 1:
                if id(plane) not in done:
                    done[id(plane)] = np.invert(plane)
                plane = done[id(plane)]  # noqa: PLW2901  the plane of that year, turned over
            made[year] = plane
        free = ALL
        for year in made:
            free ^= 1 << year
        return Years(made, (self.ones ^ other) & free)

    __rxor__ = __xor__

    def __lshift__(self, years: int) -> "Years | int":
        return Years.of({year + years: plane for year, plane in self.planes.items()}, self.ones << years)

    def __rshift__(self, years: int) -> "Years | int":
        return Years.of(
            {year - years: plane for year, plane in self.planes.items() if year >= years}, self.ones >> years
        )

    def __eq__(self, other: object) -> Plane:  # type: ignore[override]  # a plane: who has exactly these years
        if not isinstance(other, int):
            return NotImplemented
        planes: Plane = True
        free = ALL
        for year, plane in self.planes.items():
            planes = both(planes, plane if other >> year & 1 else np.invert(plane))
            free ^= 1 << year
        return planes if self.ones & free == other & free else False

    def __ne__(self, other: object) -> Plane:  # type: ignore[override]  # a plane: who has other years
        if other == 0:
            return True if self.ones else anybody(self.planes.values())
        return neither(self == other)


class Tally:
    """How many of some planes each person is in: asked only whether at least so many."""

    __slots__ = ("more", "planes")

    def __init__(self, planes: list[Plane], more: int = 0) -> None:
        self.planes, self.more = planes, more

    def __add__(self, other: "Tally | int") -> "Tally":
        if isinstance(other, int):
            return Tally(self.planes, self.more + other)
        return Tally([*self.planes, *other.planes], self.more + other.more)

    __radd__ = __add__

    def __ge__(self, least: int) -> Plane:
        left = least - self.more
        if left <= 0:
            return True
        if left > len(self.planes):
            return False
        if left == len(self.planes):
            return reduce(both, self.planes)
        reached: list[Plane] = [True, *([False] * left)]  # reached[n]: in at least n of the planes so far
        for done, plane in enumerate(self.planes):
            # What can no longer matter is not counted: too high to be reached yet, too low to become enough.
            lowest = max(1, left - (len(self.planes) - done) + 1)
            for number in range(min(left, done + 1), lowest - 1, -1):
                reached[number] = either(reached[number], both(reached[number - 1], plane))
        return reached[left]


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
    def count(bits: Any) -> Any:
        return bits.bit_count() if isinstance(bits, int) else Tally(list(bits.planes.values()), bits.ones.bit_count())

    @staticmethod
    def possible(bits: Any, _upto: int) -> int:
        return bits if isinstance(bits, int) else bits.years

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
        since: Plane = True
        for year in range(last, _first(upto) - 1, -1):
            if upto >> year & 1:
                made[year] = since
            plane = bits.plane(year)
            if plane is not False:
                later = either(later, plane)
                since = neither(later)
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
        return Years.of({year: both(test, _plane(yes, year)) for year in range(BITS)})

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


def _plane(bits: Any, year: int) -> Plane:
    return bool(bits >> year & 1) if isinstance(bits, int) else bits.plane(year)


def _first(years: int) -> int:
    """The number of the lowest bit; BITS where there is none."""
    return (years & -years).bit_length() - 1 if years else BITS
