"""A sweep from Parquet columns: the same verdicts as from the database, in parts that are never half, wrongs named."""

import datetime as dt
import importlib.util
import json
import random
import shutil
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tdkt.clusters.models import Cluster, ClusterMember
from tdkt.initiatives.models import Initiative, InitiativeAuthor
from tdkt.law.engine.nation.parquet import spark_lacks
from tdkt.law.engine.nation.table import schema
from tdkt.law.engine.nation.writing import EMPTY
from tdkt.outlook.tests.cast import YEAR, Careers, grant
from tdkt.people.models import Absence, Discipline, Person, PersonGrade, Posting
from tdkt.units.models import UnitGrade
from tests.support.cast import Cast, make_person

pa = pytest.importorskip("pyarrow", reason="chưa cài pyarrow: requirements/nation.txt")
pytestmark = pytest.mark.django_db

Answers = dict[tuple[str, int, str], str]
ON = dt.date(YEAR, 12, 31)


@pytest.fixture
def var(settings: Any, tmp_path: Path) -> Path:
    settings.VAR = tmp_path / "var"
    return tmp_path


@pytest.fixture
def crowd(cast: Cast, careers: Careers) -> list[Person]:
    """Thirty people with every kind of record there is, and collectives with grades and a place in their cluster."""
    rng = random.Random(20231231)  # noqa: S311  made-up records, the same in every run
    people = [make_person(f"D-{n}", f"Người Thứ {n}", cast.office) for n in range(30)]
    Person.objects.filter(pk__in=[person.pk for person in people[::2]]).update(gender="female")
    for person in people:
        give_records(rng, person, cast)
    for unit in (cast.province, cast.office, cast.elsewhere):
        UnitGrade.objects.bulk_create(UnitGrade(unit=unit, year=year, value="excellent") for year in range(2019, YEAR))
    cluster = Cluster.objects.create(year=YEAR, name="Cụm 1", kind="cluster", organiser_name="Bộ")
    ClusterMember.objects.create(cluster=cluster, unit=cast.province, rank=1)
    return people


def give_records(rng: random.Random, person: Person, cast: Cast) -> None:
    years = range(2014, YEAR + (rng.random() < 0.7))
    words = ("excellent", "excellent", "good", "completed")
    PersonGrade.objects.bulk_create(PersonGrade(person=person, year=y, value=rng.choice(words)) for y in years)
    for code, share in (("LDTT", 0.6), ("CSTDCS", 0.6), ("CSTDB", 0.2), ("BKB", 0.15), ("BKTTG", 0.1)):
        for year in years:
            if rng.random() < share:
                grant(person, code, year, cast)
    for year in range(2016, YEAR + 1):
        if rng.random() < 0.4:
            of = Initiative.objects.create(
                title="Sáng kiến", kind=rng.choice(("initiative", "topic")), year=year, unit=cast.office,
                level=rng.choice(("unit", "ministry", "national")), recognised_by_head=rng.random() < 0.8,
            )  # fmt: skip
            InitiativeAuthor.objects.create(initiative=of, person=person)
    if rng.random() < 0.3:
        Discipline.objects.create(
            person=person, form="khien_trach", decided_on=dt.date(rng.randint(2017, YEAR), 5, 4),
            ended_on=dt.date(YEAR, 6, 1) if rng.random() < 0.5 else None,
        )  # fmt: skip
    if rng.random() < 0.4:
        reason = rng.choice(("maternity", "personal", "sick"))
        Absence.objects.create(person=person, year=YEAR, working_days=rng.randint(10, 90), reason=reason)
    if rng.random() < 0.4:
        Posting.objects.filter(person=person).update(position_code="vien_truong_tinh", valid_from=dt.date(2005, 3, 1))
        Person.objects.filter(pk=person.pk).update(joined_sector_on=dt.date(1999, 1, 1), recruited_on=None)


