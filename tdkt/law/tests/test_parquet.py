"""Parquet rows and Spark's partitions give the answers that each subject gets alone; a wrong table is named."""

import json
import random
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tdkt.law.api import CaseError, load_rulebook
from tdkt.law.engine.nation.parquet import (
    Question,
    Source,
    collected,
    judge_on_spark,
    judge_table,
    spark_lacks,
    spark_session,
)
from tdkt.law.engine.nation.table import BadColumns, schema
from tdkt.law.engine.nation.writing import EMPTY, rows_of, unusable

from .cast import award, case, discipline, grade, initiative, made_up_facts
from .test_columns import DAYS

pa = pytest.importorskip("pyarrow", reason="chưa cài pyarrow: requirements/nation.txt")

DAY, LAYERS = date(2024, 12, 20), ["state", "procuracy"]
AWARDS = ("LDTT", "CSTDCS", "CSTDB", "BKB", "BKTTG", "HCLD3")
YEARS = range(2015, 2025)
Rows = list[dict[str, Any]]
PEOPLE: dict[int, list[dict[str, Any]]] = {
    11: [grade(year, "excellent") for year in YEARS] + [initiative(2023), initiative(2024)],
    5: [grade(year) for year in YEARS] + [award("CSTDCS", year) for year in (2022, 2023, 2024)],
    70: [grade(year) for year in YEARS] + [award("BKB", 2018, category="cong_trang", decided_on="2018-12-30")],
    8: [grade(2024), discipline("2024-05-01", None)],
    9: [grade(2024, "completed"), {"type": "hold", "kind": "press", "from": "2024-12-01", "to": None}],
    12: [grade(2024), initiative(2024), initiative(2024), initiative(2023, kind="topic", used_for=["BKB"])],
    13: [grade(2024), {"type": "training", "year": 2024, "months": 3, "complied": True}],
    14: [{"unknown": ["grade"]}, award("CSTDCS", 2022, period=[2021, 2022], ground="excellent", issuer="unit")],
    15: [grade(2024), award("BKB", 2023, issuer="mass_organisation"), award("BKB", 2024, decided_on="2024-12-31")],
}


def written(folder: Path, rows: Rows, name: str = "nation.parquet") -> Path:
    import pyarrow.parquet as pq

    folder.mkdir(exist_ok=True)
    pq.write_table(pa.Table.from_pylist(rows, schema()), folder / name)
    return folder / name


def everybody() -> Rows:
    return [row for person, facts in PEOPLE.items() for row in rows_of(person, case("LDTT", *facts, layers=LAYERS))]


def judge_file(file: Path, question: Question) -> Any:
    """Everybody in one part."""
    source = Source(file)
    return judge_table(source.between(int(source.people[0]), int(source.people[-1])), question)


def answers(table: Any) -> set[tuple[int, str, str]]:
    return {(line["person"], line["award"], line["verdict"]) for line in table.to_pylist()}


def alone() -> set[tuple[int, str, str]]:
    book = load_rulebook()
    return {
        (person, code, book.judge(case(code, *facts, layers=LAYERS)).verdict)
        for person, facts in PEOPLE.items()
        for code in AWARDS
    }


def test_rows_of_a_file_are_judged_as_each_person_is(tmp_path: Path) -> None:
    judged = judge_file(written(tmp_path, everybody()), Question(DAY, 2024, AWARDS))
    assert answers(judged) == alone()
    assert judged.num_rows == len(PEOPLE) * len(AWARDS)
    assert judged["person"].to_pylist() == sorted(judged["person"].to_pylist())


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("kind", ["person", "collective"])
def test_every_kind_of_fact_survives_the_columns(kind: str, day: date, tmp_path: Path) -> None:
    book, rng = load_rulebook(), random.Random(20241224)  # noqa: S311  made-up careers, the same in every run
    year = day.year if day.month > 6 else day.year - 1
    rows: Rows = []
    expected: set[tuple[int, str, str]] = set()
    for number in range(150):
        told = made_up_case(rng, kind, day, year)
        try:
            verdicts = book.judge_person_all(told)
            rows += rows_of(number, told)
            expected |= {(number, code, verdict.verdict) for code, verdict in verdicts.items()}
        except CaseError as error:
            rows += unusable(number, str(error))
            expected |= {(number, code, "unknown") for code in book.codes_for(kind)}
    rng.shuffle(rows)
    file = written(tmp_path, rows)
    assert answers(judge_file(file, Question(day, year, tuple(book.codes_for(kind)), kind, book.layers))) == expected


