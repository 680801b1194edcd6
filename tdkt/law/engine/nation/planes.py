"""Years of many subjects as bit planes: one bit a person, 64 people in a word, one plane for each year of a set.

The conditions are the same as for one subject. What is one number there (bit n: year FIRST + n) is here a plane for
each year that anybody has; years alike for everybody cost nothing. A plane that is all ones or zeros is a bool.
"""

from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Any

import numpy as np
import numpy.typing as npt

from tdkt.law.engine.bits import ALL

from .circuit import AND, NOT, OR, WORD, Wire, Words

Plane = Wire | bool
Told = Words | bool
"""A plane worked out."""


def both(one: Plane, other: Plane) -> Plane:
    """In both planes."""
    if one is False or other is False:
        return False
    if one is True or one is other:
        return other
    return one if other is True else one.circuit.joined(AND, one, other)


def either(one: Plane, other: Plane) -> Plane:
    """In one of the planes at least."""
    if one is True or other is True:
        return True
    if one is False or one is other:
        return other
    return one if other is False else one.circuit.joined(OR, one, other)


def neither(plane: Plane) -> Plane:
    """Not in the plane."""
    return not plane if isinstance(plane, bool) else plane.circuit.joined(NOT, plane, plane)


def without(one: Plane, other: Plane) -> Plane:
    """In the first plane and not in the second."""
    return both(one, neither(other))


def anybody(planes: Iterable[Plane]) -> Plane:
    found: Plane = False
    for plane in planes:
        found = either(found, plane)
    return found


def words_of(plane: Plane) -> Told:
    """The plane worked out."""
    return plane if isinstance(plane, bool) else plane.words


def flags_of(plane: Told, size: int) -> npt.NDArray[np.uint8]:
    """0 or 1 for each of `size` people."""
    if isinstance(plane, bool):
        return np.full(size, plane, dtype=np.uint8)
    return np.unpackbits(plane.view(np.uint8), count=size, bitorder="little")


def people(plane: Told, size: int) -> int:
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
    eight = plane.words.view(np.uint8)[places >> 3]
    found: npt.NDArray[np.bool_] = (eight >> (places & 7).astype(np.uint8)) & 1 != 0
    return found


class Years:
    """A set of years for each person: a plane for some years, `ones` for the years everybody has."""

    __hash__ = None  # type: ignore[assignment]
    __slots__ = ("ones", "planes")

    def __init__(self, planes: dict[int, Wire], ones: int = 0) -> None:
        self.planes, self.ones = planes, ones

    @staticmethod
    def of(planes: Mapping[int, Plane], ones: int = 0) -> "Years | int":
        """A plain number where all people are alike."""
        kept: dict[int, Wire] = {}
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
            if int(plane.words[place >> 6]) >> (place & 63) & 1:
                found |= 1 << year
        return found

    def people(self, places: npt.NDArray[Any]) -> Words:
        """The years of some people, each as one number."""
        found = np.full(len(places), self.ones, dtype=np.uint64)
        next(iter(self.planes.values())).circuit.run(self.planes.values())
        for year, plane in self.planes.items():
            found |= at(plane, places).astype(np.uint64) << np.uint64(year)
        return found

    def __and__(self, other: "Years | int") -> "Years | int":
        if isinstance(other, int):
            kept = {year: plane for year, plane in self.planes.items() if other >> year & 1}
            return Years(kept, self.ones & other) if kept else self.ones & other
        made = {year: both(its, other.planes[year]) for year, its in self.planes.items() if year in other.planes}
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
        made: dict[int, Plane] = {**other.planes}
        for year, its in self.planes.items():
            made[year] = either(made.get(year, False), its)
        return Years.of({year: its for year, its in made.items() if not ones >> year & 1} if ones else made, ones)

    __ror__ = __or__

    def __xor__(self, other: int) -> "Years | int":
        made = {year: neither(plane) if other >> year & 1 else plane for year, plane in self.planes.items()}
        free = ALL
        for year in made:
            free ^= 1 << year
        return Years.of(made, (self.ones ^ other) & free)

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
            planes = both(planes, plane if other >> year & 1 else neither(plane))
            free ^= 1 << year
        return planes if self.ones & free == other & free else False

    def __ne__(self, other: object) -> Plane:  # type: ignore[override]  # a plane: who has other years
        if other == 0:
            return True if self.ones else anybody(self.planes.values())
        return neither(self == other)


class Tally:
    """How many of some years each person has inside a window: asked only whether at least so many.

    Of each year, who has it and whose window it is in. Windows are unbroken up to their last year, so whoever has an
    earlier year in the window has all later ones in it.
    """

    __slots__ = ("more", "years")

    def __init__(self, years: list[tuple[int, Plane, Plane]], more: int = 0) -> None:
        self.years, self.more = years, more

    @staticmethod
    def of(bits: "Years | int", window: "Years | int") -> "Tally":
        years, more = [], 0
        left = _any(bits) & _any(window)
        while left:
            year = left.bit_length() - 1
            left ^= 1 << year
            has, inside = plane_at(bits, year), plane_at(window, year)
            if has is True and inside is True:
                more += 1
            else:
                years.append((year, has, inside))
        return Tally(years, more)

    def __add__(self, other: "Tally | int") -> "Tally":
        if isinstance(other, int):
            return Tally(self.years, self.more + other)
        return Tally(sorted([*self.years, *other.years], key=itemgetter(0), reverse=True), self.more + other.more)

    __radd__ = __add__

    def __ge__(self, least: int) -> Plane:
        """From the last year back: where the last one of so many is in the window, all of them are."""
        wanted, left = least - self.more, len(self.years)
        if wanted <= 0:
            return True
        reached: list[Plane] = [True, *([False] * wanted)]  # reached[n]: has at least n of the years so far
        found: Plane = False
        for _, has, inside in self.years:
            left -= 1
            found = either(found, both(inside, both(reached[wanted - 1], has)))
            # What is too low to become enough in the years left is not counted.
            for number in range(wanted - 1, max(0, wanted - 1 - left), -1):
                reached[number] = either(reached[number], both(reached[number - 1], has))
        return found


def _any(bits: "Years | int") -> int:
    """The years that anybody can have."""
    return bits if isinstance(bits, int) else bits.years


def plane_at(bits: "Years | int", year: int) -> Plane:
    return bool(bits >> year & 1) if isinstance(bits, int) else bits.plane(year)
