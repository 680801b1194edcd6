"""``tdkt import`` on the terminal."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from tdkt.exchange.models import ImportBatch
from tdkt.exchange.tests.factories import PEOPLE, person_row, workbook
from tdkt.people.models import Person
from tests.support.cast import Cast


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    """A sound file on disk."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(PEOPLE, person_row("0012")))
    return path


def run(*words: str) -> tuple[int, str, str]:
    out, said = StringIO(), StringIO()
    try:
        call_command("import_file", *words, stdout=out, stderr=said)
    except SystemExit as stopped:
        return int(str(stopped.code)), out.getvalue(), said.getvalue()
    return 0, out.getvalue(), said.getvalue()


def test_it_only_checks_unless_told_to_confirm(cast: Cast, clean: Path) -> None:
    assert run("people", str(clean), "--unit", "T1-P1", "--user", "can-bo") == (0, "mới: 1\nChưa ghi gì vào sổ.\n", "")
    assert Person.objects.filter(staff_number="0012").count() == 0
    assert ImportBatch.objects.get().state == "discarded"


def test_it_writes_when_told_to(cast: Cast, clean: Path) -> None:
    code, out, _ = run("people", str(clean), "--unit", "T1-P1", "--user", "can-bo", "--confirm")
    assert (code, out) == (0, "mới: 1\nĐã nhập vào sổ.\n")
    assert Person.objects.filter(staff_number="0012").count() == 1


def test_a_faulty_file_is_told_cell_by_cell_and_not_written(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(PEOPLE, person_row("0012", **{"Ngày sinh": "31/2/1990"}), person_row("0013", "B")))
    code, _, said = run("people", str(path), "--unit", "T1-P1", "--user", "can-bo", "--confirm")
    assert (code, said) == (1, "D2: Ngày sinh: Lịch không có ngày 31/2/1990; hãy xem lại ngày và tháng.\n")
    assert Person.objects.filter(staff_number="0013").count() == 0


def test_wrong_calls_are_said_in_words(cast: Cast, clean: Path) -> None:
    assert run("people", str(clean), "--unit", "X", "--user", "can-bo")[::2] == (
        2,
        "Lỗi: không có đơn vị mang mã “X”\n",
    )
    assert run("people", str(clean), "--unit", "T2", "--user", "can-bo")[0] == 1
    assert run("people", "/khong/co.xlsx", "--unit", "T1-P1", "--user", "can-bo")[2].startswith("Lỗi: không có tệp")
