"""Pictures say in words what they draw; marks of state never speak by colour alone."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template import Context, Template

from tdkt.core.charts import Band, Lane, Mark, Share, bar, timeline
from tdkt.core.templatetags.tdkt import ICONS, VERDICTS, cap_bar, verdict_chip


def test_a_timeline_names_every_mark_and_leaves_out_empty_lanes() -> None:
    lanes = [Lane("Danh hiệu", marks=[Mark(2021, "LĐTT", "2021: Lao động tiên tiến")]), Lane("Kỷ luật")]
    drawn = timeline("Quá trình", "một lần khen thưởng", lanes, (2020, 2022))
    assert "<title>Quá trình</title><desc>một lần khen thưởng</desc>" in drawn
    assert "<title>2021: Lao động tiên tiến</title>" in drawn
    assert "Kỷ luật" not in drawn


def test_two_marks_of_one_year_stand_under_each_other() -> None:
    marks = [Mark(2021, "A", "một"), Mark(2021, "B", "hai")]
    drawn = timeline("", "", [Lane("Danh hiệu", marks=marks)], (2021, 2021))
    assert len(set(re.findall(r'timeline__mark" x="\d+" y="(\d+)"', drawn))) == 2


def test_what_lies_outside_the_years_is_not_drawn() -> None:
    lanes = [Lane("Đơn vị", bands=[Band(2010, 2012, "Phòng 1", "trước đó")]), Lane("X", marks=[Mark(2010, "A", "cũ")])]
    drawn = timeline("", "", lanes, (2020, 2022))
    assert "trước đó" not in drawn
    assert "cũ" not in drawn


def test_words_from_records_are_escaped() -> None:
    drawn = timeline("<b>", "", [Lane("L", marks=[Mark(2021, "<i>", "<script>")])], (2021, 2021))
    assert "<script>" not in drawn
    assert "<b>" not in drawn


def test_a_bar_is_shared_out_by_number() -> None:
    drawn = bar([Share("đã gửi", 3, "green"), Share("trả lại", 1, "amber")])
    assert re.findall(r'class="fill-(\w+)" x="([\d.]+)" width="([\d.]+)"', drawn) == [
        ("green", "0.00", "75.00"),
        ("amber", "75.00", "25.00"),
    ]
    assert 'aria-label="đã gửi: 3, trả lại: 1"' in drawn


def test_an_empty_bar_says_so() -> None:
    assert 'aria-label="chưa có gì"' in bar([Share("đã gửi", 0, "green")])


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_verdict_has_words_and_an_icon(verdict: str) -> None:
    chip = verdict_chip(verdict)
    assert VERDICTS[verdict][2] in chip
    assert "<svg" in chip


def test_a_cap_shows_what_goes_over_it() -> None:
    assert cap_bar(6, 4) == {"number": 6, "cap": 4, "within": "66.7", "over": "33.3"}
    assert cap_bar(3, 4) == {"number": 3, "cap": 4, "within": "75.0", "over": ""}


def test_an_icon_is_silent_unless_it_is_named() -> None:
    drawn = Template('{% icon "check" %}{% icon "check" "đạt" %}').render(Context())
    assert drawn.count('aria-hidden="true"') == 1
    assert 'role="img" aria-label="đạt"' in drawn


def test_every_kept_file_has_its_sum() -> None:
    for folder in (ICONS, ICONS.parent / "fonts"):
        sums = (folder / "SHA256SUMS").read_text().splitlines()
        named = {line.split("  ")[1] for line in sums}
        assert named == {path.name for path in folder.iterdir()} - {"SHA256SUMS"}


def test_every_file_the_frame_asks_for_is_served_by_the_app() -> None:
    frame = Path(__file__).resolve().parents[1] / "templates/core"
    text = "".join(path.read_text() for path in frame.rglob("*.html"))
    asked = set(re.findall(r"{% static '([^']+)' %}", text))
    assert [name for name in sorted(asked) if not finders.find(name)] == []
