"""The `tdkt` command: one case, many cases, the law shown, money."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tdkt.cli import main

from .cast import award, case, grade


def written(tmp_path: Path, *cases: Any) -> str:
    path = tmp_path / "cases.jsonl"
    path.write_text(
        "\n".join(given if isinstance(given, str) else json.dumps(given) for given in cases), encoding="utf-8"
    )
    return str(path)


def test_one_case_gives_one_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["judge", written(tmp_path, case("LDTT", grade(2024)))]) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "eligible"


def test_a_case_may_come_from_the_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = json.dumps(case("LDTT")).encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text)))
    assert main(["judge", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "not_eligible"


def test_a_bad_line_is_answered_in_its_place_and_the_others_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = [case("LDTT", grade(2024)), "{broken", case("LDTT"), case("XXX")]
    assert main(["judge", "--jsonl", written(tmp_path, *cases)]) == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line.get("verdict") for line in lines] == ["eligible", None, "not_eligible", None]
    assert [line.get("line") for line in lines] == [None, 2, None, 4]
    assert "JSON hỏng ở dòng 1, cột 2" in lines[1]["error"]


def test_good_lines_only_end_well(tmp_path: Path) -> None:
    assert main(["judge", "--jsonl", written(tmp_path, case("LDTT"), case("CSTDB"))]) == 0


@pytest.mark.parametrize(
    "content", ["", "[]", "null", "3", '{"award": "LDTT", "award": "GK"}', '{"award": NaN}', "\\xff"]
)
def test_a_malformed_file_is_refused_in_vietnamese(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    path = tmp_path / "case.json"
    path.write_bytes(content.encode("latin-1"))
    assert main(["judge", str(path)]) == 1
    captured = capsys.readouterr()
    assert captured.err.startswith("Lỗi hồ sơ ở tệp case.json: ")
    assert "error" in json.loads(captured.out)


def test_bytes_that_are_not_utf8_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "case.json"
    path.write_bytes(b'{"award": "\xff"}')
    assert main(["judge", str(path)]) == 1
    assert "UTF-8" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["judge", "khong-co.json"]) == 1
    assert capsys.readouterr().err == "Lỗi: không có tệp: khong-co.json\n"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["lawn"], "không có “lawn”; chọn một trong: 'judge', 'law', 'bonus'"),
        ([], "còn thiếu: LỆNH"),
        (["bonus", "LDTT"], "còn thiếu: --kind, --on"),
        (["bonus", "LDTT", "--kind", "unit", "--on", "2024-01-01"], "--kind: không có “unit”"),
        (["judge", "--fast", "x"], "không hiểu: --fast"),
        (["law", "show", "LDTT", "--on"], "--on: cần một giá trị"),
    ],
)
def test_a_wrong_call_is_answered_in_vietnamese(
    capsys: pytest.CaptureFixture[str], words: list[str], says: str
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 2
    assert says in capsys.readouterr().err


def test_the_explanation_speaks_vietnamese_and_no_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = case("CSTDB", award("CSTDCS", 2022), award("CSTDCS", 2023), layers=["state", "procuracy"])
    assert main(["judge", "--explain", written(tmp_path, given)]) == 0
    text = capsys.readouterr().out
    assert text.startswith(
        "KẾT LUẬN: CHƯA ĐỦ TIÊU CHUẨN\nChiến sĩ thi đua bộ, ban, ngành, tỉnh, năm 2024, xét ngày 20/12/2024."
    )
    assert "thiếu: Chiến sĩ thi đua cơ sở 2024 [điểm a khoản 1 Điều 22 Luật 06/2022/QH15]" in text
    assert "CSTDCS" not in text


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        (["CSTDB", "--kind", "person", "--on", "2026-11-01"], 7_590_000),
        (["LDTT", "--kind", "person", "--on", "2024-12-20"], 710_000),
        (["BKB", "--kind", "person", "--on", "2023-12-20"], 1_800_000),
        (["BKB", "--kind", "person", "--on", "2024-12-20"], 3_510_000),
        (["BKB", "--kind", "household", "--on", "2025-12-20"], 5_270_000),
        (["CSTDCS", "--kind", "person", "--on", "2024-12-20", "--with", "LDTT", "BKB"], 5_850_000),
    ],
)
def test_bonus_money(capsys: pytest.CaptureFixture[str], words: list[str], amount: int) -> None:
    assert main(["bonus", *words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["amount"] == amount


def test_bonus_that_is_rounded_shows_the_product_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bonus", "GK", "--kind", "person", "--on", "2025-09-15"]) == 0
    assert "0,3 lần × 2.340.000 đồng = 702.000 đồng, làm tròn lên 710.000 đồng" in capsys.readouterr().out


def test_bonus_money_nobody_knows_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bonus", "TTLDXS", "--kind", "person", "--on", "2024-12-20"]) == 1
    assert "không có mức thưởng" in capsys.readouterr().err


def test_the_law_of_an_award_is_shown_with_its_articles(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "show", "CSTDCS", "--on", "2023-12-20", "--layer", "state"]) == 0
    text = capsys.readouterr().out
    assert "Luật 15/2003/QH11" in text
    assert "không quá 15%" in text


def test_an_unknown_code_is_answered_with_the_codes_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "show", "ABC", "--on", "2023-12-20"]) == 1
    assert "LDTT, CSTDCS" in capsys.readouterr().err


def test_a_day_that_does_not_exist_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["law", "show", "LDTT", "--on", "2023-02-31"])
    assert caught.value.code == 2
    assert "không phải là ngày có thật" in capsys.readouterr().err


def test_a_question_to_the_law_does_not_wake_django(tmp_path: Path) -> None:
    asked = (
        "import sys; from tdkt.cli import main; "
        f"main(['judge', {written(tmp_path, case('LDTT'))!r}]); "
        "sys.exit(any(name.split('.')[0] in ('django', 'numpy') for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", asked], check=False, capture_output=True)  # noqa: S603  our own code
    assert done.returncode == 0, done.stderr
