"""Two dossiers, walked from the person's own page to the sector's list and beyond, each step by whoever takes it.

The sample lives in 2024 and the walk happens today; days that a form asks for are those the paper would bear.
"""

import re
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
FIGHTER, HER_AWARD = "Trần Thị Mẫu Sếu", "Chiến sĩ thi đua bộ, ban, ngành, tỉnh"
HER_SIBLING = "Chiến sĩ thi đua cơ sở"
INITIATIVE = "Văn bản công nhận sáng kiến"
VETERAN, HIS_AWARD = "Lý Mẫu Sáo", "Huân chương Lao động hạng Ba"


@pytest.fixture(scope="module")
def site(own_site: str) -> str:
    """These dossiers must not have been moved by other journeys."""
    return own_site


def test_a_fighter_of_the_sector_from_her_own_page_to_the_centres_acceptance(
    enter: Callable[[str], Any], folder: Path
) -> None:
    dossier = _she_writes_and_her_office_sends(enter)
    _the_province_asks_and_returns(enter, dossier)
    _mended_it_goes_straight_to_who_asked(enter, dossier)
    _held_and_cleared(enter, dossier)
    _council_and_submission(enter, dossier)
    _the_centre_returns_only_this_line(enter, dossier)
    _back_at_the_centre_it_is_accepted(enter, dossier)
    _the_whole_story_is_told(enter("tham-dinh-tw"), dossier)
    assert do.rounds_of(folder, FIGHTER, "CSTDB") == [SECTOR]


def _she_writes_and_her_office_sends(enter: Callable[[str], Any]) -> str:
    herself = enter("ca-nhan-tq")
    assert "Hồ sơ khen thưởng của tôi" in do.words(herself)
    do.follow(herself, HER_AWARD)
    do.press(herself, "Viết báo cáo thành tích")
    assert herself.locator("button", has_text="Xong báo cáo").count() == 0
    do.write_section(herself, "Sơ lược lý lịch", "Trình độ chuyên môn: Cử nhân Luật.")
    do.write_section(herself, "Quyền hạn, nhiệm vụ", "Kiểm sát giải quyết án hình sự tại huyện Sơn Dương.")
    do.write_section(herself, "Thành tích đạt được", "Ba năm liền không có án trả điều tra bổ sung do lỗi Viện.")
    do.follow(herself, "Đọc cả báo cáo")
    do.press(herself, "Xong báo cáo")
    assert "Báo cáo thành tích đã xong" in do.words(herself)

    officer = enter("can-bo-sonduong")
    dossier = do.open_dossier(officer, ROUND, FIGHTER, HER_AWARD)
    assert do.where(officer) == "Đang lập"
    assert "Viết trên phần mềm" in do.paper(officer, "Báo cáo thành tích").inner_text()
    do.ask(officer, dossier, "Gửi lên")
    assert "1 hồ sơ còn thiếu" in do.words(officer)
    officer.goto(dossier)
    do.explain(officer, INITIATIVE, "Cơ quan ban hành đang sao lục quyết định số 301M.")
    do.step(officer, dossier, "Gửi lên")
    assert do.where(officer) == "Đã gửi"
    assert do.offered(officer) == ["Rút lại để sửa"]
    sibling = do.open_dossier(officer, ROUND, FIGHTER, HER_SIBLING)
    do.step(officer, sibling, "Gửi lên", reason="Giấy tờ nộp cùng danh sách của đơn vị.")
    assert herself.context.request.get(dossier).status == 404
    herself.goto("/")
    assert "Đã gửi" in herself.locator(".task", has_text=HER_AWARD).inner_text()
    return dossier


