"""The records of a sector as Parquet columns, people and collectives apart: what a nation's sweep reads."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from tdkt.law import live
from tdkt.law.api import CaseError
from tdkt.law.engine.nation.writing import Row, rows_of, unusable
from tdkt.outlook.nation import TOLD, CannotSweep, Progress, need_pyarrow, put
from tdkt.outlook.sweep import CHUNK, Subject, cases_of, chunks

FILE = "part-00000.parquet"


def write_columns(folder: Path, subjects: Iterable[Subject], *, year: int, on: dt.date, progress: Progress) -> None:
    """Write what is known of everybody for a year on a day; what was written there before is replaced.

    Raises:
        CannotSweep: pyarrow is not installed, or the folder holds something else.
    """
    need_pyarrow()
    everybody = sorted({(subject.kind, subject.key): subject for subject in subjects}.values(), key=_order)
    done = 0
    for kind in ("person", "collective"):
        own = [subject for subject in everybody if subject.kind == kind]
        _take(folder / kind)

        def rows(own: list[Subject] = own) -> Iterator[list[Row]]:
            nonlocal done
            for part in chunks(own, CHUNK):
                yield _rows(part, year, on)
                done += len(part)
                progress(done, len(everybody), 0)

        if own:
            put(folder / kind / FILE, lambda beside, rows=rows: _write(beside, rows()))  # type: ignore[misc]
    told = json.dumps({"year": year, "on": on.isoformat()})
    put(folder / TOLD, lambda beside: beside.write_text(told, encoding="utf-8"))


def _order(subject: Subject) -> tuple[str, int]:
    return subject.kind, subject.key


def _take(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if any(path.name != FILE for path in folder.glob("*.parquet")):
        raise CannotSweep(f"Thư mục “{folder}” đã có tệp Parquet khác; hãy chọn thư mục khác.")
    (folder / FILE).unlink(missing_ok=True)


def _rows(part: list[Subject], year: int, on: dt.date) -> list[Row]:
    rulebook = live.rulebook()
    cases = cases_of(part, year=year, on=on)
    rows: list[Row] = []
    for subject in part:
        case = cases[subject.key]
        try:
            rulebook.parse({"award": rulebook.codes_for(subject.kind)[0], **case})
            rows += rows_of(subject.key, case, subject.number)
        except CaseError as refusal:
            rows += unusable(subject.key, str(refusal), subject.number)
    return rows


def _write(file: Path, parts: Iterable[list[Row]]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from tdkt.law.engine.nation.table import schema

    with pq.ParquetWriter(file, schema()) as writer:
        for rows in parts:
            writer.write_table(pa.Table.from_pylist(rows, schema()))
