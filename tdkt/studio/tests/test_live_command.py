"""The commands that ask the law: the packaged rulebook, or with --live the one with what was approved here."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tdkt.cli import main
from tdkt.studio.domain.decide import take_step
from tdkt.studio.tests.conftest import FROM, NOW, Two

GOOD = {
    "award": "LDTT", "judged_on": FROM.isoformat(), "year": 2023, "subject": {"kind": "person"},
    "facts": [{"type": "grade", "year": 2023, "value": "good"}],
}  # fmt: skip


@pytest.fixture
def approved(two: Two) -> Two:
    take_step(code="submit", draft=two.draft, actor=two.drafter, now=NOW, reason="")
    take_step(code="approve", draft=two.draft, actor=two.second, now=NOW, reason="")
    return two


def told(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert main(words) == 0
    return capsys.readouterr().out


@pytest.mark.usefixtures("approved")
def test_judge_counts_an_approved_draft_only_when_the_law_in_use_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "case.json"
    path.write_text(json.dumps(GOOD), encoding="utf-8")
    packaged = json.loads(told(["judge", str(path)], capsys))
    live = json.loads(told(["judge", str(path), "--live"], capsys))
    assert (packaged["verdict"], live["verdict"]) == ("eligible", "not_eligible")
    assert packaged["receipt"]["rulebook"] != live["receipt"]["rulebook"]


@pytest.mark.usefixtures("approved")
def test_show_and_diff_tell_the_law_in_use(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["law", "show", "LDTT", "--on", FROM.isoformat()]
    assert told(words, capsys) != told([*words, "--live"], capsys)
    against = told(["law", "diff", "LDTT", "--on", FROM.isoformat(), "--live"], capsys)
    assert "Không có gì khác nhau" not in against


@pytest.mark.django_db
def test_without_approved_drafts_both_are_one(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["bonus", "CSTDCS", "--kind", "person", "--on", "2024-12-20"]
    assert told(words, capsys) == told([*words, "--live"], capsys)
    assert "Không có gì khác nhau" in told(["law", "diff", "LDTT", "--on", FROM.isoformat(), "--live"], capsys)


@pytest.mark.django_db
def test_two_books_and_the_law_in_use_are_not_compared_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "diff", "LDTT", "--on", FROM.isoformat(), "--live", "--book", "."]) == 1
    assert "--live không dùng cùng --book" in capsys.readouterr().err


def test_a_database_that_cannot_be_read_is_told_and_the_packaged_law_is_not_taken_instead(tmp_path: Path) -> None:
    words = ["law", "show", "LDTT", "--on", "2024-12-20", "--live"]
    setting = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.dev", "TDKT_VAR": str(tmp_path)}
    done = subprocess.run(  # noqa: S603  our own command
        [sys.executable, "-m", "tdkt.cli", *words], env=setting, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "không đọc được cơ sở dữ liệu của cơ quan" in done.stderr