def _the_province_asks_and_returns(enter: Callable[[str], Any], dossier: str) -> None:
    appraiser, officer = enter("tham-dinh-tq"), enter("can-bo-sonduong")
    assert do.open_dossier(appraiser, ROUND, FIGHTER, HER_AWARD) == dossier
    assert do.where(appraiser) == "Chờ thẩm định"
    assert "Cơ quan ban hành đang sao lục" in do.words(appraiser)
    do.step(appraiser, dossier, "Tiếp nhận")
    assert do.where(appraiser) == "Đã tiếp nhận, đang thẩm định"
    officer.goto(dossier)
    assert do.where(officer) == "Đang xem xét"
    assert do.offered(officer) == []

    asked = {"Tổ chức cán bộ": "Phòng Tổ chức cán bộ", "Thanh tra, kỷ luật": "Thanh tra", "Kế toán": "Văn phòng"}
    do.ask_departments(appraiser, ROUND, FIGHTER, HER_AWARD, asked)
    assert "Đã hỏi 3 bộ phận" in do.words(appraiser)
    personnel, inspection, accounts = enter("can-bo-tccb-tq"), enter("can-bo-thanhtra-tq"), enter("can-bo-vanphong-tq")
    do.answer(personnel, FIGHTER)
    do.answer(inspection, FIGHTER, objection="Chưa thấy bản sao quyết định công nhận sáng kiến.")
    others = re.sub(r"^https?://[^/]+", "", inspection.url)
    assert personnel.context.request.get(others).status == 404
    do.answer(accounts, FIGHTER)
    appraiser.goto(dossier)
    told = do.section(appraiser, "Xác nhận và hiệp y")
    assert len(re.findall(r"^\W*Xác nhận$", told, re.MULTILINE)) == 2
    assert "Chưa thấy bản sao quyết định công nhận sáng kiến." in told
    officer.goto(dossier)
    assert "Chưa thấy bản sao" not in do.words(officer)
    do.step(appraiser, dossier, "Trả lại", reason="Nộp bản sao quyết định công nhận sáng kiến số 301M.")
    assert do.where(appraiser) == "Trả lại để sửa"


def _mended_it_goes_straight_to_who_asked(enter: Callable[[str], Any], dossier: str) -> None:
    officer, appraiser = enter("can-bo-sonduong"), enter("tham-dinh-tq")
    officer.goto(dossier)
    assert do.where(officer) == "Trả lại"
    assert "Nộp bản sao quyết định công nhận sáng kiến số 301M." in do.words(officer)
    do.press(officer, "Rút giải trình")
    do.attach(officer, INITIATIVE)
    assert "quyet-dinh-301M.pdf" in do.paper(officer, INITIATIVE).inner_text()
    do.step(officer, dossier, "Gửi lên")
    assert do.where(officer) == "Đã gửi"
    appraiser.goto(dossier)
    assert do.where(appraiser) == "Chờ thẩm định"
    do.step(appraiser, dossier, "Tiếp nhận")


def _held_and_cleared(enter: Callable[[str], Any], dossier: str) -> None:
    appraiser = enter("tham-dinh-tq")
    hold = do.hold(appraiser, FIGHTER, "Xác minh đơn phản ánh (dữ liệu mẫu)", "21M/QĐ-VKS-TQ", "23/11/2026")
    do.ask(appraiser, dossier, "Đạt thẩm định")
    do.confirm(appraiser)
    told = do.words(appraiser)
    assert f"{FIGHTER}: Tạm dừng xét từ" in told
    assert "cho đến khi có kết luận" in told
    appraiser.goto(dossier)
    assert do.where(appraiser) == "Đã tiếp nhận, đang thẩm định"
    assert "Tạm dừng xét từ" in do.words(appraiser)
    appraiser.goto("/ho-so/")
    do.follow(appraiser, ROUND)
    row = appraiser.locator("tbody tr", has_text=FIGHTER).filter(has_text=HER_AWARD)
    assert "Đang tạm dừng" in row.inner_text()
    herself = enter("ca-nhan-tq")
    herself.goto("/")
    assert "Tạm dừng" not in do.words(herself)
    do.clear(appraiser, hold, "Đơn không có căn cứ.", "22M/KL-VKS-TQ", "24/11/2026")
    do.step(appraiser, dossier, "Đạt thẩm định")
    assert do.where(appraiser) == "Đạt thẩm định, chờ Hội đồng"
    officer = enter("can-bo-sonduong")
    officer.goto(dossier)
    assert do.where(officer) == "Đang xem xét"


