from dataclasses import replace

import pytest

from tdkt.documents.papers import samples
from tdkt.documents.papers.checks import PaperError
from tdkt.documents.papers.context import AwardList, Column, Group, Registration, Table
from tdkt.documents.papers.render import render_decision

from .word import lines, opened, part, rows


def _list(*names: str, persons: int = 0) -> AwardList:
    table = Table(columns=(Column(header="Họ và tên", width=100),), groups=(Group(rows=[(n,) for n in names]),))
    return AwardList(title="Danh sách", table=table, persons=persons)


def test_it_says_everything_in_the_order_of_the_decree() -> None:
    made = lines(render_decision(replace(samples.decision(), annexes=())))
    assert made == [
        "VIỆN KSND TỐI CAO",
        "VIỆN KIỂM SÁT NHÂN DÂNTỈNH VÍ DỤ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 05/QĐ-VKS",
        "Ví Dụ, ngày 05 tháng 01 năm 2024",
        "QUYẾT ĐỊNH",
        "Về việc công nhận danh hiệu thi đua năm 2023",
        "VIỆN TRƯỞNG VIỆN KIỂM SÁT NHÂN DÂN TỈNH VÍ DỤ",
        "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;",
        (
            "Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ quy định chi tiết thi hành "
            "một số điều của Luật Thi đua, khen thưởng;"
        ),
        "Theo đề nghị của Thường trực Hội đồng Thi đua - Khen thưởng Viện kiểm sát nhân dân tỉnh Ví Dụ.",
        "QUYẾT ĐỊNH:",
        (
            "Điều 1. Công nhận danh hiệu “Chiến sĩ thi đua cơ sở” cho 03 cá nhân và danh hiệu “Tập thể lao động tiên "
            "tiến” cho 02 tập thể thuộc Viện kiểm sát nhân dân tỉnh Ví Dụ năm 2023 (có danh sách kèm theo)."
        ),
        "Điều 2. Tiền thưởng được chi từ Quỹ thi đua, khen thưởng theo quy định.",
        "Điều 3. Quyết định này có hiệu lực kể từ ngày ký.",
        (
            "Chánh Văn phòng tổng hợp, thủ trưởng các đơn vị liên quan và các cá nhân, tập thể có tên trong danh sách "
            "chịu trách nhiệm thi hành Quyết định này./."
        ),
        "Nơi nhận:",
        "- Như Điều 3;",
        "- Phòng Thi đua - Khen thưởng, VKSND tối cao;",
        "- Lưu: VT, VP.",
        "VIỆN TRƯỞNG",
        "Nguyễn Văn Mẫu",
    ]


def test_a_list_is_grouped_by_unit_numbered_through_and_summed() -> None:
    content = render_decision(replace(samples.decision(), annexes=(samples.person_list(),)))
    assert rows(content) == [
        ["TT", "Họ và tên", "Chức vụ", "Đơn vị", "Tiền thưởng (đồng)"],
        ["I", "Văn phòng tổng hợp"],
        ["1", "Ông Nguyễn Văn An", "Chánh Văn phòng", "Văn phòng tổng hợp", "1.490.000"],
        ["2", "Bà Trần Thị Bình", "Chuyên viên", "Văn phòng tổng hợp", "1.490.000"],
        ["II", "Phòng Thực hành quyền công tố, kiểm sát điều tra án trật tự xã hội"],
        ["3", "Ông Lê Văn Cường", "Kiểm sát viên trung cấp", "Phòng 2", "1.490.000"],
        ["Tổng cộng", "4.470.000"],
    ]
    made = lines(content)
    cite = "(Kèm theo Quyết định số 05/QĐ-VKS ngày 05 tháng 01 năm 2024 của Viện kiểm sát nhân dân tỉnh Ví Dụ)"
    assert cite in made
    assert made[-1] == "(Ấn định danh sách này có 03 cá nhân; bằng chữ: ba cá nhân)./."


def test_each_annex_turns_its_own_page_and_counts_its_own_pages() -> None:
    content = render_decision(samples.decision())
    pages = [
        (s.page_width.mm > s.page_height.mm, s.different_first_page_header_footer) for s in opened(content).sections
    ]
    assert pages == [(False, True), (False, True), (True, True)]
    assert part(content).count('<w:pgNumType w:start="1"/>') == 2
    assert [line for line in lines(content) if line.startswith("Phụ lục")] == ["Phụ lục I", "Phụ lục II"]


def test_the_page_is_a4_with_the_margins_of_the_decree() -> None:
    section = opened(render_decision(samples.decision())).sections[0]
    sizes = (section.page_width, section.page_height, section.top_margin, section.left_margin, section.right_margin)
    assert [round(size.mm) for size in sizes] == [210, 297, 20, 30, 15]


def test_headings_repeat_on_each_page_and_rows_are_never_split() -> None:
    xml = part(render_decision(replace(samples.decision(), annexes=(_list("A", "B"),))))
    assert xml.count("<w:tblHeader/>") == 1
    assert xml.count("<w:cantSplit/>") == 3 + 3  # the list's three rows, and the head and foot of the paper


def test_a_paper_without_number_and_day_leaves_room_for_them() -> None:
    made = lines(render_decision(replace(samples.decision(), registration=Registration(symbol="QĐ-VKS"))))
    assert "Số:       /QĐ-VKS" in made
    assert "Ví Dụ, ngày      tháng      năm 20…" in made


def test_hostile_text_prints_as_it_is_and_decomposed_letters_are_composed() -> None:
    name = "Ông A <b>&\x00\x0b{{ luu }} {% for %} ]]> Nguye\u0302\u0303n\u202e"
    content = render_decision(replace(samples.decision(), title=name, annexes=(_list(name),)))
    clean = "Ông A <b>&{{ luu }} {% for %} ]]> Nguyễn"
    assert rows(content)[1] == ["1", clean]
    assert clean in lines(content)


def test_the_same_values_give_the_same_file() -> None:
    assert render_decision(samples.decision()) == render_decision(samples.decision())


def test_a_list_that_holds_another_number_than_it_states_is_refused() -> None:
    paper = replace(samples.decision(), annexes=(_list("A", "B", persons=3),))
    with pytest.raises(PaperError) as refused:
        render_decision(paper)
    assert str(refused.value) == "Danh sách “Danh sách” có 2 dòng nhưng số ấn định là 3. Hãy xem lại danh sách."
