"""What would change a verdict, and the road ahead: found by asking the judge, and true when asked again."""

import json
from pathlib import Path
from typing import Any

import pytest

from tdkt.cli import main
from tdkt.law.api import load_rulebook
from tdkt.law.change import answer_of, change_words, effective, lacks, one_step, smallest_change
from tdkt.law.engine.answers import YES
from tdkt.law.forecast import last_year, retirement_roads, roads

Fact = dict[str, Any]


def person(*facts: Fact, award: str = "CSTDB", **more: Any) -> dict[str, Any]:
    case = {
        "award": award, "judged_on": "2024-12-20", "year": 2024, "subject": {"kind": "person"}, "facts": list(facts),
    }  # fmt: skip
    return case | more


def title(code: str, year: int) -> Fact:
    return {"type": "award", "code": code, "year": year}


def graded(year: int, value: str = "excellent") -> Fact:
    return {"type": "grade", "year": year, "value": value}


TWO_TITLES = (title("CSTDCS", 2022), title("CSTDCS", 2023), graded(2024))


def words(case: dict[str, Any]) -> list[str] | None:
    steps = smallest_change(load_rulebook(), case)
    return None if steps is None else [step.words for step in steps]


def test_two_titles_lack_the_third_and_an_initiative_of_the_ministry() -> None:
    assert words(person(*TWO_TITLES)) == [
        "Chiến sĩ thi đua cơ sở năm 2024",
        "Sáng kiến cấp bộ, ban, ngành, tỉnh được công nhận năm 2024",
    ]


def test_who_is_eligible_needs_nothing() -> None:
    assert words(person(graded(2024), award="LDTT")) == []


def test_a_grade_on_record_is_replaced_only_when_nothing_else_helps() -> None:
    assert words(person(graded(2024, "failed"), award="LDTT")) == [
        "Năm 2024: hoàn thành tốt nhiệm vụ trở lên (đang ghi: không hoàn thành nhiệm vụ)"
    ]


def test_an_open_hold_would_have_to_end() -> None:
    hold = {"type": "hold", "kind": "complaint", "from": "2024-10-01", "to": None}
    assert words(person(graded(2024), hold, award="LDTT")) == ["Không còn việc có đơn thư đang xác minh"]


def test_head_counts_are_completed_no_further_than_the_judge_asks() -> None:
    counts = {"type": "members", "year": 2024, "total": 10, "completed": 10, "LDTT": 5}
    case = person(graded(2024), counts, award="TTLDTT", subject={"kind": "collective"})
    assert words(case) == [
        "07 cá nhân đạt Lao động tiên tiến năm 2024",
        "Ghi rõ: năm 2024 không cá nhân nào bị cảnh cáo trở lên",
    ]


def test_the_years_of_one_grade_and_of_one_title_are_told_together() -> None:
    letter = {"type": "award", "code": "BKB", "year": 2019, "category": "cong_trang", "decided_on": "2019-12-20"}
    case = person(letter, title("CSTDCS", 2020), graded(2020, "good"), graded(2024, "good"), award="BKTTG")
    assert change_words(load_rulebook(), case) == [
        "Năm 2021 – 2023: hoàn thành tốt nhiệm vụ trở lên",
        "Chiến sĩ thi đua cơ sở năm 2022, 2024",
    ]


def test_a_collective_of_a_ministry_is_not_told_to_lead_the_ministries() -> None:
    flag = {"type": "award", "code": "CTDB", "year": 2022}
    case = {
        "award": "CTDCP", "judged_on": "2022-12-20", "year": 2022, "layers": ["state"],
        "subject": {"kind": "collective"}, "facts": [flag],
    }  # fmt: skip
    assert words(case) == ["Xác nhận: hoàn thành vượt mức các chỉ tiêu thi đua và nhiệm vụ được giao trong năm"]