def made_up_case(rng: random.Random, kind: str, day: date, year: int) -> dict[str, Any]:
    facts = [fact for fact in made_up_facts(rng, kind) if fact.get("year", 2000) <= year]
    facts = [fact for fact in facts if str(fact.get("decided_on") or fact.get("from") or "2000") <= day.isoformat()]
    who = {"kind": kind} | ({"gender": rng.choice(("female", "male"))} if kind == "person" else {})
    told = {"judged_on": day.isoformat(), "year": year, "subject": who, "facts": facts}
    return told | ({"unknown": [rng.choice(("grade", "initiative", "BKB"))]} if rng.random() < 0.4 else {})


def test_a_machine_with_another_rulebook_is_found_out(tmp_path: Path) -> None:
    file = written(tmp_path, everybody())
    judge_file(file, Question(DAY, 2024, ("LDTT",), sha256=load_rulebook().sha256))
    with pytest.raises(BadColumns, match="bộ quy định trên máy xét"):
        judge_file(file, Question(DAY, 2024, ("LDTT",), sha256="sha256:0"))


def test_each_answer_tells_the_clause_that_made_it_and_the_number_of_the_subject(tmp_path: Path) -> None:
    rows = list(rows_of(1, case("LDTT", grade(2024), layers=LAYERS), "KS-0001"))
    line = judge_file(written(tmp_path, rows), Question(DAY, 2024, ("LDTT",))).to_pylist()[0]
    assert (line["number"], line["verdict"]) == ("KS-0001", "eligible")
    assert line["clause"] == load_rulebook().judge(case("LDTT", grade(2024), layers=LAYERS)).points[0].clause
    assert line["condition"] == ""


def test_an_answer_short_of_yes_tells_the_condition_in_words_without_codes(tmp_path: Path) -> None:
    rows = list(rows_of(1, case("LDTT", grade(2024, "completed"), layers=LAYERS)))
    lines = judge_file(
        written(tmp_path, rows), Question(DAY, 2024, tuple(load_rulebook().codes_for("person")))
    ).to_pylist()
    told = {line["award"]: line["condition"] for line in lines}
    assert "hoàn thành tốt nhiệm vụ" in told["LDTT"]
    assert all(line["condition"] for line in lines if line["verdict"] == "not_eligible")
    assert not [line for line in lines if "CSTD" in line["condition"] or "BKB" in line["condition"]]


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ([grade(2024), grade(2024, "excellent")], "năm 2024 có hai mức xếp loại khác nhau"),
        ([award("CSTDCS", 2023, decided_on="2022-12-01")], "quyết định trước năm thành tích 2023"),
        ([discipline("2022-05-01", "2022-01-01")], "ngày kết thúc trước ngày bắt đầu"),
        ([{"type": "members", "year": 2023, "total": n} for n in (9, 10)], "năm 2023 có hai số liệu khác nhau"),
        ([{"type": "founded", "on": f"{year}-01-01"} for year in (2015, 2016)], "có hai ngày thành lập khác nhau"),
        ([{"type": "founded", "on": "2020-01-01"}, award("TTLDTT", 2019)], "năm 2019 trước ngày thành lập"),
    ],
)
def test_what_cannot_be_true_together_is_said_of_that_subject_alone(facts: Rows, why: str, tmp_path: Path) -> None:
    rows = [row for person, own in ((1, facts), (2, [grade(2024)])) for row in rows_of(person, case("LDTT", *own))]
    for person, own in ((1, facts), (2, [grade(2024)])):
        if person == 1:
            with pytest.raises(CaseError):
                load_rulebook().judge(case("LDTT", *own))
    first, second = judge_file(written(tmp_path, rows), Question(DAY, 2024, ("LDTT",), layers=("state",))).to_pylist()
    assert (first["verdict"], why in first["note"]) == ("unknown", True), first
    assert (second["verdict"], second["note"]) == ("eligible", "")


def broken(**changes: Any) -> Rows:
    """One row that is right but for some columns."""
    return [EMPTY | {"person": 7, "type": "grade", "value": "good", "year": 2024} | changes]


WRONG = [
    (broken(type="medal"), "type", "ghi “medal”"),
    (broken(type=None), "type", "có dòng bỏ trống"),
    (broken(person=None), "person", "có dòng bỏ trống"),
    (broken(value="great"), "value", "số 7 ghi “great” (grade)"),
    (broken(year=1800), "year", "số 7 ghi năm 1800 (grade); phải từ 1930 đến 2024"),
    (broken(year=2025), "year", "phải từ 1930 đến 2024"),
    (broken(year=-5), "year", "số 7 ghi năm -5"),
    (broken(type="award", value="LDTT", year=0), "year", "bỏ trống năm thành tích (award)"),
    (broken(type="award", value="XYZ"), "value", "ghi “XYZ” (award)"),
    (broken(type="award", value="LDTT", period_end=99999), "period_end", "ghi năm 99999"),
    (broken(type="award", value="LDTT", category="merit"), "category", "ghi “merit”"),
    (broken(type="award", value="LDTT", issuer="king"), "issuer", "ghi “king”"),
    (broken(type="award", value="LDTT", ground="luck"), "ground", "ghi “luck”"),
    (broken(type="discipline", value="khien_trach", year=0), "decided_on", "bỏ trống ngày (discipline)"),
    (broken(type="unknown", value="grades"), "value", "ghi “grades”"),
    (broken(type="absence", value=""), "fact", "phải ghi bằng JSON"),
    (broken(fact=json.dumps(grade(2024))), "fact", "phải ghi ở các cột"),
    (broken(type="absence", fact="{"), "fact", "số 7: không phải JSON"),
    (broken(type="absence", fact='{"type": "grade", "year": 2024, "value": "good"}'), "fact", "“type”: “absence”"),
    (broken(type="absence", fact='{"type": "absence", "year": 2024, "working_days": -1}'), "fact", "từ 0 đến 366"),
    (broken(type="subject", fact='{"gender": "x"}'), "fact", "số 7: gender"),
    (broken(type="subject") + broken(type="subject"), "type", "số 7 có hai dòng “subject”"),
]


