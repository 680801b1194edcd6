"""An order walked from a draft of the province to the sector's list, and declined there: the judge had said so."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tdkt.sample.cast import PASSWORD
from tests.journeys import steps as do

pytestmark = pytest.mark.journey

ROUND = "Tổng kết thi đua, khen thưởng năm 2024"
SECTOR = "Xét khen thưởng toàn Ngành năm 2024"
CENTRE = "Viện kiểm sát nhân dân tối cao"
HOPEFUL, HER_NUMBER, AWARD = "Đặng Thị Mẫu Núi", "MAU-0007", "Huân chương Lao động hạng Ba"


@pytest.fixture(scope="module")
def site(own_site: str) -> str:
    """This dossier must not have been moved by other journeys."""
    return own_site


def test_an_order_asked_for_too_early_goes_the_whole_way_and_is_declined_in_words(
    enter: Callable[[str], Any], folder: Path
) -> None:
    dossier = _put_forward_and_sent_with_an_explanation(enter)
    _two_offices_a_return_and_a_hold(enter, dossier)
    _up_to_the_sectors_list(enter, dossier)
    _returned_a_second_time_then_declined(enter, dossier)
    assert do.rounds_of(folder, HOPEFUL, "HCLD3") == [SECTOR]


def _put_forward_and_sent_with_an_explanation(enter: Callable[[str], Any]) -> str:
    administrator, officer = enter("quan-tri"), enter("can-bo-tq")
    office = "VKSND tỉnh Tuyên Quang"  # the one that stands today: roles are given as of today
    do.give_account(administrator, "nui", HOPEFUL, PASSWORD, office, person=HER_NUMBER)
    do.put_forward(officer, ROUND, HOPEFUL, AWARD)
    herself = enter("nui")
    do.follow(herself, AWARD)
    do.press(herself, "Viết báo cáo thành tích")
    do.write_section(herself, "Sơ lược lý lịch", "Trình độ chuyên môn: Cử nhân Luật.")
    do.write_section(herself, "Quyền hạn, nhiệm vụ", "Tham mưu tổng hợp của Viện kiểm sát tỉnh.")
    do.write_section(herself, "Thành tích đạt được", "Nhiều năm hoàn thành tốt nhiệm vụ.")
    do.follow(herself, "Đọc cả báo cáo")
    do.press(herself, "Xong báo cáo")
    dossier = do.open_dossier(officer, ROUND, HOPEFUL, AWARD)
    do.ask(officer, dossier, "Gửi lên")
    assert "1 dòng chưa đủ tiêu chuẩn" in do.words(officer)
    do.confirm(officer, reason="Đề nghị cấp trên xem xét quá trình cống hiến.")
    assert do.where(officer) == "Chờ thẩm định", "he works where the round is held, so he reads the exact step"
    return dossier


def _two_offices_a_return_and_a_hold(enter: Callable[[str], Any], dossier: str) -> None:
    appraiser, officer = enter("tham-dinh-tq"), enter("can-bo-tq")
    appraiser.goto(dossier)
    assert "Đề nghị cấp trên xem xét quá trình cống hiến." in do.words(appraiser)
    do.step(appraiser, dossier, "Tiếp nhận")
    asked = {"Tổ chức cán bộ": "Phòng Tổ chức cán bộ", "Thanh tra, kỷ luật": "Thanh tra", "Kế toán": "Không hỏi"}
    do.ask_departments(appraiser, ROUND, HOPEFUL, AWARD, asked)
    do.answer(enter("can-bo-tccb-tq"), HOPEFUL)
    do.answer(enter("can-bo-thanhtra-tq"), HOPEFUL)
    do.step(appraiser, dossier, "Trả lại", reason="Ghi tóm tắt thành tích.")
    officer.goto(dossier)
    assert "Ghi tóm tắt thành tích." in do.words(officer)
    officer.fill("[name=achievement]", "Hai mươi năm công tác tại Văn phòng tổng hợp.")
    do.press(officer, "Lưu và xét lại")
    do.step(officer, dossier, "Gửi lên", reason="Đã ghi tóm tắt thành tích.")
    do.step(appraiser, dossier, "Tiếp nhận")
    hold = do.hold(appraiser, HOPEFUL, "Xác minh đơn phản ánh (dữ liệu mẫu)", "61M/QĐ-VKS-TQ", "23/11/2026")
    do.ask(appraiser, dossier, "Đạt thẩm định")
    do.confirm(appraiser)
    assert f"{HOPEFUL}: Tạm dừng xét từ" in do.words(appraiser)
    do.clear(appraiser, hold, "Đơn không có căn cứ.", "62M/KL-VKS-TQ", "24/11/2026")
    do.step(appraiser, dossier, "Đạt thẩm định")
    assert do.where(appraiser) == "Đạt thẩm định, chờ Hội đồng"


def _up_to_the_sectors_list(enter: Callable[[str], Any], dossier: str) -> None:
    secretary, head = enter("thu-ky-tq"), enter("vien-truong-tq")
    do.session_on(secretary, ROUND)
    do.vote(secretary, dossier, 9, 0)
    do.submit(head, ROUND, dossier, "Chủ tịch nước", "71/TTr-VKS-TQ", "24/11/2026")
    assert f"Nơi nhận: {CENTRE}, {SECTOR}." in do.words(head)


def _returned_a_second_time_then_declined(enter: Callable[[str], Any], dossier: str) -> None:
    centre, officer = enter("tham-dinh-tw"), enter("can-bo-tq")
    assert do.open_dossier(centre, SECTOR, HOPEFUL, AWARD) == dossier
    do.step(centre, dossier, "Trả lại", reason="Nêu rõ Bằng khen của Thủ tướng Chính phủ đã được tặng.")
    do.step(officer, dossier, "Gửi lên", reason="Chưa được tặng Bằng khen của Thủ tướng Chính phủ.")
    centre.goto(dossier)
    assert do.where(centre) == "Chờ thẩm định"
    do.step(centre, dossier, "Tiếp nhận")
    do.step(centre, dossier, "Không đề nghị", reason="Chưa đủ điều kiện về Bằng khen của Thủ tướng Chính phủ.")
    assert do.where(centre) == "Không đề nghị khen thưởng"
    assert [reason for _, reason in do.story(centre) if reason] == [
        "Đề nghị cấp trên xem xét quá trình cống hiến.",
        "Ghi tóm tắt thành tích.",
        "Đã ghi tóm tắt thành tích.",
        "Tờ trình số 71/TTr-VKS-TQ ngày 24/11/2026",
        "Nêu rõ Bằng khen của Thủ tướng Chính phủ đã được tặng.",
        "Chưa được tặng Bằng khen của Thủ tướng Chính phủ.",
        "Chưa đủ điều kiện về Bằng khen của Thủ tướng Chính phủ.",
    ]
    officer.goto(dossier)
    assert do.where(officer) == "Không được đề nghị"
    assert "Chưa đủ điều kiện về Bằng khen của Thủ tướng Chính phủ." in do.words(officer)
