"""The nation on one day as a file: a bit for each person, year and column. Judged in blocks, changed one by one."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from math import prod
from mmap import ACCESS_READ, ACCESS_WRITE, mmap
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tdkt.law.engine.bits import years_of
from tdkt.law.engine.edition import Edition

from . import store
from .blocks import Block
from .circuit import WORD, Circuit, Wire, Words
from .events import Events
from .planes import Told, Years, flags_of, people, words_of

FEW = 256
"""Numbers in a byte."""
Key = tuple[Any, ...]
Group = tuple[int, int, Told]
"""An answer, the reason for it, and who has both."""


@dataclass
class Snapshot:
    """Everybody of one kind, for one day and achievement year.

    `bits[place, n]` is the plane of the column `keys[place]` in the year bit `first + n`: 64 people in a word.
    Bit n of `filled[place]`: anybody is in that plane.
    """

    size: int
    judged_on: date
    year: int
    kind: str
    keys: list[Key]
    bits: Words
    first: int
    filled: list[int]
    events: Events = field(default_factory=Events)
    unknown: frozenset[str] = frozenset()
    folder: Path | None = None  # where a change is written as well

    def save(self, folder: Path) -> None:
        """Write to a folder, made when it is not there."""
        folder.mkdir(parents=True, exist_ok=True)
        np.save(folder / "bits.npy", self.bits)
        for kind, numbers in self.events.numbers.items():
            np.save(folder / f"events-{kind}.npy", numbers)
        self._describe(folder)

    def _describe(self, folder: Path) -> None:
        about = {
            "size": self.size, "judged_on": self.judged_on.isoformat(), "year": self.year, "kind": self.kind,
            "keys": self.keys, "first": self.first, "filled": self.filled, "unknown": sorted(self.unknown),
            "shape": self.bits.shape, "events": {kind: str(its.dtype) for kind, its in self.events.numbers.items()},
            "tables": {kind: [store.plain(value) for value in table] for kind, table in self.events.tables.items()},
        }  # fmt: skip
        (folder / "about.json").write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, *, writable: bool = False) -> "Snapshot":
        """Out of a folder written by `save`. The columns are mapped, not copied."""
        about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
        numbers = {
            kind: _mapped(folder / f"events-{kind}.npy", (about["size"],), dtype, writable=writable)
            for kind, dtype in about["events"].items()
        }
        bits = _mapped(folder / "bits.npy", tuple(about["shape"]), np.uint64, writable=writable)
        tables = {kind: [store.told(value) for value in table] for kind, table in about["tables"].items()}
        return cls(
            about["size"], date.fromisoformat(about["judged_on"]), about["year"], about["kind"],
            [tuple(key) for key in about["keys"]], bits, about["first"],
            about["filled"], Events(numbers, tables), frozenset(about["unknown"]),
            folder if writable else None,
        )  # fmt: skip

    def own(self, person: int) -> dict[Key, int]:
        """One person's year bits by column."""
        mine = self.bits[:, :, person // WORD] >> np.uint64(person % WORD) & np.uint64(1)
        return {key: years << self.first for key, years in zip(self.keys, numbers_of(mine), strict=True)}

    def put(self, person: int, bits: Mapping[Key, int], events: Mapping[str, Any]) -> None:
        """Replace one person's year bits and events; nobody else is touched.

        Raises ValueError for a column or a year that the snapshot has no place for: then it must be built anew.
        """
        self._check(bits)
        word, mask = person // WORD, np.uint64(1 << person % WORD)
        years = range(self.first, self.first + self.bits.shape[1])
        has = np.array([[bits.get(key, 0) >> year & 1 for year in years] for key in self.keys], dtype=bool)
        old = self.bits[:, :, word]
        new = np.where(has, old | mask, old & ~mask)
        places, at = np.nonzero(new != old)  # a page that stays as it was is not written to
        self.bits[places, at, word] = new[places, at]
        more = [was | now for was, now in zip(self.filled, numbers_of(has), strict=True)]
        for kind in self.events.numbers:
            self.events.put(person, kind, events.get(kind))
        if more != self.filled:
            self.filled = more
            if self.folder:
                self._describe(self.folder)

    def _check(self, bits: Mapping[Key, int]) -> None:
        room = ((1 << self.bits.shape[1]) - 1) << self.first
        for key, value in bits.items():
            if value and key not in self.keys:
                raise ValueError(f"the snapshot has no column {key}")
            if value & ~room:
                raise ValueError(f"the snapshot has no year {years_of(value & ~room)[0]}")

    def only(self, person: int) -> "Snapshot":
        """One person's snapshot."""
        word, place = person // WORD, np.uint64(person % WORD)
        bits = self.bits[:, :, word : word + 1] >> place & np.uint64(1)
        return Snapshot(
            1, self.judged_on, self.year, self.kind, self.keys, bits, self.first, self.filled,
            self.events.part(slice(person, person + 1)), self.unknown,
        )  # fmt: skip

    def block(self, edition: Edition) -> Block:
        """Everybody, ready to be judged."""
        circuit = Circuit(self.size)
        bits: dict[Key, Any] = self.own(0) if self.size == 1 else self._planes(circuit)
        return Block(circuit, edition, self.judged_on, self.year, self.kind, bits, self.events, self.unknown)

    def _planes(self, circuit: Circuit) -> dict[Key, Years]:
        return {
            key: Years({self.first + n: circuit.given(plane) for n, plane in enumerate(bits) if filled >> n & 1})
            for key, bits, filled in zip(self.keys, self.bits, self.filled, strict=True)
            if filled
        }


def numbers_of(flags: npt.NDArray[Any]) -> list[int]:
    """Rows of ones and zeros as numbers, the first the lowest bit."""
    return [sum(1 << n for n, has in enumerate(row) if has) for row in flags.tolist()]


def _mapped(file: Path, shape: tuple[int, ...], dtype: Any, *, writable: bool) -> Any:
    """The numbers of an .npy file where they lie. NumPy's own way to map one takes ten times as long to begin.

    Raises ValueError for a file that is too short.
    """
    with file.open("r+b" if writable else "rb") as opened:
        mapped = mmap(opened.fileno(), 0, access=ACCESS_WRITE if writable else ACCESS_READ)
    count = prod(shape)
    start = len(mapped) - count * np.dtype(dtype).itemsize  # what comes before is the header
    return np.frombuffer(mapped, dtype, count, start).reshape(shape)


class Judged:
    """Everybody before some awards, in groups of one answer and reason: a bit for each person and group.

    `answers[code]` (0..3) and `reasons[code]` spell them out, person by person.
    """

    def __init__(self, size: int, groups: dict[str, list[Group]]) -> None:
        self.size, self.groups = size, groups

    def count(self, code: str, answer: int) -> int:
        """How many have an answer."""
        return sum(people(who, self.size) for its, _, who in self.groups[code] if its == answer)

    def numbers(self, code: str) -> tuple[npt.NDArray[Any], list[tuple[int, int]]]:
        """A number for each person, and what each number means: an answer and a reason."""
        places: dict[tuple[int, int], int] = {}
        for answer, reason, _ in self.groups[code]:
            places.setdefault((answer, reason), len(places))
        numbers: npt.NDArray[Any] = np.zeros(self.size, dtype=np.uint8 if len(places) <= FEW else np.uint16)
        for bit in range((len(places) - 1).bit_length()):
            here = [who for answer, reason, who in self.groups[code] if places[answer, reason] >> bit & 1]
            flags = flags_of(reduce(np.bitwise_or, here), self.size).astype(numbers.dtype, copy=False)
            numbers |= np.left_shift(flags, bit, out=flags)
        return numbers, list(places)

    @property
    def answers(self) -> "Spelled":
        return Spelled(self, 0, np.uint8)

    @property
    def reasons(self) -> "Spelled":
        return Spelled(self, 1, np.uint16)


class Spelled(Mapping[str, npt.NDArray[Any]]):
    """The answers, or the reasons, of everybody by award; made when asked for."""

    def __init__(self, judged: Judged, part: int, dtype: Any) -> None:
        self.judged, self.part, self.dtype = judged, part, dtype

    def __getitem__(self, code: str) -> npt.NDArray[Any]:
        numbers, meanings = self.judged.numbers(code)
        words = np.array([meaning[self.part] for meaning in meanings], dtype=self.dtype)
        spelled: npt.NDArray[Any] = words[numbers]
        return spelled

    def __iter__(self) -> Iterator[str]:
        return iter(self.judged.groups)

    def __len__(self) -> int:
        return len(self.judged.groups)


def sweep(snapshot: Snapshot, edition: Edition, codes: Iterable[str], *, basis: str = "") -> Judged:
    """Everybody before every one of these awards."""
    block = snapshot.block(edition)
    drawn = {code: block.final(code, basis) for code in codes}
    block.circuit.run(who for groups in drawn.values() for _, _, who in groups if isinstance(who, Wire))
    block.circuit.forget()
    return Judged(
        snapshot.size,
        {code: [(answer, why, words_of(who)) for answer, why, who in groups] for code, groups in drawn.items()},
    )