def sweep(*words: object) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("sweep", "--year", str(YEAR), *map(str, words), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def lines(place: Path) -> list[dict[str, Any]]:
    import pyarrow.parquet as pq

    table: list[dict[str, Any]] = pq.read_table(place).to_pylist()
    return table


def from_database(var: Path) -> Answers:
    sweep("--no-store", "--out", var / "db.parquet")
    return {(line["kind"], line["key"], line["code"]): line["verdict"] for line in lines(var / "db.parquet")}


def told(folder: Path) -> Answers:
    return {
        (kind.name, line["person"], line["award"]): line["verdict"]
        for kind in sorted(folder.iterdir()) if kind.is_dir()
        for line in lines(kind)
    }  # fmt: skip


def test_columns_give_everybody_the_verdicts_of_the_database(crowd: list[Person], var: Path) -> None:
    expected = from_database(var)
    sweep("--write-columns", var / "cot")
    answer, bar = sweep("--from", var / "cot", "--out", var / "kq")
    assert told(var / "kq") == expected
    assert {"eligible", "not_eligible", "unknown", "council"} == set(expected.values())
    assert f"{len(expected)} kết luận" in answer
    assert "37/37" in bar
    assert {line["number"] for line in lines(var / "kq" / "person")} >= {"S-1", "D-0", "D-29"}


@pytest.mark.skipif(spark_lacks() != "", reason=spark_lacks())
def test_spark_gives_the_same_files_as_this_machine(crowd: list[Person], var: Path) -> None:
    expected = from_database(var)
    sweep("--write-columns", var / "cot")
    sweep("--from", var / "cot", "--out", var / "kq")
    sweep("--from", var / "cot", "--out", var / "spark", "--engine", "spark", "--master", "local[2]")
    assert told(var / "spark") == expected
    for kind in ("person", "collective"):
        assert lines(var / "spark" / kind) == lines(var / "kq" / kind)


def test_somebody_whose_records_contradict_each_other_is_unknown_on_both_ways(careers: Careers, var: Path) -> None:
    Person.objects.filter(pk=careers.steady.pk).update(recruited_on=dt.date(1900, 1, 1))
    expected = from_database(var)
    sweep("--write-columns", var / "cot")
    answer, _ = sweep("--from", var / "cot", "--out", var / "kq")
    assert told(var / "kq") == expected
    assert {line["verdict"] for line in lines(var / "kq" / "person") if line["number"] == "S-1"} == {"unknown"}
    assert "1 đối tượng có dữ liệu không dùng được" in answer


def test_a_stopped_sweep_goes_on_where_it_stopped(careers: Careers, var: Path) -> None:
    sweep("--write-columns", var / "cot")
    sweep("--from", var / "cot", "--out", var / "kq", "--chunk", "1")
    parts = sorted((var / "kq" / "person").glob("part-*.parquet"))
    before = lines(var / "kq" / "person")
    torn = parts[1].with_name(f".{parts[1].name}.tmp")  # as a killed run leaves it
    torn.write_bytes(parts[1].read_bytes()[:100])
    parts[1].unlink()
    _, bar = sweep("--from", var / "cot", "--out", var / "kq", "--chunk", "1")
    assert "(6 phần đã có)" in bar
    assert lines(var / "kq" / "person") == before
    assert not torn.exists()


def test_results_of_another_sweep_are_not_mixed_in_but_may_be_replaced(careers: Careers, var: Path) -> None:
    sweep("--write-columns", var / "cot")
    sweep("--from", var / "cot", "--out", var / "kq", "--chunk", "1")
    PersonGrade.objects.filter(person=careers.steady, year=YEAR).update(value="failed")
    sweep("--write-columns", var / "cot")
    with pytest.raises(CommandError, match="giữ kết quả của lần rà soát khác"):
        sweep("--from", var / "cot", "--out", var / "kq", "--chunk", "1")
    sweep("--from", var / "cot", "--out", var / "kq", "--restart")
    assert told(var / "kq")["person", careers.steady.pk, "LDTT"] == "not_eligible"


def test_columns_of_one_year_are_not_taken_for_another(careers: Careers, var: Path) -> None:
    sweep("--write-columns", var / "cot")
    with pytest.raises(CommandError, match=f"ghi cho năm {YEAR}"):
        call_command("sweep", "--year", str(YEAR - 1), "--from", str(var / "cot"), "--out", str(var / "kq"))


def test_columns_are_not_written_among_files_of_others(careers: Careers, var: Path) -> None:
    (var / "cot" / "person").mkdir(parents=True)
    (var / "cot" / "person" / "khac.parquet").touch()
    with pytest.raises(CommandError, match="đã có tệp Parquet khác"):
        sweep("--write-columns", var / "cot")


def a_file(place: Path, rows: Iterable[dict[str, Any]], columns: Any = None) -> Path:
    import pyarrow.parquet as pq

    table = pa.Table.from_pylist([EMPTY | {"person": 7, "type": "grade"} | row for row in rows], schema())
    pq.write_table(table if columns is None else table.select(columns), place)
    return place


GOOD = {"value": "good", "year": YEAR}


def test_a_lone_file_of_a_nation_is_swept_too(cast: Cast, var: Path) -> None:
    sweep("--from", a_file(var / "x.parquet", [GOOD]), "--out", var / "kq")
    assert told(var / "kq")["person", 7, "LDTT"] == "eligible"
    sweep("--from", a_file(var / "x.parquet", [GOOD]), "--out", var / "kq2", "--kind", "collective")
    assert ("collective", 7, "TTLDTT") in told(var / "kq2")


def test_a_wrong_file_is_named_with_its_column(cast: Cast, var: Path) -> None:
    (var / "chu.parquet").write_text("person;type\n")
    (var / "trong").mkdir()
    for file, says in (
        (var / "khong.parquet", "không có tệp"),
        (var / "chu.parquet", "không phải tệp Parquet"),
        (var / "trong", "không có tệp .parquet nào"),
        (a_file(var / "thieu.parquet", [GOOD], ["person", "type", "value"]), "thiếu cột year"),
        (a_file(var / "rong.parquet", []), "không có dòng nào"),
        (a_file(var / "nam.parquet", [{"value": "good", "year": -3}]), "cột “year”: số 7 ghi năm -3"),
        (a_file(var / "ma.parquet", [{"value": "great", "year": 2020}]), "cột “value”: số 7 ghi “great”"),
    ):
        with pytest.raises(CommandError) as caught:
            sweep("--from", file, "--out", var / "kq" / file.stem)
        assert says in str(caught.value), caught.value
        assert str(file) in str(caught.value)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["--from", "x", "--unit", "T1", "--out", "kq"], "--unit chỉ dùng cho dữ liệu trong cơ sở dữ liệu"),
        (["--from", "x", "--write-columns", "y", "--out", "kq"], "--write-columns chỉ dùng cho"),
        (["--from", "x"], "Cần --out"),
        (["--from", "x", "--out", "kq.parquet"], "phải là thư mục"),
        (["--engine", "spark"], "--engine spark chỉ dùng cùng --from"),
        (["--master", "local[2]"], "--master chỉ dùng cho --from"),
        (["--kind", "person"], "--kind chỉ dùng cho --from"),
        (["--write-columns", "x", "--out", "kq"], "--out chỉ dùng cho --from"),
        (["--from", "x", "--out", "kq", "--on", "31/12/2022"], "trước năm thành tích 2023"),
    ],
)
def test_a_wrong_call_says_what_to_do(cast: Cast, var: Path, words: list[str], answer: str) -> None:
    with pytest.raises(CommandError, match=answer):
        sweep(*words)


