"""People from a file: each fault is named where it stands, and nothing is written until confirmed."""

import datetime as dt
import unicodedata
from typing import Any

import pytest

from tdkt.core.history import history_of
from tdkt.exchange.domain.confirm import CannotConfirm, confirm_batch
from tdkt.exchange.domain.discard import discard_batch
from tdkt.exchange.domain.open_batch import CannotChangeBatch
from tdkt.exchange.domain.recheck import map_columns, recheck_batch
from tdkt.exchange.domain.repair import CannotRepair, choose_person, repair_row, skip_row
from tdkt.exchange.models import BatchState, ImportBatch
from tdkt.exchange.tests.factories import PEOPLE, person_row, state_and_problems, upload
from tdkt.people.models import Person
from tests.support.cast import Cast, make_person, make_unit

AS_TEXT = "Hãy định dạng cột là Văn bản (Text) rồi ghi lại."
NOT_YOURS = "không thuộc đơn vị của bạn hoặc không có trong danh mục."
A_FIRST_DAY = "Hãy ghi ngày tuyển dụng, hoặc ngày bắt đầu (“Từ ngày”)."


def test_a_sound_file_is_shown_first_and_written_on_confirming(cast: Cast, now: dt.datetime) -> None:
    batch = upload(cast.officer, cast.office, now, "people", PEOPLE, person_row("0012"), person_row("0013", "Lê Thị B"))
    assert state_and_problems(batch) == [(2, "new", []), (3, "new", [])]
    assert Person.objects.filter(staff_number__in=["0012", "0013"]).count() == 0
    assert confirm_batch(actor=cast.officer, now=now, batch=batch) == {"new": 2}
    person = Person.objects.get(staff_number="0012")
    assert (person.full_name, person.birth_date, person.postings.get().unit) == (
        "Trần Văn Thử", dt.date(1985, 8, 15), cast.office,
    )  # fmt: skip
    assert history_of(person).count() == 1


def test_confirming_twice_writes_once(cast: Cast, now: dt.datetime) -> None:
    batch = upload(cast.officer, cast.office, now, "people", PEOPLE, person_row("0012"))
    same = ImportBatch.objects.get(pk=batch.pk)
    confirm_batch(actor=cast.officer, now=now, batch=batch)
    with pytest.raises(CannotConfirm, match="không nhập hai lần"):
        confirm_batch(actor=cast.officer, now=now, batch=same)
    assert Person.objects.filter(staff_number="0012").count() == 1


