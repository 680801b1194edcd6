"""What a case may say, and how it is refused: where, what, what to do."""

import json
from contextlib import suppress
from typing import Any

import pytest

from tdkt.law.api import CaseError, load_rulebook

from .cast import award, case, grade


def refused(given: Any) -> CaseError:
    with pytest.raises(CaseError) as caught:
        load_rulebook().judge(given)
    return caught.value


def test_a_case_that_is_complete_is_judged() -> None:
    assert load_rulebook().judge(case("LDTT", grade(2024))).verdict == "eligible"


@pytest.mark.parametrize(
    ("changes", "place", "says"),
    [
        ({"award": "CSTD"}, "award", "không có trong danh mục"),
        ({"award": None}, "award", "thiếu “award”"),
        ({"judged_on": "2024-02-31"}, "judged_on", "không phải là ngày có thật"),
        ({"judged_on": 20241220}, "judged_on", "ghi dạng 2024-01-31"),
        ({"judged_on": "2014-05-31"}, "judged_on", "trước ngày bộ quy định này bao quát"),
        ({"year": 2025}, "year", "phải từ 1975 đến năm xét 2024"),
        ({"basis": "merit"}, "basis", "cong_trang"),
        ({"layers": ["army"]}, "layers", "không có tầng quy định “army”"),
        ({"layers": "state"}, "layers", "danh sách tên tầng"),
        ({"subject": {"kind": "collective"}}, "subject.kind", "chỉ tặng cho cá nhân"),
        ({"subject": {"kind": "person", "sex": "f"}}, "subject.sex", "khóa lạ “sex”"),
        ({"subject": None}, "subject", "thiếu “subject”"),
        ({"facts": {}}, "facts", "danh sách dữ kiện"),
        ({"unknown": ["grades"]}, "unknown", "không phải loại dữ kiện"),
        ({"note": "x"}, "note", "khóa lạ “note”"),
    ],
)
def test_a_wrong_key_is_named(changes: dict[str, Any], place: str, says: str) -> None:
    error = refused({**case("LDTT", grade(2024)), **changes})
    assert (error.place, says in error.message) == (place, True), error


@pytest.mark.parametrize(
    ("fact", "place", "says"),
    [
        ({"type": "medal"}, "facts[0].type", "không có trong danh mục"),
        ({"type": "grade", "year": 2024, "value": "great"}, "facts[0].value", "excellent"),
        ({"type": "grade", "year": "2024", "value": "good"}, "facts[0].year", "không phải là năm"),
        ({"type": "grade", "year": 1200, "value": "good"}, "facts[0].year", "không phải là năm"),
        ({"type": "grade", "year": True, "value": "good"}, "facts[0].year", "không phải là năm"),
        ({"type": "grade", "year": 2025, "value": "good"}, "facts[0].year", "sau ngày xét"),
        ({"type": "grade", "year": 2024, "value": "good", "by": "x"}, "facts[0].by", "khóa lạ"),
        ({"type": "award", "code": "XYZ", "year": 2024}, "facts[0].code", "không có trong danh mục"),
        ({"type": "award", "code": "LDTT"}, "facts[0].year", "thiếu năm thành tích"),
        (award("LDTT", 2024, decided_on="2023-01-01"), "facts[0].decided_on", "trước năm thành tích"),
        (award("LDTT", 2024, period=[2024, 2023]), "facts[0].period", "ngược"),
        (
            {"type": "absence", "year": 2024, "working_days": -3, "reason": "sick"},
            "facts[0].working_days",
            "từ 0 đến 366",
        ),
        ({"type": "employment", "year": 2024, "months": 13}, "facts[0].months", "từ 0 đến 12"),
        ({"type": "service", "sector": "procuracy", "years": -1}, "facts[0].years", "từ 0 đến 80"),
        ({"type": "service", "sector": "procuracy", "years": float("nan")}, "facts[0].years", "từ 0 đến 80"),
        (
            {"type": "discipline", "form": "khien_trach", "decided_on": "2024-05-01", "ended_on": "2024-01-01"},
            "facts[0].ended_on",
            "trước ngày quyết định",
        ),
        (
            {"type": "hold", "kind": "press", "from": "2024-05-01", "to": "2024-04-01"},
            "facts[0].to",
            "trước ngày bắt đầu",
        ),
        ({"type": "members", "year": 2024, "total": 10, "LDTT": 11}, "facts[0].LDTT", "lớn hơn tổng số 10"),
        ({"type": "cluster", "year": 2024, "rank": 0}, "facts[0].rank", "từ 1"),
        ({"type": "cluster", "year": 2024, "rank": 1, "group": "doi"}, "facts[0].group", "cum, khoi"),
        (award("BKB", 2020, period=[2021, 2022]), "facts[0].period", "trước thời gian thành tích"),
        (award("BKB", 2022, decided_on="2022-12-20", period=[2021, 2023]), "facts[0].period", "trước khi hết"),
        (award("TTLDXS", 2024), "facts[0].code", "không tặng cho cá nhân"),
        ({"type": "position", "title": "vu_truongg", "years": 8}, "facts[0].title", "không có trong danh mục"),
        ("a word", "facts[0]", "một khối"),
    ],
)
def test_a_wrong_fact_is_named_by_its_place(fact: Any, place: str, says: str) -> None:
    error = refused(case("LDTT", fact))
    assert (error.place, says in error.message) == (place, True), error


