"""Two days, or two rulebooks, side by side."""

import datetime as dt
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from tdkt.cli import main
from tdkt.law.api import load_rulebook
from tdkt.law.diff import CHANGED, REMOVED, Change, compared, law_on, timeless
from tdkt.law.engine.loader import DATA
from tdkt.law.timeline import versions


def between(code: str, first: dt.date, second: dt.date) -> list[Change]:
    rulebook = load_rulebook()
    return compared(law_on(rulebook, code, first), law_on(rulebook, code, second), rulebook.cited)


def test_the_new_law_takes_the_place_of_the_old_one() -> None:
    days = (dt.date(2023, 12, 31), dt.date(2024, 1, 1))
    changes = between("CSTDCS", *days)
    clauses = [change for change in changes if change.section == "clauses"]
    assert [(change.what, change.cite_before, change.cite_after) for change in clauses] == [
        (CHANGED, "Điều 23 Luật 15/2003/QH11", "Điều 23 Luật 06/2022/QH15")
    ]
    assert "đạt tiêu chuẩn Lao động tiên tiến trong năm xét" in clauses[0].lost
    assert "không quá 15% tổng số cá nhân đạt Lao động tiên tiến" in {
        text for change in changes if change.what == REMOVED for text in change.lost
    }


def test_the_year_of_the_question_is_no_change_of_the_law() -> None:
    assert (
        timeless("03 năm liên tục Chiến sĩ thi đua cơ sở (đến năm 2026)", 2026)
        == "03 năm liên tục Chiến sĩ thi đua cơ sở"
    )
    assert timeless("hoàn thành tốt nhiệm vụ năm 2023, Thông tư 02/2023", 2023) == (
        "hoàn thành tốt nhiệm vụ trong năm xét, Thông tư 02/2023"
    )
    days = (dt.date(2025, 7, 1), dt.date(2026, 6, 30))
    assert between("CSTDB", *days) == []


def test_versions_follow_each_other_without_a_gap_and_each_begins_with_a_change() -> None:
    found = versions(load_rulebook(), "CSTDB")
    assert all((later.since - earlier.until).days == 1 for earlier, later in pairwise(found) if earlier.until)
    assert found[-1].until is None
    assert all(version.changes for version in found[1:])
    assert sum(version.holds(dt.date(2024, 5, 1)) for version in found) == 1


def test_two_days_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "diff", "CSTDTQ", "--on", "2026-06-30", "--and", "2026-07-01"]) == 0
    printed = capsys.readouterr().out
    assert "- Chiến sĩ thi đua toàn quốc: 4,5 lần × 2.340.000 đồng" in printed
    assert "+ Chiến sĩ thi đua toàn quốc: 4,5 lần × 2.530.000 đồng" in printed


def test_two_rulebooks_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "luat"
    shutil.copytree(DATA, other)
    law = other / "state" / "luat-06-2022" / "2024-01-01.yaml"
    text = law.read_text(encoding="utf-8")
    changed = text.replace("run: {of: {title: CSTDCS}, at_least: 3}", "run: {of: {title: CSTDCS}, at_least: 4}")
    assert changed != text
    law.write_text(changed, encoding="utf-8")
    assert main(["law", "diff", "all", "--on", "2024-12-20", "--book", str(other)]) == 0
    printed = capsys.readouterr().out
    assert "+ 04 năm liên tục Chiến sĩ thi đua cơ sở" in printed
    assert main(["law", "diff", "all", "--on", "2024-12-20", "--book", str(other), "--book", str(other)]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["KHONGCO", "--on", "2024-01-01", "--and", "2024-02-01"], "không có trong danh mục"),
        (["CSTDB", "--on", "2024-01-01"], "cần hai ngày"),
        (["CSTDB", "--on", "2010-01-01", "--and", "2024-02-01"], "trước ngày bộ quy định này bao quát"),
        (["CSTDB", "--on", "2024-01-01", "--book", "/khong/co"], "không phải thư mục bộ quy định"),
        (["CSTDB", "--on", "2024-01-01", "--and", "2024-02-01", "--layer", "la"], "không có tầng quy định"),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(
    words: list[str], answer: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["law", "diff", *words]) == 1
    assert answer in capsys.readouterr().err