def test_a_soldier_is_not_told_to_become_lao_dong_tien_tien() -> None:
    soldier = {"kind": "person", "occupation": "military"}
    case = person(graded(2024), award="CSTDCS", subject=soldier, layers=["state"])
    assert words(case) == ["Chiến sĩ tiên tiến năm 2024"]


def test_a_text_that_nobody_has_seen_cannot_be_met_by_any_fact() -> None:
    assert words(person(graded(2024), award="KNC")) is None


def test_the_command_adds_what_would_change_the_verdict(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = tmp_path / "case.json"
    case.write_text(json.dumps(person(*TWO_TITLES)), encoding="utf-8")
    assert main(["judge", str(case), "--change"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["would_change"][0] == "Chiến sĩ thi đua cơ sở năm 2024"
    assert main(["judge", str(case), "--change", "--explain"]) == 0
    assert "Để kết luận thành đủ tiêu chuẩn, cần có:" in capsys.readouterr().out
    pool = {"award": "CSTDCS", "judged_on": "2023-12-20", "subject": {"kind": "pool", "LDTT": 40, "nominated": 7}}
    case.write_text(json.dumps(pool), encoding="utf-8")
    assert main(["judge", str(case), "--change"]) == 0
    assert json.loads(capsys.readouterr().out)["would_change"] is None


@pytest.mark.parametrize("award", ["CSTDB", "CSTDTQ", "BKB", "BKTTG", "HCLD3", "HCLD1"])
def test_the_set_is_enough_and_nothing_in_it_can_be_left_out(award: str) -> None:
    rulebook, case = load_rulebook(), person(*TWO_TITLES, graded(2023), award=award, basis="cong_trang")
    steps = smallest_change(rulebook, case) or []

    def answer(chosen: list[Any]) -> int:
        facts = case["facts"]
        for step in chosen:
            facts = step.applied(facts)
        return effective(rulebook.judge({**case, "facts": facts}))

    assert steps
    assert answer(steps) == YES
    assert [step for step in steps if answer([one for one in steps if one is not step]) == YES] == []


def test_a_grade_nobody_has_entered_is_the_one_thing_lacking() -> None:
    case = person(award="LDTT", unknown=["grade"])
    assert load_rulebook().judge(case).verdict == "unknown"
    step = one_step(load_rulebook(), case)
    assert step is not None
    assert step.words == "Năm 2024: hoàn thành tốt nhiệm vụ trở lên"


@pytest.mark.parametrize(
    ("award", "facts", "answer"),
    [
        ("CSTDCS", [graded(2024, "good")], "Sáng kiến cấp cơ sở được công nhận năm 2024"),
        ("CSTDB", list(TWO_TITLES), None),
        ("BKTTG", list(TWO_TITLES), None),
        ("LDTT", [], "Năm 2024: hoàn thành tốt nhiệm vụ trở lên"),
    ],
)
def test_one_fact_of_the_year_is_named_where_one_is_enough(award: str, facts: list[Fact], answer: str | None) -> None:
    step = one_step(load_rulebook(), person(*facts, award=award))
    assert (step.words if step else None) == answer


@pytest.mark.parametrize("day", ["2023-12-20", "2024-12-20", "2026-12-20"])
def test_the_quick_answer_is_the_judges_own(day: str) -> None:
    rulebook = load_rulebook()
    for code in rulebook.codes_for("person"):
        case = person(*TWO_TITLES, award=code, judged_on=day, year=int(day[:4]))
        case["facts"] = [fact for fact in case["facts"] if fact["year"] <= int(day[:4])]
        assert answer_of(rulebook, case) == effective(rulebook.judge(case)), code


def test_what_is_lacking_is_that_of_the_nearest_clause() -> None:
    verdict = load_rulebook().judge(person(*TWO_TITLES))
    assert len(lacks(verdict)) == 2
    assert lacks(verdict)[0] == "CSTDCS 2024"


def road(code: str, facts: list[Fact], first: int = 2025) -> Any:
    case = person(*facts)
    del case["award"]
    return next(road for road in roads(load_rulebook(), case, first=first) if road.info.code == code)


LADDER = [
    *(graded(year) for year in range(2019, 2025)),
    title("CSTDCS", 2023),
    {**title("BKB", 2022), "category": "cong_trang", "period": [2021, 2022], "decided_on": "2022-12-28"},
]


def test_the_next_rung_is_five_good_years_after_the_last_one() -> None:
    found = road("BKTTG", LADDER)
    assert found.year == 2027
    assert {need.year for need in found.needs} == {2025, 2026, 2027}
    assert sum("Chiến sĩ thi đua cơ sở" in need.words for need in found.needs) == 2


def test_a_road_asks_for_no_more_than_the_judge_does() -> None:
    found = road("CSTDB", LADDER)
    assert found.year == 2027
    assert all("toàn quốc" not in text for need in found.needs for text in need.words)


def test_a_road_is_never_later_when_more_is_on_record() -> None:
    poor, rich = road("BKTTG", LADDER), road("BKTTG", [*LADDER, title("CSTDCS", 2024), title("CSTDCS", 2022)])
    assert rich.year <= poor.year
    assert sum(len(need.words) for need in rich.needs) <= sum(len(need.words) for need in poor.needs)


def test_what_cannot_be_reached_says_why() -> None:
    found = road("KNC", LADDER)
    assert found.year is None
    assert "Chưa thấy văn bản" in found.why_not[0]


def test_a_form_already_held_is_not_ahead() -> None:
    case = person(*LADDER)
    codes = [road.info.code for road in roads(load_rulebook(), case, first=2025)]
    assert "BKB" not in codes
    assert "CSTDCS" in codes


def post(code: str, years: float) -> Fact:
    return {"type": "position", "title": code, "years": years}


def on_retiring(*facts: Fact, held_now: str = "", first: int = 2026) -> dict[str, int | None]:
    case = {"judged_on": f"{first - 1}-12-20", "year": first - 1, "subject": {"kind": "person"}, "facts": list(facts)}
    found = retirement_roads(load_rulebook(), case, first=first, held_now=frozenset(filter(None, [held_now])))
    return {road.info.code: road.year for road in found}


def test_a_post_held_now_goes_on_growing_with_the_calendar() -> None:
    # NĐ 152/2025 Điều 19-21: vụ trưởng 6, 10, 15 years; nine and a half at the end of 2025
    found = on_retiring(post("vu_truong", 9.5), held_now="vu_truong")
    assert found == {"HCLD2": 2026, "HCLD3": 2026, "HCLD1": 2031}


def test_a_post_left_behind_does_not_grow() -> None:
    assert on_retiring(post("vu_truong", 9.5)) == {"HCLD3": 2026}


def test_the_higher_class_comes_in_the_year_its_time_is_full() -> None:
    found = on_retiring(post("vu_truong", 5.2), held_now="vu_truong")
    assert found == {"HCLD3": 2026, "HCLD2": 2030, "HCLD1": 2035}


def test_without_a_post_there_is_no_road_of_a_career() -> None:
    assert on_retiring({"type": "service", "sector": "procuracy", "years": 30}) == {}


def test_a_post_whose_class_nobody_has_settled_is_told_as_open() -> None:
    case = {
        "judged_on": "2025-12-20",
        "year": 2025,
        "subject": {"kind": "person"},
        "facts": [post("vien_truong_tinh", 20)],
    }
    found = retirement_roads(load_rulebook(), case, first=2026, horizon=1, held_now=frozenset({"vien_truong_tinh"}))
    assert [(road.info.code, road.year) for road in found] == [("HCLD3", None)]
    assert "Chức vụ tương đương" in found[0].why_not[0]


def test_the_road_looks_no_further_than_the_years_the_engine_counts() -> None:
    assert (last_year(2020), last_year(2030)) == (2034, 2038)