def test_a_year_before_the_rulebook_begins_is_refused(cast: Cast, var: Path) -> None:
    file = a_file(var / "x.parquet", [{"value": "good", "year": 2010}])
    with pytest.raises(CommandError, match="trước ngày bộ quy định này bao quát"):
        call_command("sweep", "--year", "2010", "--from", str(file), "--out", str(var / "kq"))


def test_what_the_machine_lacks_is_said_in_words(cast: Cast, var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    call = ("--from", a_file(var / "x.parquet", [GOOD]), "--out", var / "kq", "--engine", "spark")
    there = importlib.util.find_spec
    for absent, says in (("pyspark", "chưa cài PySpark"), ("pyarrow", "Chưa cài pyarrow")):
        monkeypatch.setattr(
            importlib.util, "find_spec", lambda name, absent=absent: None if name == absent else there(name)
        )
        monkeypatch.setattr("tdkt.law.engine.nation.parquet.find_spec", importlib.util.find_spec)
        with pytest.raises(CommandError, match=says):
            sweep(*call)
    monkeypatch.setattr("tdkt.law.engine.nation.parquet.find_spec", lambda _: True)
    monkeypatch.setattr(importlib.util, "find_spec", there)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(CommandError, match="không có Java"):
        sweep(*call)


def test_a_folder_of_results_says_what_it_was_made_from(careers: Careers, var: Path) -> None:
    sweep("--write-columns", var / "cot")
    sweep("--from", var / "cot", "--out", var / "kq")
    about = json.loads((var / "kq" / "person" / "_ra-soat.json").read_text())
    assert (about["kind"], about["year"], about["on"]) == ("person", YEAR, ON.isoformat())
    assert about["rulebook"].startswith("sha256:")
