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
STRETCH = 4096
"""Words worked out together: so many that NumPy's calls cost little, so few that what is in use stays in the cache."""


def _turned(one: Words, _: Words, out: Words) -> None:
    np.invert(one, out)


AND, OR, XOR, NOT = np.bitwise_and, np.bitwise_or, np.bitwise_xor, _turned


class Wire:
    """One plane: given (`known`), or made by a gate out of two others."""

    __slots__ = ("circuit", "how", "known", "one", "other")

    def __init__(self, circuit: "Circuit", how: Any, one: Any, other: Any, known: Any = None) -> None:
        self.circuit, self.how, self.one, self.other, self.known = circuit, how, one, other, known

    @property
    def words(self) -> Words:
        """The plane itself, worked out when it is not known yet."""
        if self.known is None:
            self.circuit.run([self])
        known: Words = self.known
        return known


class Circuit:
    """All planes of some people. `gates` are in the order drawn, so what a gate joins comes before it."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.gates: dict[Any, Wire] = {}

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
        key = how, one, other
        wire = self.gates.get(key)
        if wire is None:
            wire = self.gates[key] = Wire(self, how, one, other)
        return wire

    def run(self, wanted: Iterable[Wire]) -> None:
        """Work out these planes, and nothing that they do not need."""
        outs = list(dict.fromkeys(wire for wire in wanted if wire.known is None))
        if outs:
            Run(self, outs).through()

    def forget(self) -> None:
        """Let go of what was drawn. Wires and circuit hold each other: the columns would stay in memory for a while."""
        self.gates.clear()


class Run:
    """The gates behind some planes, and a row of memory for each plane while it is in use.

    `whole`: rows that are planes of everybody, those wanted and those given. Rows to be used anew are counted from the
    end: -1, -2, and so on.
    """

    def __init__(self, circuit: Circuit, outs: list[Wire]) -> None:
        self.words, self.outs, self.spare = -(-circuit.size // WORD), outs, 0
        self.whole: list[Words] = list(np.empty((len(outs), self.words), dtype=np.uint64))
        self.steps = self._steps(circuit, {wire: row for row, wire in enumerate(outs)})

    def _steps(self, circuit: Circuit, row: dict[Wire, int]) -> list[tuple[Any, int, int, int]]:
        """Each gate with the rows that it joins and the row that it fills.

        From the last gate back: who asks for a plane first is the last to need it, and before its own gate nobody has
        it, so its row is free, even for what that gate joins.
        """
        steps, free = [], []
        for wire in reversed(circuit.gates.values()):
            if wire.known is None and wire in row:
                its = row[wire]
                if its < 0:
                    free.append(its)
                for joined in (wire.one, wire.other):
                    if joined not in row:
                        row[joined] = self._row(joined, free)
                steps.append((wire.how, row[wire.one], row[wire.other], its))
        return steps[::-1]

    def _row(self, wire: Wire, free: list[int]) -> int:
        if wire.known is not None:
            self.whole.append(wire.known)
            return len(self.whole) - 1
        if free:
            return free.pop()
        self.spare += 1
        return -self.spare

    def through(self) -> None:
        """Everybody, a stretch at a time."""
        spare = np.empty((self.spare, min(STRETCH, self.words)), dtype=np.uint64)
        for first in range(0, self.words, STRETCH):
            rows = [words[first : first + STRETCH] for words in self.whole]
            rows += list(spare[:, : self.words - first])
            for how, one, other, out in self.steps:
                how(rows[one], rows[other], rows[out])
        for wire, words in zip(self.outs, self.whole, strict=False):
            wire.known = words
