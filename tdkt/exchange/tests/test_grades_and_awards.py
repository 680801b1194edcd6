"""Yearly grades and past awards from a file."""

import datetime as dt
from typing import Any

import pytest

from tdkt.awards.models import Award, Decision
from tdkt.exchange.domain.confirm import confirm_batch
from tdkt.exchange.domain.repair import choose_person
from tdkt.exchange.tests.factories import AWARDS, GRADES, state_and_problems, upload
from tdkt.people.models import PersonGrade
from tests.support.cast import Cast, make_person

SOUND_GRADE = ["P-W", "Lê Thị Kiểm Thử", "", 2022, "Hoàn thành tốt nhiệm vụ"]
UNKNOWN = "không phải mã hay tên danh hiệu, hình thức trong danh mục."
SOUND_AWARD = ["P-W", "Lê Thị Kiểm Thử", "", "LDTT", 2022, "12/QĐ", "10/12/2022", "Thủ trưởng đơn vị"]


def changed(row: list[Any], **places: Any) -> list[Any]:
    """The row with other cells, by column letter."""
    return [places.get("ABCDEFGH"[at], cell) for at, cell in enumerate(row)]


def test_grades_are_written_and_corrected(cast: Cast, now: dt.datetime) -> None:
    batch = upload(cast.officer, cast.office, now, "grades", GRADES, SOUND_GRADE)
    assert confirm_batch(actor=cast.officer, now=now, batch=batch) == {"new": 1}
    again = upload(cast.officer, cast.office, now, "grades", GRADES, changed(SOUND_GRADE, E="HTXSNV"))
    assert (again.rows.get().state, again.rows.get().changes) == (
        "changed", {"value": ["Hoàn thành tốt nhiệm vụ", "Hoàn thành xuất sắc nhiệm vụ"]},
    )  # fmt: skip
    confirm_batch(actor=cast.officer, now=now, batch=again)
    assert PersonGrade.objects.get(person=cast.worker.person, year=2022).value == "excellent"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"A": "P-X"}, "A2 Số hiệu công chức: không có ai mang số hiệu P-X. Hãy xem lại, hoặc nhập người này trước."),
        ({"B": "Trần A"}, "B2 Họ và tên: số hiệu P-W trong sổ là của Lê Thị Kiểm Thử, không phải Trần A. Hãy xem"),
        ({"A": "", "B": ""}, "B2 Họ và tên: còn trống, và cũng không có số hiệu. Hãy ghi một trong hai."),
        ({"D": 2024}, "D2 Năm: năm 2024 chưa tới, chưa có xếp loại."),
        ({"D": 1890}, "D2 Năm: năm 1890 ngoài khoảng từ 1945 đến 2024. Hãy xem lại."),
        ({"E": "Giỏi"}, "E2 Mức xếp loại: “Giỏi” không có trong danh mục. Hãy ghi một trong: “Hoàn thành xuất sắc"),
    ],
)  # fmt: skip
def test_a_faulty_grade_is_named(cast: Cast, now: dt.datetime, cells: dict[str, Any], said: str) -> None:
    batch = upload(cast.officer, cast.office, now, "grades", GRADES, changed(SOUND_GRADE, **cells))
    [(_, state, problems)] = state_and_problems(batch)
    assert state == "wrong"
    assert problems[0].startswith(said)


def test_a_grade_without_a_number_finds_the_person_by_name_and_birthday(cast: Cast, now: dt.datetime) -> None:
    person = make_person("P-9", "Nguyễn Thị Hương", cast.office, birth_date=dt.date(1985, 8, 15))
    rows = [["", "NGUYỄN THỊ HƯƠNG", "15/08/1985", 2022, "Tốt"], ["", "Nguyễn Thị Hường", "15/08/1985", 2021, "Tốt"]]
    batch = upload(cast.officer, cast.office, now, "grades", GRADES, *rows)
    first, second = batch.rows.order_by("number")
    assert (first.state, first.person, second.state, second.candidates) == ("new", person, "doubtful", [person.pk])
    choose_person(actor=cast.officer, now=now, row=second, choice=str(person.pk))
    assert confirm_batch(actor=cast.officer, now=now, batch=batch) == {"new": 2}


