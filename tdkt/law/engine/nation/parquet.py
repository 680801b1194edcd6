"""The nation from Parquet rows: in this process, or the same function on the partitions of Spark.

One row is one fact: `person` (int64), `type` (award, grade, initiative, discipline, hold), `value` (the code, grade,
level, form or kind), `year`, `decided_on` and `ended_on` (date32; for a hold its first and last day), `period_end`
(0: none written), `category`. Facts not looked up are not rows; pass their kinds as `unknown`.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from tdkt.law.engine.facts import Discipline, Facts, Hold
from tdkt.law.engine.rulebook import load_rulebook
from tdkt.law.engine.vocabulary import GRADE_RANK, LEVEL_RANK

from .events import Events, gathered
from .initiatives import InitiativeRows
from .rows import AwardRows, GradeRows, snapshot
from .snapshot import sweep

COLUMNS = ("person", "type", "value", "year", "decided_on", "ended_on", "period_end", "category")
RESULT = "person long, award string, answer byte, reason int"


@dataclass(frozen=True)
class Question:
    """What everybody is asked. Small and plain: Spark sends it to every partition."""

    judged_on: date
    year: int
    awards: tuple[str, ...]
    kind: str = "person"
    layers: tuple[str, ...] = ("state", "procuracy")
    unknown: frozenset[str] = frozenset()


def judge_table(table: Any, question: Question) -> Any:
    """A pyarrow table of rows to one of answers: person, award, answer (0..3), reason. Rows of a person together."""
    import pyarrow as pa

    rows = {name: _numpy(table[name]) for name in COLUMNS}
    people, person = np.unique(rows["person"], return_inverse=True)
    edition = load_rulebook(question.layers).edition(question.judged_on, question.layers)
    made = snapshot(
        len(people), edition, question.judged_on, question.year, kind=question.kind, awards=_awards(rows, person),
        grades=_grades(rows, person), events=_events(rows, person, len(people)), codes=question.awards,
        initiatives=_initiatives(rows, person), unknown=question.unknown,
    )  # fmt: skip
    judged = sweep(made, edition, question.awards)
    codes = question.awards
    return pa.table({
        "person": np.tile(people.astype(np.int64), len(codes)),
        "award": np.repeat(np.array(codes, dtype=object), len(people)),
        "answer": np.concatenate([judged.answers[code] for code in codes]).astype(np.int8),
        "reason": np.concatenate([judged.reasons[code] for code in codes]).astype(np.int32),
    })  # fmt: skip


def judge_file(file: Path, question: Question) -> Any:
    """A Parquet file, or a folder of them, in this process."""
    import pyarrow.parquet as pq

    return judge_table(pq.read_table(file, columns=list(COLUMNS)), question)


def judge_on_spark(session: Any, file: Path, question: Question, partitions: int) -> Any:
    """The same on Spark: rows of one person meet in one partition, and each partition is one `judge_table`."""

    def judge(batches: Iterable[Any]) -> Iterator[Any]:
        import pyarrow as pa

        found = list(batches)
        if any(batch.num_rows for batch in found):
            yield from judge_table(pa.Table.from_batches(found), question).to_batches()

    frame = session.read.parquet(str(file)).select(*COLUMNS).repartition(partitions, "person")
    return frame.mapInArrow(judge, RESULT)


def local_session(cores: int = 2) -> Any:
    """Spark on this machine alone, bound to the loopback address."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable  # else the workers take whichever python3 comes first
    builder = SparkSession.builder.master(f"local[{cores}]").appName("tdkt")
    for key, value in (
        ("spark.driver.host", "127.0.0.1"), ("spark.driver.bindAddress", "127.0.0.1"), ("spark.ui.enabled", "false"),
        ("spark.sql.session.timeZone", "UTC"),
    ):  # fmt: skip
        builder = builder.config(key, value)
    return builder.getOrCreate()


def _numpy(column: Any) -> Any:
    return column.combine_chunks().to_numpy(zero_copy_only=False)


def _of(rows: dict[str, Any], kind: str) -> Any:
    return np.flatnonzero(rows["type"] == kind)


def _days(values: Any) -> Any:
    return values.astype("datetime64[D]")


def _places(values: Any, words: list[str]) -> Any:
    """Each word's place in the list. Raises ValueError for a word that is not in it."""
    found, where = np.unique(values.astype(str), return_inverse=True)
    return np.array([words.index(word) for word in found.tolist()], dtype=np.int16)[where]


def _awards(rows: dict[str, Any], person: Any) -> AwardRows:
    at = _of(rows, "award")
    codes = list(load_rulebook().catalogue.awards)
    made = AwardRows(
        person[at], _places(rows["value"][at], codes), rows["year"][at], _days(rows["decided_on"][at]),
        rows["period_end"][at], np.zeros(len(at), dtype=np.int16), np.zeros(len(at), dtype=np.int8),
        np.ones(len(at), dtype=bool), codes,
    )  # fmt: skip
    made.category = _places(rows["category"][at], made.categories)
    return made


def _grades(rows: dict[str, Any], person: Any) -> GradeRows:
    at = _of(rows, "grade")
    ranks = np.array([0, *sorted(GRADE_RANK.values())])[_places(rows["value"][at], ["", *reversed(GRADE_RANK)])]
    return GradeRows(person[at], rows["year"][at], ranks)


def _initiatives(rows: dict[str, Any], person: Any) -> InitiativeRows:
    at = _of(rows, "initiative")
    rank = _places(rows["value"][at], ["", *LEVEL_RANK])
    return InitiativeRows(person[at], rows["year"][at], np.zeros(len(at), dtype=np.int8), rank)


def _events(rows: dict[str, Any], person: Any, size: int) -> Events:
    everybody: dict[int, Facts] = {}
    first, last = _days(rows["decided_on"]), _days(rows["ended_on"])
    for at in np.flatnonzero((rows["type"] == "discipline") | (rows["type"] == "hold")).tolist():
        facts = everybody.setdefault(int(person[at]), Facts())
        since, until = first[at].astype(object), last[at].astype(object)
        if rows["type"][at] == "discipline":
            facts.disciplines.append(Discipline(str(rows["value"][at]), since, until))
        else:
            facts.holds.append(Hold(str(rows["value"][at]), since, until))
    return gathered(size, everybody, {})
