"""The nation on one day as a file: year bits by column, events by history. Judged in blocks, changed one by one."""

import json
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from tdkt.law.engine.columns import Codes, Column
from tdkt.law.engine.edition import Edition

from . import store
from .blocks import Answers, Block, Reasons
from .events import Events

BLOCK = 65_536
"""People judged together: so many that NumPy's calls cost nothing, so few that their columns stay in the cache."""


@dataclass
class Snapshot:
    """Everybody of one kind, for one day and achievement year. `bits[place]` is the column named `keys[place]`."""

    size: int
    judged_on: date
    year: int
    kind: str
    keys: list[tuple[Any, ...]]
    bits: Column
    events: Events = field(default_factory=Events)
    unknown: frozenset[str] = frozenset()

    def save(self, folder: Path) -> None:
        """Write to a folder, made when it is not there."""
        folder.mkdir(parents=True, exist_ok=True)
        np.save(folder / "bits.npy", self.bits)
        for kind, numbers in self.events.numbers.items():
            np.save(folder / f"events-{kind}.npy", numbers)
        about = {
            "size": self.size, "judged_on": self.judged_on.isoformat(), "year": self.year, "kind": self.kind,
            "keys": self.keys, "unknown": sorted(self.unknown), "events": sorted(self.events.numbers),
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
            [tuple(key) for key in about["keys"]], np.load(folder / "bits.npy", mmap_mode=mode),
            Events(numbers, tables), frozenset(about["unknown"]),
        )  # fmt: skip

    def put(self, person: int, bits: Mapping[tuple[Any, ...], int], events: Mapping[str, Any]) -> None:
        """Replace one person's year bits and events; nobody else is touched."""
        for place, key in enumerate(self.keys):
            self.bits[place, person] = bits.get(key, 0)
        for kind in self.events.numbers:
            self.events.put(person, kind, events.get(kind))

    def only(self, person: int) -> "Snapshot":
        """One person's snapshot."""
        part = slice(person, person + 1)
        return Snapshot(
            1, self.judged_on, self.year, self.kind, self.keys, self.bits[:, part], self.events.part(part), self.unknown
        )

    def block(self, first: int, last: int, edition: Edition, answers: Answers) -> Block:
        """Some of the people, ready to be judged."""
        part = slice(first, last)
        bits = {key: self.bits[place, part] for place, key in enumerate(self.keys)}
        return Block(
            last - first, edition, self.judged_on, self.year, self.kind, bits, self.events.part(part), answers,
            self.unknown,
        )  # fmt: skip


@dataclass
class Judged:
    """Answers (0..3) and reasons of everybody, by award."""

    answers: dict[str, Codes]
    reasons: dict[str, Reasons]


def sweep(
    snapshot: Snapshot, edition: Edition, codes: Iterable[str], *, basis: str = "", threads: int = 1, size: int = BLOCK
) -> Judged:
    """Everybody before every one of these awards."""
    wanted = list(codes)
    judged = Judged(
        {code: np.empty(snapshot.size, dtype=np.uint8) for code in wanted},
        {code: np.empty(snapshot.size, dtype=np.uint16) for code in wanted},
    )
    shared = Answers()

    def judge(part: tuple[int, int]) -> None:
        block = snapshot.block(*part, edition, shared)
        for code in wanted:
            judged.answers[code][part[0] : part[1]] = block.final(code, basis)
            judged.reasons[code][part[0] : part[1]] = block.reasons[code]

    if threads == 1:
        for part in parts(snapshot.size, size):
            judge(part)
    else:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(judge, parts(snapshot.size, size)))
    return judged


def parts(total: int, size: int = BLOCK) -> Iterator[tuple[int, int]]:
    """First and last of each block."""
    for first in range(0, total, size):
        yield first, min(first + size, total)
