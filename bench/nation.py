"""The nation before the ladder: from the stored columns, against Polars, OpenFisca-core and zen-engine.

`TDKT_BENCH_PEOPLE=200000 python -m bench nation` for fewer people than 2,200,000. Every engine judges the same twelve
clauses of the same people; a time is given only when all counts agree. Collectives are a tenth of the people.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np

from bench import _peers, _rules
from bench._careers import DAY, LAYERS, Careers, careers, to_parquet
from tdkt.law.api import load_rulebook
from tdkt.law.engine.answers import YES
from tdkt.law.engine.nation.snapshot import Judged, Snapshot, sweep

PEOPLE = int(os.environ.get("TDKT_BENCH_PEOPLE", "2200000"))
SECTOR, MIDDLE = 16_000, 200_000
CLOCK = process_time if os.environ.get("TDKT_BENCH_CLOCK") == "cpu" else perf_counter
"""CPU time (of all threads) is steadier beside other work. Polars takes every core; the others, and ours, take one."""
TWELVE = {"person": list(_rules.PERSON), "collective": list(_rules.COLLECTIVE)}
GIB = 1 << 20  # the kernel tells KiB
Row = dict[str, Any]


def run() -> list[Row]:
    """Every row of the nation; those whose peer is not installed are skipped."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        nation = Stage(folder / "nation", PEOPLE)
        return [
            _against(nation, "polars", "Polars (streaming)", 10, "polars", "pyarrow"),
            _against(nation, "openfisca", "OpenFisca-core", 10, "openfisca_core", "pyarrow"),
            _against(Stage(folder / "sector", SECTOR), "zen", "zen-engine", 1000, "zen", "pyarrow"),
            _ladder(nation),
            _ladder_warm(nation),
            _spelled(nation),
            _build(nation),
            _memory(nation),
            _linear(nation, Stage(folder / "middle", MIDDLE)),
            _one_changed(nation),
            _one_person(),
        ]


class Stage:
    """People and collectives of one size: rows as Parquet, columns as snapshots for the twelve and the whole ladder."""

    def __init__(self, folder: Path, people: int) -> None:
        self.folder, self.people = folder, people
        self.made: dict[str, Careers] = {}
        self.files: dict[str, Path] = {}
        folder.mkdir()
        for kind, size in (("person", people), ("collective", people // 10)):
            self.made[kind] = careers(size, kind)
            self.made[kind].snapshot(TWELVE[kind]).save(folder / "twelve" / kind)
            self.made[kind].snapshot(load_rulebook().codes_for(kind)).save(folder / "all" / kind)
            if find_spec("pyarrow"):
                self.files[kind] = folder / f"{kind}.parquet"
                to_parquet(self.made[kind], self.files[kind])

    def counts(self) -> dict[str, int]:
        """The twelve clauses from the stored columns, end to end, four answers and reasons; how many meet each."""
        found: dict[str, int] = {}
        for kind, codes in TWELVE.items():
            judged = _swept(Snapshot.load(self.folder / "twelve" / kind), codes)
            found |= {f"{kind}:{code}": judged.count(code, YES) for code in codes}
        return found

    def whole(self) -> list[Judged]:
        """Every award of the rulebook for everybody."""
        return [_swept(Snapshot.load(self.folder / "all" / kind), load_rulebook().codes_for(kind)) for kind in TWELVE]

    def spelled(self) -> list[Any]:
        """The same, and a number for each person and award, with what the numbers mean."""
        return [judged.numbers(code) for judged in self.whole() for code in judged.groups]


def _swept(snapshot: Snapshot, codes: list[str]) -> Judged:
    return sweep(snapshot, _edition(), codes)


def _edition() -> Any:
    return load_rulebook().edition(DAY, LAYERS)


def best(work: Callable[[], Any], rounds: int = 3) -> float:
    """Seconds of the best round."""
    return min(_timed(work) for _ in range(rounds))


def _timed(work: Callable[[], Any]) -> float:
    begun = CLOCK()
    work()
    return CLOCK() - begun


def _against(stage: Stage, peer: str, title: str, least: int, *needs: str) -> Row:
    name = f"twelve clauses, {stage.people:,} people: stored columns against {title}"
    target = f"at least {least}x faster"
    missing = [need for need in needs if not find_spec(need)]
    if missing:
        return {"name": name, "target": target, "skipped": f"{missing[0]} not installed (requirements/bench.txt)"}
    work = getattr(_peers, peer)
    if work(stage.files) != stage.counts():
        raise RuntimeError(f"{title}: the answers differ")
    ours, theirs = best(stage.counts), best(lambda: work(stage.files), 1 if peer == "zen" else 3)
    return {
        "name": name, "ours": ours, "reference": theirs, "ratio": theirs / ours, "target": target,
        "met": theirs >= least * ours,
    }  # fmt: skip


def _row(name: str, ours: float, reference: float, most: float, target: str) -> Row:
    ratio = ours / reference
    return {"name": name, "ours": ours, "reference": reference, "ratio": ratio, "target": target, "met": ratio <= most}


def _ladder(stage: Stage) -> Row:
    """Reading: NumPy loads the same files into memory."""
    name = f"whole ladder, {stage.people:,} people and their collectives, against np.load of the same columns"
    return _row(name, best(stage.whole), best(lambda: _loaded(stage)), 8, "at most 8x")


def _loaded(stage: Stage) -> list[Any]:
    return [np.load(file) for file in sorted((stage.folder / "all").glob("*/*.npy"))]


def _ladder_warm(stage: Stage) -> Row:
    """Reading: one pass over the columns where they already lie in memory; the strictest sense of "reading once"."""
    columns = _loaded(stage)
    name = f"whole ladder, {stage.people:,} people, against one pass (bitwise or) over columns already in memory"
    reading = best(lambda: [np.bitwise_or.reduce(column, axis=-1) for column in columns])
    return _row(name, best(stage.whole), reading, 8, "at most 8x")


def _spelled(stage: Stage) -> Row:
    """A sweep leaves groups of people as bits; this also writes a number for each person and award beside them."""
    name = (
        f"whole ladder, {stage.people:,} people, with every answer and reason spelled out, against leaving them as bits"
    )
    return _row(name, best(stage.spelled), best(stage.whole), 4, "at most 4x")


def _build(stage: Stage) -> Row:
    """Both from rows in memory: person, what, year."""
    name, target = f"rows of {stage.people:,} people to columns, against Polars group-by", "at most 1x"
    if not find_spec("polars"):
        return {"name": name, "target": target, "skipped": "polars not installed (requirements/bench.txt)"}
    import polars as pl

    made = stage.made["person"]
    frame = pl.DataFrame(made.flat())
    theirs = best(lambda: _peers.polars_group(frame.lazy(), "person").collect(engine="streaming"), 2)
    return _row(name, best(lambda: made.snapshot(TWELVE["person"]), 2), theirs, 1, target)


def _memory(stage: Stage) -> Row:
    """Peak memory of a fresh process that judges the whole ladder of persons from the file."""
    code = f"from bench.nation import peak; peak({str(stage.folder / 'all' / 'person')!r})"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)  # noqa: S603
    used = int(done.stdout) / GIB
    return _row(
        f"memory of the whole ladder for {stage.people:,} people, GiB, against 4 GiB", used, 4.0, 1, "at most 1x"
    )


def peak(folder: str) -> None:
    """Judge, and print the peak in KiB."""
    _swept(Snapshot.load(Path(folder)), load_rulebook().codes_for("person"))
    # Not getrusage: its peak is carried over from the parent through fork and exec.
    print(next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line))


