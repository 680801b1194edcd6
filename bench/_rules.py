"""The twelve clauses once more, by hand, on ten years as bits: what the peers run. Yes or no, no reasons.

State layer on 20/12/2024. `o` does the arithmetic of one engine; `bits(what)` gives a column (or one number).
Bit n is the year 2015 + n. Every award was decided in December of its year, so the next ladder starts the year after.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

PERSON = ("LDTT", "CSTDCS", "CSTDB", "CSTDTQ", "BKB", "BKTTG", "HCLD3", "HCLD2", "HCLD1")
COLLECTIVE = ("BKB", "BKTTG", "HCLD2")
LADDER = ("BKB", "BKTTG", "HCLD3", "HCLD2", "HCLD1")
YEARS = 10
ALL = (1 << YEARS) - 1
NOW = 1 << (YEARS - 1)


def last(years: int) -> int:
    """The mask of the last years."""
    return ALL ^ ((1 << (YEARS - years)) - 1)


def person(o: Any, bits: Callable[[str], Any]) -> dict[str, Any]:
    """The nine clauses of persons."""
    good, excellent = bits("grade:3") | bits("grade:4"), bits("grade:4")
    national = bits("initiative:national")
    ministry = national | bits("initiative:ministry")
    unit = ministry | bits("initiative:unit")
    free = bits("barred") == 0
    cstdcs, cstdb = bits("CSTDCS"), bits("CSTDB")
    ladder = _Ladder(o, bits)
    fields = ladder.length("BKB", cstdcs, after=False)
    best = ladder.length("BKB", excellent, after=False)
    bkttg, hcld3 = ladder.length("BKTTG", good), ladder.length("HCLD3", good)
    hcld2, hcld1 = ladder.length("HCLD2", good), ladder.length("HCLD1", good)

    def inside(column: Any, length: Any) -> Any:
        return o.count(column & o.top(length))

    return {
        "LDTT": free & ((good & NOW) != 0),
        "CSTDCS": free & (((good | bits("LDTT")) & NOW) != 0) & (((excellent | unit) & NOW) != 0),
        "CSTDB": free & ((cstdcs & last(3)) == last(3)) & ((ministry & last(3)) != 0),
        "CSTDTQ": free & ((_twice(cstdb, cstdcs) & last(2)) != 0) & ((national & last(7)) != 0),
        "BKB": free & (((fields >= 2) & (inside(unit, fields) >= 2)) | ((best >= 2) & (inside(unit, best) >= 2))),
        "BKTTG": free & (bkttg >= 5) & (inside(cstdcs, bkttg) >= 3),
        "HCLD3": free & (hcld3 >= 5) & (inside(excellent, hcld3) >= 1) & (inside(cstdcs, hcld3) >= 3),
        "HCLD2": free & (hcld2 >= 5) & (inside(excellent, hcld2) >= 2) & (inside(cstdb, hcld2) >= 1),
        "HCLD1": free & (hcld1 >= 5) & (inside(excellent, hcld1) >= 3) & (inside(cstdb, hcld1) >= 2),
    }


def collective(o: Any, bits: Callable[[str], Any]) -> dict[str, Any]:
    """The three clauses of collectives."""
    best = bits("grade:4") | bits("TTLDXS")
    free = bits("barred") == 0
    ladder = _Ladder(o, bits)
    bkb, bkttg, hcld2 = (
        ladder.length("BKB", best, after=False),
        ladder.length("BKTTG", best),
        ladder.length("HCLD2", best),
    )
    flags, given = o.count(bits("CTDB") & o.top(bkttg)), o.count(bits("BKB") & o.top(bkttg))
    sector, nation = o.count(bits("CTDB") & o.top(hcld2)), o.count(bits("CTDCP") & o.top(hcld2))
    return {
        "BKB": free & (bkb >= 2),
        "BKTTG": free & (bkttg >= 5) & ((flags >= 1) | (given >= 2)),
        "HCLD2": free & (hcld2 >= 5) & (((nation >= 1) & (sector >= 1)) | (sector >= 3)),
    }


def _twice(held: Any, bridge: Any) -> Any:
    """Years in which a second time is complete, at most three years after the first, with the bridge between."""
    reach = (held * 2) | ((held * 4) & (bridge * 2)) | ((held * 8) & (bridge * 4) & (bridge * 2))
    return held & reach & ALL


class _Ladder:
    def __init__(self, o: Any, bits: Callable[[str], Any]) -> None:
        self.o, self.bits = o, bits

    def length(self, code: str, years: Any, *, after: bool = True) -> Any:
        """Unbroken years up to now since what came before; 0 where the award below is missing."""
        place = LADDER.index(code)
        used = self.bits("BKB") * 0
        for above in LADDER[place:]:
            used = used | self.bits(above)
        start = self.o.most(self.o.length(used), self.o.length(self.bits("clean_from")) - 1)
        if after:
            start = self.o.most(start, self.o.first(self.bits(LADDER[place - 1])) + 1)
        return self.o.least(self.o.run(years), self.o.most(YEARS - start, 0))


class Plain:
    """One person, Python integers."""

    most, least = staticmethod(max), staticmethod(min)

    @staticmethod
    def count(value: int) -> int:
        return value.bit_count()

    @staticmethod
    def length(value: int) -> int:
        return value.bit_length()

    @staticmethod
    def first(value: int) -> int:
        return (value & -value).bit_length() - 1 if value else YEARS

    @staticmethod
    def run(value: int) -> int:
        return YEARS - (ALL ^ (value & ALL)).bit_length()

    @staticmethod
    def top(length: int) -> int:
        return last(length)


class Arrays:
    """NumPy columns, for OpenFisca's formulas."""

    most, least = staticmethod(np.maximum), staticmethod(np.minimum)
    count = staticmethod(np.bitwise_count)
    _lengths = np.array([n.bit_length() for n in range(1 << YEARS)], dtype=np.int32)
    _firsts = np.array([Plain.first(n) for n in range(1 << YEARS)], dtype=np.int32)
    _tops = np.array([last(n) for n in range(YEARS + 1)], dtype=np.int32)

    def length(self, value: Any) -> Any:
        return self._lengths[value]

    def first(self, value: Any) -> Any:
        return self._firsts[value]

    def run(self, value: Any) -> Any:
        return YEARS - self._lengths[ALL ^ value]

    def top(self, length: Any) -> Any:
        return self._tops[length]
