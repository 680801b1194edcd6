"""The judge on whole cases: four answers, one verdict, and a receipt."""

import json
from datetime import date
from typing import Any

import pytest

from tdkt.law.api import load_rulebook
from tdkt.law.engine.explain import explained

from .cast import attested, award, case, discipline, grade, initiative, three_years_of_cstdcs


def verdict(given: dict[str, Any]) -> str:
    return load_rulebook().judge(given).verdict


def test_the_example_of_the_case_format() -> None:
    given = case("CSTDB", award("CSTDCS", 2022), award("CSTDCS", 2023), basis="cong_trang")
    answer = load_rulebook().judge(given).to_json()
    first = answer["points"][0]["findings"][0]
    assert answer["verdict"] == "not_eligible"
    assert answer["points"][0]["clause"] == "L06/2022 Điều 22 k1"
    assert {key: first[key] for key in ("answer", "seen", "missing", "cite")} == {
        "answer": "no",
        "seen": [2022, 2023],
        "missing": "CSTDCS 2024",
        "cite": "L06/2022 Điều 22 k1 a",
    }


def test_three_titles_and_a_ministry_initiative_are_enough() -> None:
    merit = initiative(2024, "ministry", recognised_by_head=True)
    assert verdict(case("CSTDB", *three_years_of_cstdcs(), merit)) == "eligible"
    assert verdict(case("CSTDB", *three_years_of_cstdcs())) == "not_eligible"


def test_a_fact_not_looked_up_is_unknown_and_one_absent_is_not() -> None:
    assert verdict(case("LDTT", unknown=["grade"])) == "unknown"
    assert verdict(case("LDTT")) == "not_eligible"


def test_an_unknown_that_cannot_help_does_not_hide_the_refusal() -> None:
    given = case("CSTDB", initiative(2024, "ministry"), unknown=["grade"])
    assert verdict(given) == "not_eligible"


def test_a_sudden_feat_does_not_turn_an_ordinary_case_over_to_the_council() -> None:
    assert verdict(case("BKTTG", grade(2024))) == "not_eligible"
    assert verdict(case("BKTTG", grade(2024), basis="dot_xuat")) == "council"
    assert verdict(case("BKTTG", attested("sudden_feat"), basis="dot_xuat")) == "eligible"


def test_an_attested_feat_counts_without_naming_the_basis() -> None:
    assert verdict(case("BKTTG", attested("sudden_feat"))) == "eligible"


def test_a_hold_stops_everything_until_it_ends() -> None:
    hold = {"type": "hold", "kind": "complaint", "from": "2024-10-01", "to": None}
    assert verdict(case("LDTT", grade(2024), hold)) == "not_eligible"
    assert verdict(case("LDTT", grade(2024), hold | {"to": "2024-11-01"})) == "eligible"


def test_years_before_the_end_of_a_discipline_do_not_count_for_the_ladder() -> None:
    years = [grade(year, "excellent") for year in range(2019, 2025)]
    titles = [award("CSTDCS", year) for year in (2020, 2022, 2024)]
    ladder = [award("BKTTG", 2018), *years, *titles]
    assert verdict(case("HCLD3", *ladder)) == "eligible"
    assert verdict(case("HCLD3", *ladder, discipline("2020-03-01", "2021-03-01"))) == "not_eligible"


def test_the_clock_runs_from_the_period_and_else_from_the_decision() -> None:
    years = [grade(year, "excellent") for year in range(2019, 2024)]
    titles = [award("CSTDCS", year) for year in (2019, 2020, 2021)]
    told = award("BKTTG", 2018, period=[2014, 2018], decided_on="2019-06-01")
    silent = award("BKTTG", 2018, decided_on="2019-06-01")
    assert verdict(case("HCLD3", told, *years, *titles, year=2023)) == "eligible"
    assert verdict(case("HCLD3", silent, *years, *titles, on="2024-02-01", year=2023)) == "not_eligible"
    assert verdict(case("HCLD3", silent, *years, *titles, on="2024-06-20", year=2023)) == "eligible"


def test_the_year_not_yet_graded_does_not_break_a_run_up_to_the_proposal() -> None:
    history = [award("BKTTG", 2018), *(grade(y, "excellent") for y in range(2019, 2024))]
    history += [award("CSTDCS", year) for year in (2019, 2020, 2021)]
    given = case("HCLD3", *history, on="2024-11-20", year=None)
    answer = load_rulebook().judge(given)
    assert answer.verdict == "eligible"
    assert any("tính đến năm 2023" in note for note in answer.to_confirm)


def test_a_case_of_the_first_half_year_without_a_year_is_about_the_year_before() -> None:
    given = case("CSTDB", *three_years_of_cstdcs(), initiative(2024, "ministry"), on="2025-02-15", year=None)
    answer = load_rulebook().judge(given)
    assert (answer.verdict, answer.year) == ("eligible", 2024)
    assert answer.notes == ["Hồ sơ không ghi năm thành tích; xét theo năm 2024, năm gần nhất có dữ kiện"]
    assert load_rulebook().judge({**given, "year": 2025}).verdict == "not_eligible"


def test_after_october_2026_the_verdict_says_what_it_does_not_know() -> None:
    facts = [grade(2026, "excellent")]
    before = load_rulebook().judge(case("CSTDCS", *facts, on="2026-09-30", year=2026))
    after = load_rulebook().judge(case("CSTDCS", *facts, on="2026-10-01", year=2026)).to_json()
    assert (before.verdict, before.notes) == ("eligible", [])
    assert (after["verdict"], after["verdict_by_known_text"]) == ("unknown", "eligible")
    assert "06/2026" in after["notes"][0]