def test_past_awards_come_into_the_ledger_decision_by_decision(cast: Cast, now: dt.datetime) -> None:
    rows = [
        SOUND_AWARD,
        changed(SOUND_AWARD, D="Chiến sỹ thi đua cơ sở"),
        ["", "", "T1-P1", "Tập thể lao động tiên tiến", 2022, "12/QĐ", "10/12/2022", "Thủ trưởng đơn vị"],
        changed(SOUND_AWARD, D="BKB", F="7/QĐ-VKSTC", G="20/12/2022", H="Ngành"),
    ]
    batch = upload(cast.province_officer, cast.province, now, "awards", AWARDS, *rows)
    assert [state for _, state, _ in state_and_problems(batch)] == ["new"] * 4
    assert confirm_batch(actor=cast.province_officer, now=now, batch=batch) == {"new": 4}
    assert sorted(Award.objects.values_list("code", "decided_by", "host_unit__code", "period_to")) == [
        ("BKB", "ministry", "T1-P1", 2022), ("CSTDCS", "unit", "T1-P1", 2022), ("LDTT", "unit", "T1-P1", 2022),
        ("TTLDTT", "unit", "T1-P1", 2022),
    ]  # fmt: skip
    assert Decision.objects.count() == 2
    again = upload(cast.province_officer, cast.province, now, "awards", AWARDS, *rows)
    assert {row.state for row in again.rows.all()} == {"unchanged"}


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"D": "LDTX"}, "D2 Danh hiệu, hình thức: “LDTX” không phải mã hay tên danh hiệu"),
        ({"D": "Lao động tiên tến"}, f"D2 Danh hiệu, hình thức: “Lao động tiên tến” {UNKNOWN} Gần giống: Lao động"),
        ({"D": "TTLDTT"}, "D2 Danh hiệu, hình thức: “Tập thể lao động tiên tiến” không dành cho cá nhân. Hãy xem lại."),
        ({"E": 2025}, "E2 Năm thành tích: năm 2025 ngoài khoảng từ 1945 đến 2024. Hãy xem lại."),
        ({"E": 2023}, "E2 Năm thành tích: năm 2023 sau ngày quyết định. Hãy xem lại năm hoặc ngày."),
        ({"G": "10/12/2029"}, "G2 Ngày quyết định: 10/12/2029 là ngày chưa tới. Hãy xem lại năm."),
        ({"C": "Phòng 1"}, "C2 Tập thể: dòng này ghi cả tập thể và cá nhân. Hãy chỉ ghi một."),
        ({"A": "", "B": "", "C": "T2"}, "C2 Tập thể: “T2” không thuộc đơn vị của bạn hoặc không có trong danh mục."),
    ],
)  # fmt: skip
def test_a_faulty_award_is_named(cast: Cast, now: dt.datetime, cells: dict[str, Any], said: str) -> None:
    batch = upload(cast.officer, cast.office, now, "awards", AWARDS, changed(SOUND_AWARD, **cells))
    [(_, state, problems)] = state_and_problems(batch)
    assert state == "wrong"
    assert problems[0].startswith(said)


def test_a_title_that_another_decision_gave_for_the_year_is_not_given_again(cast: Cast, now: dt.datetime) -> None:
    batch = upload(cast.officer, cast.office, now, "awards", AWARDS, SOUND_AWARD)
    confirm_batch(actor=cast.officer, now=now, batch=batch)
    other = upload(cast.officer, cast.office, now, "awards", AWARDS, changed(SOUND_AWARD, F="99/QĐ"))
    [(_, state, [problem])] = state_and_problems(other)
    assert state == "wrong"
    assert problem.endswith("đã có trong sổ theo quyết định số 12/QĐ ngày 10/12/2022. Không ghi hai lần.")


def test_a_person_of_another_unit_is_not_named(cast: Cast, now: dt.datetime) -> None:
    make_person("T2-9", "Bí Mật Văn Người", cast.elsewhere)
    batch = upload(cast.officer, cast.office, now, "awards", AWARDS, changed(SOUND_AWARD, A="T2-9", B="Bất Kỳ"))
    assert state_and_problems(batch)[0][2] == [
        "A2 Số hiệu công chức: người mang số hiệu T2-9 không thuộc đơn vị của bạn."
    ]