def test_two_grades_for_one_year_contradict_each_other() -> None:
    assert "hai mức xếp loại" in refused(case("LDTT", grade(2024), grade(2024, "excellent"))).message


def test_the_same_grade_twice_does_not() -> None:
    assert load_rulebook().judge(case("LDTT", grade(2024), grade(2024))).verdict == "eligible"


def test_a_collective_cannot_have_been_honoured_before_it_was_founded() -> None:
    facts = [{"type": "founded", "on": "2015-01-01"}, award("TTLDTT", 2014)]
    error = refused(case("TTLDTT", *facts, subject={"kind": "collective"}))
    assert "trước ngày thành lập" in error.message


@pytest.mark.parametrize(
    "fact",
    [
        grade(2014),
        {"type": "members", "year": 2014, "total": 10, "LDTT": 8},
        {"type": "cluster", "year": 2014, "rank": 1},
    ],
)
def test_nor_graded_counted_or_ranked_before_it_was_founded(fact: dict[str, Any]) -> None:
    founded = {"type": "founded", "on": "2015-01-01"}
    error = refused(case("TTLDTT", fact, founded, subject={"kind": "collective"}))
    assert "trước ngày thành lập" in error.message


def test_a_title_of_a_year_before_birth_is_refused() -> None:
    person = {"kind": "person", "born": 1990}
    error = refused(case("LDTT", award("LDTT", 1989), subject=person))
    assert (error.place, error.message) == ("facts[0].year", "năm 1989 trước năm sinh 1990: xem lại năm hoặc năm sinh")
    assert load_rulebook().judge(case("LDTT", grade(2024), subject=person)).verdict == "eligible"


def test_a_person_retires_once() -> None:
    twice = [{"type": "retired", "year": year} for year in (2022, 2023)]
    assert "hai năm nghỉ hưu" in refused(case("LDTT", *twice)).message


def test_a_pool_whose_part_is_larger_than_the_whole_is_refused() -> None:
    pool = {"kind": "pool", "LDTT": 60, "headcount": 50, "nominated": 7}
    assert "xem lại số liệu" in refused(case("CSTDCS", subject=pool)).message


def test_a_kind_of_fact_not_looked_up_may_be_told_beside_the_facts() -> None:
    assert load_rulebook().judge(case("LDTT", {"unknown": ["grade"]})).verdict == "unknown"


