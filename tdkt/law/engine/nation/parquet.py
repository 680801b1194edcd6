"""The nation from Parquet rows: in this process, or the same function on the partitions of Spark.

The rows are those of `table`. Facts that nobody looked up are not rows: pass their kinds as `unknown`, or write a row
`unknown` for those concerned. What comes out is one row for each subject and award.
"""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from tdkt.law.engine.answers import UNKNOWN, VERDICTS
from tdkt.law.engine.career import Career
from tdkt.law.engine.citations import in_words
from tdkt.law.engine.edition import Edition
from tdkt.law.engine.facts import Facts
from tdkt.law.engine.items import Clause
from tdkt.law.engine.loader import DATA, DEFAULT_LAYERS
from tdkt.law.engine.rulebook import load_rulebook

from .blocks import judged_order
from .histories import Gathered
from .rows import snapshot
from .snapshot import sweep
from .table import NEEDED, OPTIONAL, WORDS, BadColumns, check_schema, read_table

COLUMNS = (*NEEDED, *OPTIONAL)
ALL_MET, NO_CLAUSE, REFUSED = 0xFF, 0xFF, 0xFFFD
"""As in `groups`: no condition made the answer; no clause did (the upper byte of every reason that names none). The
last is the reason of an answer about a subject whose facts cannot be true together."""
RESULT = "person long, number string, answers binary, reasons binary, note string"
"""What partitions of Spark send back, a row for each subject: words are put to it where the rows meet, or a driver's
memory would not hold them. A row without answers tells in `note`, of the column in `number`, why a partition failed."""


@dataclass(frozen=True)
class Judged:
    """The answers about some subjects: a row for each, a column for each award."""

    people: Any
    numbers: list[str]
    answers: Any
    reasons: Any
    notes: list[str]


@dataclass(frozen=True)
class Question:
    """What everybody is asked. Small and plain: Spark sends it to every partition. `data`: the folder of the law."""

    judged_on: date
    year: int
    awards: tuple[str, ...]
    kind: str = "person"
    layers: tuple[str, ...] = DEFAULT_LAYERS
    unknown: frozenset[str] = frozenset()
    data: str = str(DATA)
    sha256: str = ""

    @property
    def edition(self) -> Edition:
        """The law it is asked under. Raises BadColumns where this machine holds another rulebook than `sha256`."""
        rulebook = load_rulebook(self.layers, Path(self.data))
        if self.sha256 not in ("", rulebook.sha256):
            raise BadColumns(f"bộ quy định trên máy xét là {rulebook.sha256}, không phải {self.sha256}")
        return rulebook.edition(self.judged_on, self.layers)


def judge_table(table: Any, question: Question) -> Any:
    """A pyarrow table of rows to one of answers, by subject, then award. All rows of a subject must be in it.

    Raises BadColumns.
    """
    return _answers(_judge(table, question), question)


def _judge(table: Any, question: Question) -> Judged:
    edition = question.edition
    told = read_table(table, edition.catalogue, question.judged_on)
    gathered = Gathered(told, edition.catalogue, question.judged_on)
    gathered.contradictions()
    group, sets = gathered.unknown()
    answers = np.full((len(told.people), len(question.awards)), UNKNOWN, dtype=np.uint8)
    reasons = np.full(answers.shape, REFUSED, dtype=np.uint16)
    for place, unknown in enumerate(sets):
        part = gathered.part(group == place)
        asked = replace(question, unknown=question.unknown | unknown)
        of_part = np.flatnonzero(group == place)
        answers[of_part], reasons[of_part] = _judged(part, edition, asked)
        gathered.refused |= {int(of_part[who]): why for who, why in part.refused.items()}
    for who in gathered.refused:
        answers[who], reasons[who] = UNKNOWN, REFUSED
    notes = [gathered.refused.get(who, "") for who in range(gathered.size)]
    return Judged(told.people, gathered.numbers().tolist(), answers, reasons, notes)


def _judged(gathered: Gathered, edition: Edition, question: Question) -> tuple[Any, Any]:
    made = snapshot(
        gathered.size, edition, question.judged_on, question.year, kind=question.kind, awards=gathered.awards(),
        grades=gathered.grades(), events=gathered.events(), codes=question.awards,
        initiatives=gathered.initiatives(), unknown=question.unknown,
    )  # fmt: skip
    judged = sweep(made, edition, question.awards)
    answers, reasons = (
        np.stack([found[code] for code in question.awards], axis=1) for found in (judged.answers, judged.reasons)
    )
    return answers, reasons


