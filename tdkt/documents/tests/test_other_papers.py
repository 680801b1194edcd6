from dataclasses import replace

import pytest

from tdkt.documents.papers import samples
from tdkt.documents.papers.checks import PaperError
from tdkt.documents.papers.context import Appraisal, VoteResult, VoteTable
from tdkt.documents.papers.fields import DOTS
from tdkt.documents.papers.render import render_minutes, render_report, render_submission

from .word import lines, part, rows


def test_a_submission_says_what_the_decree_asks_in_its_order() -> None:
    made = lines(render_submission(replace(samples.submission(), annexes=())))
    headings = [line for line in made if line[:2] in {"I.", "II", "IV", "1.", "2.", "3.", "4.", "5."}]
    assert headings == [
        "I. NỘI DUNG, HÌNH THỨC, THÀNH TÍCH ĐỀ NGHỊ",
        "1. Danh hiệu, hình thức và số lượng đề nghị",
        "2. Thành tích",
        "II. KẾT QUẢ XÉT CỦA HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG",
        "III. Ý KIẾN CỦA CƠ QUAN, ĐỊA PHƯƠNG LIÊN QUAN",
        "IV. Ý KIẾN THẨM ĐỊNH",
        "1. Về đối tượng",
        "2. Về điều kiện",
        "3. Về tiêu chuẩn",
        "4. Về hồ sơ",
        "5. Về thủ tục",
    ]
    assert "Kính gửi: Viện trưởng Viện kiểm sát nhân dân tối cao" in made
    assert made[made.index("Nơi nhận:") + 1] == "- Như trên;"


def test_a_point_nobody_vouched_for_prints_as_a_dotted_line() -> None:
    made = lines(render_submission(replace(samples.submission(), appraisal=Appraisal(), opinions=())))
    assert made.count(DOTS) == 6


def test_what_is_asked_for_is_counted_by_award() -> None:
    content = render_submission(replace(samples.submission(), annexes=(), votes=()))
    assert rows(content, 1) == [
        ["TT", "Danh hiệu thi đua, hình thức khen thưởng", "Số lượng đề nghị", "Căn cứ (điểm, khoản, điều)"],
        ["", "", "Cá nhân", "Tập thể", ""],
        ["1", "Chiến sĩ thi đua ngành Kiểm sát nhân dân", "1", "", "Điều 22 khoản 1"],
        ["2", "Cờ thi đua ngành Kiểm sát nhân dân", "", "1", "Điều 26"],
        ["Tổng cộng", "1", "1", ""],
    ]


def test_minutes_have_no_place_and_date_line_and_the_secretary_signs_left() -> None:
    made = lines(render_minutes(samples.minutes()))
    assert not any(line.startswith("Ví Dụ, ngày") for line in made)
    came = "Có mặt 11/13 thành viên Hội đồng; vắng mặt có ý kiến bằng văn bản: 1; vắng mặt không có ý kiến: 1."
    assert f"Thành phần tham dự: {came}" in made
    assert made[made.index("THƯ KÝ") :] == [
        "THƯ KÝ",
        "CHỦ TỌA",
        "CHỦ TỊCH HỘI ĐỒNG",
        "Phạm Thị Ghi",
        "Nguyễn Văn Mẫu",
        "Nơi nhận:",
        "- Thành viên Hội đồng;",
        "- Lưu: VT, Hồ sơ.",
    ]


def test_votes_are_shares_of_all_members_against_the_mark() -> None:
    content = render_minutes(samples.minutes())
    assert rows(content, 2)[2:] == [
        ["1", "Bà Trần Thị Bình", "Văn phòng tổng hợp", "12", "1", "0", "12/13(92,31%)", "Đạt"],
        ["2", "Ông Lê Văn Cường", "Phòng 2", "9", "3", "1", "9/13(69,23%)", "Không đạt"],
    ]


def test_without_a_mark_in_law_no_outcome_is_claimed() -> None:
    result = VoteResult(name="A", unit="B", members=10, votes_for=9, votes_against=1)
    assert VoteTable(award="X", results=(result,)).passed(result) is None
    assert VoteTable(award="X", results=(result,), pass_mark=90).passed(result) is True
    assert VoteTable(award="X", results=(result,), pass_mark=91).passed(result) is False


def test_more_votes_than_members_are_refused() -> None:
    wrong = VoteResult(name="Bà B", unit="P1", members=10, votes_for=10, votes_against=1)
    paper = replace(samples.minutes(), votes=(VoteTable(award="X", results=(wrong,)),))
    with pytest.raises(PaperError) as refused:
        render_minutes(paper)
    assert str(refused.value) == "“Bà B” có 11 phiếu, nhiều hơn 10 thành viên Hội đồng. Hãy xem lại số phiếu."


def test_a_report_to_several_bodies_lists_them_under_the_colon() -> None:
    made = lines(render_report(samples.report()))
    at = made.index("Kính gửi:")
    assert made[at + 1 : at + 3] == [
        "- Viện trưởng Viện kiểm sát nhân dân tối cao;",
        "- Hội đồng Thi đua - Khen thưởng tỉnh Ví Dụ.",
    ]


def test_common_headings_stand_over_their_columns() -> None:
    content = render_report(samples.report())
    assert rows(content, 1)[:2] == [
        ["TT", "Danh hiệu, hình thức", "Cấp quyết định", "Đề nghị", "Được tặng"],
        ["", "", "", "Cá nhân", "Tập thể", "Cá nhân", "Tập thể"],
    ]
    assert rows(content, 1)[-1] == ["Tổng cộng", "169", "20", "163", "15"]
    assert part(content).count('<w:gridSpan w:val="2"/>') == 2