def test_an_award_decided_after_the_day_does_not_count_yet_and_the_verdict_says_so() -> None:
    verdict = load_rulebook().judge(case("BKB", award("BKB", 2024, decided_on="2024-12-25")))
    assert verdict.notes == ["BKB năm 2024 chưa có quyết định vào ngày xét nên không được tính"]


@pytest.mark.parametrize("odd", [None, [], "x", 7, {"award": []}, {"award": "LDTT", "judged_on": {}, "subject": []}])
def test_what_is_not_a_case_at_all_is_refused_too(odd: Any) -> None:
    refused(odd)


WHOLE = {
    **case("CSTDB", layers=["state", "procuracy"], basis="cong_trang", unknown=["hold"]),
    "subject": {"kind": "person", "gender": "female", "occupation": "civil_servant"},
    "facts": [
        award("CSTDCS", 2022, ground="initiative", decided_on="2022-12-28", issuer="unit", period=[2022, 2022]),
        grade(2022, "excellent"),
        {
            "type": "initiative",
            "kind": "initiative",
            "level": "ministry",
            "year": 2024,
            "used_for": ["CSTDCS"],
            "recognised_by_head": True,
        },
        {"type": "discipline", "form": "khien_trach", "decided_on": "2020-03-01", "ended_on": "2021-03-01"},
        {"type": "hold", "kind": "complaint", "from": "2024-10-01", "to": None},
        {"type": "absence", "year": 2016, "working_days": 45, "reason": "sick"},
        {"type": "employment", "year": 2024, "months": 7, "basis": "newly_recruited", "same_agency": True},
        {"type": "training", "year": 2015, "months": 14, "result": "good", "complied": True},
        {"type": "service", "sector": "procuracy", "years": 15.5},
        {"type": "position", "title": "vu_truong", "years": 12},
        {"type": "retired", "year": 2024},
        {"type": "members", "year": 2016, "total": 10, "completed": 10, "LDTT": 7, "CSTDCS": 1, "khien_trach": 0},
        {"type": "cluster", "year": 2023, "rank": 1},
        {"type": "registration", "year": 2018, "code": "CSTDCS"},
        {"type": "founded", "on": "1992-04-01"},
        {"type": "occasion", "value": "year_end"},
        {"type": "achievement", "kind": "drive", "year": 2013},
        {"type": "attested", "what": "exceeds_targets", "year": 2024},
    ],
}
JUNK: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    3.5,
    float("inf"),
    10**30,
    "",
    "x",
    "2024-02-30",
    [],
    [[]],
    {},
    {"a": 1},
    ["x"],
)


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    keys = node if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
    return [path, *(found for key in keys for found in places(node[key], (*path, key)))]


def test_every_kind_of_fact_of_the_format_is_read() -> None:
    assert load_rulebook().judge(WHOLE).verdict == "not_eligible"


@pytest.mark.parametrize("junk", JUNK, ids=repr)
def test_every_award_at_once_is_asked_about_junk_and_refuses_it_likewise(junk: Any) -> None:
    without = {key: value for key, value in WHOLE.items() if key != "award"}
    for broken in (junk, {**without, "subject": junk}, {**without, "facts": junk}, {**without, "facts": [junk]}):
        with suppress(CaseError):
            load_rulebook().judge_person_all(broken)


def test_a_result_of_a_training_given_as_a_list_is_named() -> None:
    training = {"type": "training", "year": 2023, "months": 12, "result": ["good"], "complied": True}
    error = refused(case("LDTT", training))
    assert (error.place, "không có trong danh mục" in error.message) == ("facts[0].result", True)


@pytest.mark.parametrize("junk", JUNK, ids=repr)
def test_junk_in_any_place_is_judged_or_refused_but_never_breaks(junk: Any) -> None:
    for path in places(WHOLE)[1:]:
        broken = json.loads(json.dumps(WHOLE))
        node = broken
        for key in path[:-1]:
            node = node[key]
        node[path[-1]] = junk
        with suppress(CaseError):
            assert load_rulebook().judge(broken).verdict in {"eligible", "not_eligible", "unknown", "council"}