def _council_and_submission(enter: Callable[[str], Any], dossier: str) -> None:
    secretary, head = enter("thu-ky-tq"), enter("vien-truong-tq")
    do.session_on(secretary, ROUND)
    do.vote(secretary, dossier, 9, 0)
    secretary.goto(dossier)
    assert do.where(secretary) == "Hội đồng thông qua"
    do.submit(head, ROUND, dossier, "Viện trưởng VKSND tối cao", "31/TTr-VKS-TQ", "24/11/2026")
    assert f"Nơi nhận: {CENTRE}, {SECTOR}." in do.words(head)


def _the_centre_returns_only_this_line(enter: Callable[[str], Any], dossier: str) -> None:
    centre, officer, appraiser = enter("tham-dinh-tw"), enter("can-bo-sonduong"), enter("tham-dinh-tq")
    assert do.open_dossier(centre, SECTOR, FIGHTER, HER_AWARD) == dossier
    assert do.where(centre) == "Chờ thẩm định"
    appraiser.goto(dossier)
    assert do.offered(appraiser) == []
    do.step(centre, dossier, "Trả lại", reason="Báo cáo cần nêu phạm vi áp dụng của sáng kiến trong Ngành.")
    officer.goto(dossier)
    told = do.words(officer)
    assert do.where(officer) == "Trả lại"
    assert "Báo cáo cần nêu phạm vi áp dụng của sáng kiến trong Ngành." in told
    assert f"đang xem xét tại {CENTRE}" in told
    assert "Sửa dòng đề nghị" in told
    do.open_dossier(officer, ROUND, FIGHTER, HER_SIBLING)
    assert do.where(officer) == "Đã gửi"
    assert "Sửa dòng đề nghị" not in do.words(officer)


def _back_at_the_centre_it_is_accepted(enter: Callable[[str], Any], dossier: str) -> None:
    officer, herself, centre = enter("can-bo-sonduong"), enter("ca-nhan-tq"), enter("tham-dinh-tw")
    herself.goto("/")
    assert "Trả lại" in herself.locator(".task", has_text=HER_AWARD).inner_text()
    do.follow(herself, HER_AWARD)
    do.press(herself, "Viết tiếp")
    do.write_section(herself, "Sáng kiến, đề tài", "Đã áp dụng tại bảy Viện kiểm sát cấp huyện.")
    do.follow(herself, "Đọc cả báo cáo")
    do.press(herself, "Xong báo cáo")
    do.step(officer, dossier, "Gửi lên")
    centre.goto(dossier)
    assert do.where(centre) == "Chờ thẩm định"
    do.step(centre, dossier, "Tiếp nhận")
    do.step(centre, dossier, "Đạt thẩm định")
    assert do.where(centre) == "Đạt thẩm định, chờ Hội đồng"
    for reader in (officer, enter("tham-dinh-tq")):
        reader.goto(dossier)
        assert do.where(reader) == "Đang xem xét"
    officer.goto(dossier)
    assert do.story(officer) == [
        ("Đang lập", ""),
        ("Đã gửi", ""),
        ("Đang xem xét", ""),
        ("Trả lại", "Nộp bản sao quyết định công nhận sáng kiến số 301M."),
        ("Đã gửi", ""),
        ("Đang xem xét", ""),
        ("Gửi lên cấp trên", ""),
        ("Trả lại", "Báo cáo cần nêu phạm vi áp dụng của sáng kiến trong Ngành."),
        ("Đã gửi", ""),
        ("Đang xem xét", ""),
    ]
    assert "Kết quả Hội đồng" not in do.words(officer)