def _answers(judged: Judged, question: Question) -> Any:
    import pyarrow as pa

    size, codes = len(judged.people), list(question.awards)
    notes = list(dict.fromkeys(["", *judged.notes]))
    places = {words: place for place, words in enumerate(notes)}
    note = np.array([places[words] for words in judged.notes], dtype=np.int32)
    pairs, pair = _told(question.edition, question, judged.reasons)
    return pa.table({
        "person": np.repeat(judged.people, len(codes)),
        "number": _coded(np.repeat(np.arange(size), len(codes)), judged.numbers),
        "award": _coded(np.tile(np.arange(len(codes)), size), codes),
        "answer": judged.answers.reshape(-1).astype(np.int8),
        "verdict": _coded(judged.answers.reshape(-1), list(VERDICTS)),
        "clause": _coded(pair.reshape(-1), [clause for clause, _ in pairs]),
        "condition": _coded(pair.reshape(-1), [condition for _, condition in pairs]),
        "reason": judged.reasons.reshape(-1).astype(np.int32),
        "note": _coded(np.repeat(note, len(codes)), notes),
    })  # fmt: skip


def _coded(places: Any, words: list[str]) -> Any:
    import pyarrow as pa

    return pa.DictionaryArray.from_arrays(pa.array(places.astype(np.int32)), pa.array(words, pa.string()))


def _told(edition: Edition, question: Question, reasons: Any) -> tuple[list[tuple[str, str]], Any]:
    """The clause and the condition that made each answer: those there are, and a place in them for each."""
    found: dict[tuple[str, str], int] = {("", ""): 0}
    place = np.zeros(reasons.shape, dtype=np.int32)
    nobody = Career(Facts(), edition, question.judged_on, year=question.year, kind=question.kind)
    for column, code in enumerate(question.awards):
        different, at = np.unique(reasons[:, column], return_inverse=True)
        words = [_words(edition.of(code, question.kind), reason, nobody) for reason in different.tolist()]
        place[:, column] = np.array([found.setdefault(pair, len(found)) for pair in words], dtype=np.int32)[at]
    return list(found), place


def _words(clauses: list[Clause], reason: int, nobody: Career) -> tuple[str, str]:
    """A reason in words; the condition is not told where all were met."""
    number, place = divmod(reason, 256)
    if number == NO_CLAUSE:
        return "", ""
    bars, others = judged_order(clauses[number])
    conditions = [*bars, *others]
    if place == ALL_MET:
        return clauses[number].id, ""
    condition = conditions[place]
    return clauses[number].id, in_words(condition.text or condition.vi(nobody), nobody.names)


# --- files


class Source:
    """A Parquet file, or a folder of them; rows of a subject may stand anywhere, best together and in order."""

    def __init__(self, place: Path) -> None:
        """Raises BadColumns: no such file, not Parquet, a column missing or of another type."""
        self.place, self.files = place, _files(place)
        for file in self.files:
            check_schema(_schema(file), str(file))
        import pyarrow.dataset as ds

        self.data: Any = ds.dataset([str(file) for file in self.files], format="parquet")

    @cached_property
    def people(self) -> Any:
        """The numbers of all subjects, in order."""
        import pyarrow.compute as pc

        found = [np.empty(0, dtype=np.int64)]
        with self._reading():
            for batch in self.data.to_batches(columns=["person"]):
                if batch.column(0).null_count:
                    raise BadColumns("có dòng bỏ trống", "person", str(self.place))
                found.append(pc.unique(batch.column(0)).to_numpy(zero_copy_only=False).astype(np.int64))
        return np.unique(np.concatenate(found))

    def between(self, first: int, last: int) -> Any:
        """The rows of the subjects with these numbers."""
        import pyarrow.dataset as ds

        chosen = (ds.field("person") >= first) & (ds.field("person") <= last)
        with self._reading():
            return self.data.to_table(columns=self._names, filter=chosen)

    @property
    def _names(self) -> list[str]:
        return [name for name in COLUMNS if name in self.data.schema.names]

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """A page that is torn, or values of one file that do not go with those of the first."""
        import pyarrow as pa

        try:
            yield
        except (pa.ArrowException, OSError) as error:
            raise BadColumns(f"không đọc được dữ liệu bên trong ({error})", file=str(self.place)) from error


