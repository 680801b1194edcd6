"""Parquet rows and Spark's partitions give the answers that each person gets alone."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tdkt.law.api import load_rulebook
from tdkt.law.engine.nation.parquet import Question, judge_file, judge_on_spark, local_session

from .cast import award, case, discipline, grade, initiative

pa = pytest.importorskip("pyarrow", reason="pyarrow chưa cài: requirements/nation.txt")

DAY = date(2024, 12, 20)
AWARDS = ("LDTT", "CSTDCS", "CSTDB", "BKB", "BKTTG", "HCLD3")
YEARS = range(2015, 2025)
PEOPLE: dict[int, list[dict[str, Any]]] = {
    11: [grade(year, "excellent") for year in YEARS] + [initiative(2023), initiative(2024)],
    5: [grade(year) for year in YEARS] + [award("CSTDCS", year) for year in (2022, 2023, 2024)],
    70: [grade(year) for year in YEARS] + [award("BKB", 2018, category="cong_trang", decided_on="2018-12-30")],
    8: [grade(2024), discipline("2024-05-01", None)],
    9: [grade(2024, "completed"), {"type": "hold", "kind": "press", "from": "2024-12-01", "to": None}],
}


def row(person: int, fact: dict[str, Any]) -> dict[str, Any]:
    """A fact of a case as a row."""
    value = next(fact[name] for name in ("code", "value", "level", "form", "kind") if name in fact)
    first, last = fact.get("decided_on") or fact.get("from"), fact.get("ended_on") or fact.get("to")
    return {
        "person": person, "type": fact["type"], "value": value, "year": fact.get("year", 0),
        "decided_on": date.fromisoformat(first) if first else None,
        "ended_on": date.fromisoformat(last) if last else None,
        "period_end": 0, "category": fact.get("category", ""),
    }  # fmt: skip


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    import pyarrow.parquet as pq

    file = tmp_path / "nation.parquet"
    made = pa.Table.from_pylist([row(person, fact) for person, facts in PEOPLE.items() for fact in facts], SCHEMA)
    pq.write_table(made, file)
    return file


SCHEMA = pa.schema([
    ("person", pa.int64()), ("type", pa.string()), ("value", pa.string()), ("year", pa.int32()),
    ("decided_on", pa.date32()), ("ended_on", pa.date32()), ("period_end", pa.int32()), ("category", pa.string()),
])  # fmt: skip


def alone() -> set[tuple[int, str, int]]:
    book = load_rulebook()
    layers = ["state", "procuracy"]
    return {
        (person, code, book.judge(case(code, *facts, layers=layers)).code)
        for person, facts in PEOPLE.items()
        for code in AWARDS
    }


def test_rows_of_a_file_are_judged_as_each_person_is(rows: Path) -> None:
    judged = judge_file(rows, Question(DAY, 2024, AWARDS)).to_pylist()
    assert {(line["person"], line["award"], line["answer"]) for line in judged} == alone()
    assert len(judged) == len(PEOPLE) * len(AWARDS)


@pytest.mark.skipif(shutil.which("java") is None, reason="máy không có Java")
@pytest.mark.filterwarnings("ignore")
def test_partitions_of_spark_are_judged_by_the_same_function(rows: Path) -> None:
    pytest.importorskip("pyspark", reason="pyspark chưa cài: requirements/nation.txt")
    session = local_session()
    try:
        judged = judge_on_spark(session, rows, Question(DAY, 2024, AWARDS), partitions=3).collect()
    finally:
        session.stop()
    assert {(line["person"], line["award"], line["answer"]) for line in judged} == alone()