def _the_whole_story_is_told(reader: Any, dossier: str) -> None:
    reader.goto(dossier)
    assert do.story(reader) == [
        ("Đang lập", ""),
        ("Chờ thẩm định", ""),
        ("Đã tiếp nhận, đang thẩm định", ""),
        ("Trả lại để sửa", "Nộp bản sao quyết định công nhận sáng kiến số 301M."),
        ("Chờ thẩm định", ""),
        ("Đã tiếp nhận, đang thẩm định", ""),
        ("Đạt thẩm định, chờ Hội đồng", ""),
        ("Hội đồng thông qua", ""),
        ("Gửi lên cấp trên", "Tờ trình số 31/TTr-VKS-TQ ngày 24/11/2026"),
        ("Trả lại để sửa", "Báo cáo cần nêu phạm vi áp dụng của sáng kiến trong Ngành."),
        ("Chờ thẩm định", ""),
        ("Đã tiếp nhận, đang thẩm định", ""),
        ("Đạt thẩm định, chờ Hội đồng", ""),
    ]


def test_an_order_from_the_centre_back_to_his_own_page_and_up_to_the_president(
    enter: Callable[[str], Any], folder: Path
) -> None:
    _two_departments_of_the_centre_get_accounts(enter("quan-tri"))
    dossier = _the_centre_wants_his_report(enter)
    _he_writes_and_it_comes_straight_back(enter, dossier)
    _two_departments_and_a_hold(enter, dossier)
    _returned_once_more_and_accepted(enter, dossier)
    _voted_and_submitted_to_the_president(enter, dossier)
    _the_decision_stands_on_his_page(enter, dossier)
    assert do.rounds_of(folder, VETERAN, "HCLD3") == [SECTOR]


def _two_departments_of_the_centre_get_accounts(administrator: Any) -> None:
    do.give_account(administrator, "can-bo-v15", "Cán bộ Vụ Tổ chức cán bộ (mẫu)", PASSWORD, "Vụ Tổ chức cán bộ")
    do.give_account(administrator, "can-bo-t1", "Cán bộ Thanh tra (mẫu)", PASSWORD, "Thanh tra")


def _the_centre_wants_his_report(enter: Callable[[str], Any]) -> str:
    centre, officer = enter("tham-dinh-tw"), enter("can-bo-tq")
    dossier = do.open_dossier(centre, SECTOR, VETERAN, HIS_AWARD)
    assert do.where(centre) == "Đã tiếp nhận, đang thẩm định"
    assert do.open_dossier(officer, ROUND, VETERAN, HIS_AWARD) == dossier
    assert do.where(officer) == "Đang xem xét"
    do.step(centre, dossier, "Trả lại", reason="Báo cáo thành tích cần viết trên phần mềm, đủ các mục.")
    assert do.where(centre) == "Trả lại để sửa"
    return dossier


def _he_writes_and_it_comes_straight_back(enter: Callable[[str], Any], dossier: str) -> None:
    himself, officer, centre = enter("ca-nhan-vp-tq"), enter("can-bo-tq"), enter("tham-dinh-tw")
    assert "Trả lại" in himself.locator(".task", has_text=HIS_AWARD).inner_text()
    do.follow(himself, HIS_AWARD)
    do.press(himself, "Viết báo cáo thành tích")
    do.write_section(himself, "Sơ lược lý lịch", "Trình độ chuyên môn: Thạc sĩ Luật.")
    do.write_section(himself, "Quyền hạn, nhiệm vụ", "Tổng hợp, thi đua, khen thưởng của Viện kiểm sát tỉnh.")
    do.write_section(himself, "Thành tích đạt được", "Năm năm liền hoàn thành tốt nhiệm vụ trở lên.")
    do.follow(himself, "Đọc cả báo cáo")
    do.press(himself, "Xong báo cáo")
    officer.goto(dossier)
    assert do.where(officer) == "Trả lại"
    assert "Báo cáo thành tích cần viết trên phần mềm, đủ các mục." in do.words(officer)
    assert "Viết trên phần mềm" in do.paper(officer, "Báo cáo thành tích").inner_text()
    do.step(officer, dossier, "Gửi lên")
    assert do.where(officer) == "Đã gửi"
    centre.goto(dossier)
    assert do.where(centre) == "Chờ thẩm định"
    do.step(centre, dossier, "Tiếp nhận")


