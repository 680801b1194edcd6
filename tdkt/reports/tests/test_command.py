"""``tdkt report`` on the terminal."""

import datetime as dt
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from tdkt.documents.sheets import read_sheet
from tdkt.reports.tests.factories import grant
from tests.support.cast import Cast


@pytest.fixture
def granted(cast: Cast, now: dt.datetime) -> Cast:
    """One collective title in the province's year."""
    grant(cast.province_officer, now, "TTLDTT", [cast.office], issuer=cast.province)
    return cast


def run(*words: str) -> str:
    out = StringIO()
    call_command("report", *words, stdout=out)
    return out.getvalue()


def refused(*words: str) -> str:
    said = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("report", *words, stdout=StringIO(), stderr=said)
    assert stopped.value.code == 2
    return said.getvalue()


def test_the_year_as_json_is_exactly_the_list(granted: Cast) -> None:
    assert json.loads(run("year", "--unit", "T1", "--year", "2023", "--json")) == [
        {"award": "TTLDTT", "kind": "collective", "decided_by": "unit", "status": "granted", "count": 1}
    ]


def test_a_year_without_awards_is_an_empty_list(granted: Cast) -> None:
    assert json.loads(run("year", "--unit", "T1", "--year", "2022", "--json")) == []


def test_the_year_in_words(granted: Cast) -> None:
    said = run("year", "--unit", "T1", "--year", "2023")
    assert "1  Tập thể lao động tiên tiến (TTLDTT), tập thể, Thủ trưởng đơn vị, đã tặng" in said


def test_the_code_of_the_unit_may_be_in_small_letters(granted: Cast) -> None:
    assert json.loads(run("year", "--unit", "t1", "--year", "2023", "--json")) != []


def test_five_years_as_json(granted: Cast) -> None:
    assert json.loads(run("five-years", "--unit", "T1", "--to", "2023", "--json")) == [
        {"award": "TTLDTT", "kind": "collective", "decided_by": "unit", "year": 2023, "count": 1}
    ]


def test_the_year_as_word_and_excel_files(granted: Cast, tmp_path: Path) -> None:
    word, excel = tmp_path / "bao-cao.docx", tmp_path / "bao-cao.xlsx"
    run("year", "--unit", "T1", "--year", "2023", "--docx", str(word), "--xlsx", str(excel))
    assert word.read_bytes().startswith(b"PK")
    sheet = read_sheet(excel.read_bytes(), "bao-cao.xlsx", expected=["Danh hiệu, hình thức", "Mã", "Cấp quyết định"])
    assert sheet.rows[0].cells[1:6] == ("Tập thể lao động tiên tiến", "TTLDTT", "Thủ trưởng đơn vị", "0", "1")


def test_an_unknown_unit_is_answered_with_what_comes_near(granted: Cast) -> None:
    assert refused("year", "--unit", "T1-P", "--year", "2023") == (
        "Lỗi: Không có đơn vị nào mang mã hoặc tên “T1-P”. Gần giống: T1-P1 (Phòng 1); T1 (VKSND tỉnh Một).\n"
    )


@pytest.mark.parametrize("year", ["1890", "2099"])
def test_a_year_outside_all_emulation_is_refused(granted: Cast, year: str) -> None:
    assert f"Năm {year} không lập được báo cáo; hãy chọn từ 1948" in refused("year", "--unit", "T1", "--year", year)


def test_a_unit_that_has_ended_names_who_carries_it_on(granted: Cast) -> None:
    granted.province.valid_to = dt.date(2024, 6, 30)
    granted.province.save()
    said = refused("year", "--unit", "T1", "--year", "2025")
    assert said == "Lỗi: VKSND tỉnh Một chỉ có đến hết ngày 30/06/2024, không có năm 2025.\n"


def test_a_folder_that_does_not_exist_is_said_in_words(granted: Cast, tmp_path: Path) -> None:
    said = StringIO()
    with pytest.raises(SystemExit):
        call_command(
            "report", "year", "--unit", "T1", "--year", "2023", "--xlsx", str(tmp_path / "x" / "a.xlsx"), stderr=said
        )
    assert said.getvalue().startswith("Lỗi: không ghi được tệp ")