@pytest.mark.parametrize(("rows", "column", "says"), WRONG)
def test_an_absurd_value_is_named_by_column_and_subject(rows: Rows, column: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(BadColumns, match=re.escape(says)) as caught:
        judge_file(written(tmp_path, rows), Question(DAY, 2024, AWARDS))
    assert caught.value.column == column


@pytest.mark.parametrize(
    ("name", "values", "says"),
    [
        ("year", ["2024"], "kiểu string, phải là số nguyên"),
        ("year", [2024.5], "kiểu double, phải là số nguyên"),
        ("person", ["A"], "kiểu string, phải là số nguyên"),
        ("type", [1], "kiểu int64, phải là chữ"),
        ("decided_on", ["2024-01-01"], "kiểu string, phải là ngày"),
        ("decided_on", [datetime(2024, 1, 1)], "phải là ngày"),  # noqa: DTZ001  a time is what is wrong
        ("category", None, "thiếu cột category"),
    ],
)
def test_a_column_missing_or_of_another_type_is_named_with_its_file(
    name: str, values: list[Any] | None, says: str, tmp_path: Path
) -> None:
    import pyarrow.parquet as pq

    table = pa.Table.from_pylist(broken(), schema())
    place = table.schema.names.index(name)
    table = table.remove_column(place) if values is None else table.set_column(place, name, [values])
    pq.write_table(table, tmp_path / "sai.parquet")
    with pytest.raises(BadColumns, match=re.escape(says)) as caught:
        Source(tmp_path / "sai.parquet")
    assert caught.value.file == str(tmp_path / "sai.parquet")


def test_a_file_that_is_not_there_or_no_parquet_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.parquet").write_text("person,type\n")
    (tmp_path / "empty").mkdir()
    for place, says in (
        ("y.parquet", "không có tệp"),
        ("x.parquet", "không phải tệp Parquet"),
        ("empty", "không có tệp"),
    ):
        with pytest.raises(BadColumns, match=says) as caught:
            Source(tmp_path / place)
        assert caught.value.file == str(tmp_path / place)


def test_a_file_torn_in_the_middle_is_named(tmp_path: Path) -> None:
    file = written(tmp_path, everybody())
    whole = file.read_bytes()
    file.write_bytes(whole[:8] + b"\xff" * 400 + whole[408:])
    with pytest.raises(BadColumns, match="không đọc được dữ liệu bên trong") as caught:
        judge_file(file, Question(DAY, 2024, AWARDS))
    assert caught.value.file == str(file)


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    if lacks := spark_lacks():
        pytest.skip(lacks)
    session = spark_session("local[2]")
    yield session
    session.stop()


def test_partitions_of_spark_are_judged_by_the_same_function(spark: Any, tmp_path: Path) -> None:
    rows = everybody()
    written(tmp_path / "parts", rows[::2], "a.parquet")
    written(tmp_path / "parts", rows[1::2], "b.parquet")
    source, question = Source(tmp_path / "parts"), Question(DAY, 2024, AWARDS)
    together = judge_file(tmp_path / "parts", question)
    assert (
        collected(judge_on_spark(spark, source, question, partitions=2), question).to_pylist() == together.to_pylist()
    )
    assert answers(together) == alone()
    few = collected(judge_on_spark(spark, source, question, partitions=2, between=(8, 11)), question)
    assert set(few["person"].to_pylist()) == {8, 9, 11}


def test_a_wrong_value_found_on_a_partition_is_named_as_in_this_process(spark: Any, tmp_path: Path) -> None:
    source = Source(written(tmp_path, everybody() + broken(year=1800)))
    with pytest.raises(BadColumns, match="số 7 ghi năm 1800") as caught:
        collected(judge_on_spark(spark, source, Question(DAY, 2024, AWARDS), 2), Question(DAY, 2024, AWARDS))
    assert caught.value.column == "year"
