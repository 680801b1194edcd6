"""Everybody before every award, from the command line: whole, resumable, the same each time."""

import csv
import importlib.util
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tdkt.outlook.models import Standing
from tdkt.outlook.tests.cast import YEAR, Careers
from tdkt.people.models import PersonGrade
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def var(settings: Any, tmp_path: Path) -> Path:
    settings.VAR = tmp_path
    return tmp_path


def sweep(*words: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("sweep", "--year", str(YEAR), *words, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as source:
        return list(csv.DictReader(source))


def test_every_subject_is_written_before_every_award_it_may_receive(
    cast: Cast, careers: Careers, var: Path, tmp_path: Path
) -> None:
    sweep("--out", str(tmp_path / "ra.csv"))
    rows = rows_of(tmp_path / "ra.csv")
    assert {row["Họ tên / tên tập thể"] for row in rows if row["Đối tượng"] == "cá nhân"} == {
        "Trần Văn Bền", "Phạm Thị Mới", "Ngô Văn Xa", "Lê Thị Kiểm Thử",
    }  # fmt: skip
    steady = {row["Mã danh hiệu"]: row["Kết luận"] for row in rows if row["Số hiệu / mã"] == "S-1"}
    assert steady["LDTT"] == "đủ tiêu chuẩn"
    assert steady["CSTDB"] == "chưa đủ tiêu chuẩn"
    assert Standing.objects.filter(person=careers.steady, code="LDTT", reach="eligible").exists()


def test_one_unit_may_be_swept_alone(cast: Cast, careers: Careers, var: Path, tmp_path: Path) -> None:
    sweep("--unit", "T2", "--out", str(tmp_path / "ra.csv"))
    assert {row["Họ tên / tên tập thể"] for row in rows_of(tmp_path / "ra.csv")} == {"Ngô Văn Xa", "VKSND tỉnh Hai"}


def test_a_second_run_finds_the_finished_parts_and_writes_the_same_file(
    cast: Cast, careers: Careers, var: Path, tmp_path: Path
) -> None:
    first, second = tmp_path / "1.csv", tmp_path / "2.csv"
    sweep("--chunk", "2", "--out", str(first))
    parts = sorted((var / "sweep").glob("*.jsonl"))
    parts[0].unlink()
    _, told = sweep("--chunk", "2", "--out", str(second))
    assert f"({len(parts) - 1} phần đã có)" in told
    assert first.read_bytes() == second.read_bytes()


def test_a_part_whose_facts_changed_is_judged_again(cast: Cast, careers: Careers, var: Path, tmp_path: Path) -> None:
    sweep("--out", str(tmp_path / "1.csv"))
    PersonGrade.objects.filter(person=careers.steady, year=YEAR).update(value="failed")
    sweep("--out", str(tmp_path / "2.csv"))
    verdicts = {
        row["Mã danh hiệu"]: row["Kết luận"] for row in rows_of(tmp_path / "2.csv") if row["Số hiệu / mã"] == "S-1"
    }
    assert verdicts["LDTT"] == "chưa đủ tiêu chuẩn"


def test_without_store_the_pages_keep_their_list(cast: Cast, careers: Careers, var: Path) -> None:
    sweep("--no-store")
    assert not Standing.objects.exists()


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["--unit", "KHONGCO"], "Không có đơn vị mã"),
        (["--on", "31/2/2023"], "Lịch không có ngày"),
        (["--out", "ra.pdf"], "Không biết ghi tệp"),
        (["--out", "/khong/co/ra.csv"], "Không có thư mục"),
    ],
)
def test_a_wrong_call_says_what_to_do(cast: Cast, var: Path, words: list[str], answer: str) -> None:
    with pytest.raises(CommandError, match=answer):
        sweep(*words)


def test_a_year_before_the_rulebook_is_refused(cast: Cast, var: Path) -> None:
    with pytest.raises(CommandError, match="Năm 1900 trước phạm vi của bộ quy định"):
        call_command("sweep", "--year", "1900")


def test_the_command_line_refuses_in_vietnamese_alone_and_says_that_it_did(tmp_path: Path) -> None:
    call = "from tdkt.cli import main; raise SystemExit(main(['sweep', '--year', '1900']))"
    place = {**os.environ, "TDKT_VAR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", call], check=False, capture_output=True, text=True, env=place)  # noqa: S603  our own code
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Lỗi: Cơ sở dữ liệu chưa dùng được (đã chạy “manage.py migrate” chưa?)")


def test_a_file_that_cannot_be_written_is_refused_before_anybody_is_judged(
    cast: Cast, careers: Careers, var: Path, tmp_path: Path
) -> None:
    with pytest.raises(CommandError, match="Không biết ghi tệp “ra"):
        sweep("--out", str(tmp_path / "ra.txt"))
    assert not list(var.rglob("*.json*"))
    assert not Standing.objects.exists()


def test_a_year_to_come_is_refused(cast: Cast, var: Path) -> None:
    with pytest.raises(CommandError, match="chưa tới"):
        call_command("sweep", "--year", "2090")


def test_parquet_is_written_where_pyarrow_is_there_and_else_refused_in_words(
    cast: Cast, careers: Careers, var: Path, tmp_path: Path
) -> None:
    out = tmp_path / "ra.parquet"
    if importlib.util.find_spec("pyarrow") is None:
        with pytest.raises(CommandError, match="Chưa cài pyarrow"):
            sweep("--out", str(out))
    else:
        sweep("--out", str(out))
        assert out.stat().st_size > 0