def _files(place: Path) -> list[Path]:
    if not place.exists():
        raise BadColumns("không có tệp hoặc thư mục này", file=str(place))
    if place.is_file():
        return [place]
    found = sorted(path for path in place.iterdir() if path.is_file() and not path.name.startswith((".", "_")))
    found = [path for path in found if path.suffix == ".parquet"]
    if not found:
        raise BadColumns("thư mục không có tệp .parquet nào", file=str(place))
    return found


def _schema(file: Path) -> Any:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.read_schema(file)
    except (pa.ArrowInvalid, OSError) as error:
        raise BadColumns("không phải tệp Parquet, hoặc tệp hỏng", file=str(file)) from error


# --- Spark


def judge_on_spark(
    session: Any, source: Source, question: Question, partitions: int, between: tuple[int, int] | None = None
) -> Any:
    """The same on Spark: rows of one subject meet in one partition, and each partition is judged as one table.

    A data frame of RESULT; `collected` makes of it what `judge_table` gives. `between`: only the subjects from one
    number to another.
    """
    from pyspark.sql.functions import col, lit

    def judge(batches: Iterable[Any]) -> Iterator[Any]:
        import pyarrow as pa

        found = list(batches)
        if any(batch.num_rows for batch in found):
            try:
                yield from _sent(_judge(pa.Table.from_batches(found), question)).to_batches()
            except BadColumns as error:
                yield from _wrong(error).to_batches()

    frame = session.read.parquet(*(str(file) for file in source.files))
    if between is not None:
        frame = frame.where((col("person") >= between[0]) & (col("person") <= between[1]))
    chosen = [
        (col(name).cast("string") if name in WORDS else col(name)) if name in frame.columns else lit("").alias(name)
        for name in COLUMNS
    ]
    return frame.select(*chosen).repartition(partitions, "person").mapInArrow(judge, RESULT)


def collected(frame: Any, question: Question) -> Any:
    """The answers of all partitions as one table, as of `judge_table`. Raises BadColumns."""
    table = frame.toArrow()
    table = table.take(np.argsort(table["person"].to_numpy(), kind="stable"))
    number, note, answers = (table[name].to_pylist() for name in ("number", "note", "answers"))
    for column, why in ((number[row], note[row]) for row, told in enumerate(answers) if not told):
        raise BadColumns(why, column)
    shape = (len(answers), len(question.awards))
    judged = Judged(
        table["person"].to_numpy(), number, np.frombuffer(b"".join(answers), dtype=np.uint8).reshape(shape),
        np.frombuffer(b"".join(table["reasons"].to_pylist()), dtype="<u2").reshape(shape), note,
    )  # fmt: skip
    return _answers(judged, question)


def _sent(judged: Judged) -> Any:
    import pyarrow as pa

    return pa.table({
        "person": pa.array(judged.people, pa.int64()), "number": pa.array(judged.numbers, pa.string()),
        "answers": pa.array([row.tobytes() for row in judged.answers], pa.binary()),
        "reasons": pa.array([row.astype("<u2").tobytes() for row in judged.reasons], pa.binary()),
        "note": pa.array(judged.notes, pa.string()),
    })  # fmt: skip


def _wrong(error: BadColumns) -> Any:
    import pyarrow as pa

    return pa.table({
        "person": pa.array([0], pa.int64()), "number": [error.column], "answers": pa.array([b""], pa.binary()),
        "reasons": pa.array([b""], pa.binary()), "note": [error.message],
    })  # fmt: skip


def spark_lacks() -> str:
    """What this machine lacks for Spark, in words for a person; nothing when it lacks nothing."""
    if find_spec("pyspark") is None:
        return "chưa cài PySpark; cài bằng: bash tools/bootstrap.sh nation"
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        return "máy không có Java (Spark cần Java 17 trở lên); trên Debian: apt-get install default-jre-headless"
    return ""


def spark_session(master: str = "") -> Any:
    """Spark on this machine alone, bound to the loopback address; or on a cluster, which has tdkt on every machine."""
    from pyspark.sql import SparkSession

    local = not master or master.startswith("local")
    if local:
        os.environ["PYSPARK_PYTHON"] = sys.executable  # else the workers take whichever python3 comes first
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.master(master or f"local[{os.cpu_count() or 1}]").appName("tdkt")
    options = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.session.timeZone": "UTC",
    }
    if local:
        options |= dict.fromkeys(("spark.driver.host", "spark.driver.bindAddress"), "127.0.0.1")
    for key, value in options.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session
