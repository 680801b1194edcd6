"""Planes as a circuit: the conditions draw it once, then it is run over the people, a stretch of words at a time.

Asking the conditions looks at nobody: it says which planes are to be joined, and how. So a gate that two clauses have
in common is drawn once, what no answer needs is never run, and a plane that is used up lends its memory to the next.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

Words = npt.NDArray[np.uint64]
WORD = 64
"""People in a word."""
STRETCH = 8192
"""Words worked out together: so many that NumPy's calls cost little, so few that what is in use stays in the cache."""


def _turned(one: Words, _: Words, out: Words) -> None:
    np.invert(one, out)


AND, OR, XOR, NOT = np.bitwise_and, np.bitwise_or, np.bitwise_xor, _turned


class Wire:
    """One plane: given (`known`), or made by a gate out of two others."""

    __slots__ = ("circuit", "how", "known", "number", "one", "other")

    def __init__(self, circuit: "Circuit", how: Any, one: Any, other: Any, known: Any) -> None:
        self.circuit, self.how, self.one, self.other, self.known = circuit, how, one, other, known
        self.number = circuit.wires = circuit.wires + 1

    @property
    def words(self) -> Words:
        """The plane itself, worked out when it is not known yet."""
        if self.known is None:
            self.circuit.run([self])
        known: Words = self.known
        return known


class Circuit:
    """All planes of some people. `wires`: how many there are."""

    def __init__(self, size: int) -> None:
        self.size, self.wires = size, 0
        self._drawn: dict[Any, Wire] = {}

    def given(self, words: Words) -> Wire:
        """A plane that is there already."""
        return Wire(self, None, None, None, words)

    def some(self, places: npt.NDArray[Any]) -> Wire | bool:
        """The plane of these people."""
        if not len(places):
            return False
        flags = np.zeros(self.size + -self.size % WORD, dtype=bool)
        flags[places] = True
        return self.given(np.packbits(flags, bitorder="little").view("<u8"))

    def joined(self, how: Any, one: Wire, other: Wire) -> Wire:
        """The plane that a gate makes; drawn before, it is that one."""
        first, second = one.number, other.number
        key = (how, first, second) if first < second else (how, second, first)
        wire = self._drawn.get(key)
        if wire is None:
            wire = self._drawn[key] = Wire(self, how, one, other, None)
        return wire

    def run(self, wanted: Iterable[Wire]) -> None:
        """Work out these planes, and nothing that they do not need."""
        outs = list({wire.number: wire for wire in wanted if wire.known is None}.values())
        if outs:
            Run(self.size, outs).through()

    def forget(self) -> None:
        """Let go of what was drawn. Wires and circuit hold each other: the columns would stay in memory for a while."""
        self._drawn.clear()


class Run:
    """The gates behind some planes, with a row of memory for each while it is in use.

    `whole`: rows that are planes of everybody, those given and those wanted. After them come rows to be used anew.
    """

    def __init__(self, size: int, outs: list[Wire]) -> None:
        self.words, self.outs = -(-size // WORD), outs
        needed = _needed(outs)
        given = [wire for wire in needed if wire.known is not None]
        self.whole = [wire.known for wire in given] + list(np.empty((len(outs), self.words), dtype=np.uint64))
        self.row = {wire.number: row for row, wire in enumerate([*given, *outs])}
        self.rows = len(self.whole)
        self.steps = self._steps([wire for wire in needed if wire.known is None])

    def _steps(self, gates: list[Wire]) -> list[tuple[Any, int, int, int]]:
        """Each gate with the rows that it joins and the row that it fills, which may be one of them."""
        last: dict[int, int] = {}  # the gate after which nobody asks for a wire
        for wire in gates:
            last[wire.one.number] = last[wire.other.number] = wire.number
        steps, free, row = [], [], self.row
        for wire in gates:
            joined = wire.one.number, wire.other.number
            first, second = row[joined[0]], row[joined[1]]
            free += [row[its] for its in set(joined) if last[its] == wire.number and row[its] >= len(self.whole)]
            if wire.number not in row:
                row[wire.number] = free.pop() if free else self._another()
            steps.append((wire.how, first, second, row[wire.number]))
        return steps

    def _another(self) -> int:
        self.rows += 1
        return self.rows - 1

    def through(self) -> None:
        """Everybody, a stretch at a time."""
        spare = np.empty((self.rows - len(self.whole), min(STRETCH, self.words)), dtype=np.uint64)
        for first in range(0, self.words, STRETCH):
            rows = [words[first : first + STRETCH] for words in self.whole]
            rows += list(spare[:, : self.words - first])
            for how, one, other, out in self.steps:
                how(rows[one], rows[other], rows[out])
        for wire in self.outs:
            wire.known = self.whole[self.row[wire.number]]


def _needed(outs: list[Wire]) -> list[Wire]:
    """What these planes are made of, with themselves: each right before it is first joined to something."""
    found: dict[int, Wire] = {}
    left = outs[::-1]
    while left:
        wire = left[-1]
        if wire.number in found:
            left.pop()
        elif wire.known is not None or (wire.one.number in found and wire.other.number in found):
            found[wire.number] = left.pop()
        else:
            left += [wire.other, wire.one]
    return list(found.values())
