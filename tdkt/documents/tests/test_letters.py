"""The letter that asks another body and the registration of a unit, as an office reads them."""

import datetime as dt
from dataclasses import replace

from tdkt.accounts.models import Role
from tdkt.documents.office import head_signature, letterhead_of, place_in
from tdkt.documents.papers import samples
from tdkt.documents.papers.context import AwardList, Column, Group, Signature, Table
from tdkt.documents.papers.render import render_letter, render_registration
from tdkt.people.models import Posting
from tests.support.cast import Cast, make_person, make_unit, make_user

from .word import lines, part, rows

DAY = dt.date(2023, 12, 11)


def test_a_letter_has_no_name_of_kind_and_its_subject_stands_under_the_number() -> None:
    made = lines(render_letter(samples.letter()))
    at = made.index("Số: 15/VKS-TĐKT")
    assert made[at + 1] == "V/v xin ý kiến về việc đề nghị khen thưởng năm 2023"
    assert made[at + 2] == "Ví Dụ, ngày 05 tháng 02 năm 2024"
    assert made[at + 3] == "Kính gửi: Ủy ban nhân dân tỉnh Ví Dụ"
    assert made[made.index("Nơi nhận:") + 1] == "- Như trên;"
    assert any(line.endswith("chậm nhất ngày 20/02/2024./.") for line in made)
    assert made.count("Phụ lục") == 1


def test_a_letter_without_number_and_day_leaves_room_for_both() -> None:
    made = lines(render_letter(replace(samples.letter(), number="", issued_on=None)))
    assert "Số:       /" in made
    assert "Ví Dụ, ngày      tháng      năm 20…" in made


def test_a_registration_has_no_number_and_counts_each_title() -> None:
    content = render_registration(samples.registration())
    made = lines(content)
    assert not any(line.startswith("Số:") for line in made)
    assert made[made.index("BẢN ĐĂNG KÝ THI ĐUA") + 1] == "Danh hiệu thi đua, hình thức khen thưởng năm 2024"
    assert rows(content, 1)[1:] == [
        ["1", "Chiến sĩ thi đua cơ sở", "3", ""], ["2", "Tập thể lao động tiên tiến", "", "2"], ["Tổng cộng", "3", "2"],
    ]  # fmt: skip
    assert "Phụ lục II" in made


def test_the_head_row_of_a_long_list_is_repeated_on_every_page_and_no_row_is_split() -> None:
    columns = (Column(header="Họ và tên", width=60), Column(header="Danh hiệu", width=60))
    names = [
        (f"Bà Công Tằng Tôn Nữ Nguyễn Phước Thị Huyền Trân Bích Ngọc {n}", "Lao động tiên tiến") for n in range(60)
    ]
    annex = AwardList(title="Danh sách", table=Table(columns=columns, groups=(Group(rows=names),)), persons=60)
    content = render_registration(replace(samples.registration(), annexes=(annex,)))
    assert len(rows(content)) == 61
    whole = part(content)
    assert whole.count("<w:tblHeader/>") == 2, "the counts and the list"
    assert whole.count("<w:cantSplit/>") >= 61
    assert "(Ấn định danh sách này có 60 cá nhân; bằng chữ: sáu mươi cá nhân)./." in lines(content)


def test_an_office_without_a_place_in_its_name_is_dated_where_its_superior_stands(cast: Cast) -> None:
    assert letterhead_of(cast.office).place == "Một"
    assert letterhead_of(cast.centre).place == "Hà Nội"
    district = make_unit("T1-H1", "VKSND huyện Sơn Dương", "district", cast.province)
    assert (letterhead_of(district).place, letterhead_of(district).parent) == ("Sơn Dương", "VKSND tỉnh Một")
    assert [place_in(name) for name in ("VKSND thành phố Huế", "Phòng 1", "VKSND quận Ba Đình, thành phố Hà Nội")] == [
        "Huế", "", "Ba Đình",
    ]  # fmt: skip


def test_the_head_signs_by_his_posting_else_by_his_role(cast: Cast) -> None:
    unit = make_unit("T1-H1", "VKSND huyện Sơn Dương", "district", cast.province)
    assert head_signature(unit, DAY) == Signature(title="Thủ trưởng đơn vị", name="")
    make_user("truong", "Người Giữ Vai Trò", Role.UNIT_HEAD, unit)
    assert head_signature(unit, DAY) == Signature(title="Thủ trưởng đơn vị", name="Người Giữ Vai Trò")
    person = make_person("N-1", "Nguyễn Văn Trưởng", unit)
    Posting.objects.filter(person=person).update(position="Viện trưởng", is_unit_head=True)
    assert head_signature(unit, DAY) == Signature(title="Viện trưởng", name="Nguyễn Văn Trưởng")