def _linear(stage: Stage, small: Stage) -> Row:
    """Time for each person at the nation's size against the time for each at 200,000."""
    name = f"twelve clauses: microseconds a person at {stage.people:,} against {small.people:,}"
    ours, less = best(stage.counts) / stage.people * 1e6, best(small.counts) / small.people * 1e6
    return _row(name, ours, less, 1.5, "in proportion (at most 1.5x)")


def _one_changed(stage: Stage) -> Row:
    """Rewrite one person of the stored nation and judge that person; nobody else's column or answer is touched."""
    folder, codes = stage.folder / "twelve" / "person", TWELVE["person"]
    before = Snapshot.load(folder)
    kept = _others(before)
    spent = best(lambda: _changed(folder, codes))
    after = Snapshot.load(folder)
    if kept != _others(after):
        raise RuntimeError("somebody else's columns changed")
    return _row(f"one person of {stage.people:,} changed and judged anew, against everybody", spent, best(stage.counts),
                0.1, "touches that person only")  # fmt: skip


def _others(snapshot: Snapshot) -> bytes:
    """A digest of everybody's columns but one's."""
    bits = np.array(snapshot.bits)
    bits[:, :, 0] &= ~np.uint64(1 << 7)
    return hashlib.sha256(bits.tobytes()).digest()


def _changed(folder: Path, codes: list[str]) -> None:
    snapshot = Snapshot.load(folder, writable=True)
    snapshot.put(7, snapshot.own(7) | {("held", "CSTDCS", "", ""): 0}, {})
    sweep(snapshot.only(7), _edition(), codes)


def _one_person() -> Row:
    """Every award with every explanation for one person out of a case as JSON gives it, CPU time; the mean of 400."""
    made = careers(400)
    cases = [made.case(one, "LDTT") for one in range(400)]
    book = load_rulebook()
    book.judge_person_all(cases[0])

    def all_of_them() -> float:
        begun = process_time()
        for case in cases:
            book.judge_person_all(case)
        return (process_time() - begun) / len(cases) * 1000

    best = min(all_of_them() for _ in range(3))
    return _row("one person, all awards, all explanations, ms of CPU, against 2 ms", best, 2.0, 1, "under 2 ms")