def _two_departments_and_a_hold(enter: Callable[[str], Any], dossier: str) -> None:
    centre = enter("tham-dinh-tw")
    asked = {"Tổ chức cán bộ": "Vụ Tổ chức cán bộ", "Thanh tra, kỷ luật": "Thanh tra"}
    do.ask_departments(centre, SECTOR, VETERAN, HIS_AWARD, asked)
    do.answer(enter("can-bo-v15"), VETERAN)
    do.answer(enter("can-bo-t1"), VETERAN, objection="Đang xác minh một đơn phản ánh.")
    centre.goto(dossier)
    assert "Đang xác minh một đơn phản ánh." in do.section(centre, "Xác nhận và hiệp y")
    hold = do.hold(centre, VETERAN, "Xác minh đơn phản ánh (dữ liệu mẫu)", "41M/QĐ-VKSTC", "23/11/2026")
    do.ask(centre, dossier, "Đạt thẩm định")
    do.confirm(centre)
    assert f"{VETERAN}: Tạm dừng xét từ" in do.words(centre)
    do.clear(centre, hold, "Đơn không có căn cứ.", "42M/KL-VKSTC", "24/11/2026")


def _returned_once_more_and_accepted(enter: Callable[[str], Any], dossier: str) -> None:
    centre, officer = enter("tham-dinh-tw"), enter("can-bo-tq")
    do.step(centre, dossier, "Trả lại", reason="Ghi rõ chức vụ hiện nay.")
    officer.goto(dossier)
    assert "Ghi rõ chức vụ hiện nay." in do.words(officer)
    officer.fill("[name=position_then]", "Phó Chánh Văn phòng")
    do.press(officer, "Lưu và xét lại")
    do.step(officer, dossier, "Gửi lên")
    centre.goto(dossier)
    assert "Phó Chánh Văn phòng" in do.words(centre)
    do.step(centre, dossier, "Tiếp nhận")
    do.step(centre, dossier, "Đạt thẩm định")
    assert do.where(centre) == "Đạt thẩm định, chờ Hội đồng"
    officer.goto(dossier)
    assert do.where(officer) == "Đang xem xét"


def _voted_and_submitted_to_the_president(enter: Callable[[str], Any], dossier: str) -> None:
    secretary, head, himself = enter("thu-ky-tw"), enter("vien-truong-tw"), enter("ca-nhan-vp-tq")
    do.session_on(secretary, SECTOR)
    do.vote(secretary, dossier, 7, 0)
    do.submit(head, SECTOR, dossier, "Chủ tịch nước", "51M/TTr-VKSTC", "24/11/2026")
    assert "Đã trình cấp trên" in do.words(head)
    himself.goto("/")
    assert "Đã đề nghị" in himself.locator("tr", has_text=HIS_AWARD).inner_text()


def _the_decision_stands_on_his_page(enter: Callable[[str], Any], dossier: str) -> None:
    centre, himself, officer = enter("tham-dinh-tw"), enter("ca-nhan-vp-tq"), enter("can-bo-tq")
    centre.goto("/quyet-dinh/")
    do.follow(centre, "51M/TTr-VKSTC")
    do.write_outcome(centre, "77M/QĐ-CTN", "24/11/2026", "Chủ tịch nước")
    centre.goto(dossier)
    assert do.where(centre) == "Đã có quyết định"
    assert [reason for _, reason in do.story(centre) if reason] == [
        "Đơn vị đề nghị cấp tỉnh xem xét; số liệu, xác nhận còn thiếu sẽ bổ sung theo yêu cầu.",
        "Tờ trình số 21/TTr-VKS-TQ ngày 09/12/2024",
        "Báo cáo thành tích cần viết trên phần mềm, đủ các mục.",
        "Ghi rõ chức vụ hiện nay.",
    ]
    officer.goto(dossier)
    assert do.where(officer) == "Đã có quyết định"
    himself.goto("/")
    told = himself.locator("tr", has_text=HIS_AWARD).inner_text()
    assert "77M/QĐ-CTN" in told
    assert "Đã tặng" in told