def test_a_kill_in_the_middle_leaves_nothing_written(
    cast: Cast, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = upload(cast.officer, cast.office, now, "people", PEOPLE, person_row("0012"), person_row("0013", "Lê Thị B"))

    def die(*_args: object, **_kwargs: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tdkt.core.history.append_rows", die)
    with pytest.raises(KeyboardInterrupt):
        confirm_batch(actor=cast.officer, now=now, batch=batch)
    monkeypatch.undo()
    batch.refresh_from_db()
    assert (batch.state, Person.objects.filter(staff_number__in=["0012", "0013"]).count()) == ("uploaded", 0)
    confirm_batch(actor=cast.officer, now=now, batch=batch)
    assert Person.objects.filter(staff_number__in=["0012", "0013"]).count() == 2


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("Ngày sinh", "31/2/1990", "D2 Ngày sinh: Lịch không có ngày 31/2/1990; hãy xem lại ngày và tháng."),
        ("Ngày sinh", "x", "D2 Ngày sinh: “x” không phải ngày; hãy ghi dạng ngày/tháng/năm, ví dụ 31/12/2023."),
        ("Ngày sinh", dt.date(2030, 1, 1), "D2 Ngày sinh: 01/01/2030 là ngày chưa tới. Hãy xem lại năm."),
        ("Giới tính", "Khác", "C2 Giới tính: “Khác” không có trong danh mục. Hãy ghi một trong: “Nam”, “Nữ”."),
        ("Họ và tên", "", "B2 Họ và tên: còn trống. Hãy ghi vào; nếu ô bị gộp trong Excel, hãy bỏ gộp."),
        ("Số hiệu công chức", "1.2e+17", f"A2 Số hiệu công chức: “1.2e+17” đã bị Excel đổi thành số. {AS_TEXT}"),
        ("Đơn vị", "Phòng 11", f"E2 Đơn vị: “Phòng 11” {NOT_YOURS} Gần giống: Phòng 1."),
        ("Đơn vị", "T2", f"E2 Đơn vị: “T2” {NOT_YOURS}"),
        ("Đơn vị", "", "E2 Đơn vị: còn trống. Hãy ghi mã hoặc tên đơn vị."),
        ("Ngày tuyển dụng", "", f"G2 Ngày tuyển dụng: còn trống. {A_FIRST_DAY}"),
        ("Ngày tuyển dụng", "01/01/1980", "G2 Ngày tuyển dụng: phải sau ngày sinh. Hãy xem lại hai ngày."),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_cell_and_its_remedy(
    cast: Cast, now: dt.datetime, column: str, value: Any, said: str
) -> None:
    batch = upload(cast.officer, cast.office, now, "people", PEOPLE, person_row("0012", **{column: value}))
    [(_, state, problems)] = state_and_problems(batch)
    assert (state, problems) == ("wrong", [said])


def test_a_name_typed_in_pieces_is_stored_composed(cast: Cast, now: dt.datetime) -> None:
    pieces = unicodedata.normalize("NFD", "Đặng Thị Ngọc Ánh")
    batch = upload(cast.officer, cast.office, now, "people", PEOPLE, person_row("0012", pieces))
    confirm_batch(actor=cast.officer, now=now, batch=batch)
    assert Person.objects.get(staff_number="0012").full_name == unicodedata.normalize("NFC", pieces)


def test_a_number_twice_in_the_file_names_the_other_row(cast: Cast, now: dt.datetime) -> None:
    batch = upload(cast.officer, cast.office, now, "people", PEOPLE, person_row("0012"), person_row("0012", "Lê Thị B"))
    assert state_and_problems(batch)[1] == (
        3, "wrong", ["A3 Số hiệu công chức: 0012 đã có ở dòng 2. Mỗi người một số hiệu, một dòng."],
    )  # fmt: skip


def test_a_number_that_lost_its_zeros_is_noticed(cast: Cast, now: dt.datetime) -> None:
    rows = [person_row(f"000{n}", f"Người Thử {n}") for n in range(10, 14)]
    batch = upload(cast.officer, cast.office, now, "people", PEOPLE, *rows, person_row(14))
    assert state_and_problems(batch)[-1][2] == [
        f"A6 Số hiệu công chức: 14 ngắn hơn các số khác, có thể Excel đã bỏ số 0 ở đầu. {AS_TEXT}"
    ]


def test_a_person_of_another_unit_is_refused_without_a_word_about_him(cast: Cast, now: dt.datetime) -> None:
    make_person("T2-9", "Bí Mật Văn Người", cast.elsewhere)
    batch = upload(cast.officer, cast.office, now, "people", PEOPLE, person_row("T2-9"))
    [(_, state, problems)] = state_and_problems(batch)
    assert state == "wrong"
    assert problems == ["A2 Số hiệu công chức: T2-9 đã dùng cho một người không thuộc đơn vị của bạn."]


def test_a_person_on_record_is_changed_or_unchanged(cast: Cast, now: dt.datetime) -> None:
    rows = [
        ["Số hiệu", "Họ tên", "Giới tính", "Chức vụ", "Dân tộc"],
        ["P-W", "Lê Thị Kiểm Thử", "Nữ", "Chuyên viên", "Tày"],
    ]
    batch = upload(cast.officer, cast.office, now, "people", *rows)
    row = batch.rows.get()
    assert (row.state, row.changes) == ("changed", {"gender": ["Nam", "Nữ"], "ethnicity": ["Kinh", "Tày"]})
    confirm_batch(actor=cast.officer, now=now, batch=batch)
    person = Person.objects.get(staff_number="P-W")
    assert (person.gender, person.ethnicity, person.version, history_of(person).count()) == ("female", "Tày", 2, 1)
    again = upload(cast.officer, cast.office, now, "people", *rows)
    assert again.rows.get().state == "unchanged"


def test_a_new_position_needs_its_first_day_and_begins_a_posting(cast: Cast, now: dt.datetime) -> None:
    head = ["Số hiệu", "Họ tên", "Giới tính", "Chức vụ", "Từ ngày"]
    wrong = upload(
        cast.officer, cast.office, now, "people", head, ["P-W", "Lê Thị Kiểm Thử", "Nam", "Trưởng phòng", ""]
    )
    assert "Hãy ghi ngày bắt đầu ở chỗ mới" in state_and_problems(wrong)[0][2][0]
    row = ["P-W", "Lê Thị Kiểm Thử", "Nam", "Trưởng phòng", "01/06/2023"]
    confirm_batch(actor=cast.officer, now=now, batch=upload(cast.officer, cast.office, now, "people", head, row))
    postings = Person.objects.get(staff_number="P-W").postings.order_by("valid_from")
    assert [(seat.position, seat.valid_to) for seat in postings] == [
        ("Chuyên viên", dt.date(2023, 5, 31)), ("Trưởng phòng", None),
    ]  # fmt: skip


def test_a_like_name_with_the_same_birthday_is_a_doubt_the_officer_settles(cast: Cast, now: dt.datetime) -> None:
    known = make_person("P-9", "Nguyễn Thị Hương", cast.office, birth_date=dt.date(1985, 8, 15))
    batch = upload(cast.officer, cast.office, now, "people", PEOPLE, person_row("0012", "Nguyễn Thi Hường"))
    row = batch.rows.get()
    assert (row.state, row.candidates) == ("doubtful", [known.pk])
    with pytest.raises(CannotConfirm, match="cần chọn đúng người"):
        confirm_batch(actor=cast.officer, now=now, batch=batch)
    choose_person(actor=cast.officer, now=now, row=row, choice="new")
    assert confirm_batch(actor=cast.officer, now=now, batch=batch) == {"new": 1}


def test_the_same_person_under_a_new_number_is_changed_not_doubled(cast: Cast, now: dt.datetime) -> None:
    known = make_person("P-9", "Nguyễn Thị Hương", cast.office, birth_date=dt.date(1985, 8, 15))
    batch = upload(
        cast.officer, cast.office, now, "people", PEOPLE, person_row("0012", "Nguyễn Thị Hường", **{"Giới tính": "Nữ"})
    )
    choose_person(actor=cast.officer, now=now, row=batch.rows.get(), choice=str(known.pk))
    assert confirm_batch(actor=cast.officer, now=now, batch=batch) == {"changed": 1}
    known.refresh_from_db()
    assert (known.staff_number, known.full_name) == ("0012", "Nguyễn Thị Hường")


def test_a_choice_that_was_not_offered_is_refused(cast: Cast, now: dt.datetime) -> None:
    make_person("P-9", "Nguyễn Thị Hương", cast.office, birth_date=dt.date(1985, 8, 15))
    batch = upload(cast.officer, cast.office, now, "people", PEOPLE, person_row("0012", "Nguyễn Thị Hường"))
    with pytest.raises(CannotRepair):
        choose_person(actor=cast.officer, now=now, row=batch.rows.get(), choice="999999")


def test_a_row_is_mended_in_the_page(cast: Cast, now: dt.datetime) -> None:
    batch = upload(cast.officer, cast.office, now, "people", PEOPLE, person_row("0012", **{"Ngày sinh": "31/2/1990"}))
    with pytest.raises(CannotConfirm, match="Còn 1 dòng có lỗi"):
        confirm_batch(actor=cast.officer, now=now, batch=batch)
    repair_row(actor=cast.officer, now=now, row=batch.rows.get(), cells={"birth_date": "28/2/1990"})
    assert state_and_problems(batch) == [(2, "new", [])]


def test_mending_one_of_two_equal_numbers_frees_the_other(cast: Cast, now: dt.datetime) -> None:
    batch = upload(cast.officer, cast.office, now, "people", PEOPLE, person_row("0012"), person_row("0012", "Lê Thị B"))
    repair_row(actor=cast.officer, now=now, row=batch.rows.get(number=2), cells={"staff_number": "0011"})
    assert [state for _, state, _ in state_and_problems(batch)] == ["new", "new"]


def test_skipping_one_of_two_equal_numbers_frees_the_other(cast: Cast, now: dt.datetime) -> None:
    batch = upload(cast.officer, cast.office, now, "people", PEOPLE, person_row("0012"), person_row("0012", "Lê Thị B"))
    skip_row(actor=cast.officer, now=now, row=batch.rows.get(number=2))
    assert [state for _, state, _ in state_and_problems(batch)] == ["skipped", "new"]
    assert confirm_batch(actor=cast.officer, now=now, batch=batch) == {"new": 1}


def test_an_unknown_heading_waits_for_the_officer_to_map_it(cast: Cast, now: dt.datetime) -> None:
    head = ["Số hiệu", "Quý danh", "Giới tính", "Chức vụ", "Ngày tuyển dụng"]
    batch = upload(
        cast.officer, cast.office, now, "people", head, ["0012", "Trần Văn A", "Nam", "Chuyên viên", "1/3/2010"]
    )
    assert [state for _, state, _ in state_and_problems(batch)] == ["unchecked"]
    with pytest.raises(CannotConfirm, match="ghép cột"):
        confirm_batch(actor=cast.officer, now=now, batch=batch)
    map_columns(actor=cast.officer, now=now, batch=batch, mapping={**batch.mapping, "full_name": 1})
    assert state_and_problems(batch) == [(2, "new", [])]


def test_one_column_for_two_fields_is_refused(cast: Cast, now: dt.datetime) -> None:
    batch = upload(cast.officer, cast.office, now, "people", PEOPLE, person_row("0012"))
    with pytest.raises(CannotChangeBatch, match="hai lần"):
        map_columns(actor=cast.officer, now=now, batch=batch, mapping={**batch.mapping, "full_name": 0})


def test_records_changed_since_the_preview_stop_the_import(cast: Cast, now: dt.datetime) -> None:
    batch = upload(cast.officer, cast.office, now, "people", PEOPLE, person_row("0012"))
    make_person("0012", "Trần Văn Thử", cast.office)
    with pytest.raises(CannotConfirm, match="Sổ đã thay đổi"):
        confirm_batch(actor=cast.officer, now=now, batch=batch)
    recheck_batch(actor=cast.officer, now=now, batch=batch)
    assert batch.rows.get().state == "changed"


def test_a_discarded_batch_is_never_imported(cast: Cast, now: dt.datetime) -> None:
    batch = upload(cast.officer, cast.office, now, "people", PEOPLE, person_row("0012"))
    discard_batch(actor=cast.officer, now=now, batch=batch)
    assert batch.state == BatchState.DISCARDED
    with pytest.raises(CannotChangeBatch, match="đã xong"):
        confirm_batch(actor=cast.officer, now=now, batch=batch)


def test_only_the_uploader_confirms(cast: Cast, now: dt.datetime) -> None:
    batch = upload(cast.officer, cast.office, now, "people", PEOPLE, person_row("0012"))
    for other in (cast.province_officer, cast.stranger, cast.head):
        with pytest.raises(CannotChangeBatch):
            confirm_batch(actor=other, now=now, batch=batch)
    assert Person.objects.filter(staff_number="0012").count() == 0


def test_two_units_of_one_name_ask_for_the_code(cast: Cast, now: dt.datetime) -> None:
    make_unit("T1-P1B", "Phòng 1", "office", cast.province)
    batch = upload(
        cast.province_officer, cast.province, now, "people", PEOPLE, person_row("0012", **{"Đơn vị": "phong 1"})
    )
    assert state_and_problems(batch)[0][2] == [
        "E2 Đơn vị: “phong 1” là tên của nhiều đơn vị. Hãy ghi mã: T1-P1, T1-P1B."
    ]
