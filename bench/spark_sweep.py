"""The sweep of Parquet columns on Spark (local[2]) beside the same sweep in one process. `python -m bench spark_sweep`

`TDKT_BENCH_SPARK_PEOPLE=20000` for fewer people than 200,000. Both are `tdkt sweep --from` end to end: reading, judging
every award of persons, writing the results; the files are compared before a time is given.
"""

import os
import tempfile
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from bench._careers import DAY, DISCIPLINE, FIRST, GRADE_WORDS, HOLD, INITIATIVES, YEAR, Careers, careers
from tdkt.law.api import load_rulebook
from tdkt.law.engine.loader import DATA
from tdkt.law.engine.nation.parquet import spark_lacks
from tdkt.outlook.nation import Order, sweep_columns

PEOPLE = int(os.environ.get("TDKT_BENCH_SPARK_PEOPLE", "200000"))
MASTER = "local[2]"
Row = dict[str, Any]


def run() -> Row:
    """One row: Spark against one process; there is no target, Spark is for what one machine does not hold."""
    name, target = f"sweep of {PEOPLE:,} people from Parquet columns: one process, against Spark {MASTER}", "none"
    lacks = spark_lacks() if find_spec("pyarrow") else "chưa cài pyarrow (requirements/nation.txt)"
    if lacks:
        return {"name": name, "target": target, "skipped": lacks}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write_columns(careers(PEOPLE), folder / "people.parquet")
        ours, theirs = _seconds(folder, "local"), _seconds(folder, "spark")
        if _answers(folder / "local") != _answers(folder / "spark"):
            raise RuntimeError("Spark: the answers differ")
    return {"name": name, "ours": ours, "reference": theirs, "ratio": theirs / ours, "target": target, "met": True}


def _seconds(folder: Path, engine: str) -> float:
    begun = perf_counter()
    order = Order(folder / "people.parquet", folder / engine, YEAR, DAY, engine=engine, master=MASTER)
    sweep_columns(order, load_rulebook(), DATA, lambda *_: None)
    return perf_counter() - begun


def _answers(folder: Path) -> bytes:
    import pyarrow.parquet as pq

    table = pq.read_table(folder, columns=["person", "answer", "reason"])
    return b"".join(table[name].to_numpy().tobytes() for name in table.schema.names)


def write_columns(made: Careers, file: Path) -> None:
    """Everybody's rows as `tdkt sweep --from` reads them, by person."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.concat_tables([_awards(made), _grades(made), _initiatives(made), *_barred(made)])
    pq.write_table(table.take(np.argsort(table["person"].to_numpy(), kind="stable")), file)


def _rows(kind: str, person: Any, value: Any, year: Any = 0, since: Any = None, until: Any = None, **more: str) -> Any:
    import pyarrow as pa

    from tdkt.law.engine.nation.table import schema

    size, never = len(person), np.datetime64("NaT", "D")
    columns = {
        "person": person.astype(np.int64), "type": [kind] * size, "value": value,
        "year": np.broadcast_to(year, size).astype(np.int32), "period_end": np.zeros(size, dtype=np.int32),
        "decided_on": np.broadcast_to(never if since is None else since, size).astype("datetime64[D]"),
        "ended_on": np.broadcast_to(never if until is None else until, size).astype("datetime64[D]"),
    }  # fmt: skip
    wanted = schema()
    return pa.table([pa.array(columns.get(f.name, [more.get(f.name, "")] * size), f.type) for f in wanted], wanted)


def _awards(made: Careers) -> Any:
    a = made.awards
    return _rows("award", a.person, np.array(a.codes)[a.code], a.year, a.decided_on, category="cong_trang")


def _grades(made: Careers) -> Any:
    words = np.array(["", *(GRADE_WORDS[rank] for rank in sorted(GRADE_WORDS))])
    return _rows("grade", made.grades.person, words[made.grades.rank], made.grades.year)


def _initiatives(made: Careers) -> Any:
    year, person = np.nonzero(made.initiative)
    words = np.array([word or "" for word in INITIATIVES])
    return _rows("initiative", person, words[made.initiative[year, person]], year + FIRST)


def _barred(made: Careers) -> list[Any]:
    found = []
    for place, (item,) in enumerate(DISCIPLINE, start=1):
        person = np.flatnonzero(made.disciplined == place)
        until = None if item.ended_on is None else np.datetime64(item.ended_on)
        found.append(_rows("discipline", person, [item.form] * len(person), 0, np.datetime64(item.decided_on), until))
    held = np.flatnonzero(made.held)
    return [*found, _rows("hold", held, [HOLD[0].kind] * len(held), 0, np.datetime64(HOLD[0].since))]
