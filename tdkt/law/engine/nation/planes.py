"""Years of many subjects as bit planes: one bit a person, 64 people in a word, one plane for each year of a set.

The conditions are the same as for one subject. What is one number there (bit n: year FIRST + n) is here a plane for
each year that anybody has; years alike for everybody cost nothing. A plane that is all ones or zeros is a bool.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt

from tdkt.law.engine.bits import ALL

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
