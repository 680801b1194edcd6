"""The nation on one day as a file: a bit for each person, year and column. Judged in blocks, changed one by one."""

import json
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt

from tdkt.law.engine.bits import years_of
from tdkt.law.engine.edition import Edition

from . import store
from .blocks import Answers, Block
from .events import Events
from .groups import Group
from .planes import WORD, Plane, Words, Years, either, flags_of

BLOCK = 524_288
"""People judged together: so many that NumPy's calls cost little, so few that a clause's planes stay in the cache."""
FEW = 256
"""Numbers in a byte."""
Key = tuple[Any, ...]


@dataclass
class Snapshot:
    """Everybody of one kind, for one day and achievement year.

    `bits[place, n]` is the plane of the column `keys[place]` in the year bit `first + n`: 64 people in a word.
    `filled` are the (place, n) of the planes that anybody is in.
    """

    size: int
    judged_on: date
    year: int
    kind: str
    keys: list[Key]
    bits: Words
    first: int
    filled: set[tuple[int, int]]
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
            "keys": self.keys, "first": self.first, "filled": sorted(self.filled), "unknown": sorted(self.unknown),
            "events": sorted(self.events.numbers),
            "tables": {kind: [store.plain(value) for value in table] for kind, table in self.events.tables.items()},
        }  # fmt: skip
        (folder / "about.json").write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, *, writable: bool = False) -> "Snapshot":
        """Out of a folder written by `save`. The columns are mapped, not copied."""
        about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
        mode: Any = "r+" if writable else "r"
        numbers = {kind: np.load(folder / f"events-{kind}.npy", mmap_mode=mode) for kind in about["events"]}
        tables = {kind: [store.told(value) for value in table] for kind, table in about["tables"].items()}
        return cls(
            about["size"], date.fromisoformat(about["judged_on"]), about["year"], about["kind"],
            [tuple(key) for key in about["keys"]], np.load(folder / "bits.npy", mmap_mode=mode), about["first"],
            {(place, year) for place, year in about["filled"]}, Events(numbers, tables), frozenset(about["unknown"]),
            folder if writable else None,
        )  # fmt: skip

    def own(self, person: int) -> dict[Key, int]:
        """One person's year bits by column."""
        return {
            key: sum(1 << (self.first + n) for n in self._years_of(place) if _has(self.bits[place, n], person))
            for place, key in enumerate(self.keys)
        }

    def _years_of(self, place: int) -> list[int]:
        return sorted(n for its, n in self.filled if its == place)

    def put(self, person: int, bits: Mapping[Key, int], events: Mapping[str, Any]) -> None:
        """Replace one person's year bits and events; nobody else is touched.

        Raises ValueError for a column or a year that the snapshot has no place for: then it must be built anew.
        """
        self._check(bits)
        word, mask = person // WORD, np.uint64(1 << person % WORD)
        filled = len(self.filled)
        for place, key in enumerate(self.keys):
            for n in range(self.bits.shape[1]):
                if bits.get(key, 0) >> (self.first + n) & 1:
                    self.bits[place, n, word] |= mask
                    self.filled.add((place, n))
                else:
                    self.bits[place, n, word] &= ~mask
        for kind in self.events.numbers:
            self.events.put(person, kind, events.get(kind))
        if self.folder and len(self.filled) != filled:
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

    def block(self, first: int, last: int, edition: Edition, answers: Answers) -> Block:
        """Some of the people, ready to be judged. `first` is the first one of a word."""
        words = slice(first // WORD, -(-last // WORD))
        planes: dict[Key, dict[int, Words]] = {}
        for place, n in sorted(self.filled):
            planes.setdefault(self.keys[place], {})[self.first + n] = np.asarray(self.bits[place, n, words])
        return Block(
            last - first, edition, self.judged_on, self.year, self.kind,
            {key: Years(own) for key, own in planes.items()}, self.events.part(slice(first, last)), answers,
            self.unknown,
        )  # fmt: skip


def _has(plane: Words, person: int) -> bool:
    return bool(int(plane[person // WORD]) >> person % WORD & 1)


class Judged:
    """Everybody before some awards: for each person one number, and what the numbers of an award mean.

    `answers[code]` (0..3) and `reasons[code]` spell them out. Several threads may note at once.
    """

    def __init__(self, size: int, most: Mapping[str, int]) -> None:
        """`most`: how many different meanings each award can have."""
        self.numbers: dict[str, npt.NDArray[Any]] = {
            code: np.empty(size, dtype=np.uint8 if number <= FEW else np.uint16) for code, number in most.items()
        }
        self.meanings: dict[str, dict[tuple[int, int], int]] = {code: {} for code in most}
        self._lock = Lock()

    def note(self, code: str, first: int, last: int, groups: list[Group]) -> None:
        """The groups of one block."""
        planes: dict[int, Plane] = {}
        for answer, reason, who in groups:
            for bit in _bits(self._number(code, (answer, reason))):
                planes[bit] = either(planes.get(bit, False), who)
        part = self.numbers[code][first:last]
        part[:] = 0
        for bit, plane in planes.items():
            part |= flags_of(plane, last - first).astype(part.dtype, copy=False) << bit

    def _number(self, code: str, meaning: tuple[int, int]) -> int:
        with self._lock:
            return self.meanings[code].setdefault(meaning, len(self.meanings[code]))

    @property
    def answers(self) -> "Spelled":
        return Spelled(self, 0, np.uint8)

    @property
    def reasons(self) -> "Spelled":
        return Spelled(self, 1, np.uint16)

    def count(self, code: str, answer: int) -> int:
        """How many have an answer."""
        wanted = [number for (its, _), number in self.meanings[code].items() if its == answer]
        return sum(int(np.count_nonzero(self.numbers[code] == number)) for number in wanted)


class Spelled(Mapping[str, npt.NDArray[Any]]):
    """The answers, or the reasons, of everybody by award; made when asked for."""

    def __init__(self, judged: Judged, part: int, dtype: Any) -> None:
        self.judged, self.part, self.dtype = judged, part, dtype

    def __getitem__(self, code: str) -> npt.NDArray[Any]:
        words = np.array([meaning[self.part] for meaning in self.judged.meanings[code]], dtype=self.dtype)
        spelled: npt.NDArray[Any] = words[self.judged.numbers[code]]
        return spelled

    def __iter__(self) -> Iterator[str]:
        return iter(self.judged.numbers)

    def __len__(self) -> int:
        return len(self.judged.numbers)


def _bits(number: int) -> list[int]:
    return [bit for bit in range(number.bit_length()) if number >> bit & 1]


def sweep(
    snapshot: Snapshot, edition: Edition, codes: Iterable[str], *, basis: str = "", threads: int = 1, size: int = BLOCK
) -> Judged:
    """Everybody before every one of these awards, in blocks of about `size`."""
    wanted = list(codes)
    judged = Judged(snapshot.size, {code: _most(edition, code, snapshot.kind) for code in wanted})
    shared = Answers()

    def judge(part: tuple[int, int]) -> None:
        block = snapshot.block(*part, edition, shared)
        for code in wanted:
            judged.note(code, *part, block.final(code, basis))

    if threads == 1:
        for part in parts(snapshot.size, size):
            judge(part)
    else:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(judge, parts(snapshot.size, size)))
    return judged


def _most(edition: Edition, code: str, kind: str) -> int:
    """More meanings than the clauses of an award can give."""
    return 2 + sum(3 * len(clause.need) + 1 for clause in edition.of(code, kind))


def parts(total: int, size: int = BLOCK) -> Iterator[tuple[int, int]]:
    """First and last of each block; each begins with a word of its own."""
    size += -size % WORD
    for first in range(0, total, size):
        yield first, min(first + size, total)