def test_other_awards_after_october_2026_keep_their_verdict_and_the_warning() -> None:
    answer = load_rulebook().judge(case("CSTDB", on="2026-10-01", year=2026))
    assert (answer.verdict, len(answer.notes), answer.known_text) == ("not_eligible", 1, None)


def test_a_code_without_a_standard_on_the_day_is_unknown_with_the_reason() -> None:
    answer = load_rulebook().judge(case("HUYCHUONG"))
    assert (answer.verdict, answer.missing) == (
        "unknown",
        ["Bộ quy định chưa có tiêu chuẩn Huy chương cho đối tượng này, áp dụng vào ngày 20/12/2024"],
    )


def test_the_receipt_repeats_whatever_the_order_of_facts() -> None:
    facts = [grade(2024), award("LDTT", 2023), initiative(2022)]
    one = load_rulebook().judge(case("LDTT", *facts)).to_json()
    other = load_rulebook().judge(case("LDTT", *reversed(facts))).to_json()
    assert json.dumps(one) == json.dumps(other)
    assert one["receipt"]["rulebook"] == load_rulebook().sha256
    assert one["receipt"]["engine"] == "1"


def test_all_awards_of_one_person_say_the_same_as_one_by_one() -> None:
    facts = [*three_years_of_cstdcs(), *(grade(year, "excellent") for year in range(2018, 2025)), award("BKB", 2018)]
    given = case("LDTT", *facts)
    together = load_rulebook().judge_person_all({key: value for key, value in given.items() if key != "award"})
    assert len(together) == 18
    for code, answer in together.items():
        assert answer.to_json() == load_rulebook().judge({**given, "award": code}).to_json()


@pytest.mark.parametrize(
    ("day", "vi"),
    [(date(2024, 12, 20), "Chính phủ"), (date(2025, 12, 20), "Thủ tướng Chính phủ (Chính phủ ủy quyền)")],
)
def test_who_decides_changes_with_the_decree(day: date, vi: str) -> None:
    decider = load_rulebook().decider("CTDCP", "collective", day)
    assert decider is not None
    assert decider.vi == vi


def test_the_pass_mark_of_a_vote_is_a_number_the_council_can_use() -> None:
    votes = load_rulebook().votes("CSTDB", "person", date(2024, 5, 1))
    assert [(vote.id, str(vote.vote["share"])) for vote in votes if vote.vote and vote.vote["share"]] == [
        ("NĐ98/2023 Điều 30 k7", "9/10"),
        ("TT01/2019/VKSTC Điều 16 k1 c", "9/10"),
    ]


def test_the_sector_medal_is_judged_whatever_basis_the_case_names() -> None:
    served = {"type": "service", "sector": "procuracy", "years": 15}
    for day in ("2023-07-01", "2025-07-01"):
        for basis in ("cong_trang", "cong_hien"):
            given = case("KNCKS", served, on=day, year=None, basis=basis, layers=["state", "procuracy"])
            assert verdict(given) == "eligible"


def test_a_dossier_received_before_a_decree_keeps_the_older_one_and_its_receipt_says_when() -> None:
    facts = [{"type": "position", "title": "vu_truong", "years": 12}, {"type": "retired", "year": 2025}]
    case = {"award": "HCLD2", "basis": "cong_hien", "judged_on": "2025-09-15", "year": 2025}
    case |= {"subject": {"kind": "person"}, "facts": facts}
    early = load_rulebook().judge({**case, "received_on": "2025-06-30"})
    late = load_rulebook().judge({**case, "received_on": "2025-07-01"})
    assert (early.verdict, late.verdict) == ("unknown", "eligible")
    assert early.receipt["received_on"] == "2025-06-30"
    assert [note for note in early.notes if "khoản 3 Điều 60" in note] != []
    assert "received_on" not in load_rulebook().judge(case).receipt


def test_a_fact_that_gained_a_field_keeps_its_receipt_while_the_field_is_not_told() -> None:
    facts = [{"type": "cluster", "year": 2022, "rank": 1}]
    case = {"award": "CTDB", "judged_on": "2022-12-20", "subject": {"kind": "collective"}, "facts": facts}
    told = {**case, "facts": [{**facts[0], "group": "cum"}]}
    before = "sha256:953e0eab839c64113f2c861ebdf553e88436e94f9ee32e8dc85c56fdc955be9e"
    assert load_rulebook().judge(case).receipt["facts"] == before
    assert load_rulebook().judge(told).receipt["facts"] != before


def test_a_case_that_names_no_basis_hears_only_the_steps_of_what_it_is_about() -> None:
    merit = load_rulebook().judge(case("BKTTG", award("BKB", 2019), grade(2024)))
    told = " ".join(step["vi"] for step in merit.procedure)
    assert "01 bộ bản chính" in told
    assert not [word for word in ("đối ngoại", "thủ tục đơn giản", "đột xuất xuất sắc") if word in told]


def test_what_is_asked_of_others_only_is_not_shown_as_met() -> None:
    given = case("CSTDCS", grade(2025, "excellent"), on="2025-12-15", year=2025, layers=["state", "procuracy"])
    verdict = load_rulebook().judge(given)
    apart = [finding.vi for finding in verdict.points[0].findings if not finding.applies]
    assert [text[: len("người đứng đầu tập thể")] for text in apart] == ["người đứng đầu tập thể"]
    assert "trở lên: không thuộc trường hợp này [" in explained(verdict, load_rulebook())
