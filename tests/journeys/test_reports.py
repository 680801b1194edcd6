"""The achievement report in a real browser: nothing typed is lost, whoever closes the page or writes beside one."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tdkt.sample.cast import PASSWORD
from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.test_the_year import faults

pytestmark = pytest.mark.journey

Visit = Callable[..., Any]
SAVED = "[data-status][data-tone=good]"
OFFICER, HIMSELF = "can-bo-sonduong", "ca-nhan-tq"


def open_report(page: Any, key: str, name: str) -> str:
    """Open the report of a person on the list, at one section; its address."""
    page.goto("/bao-cao-thanh-tich/")
    page.locator("tbody tr", has_text=name).locator("a").first.click()
    page.wait_for_load_state()
    if page.locator("button:has-text('Viết báo cáo thành tích')").count():
        page.click("button:has-text('Viết báo cáo thành tích')")
        page.wait_for_load_state()
    report = re.search(r"/bao-cao-thanh-tich/(\d+)/", page.url)
    assert report is not None
    address = f"/bao-cao-thanh-tich/{report[1]}/viet/{key}/"
    page.goto(address)
    return address


@pytest.fixture
def in_trouble(site: str, browser: Any) -> Iterator[Visit]:
    """Pages on which requests may fail or meet another's save; an error in a script still fails the test."""
    contexts: list[Any] = []
    faults_of_scripts: list[str] = []

    def sign_in(username: str) -> Any:
        context = browser.new_context(viewport=DESKTOP, base_url=site, locale="vi-VN")
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults_of_scripts.append(str(error)))
        page.goto("/tai-khoan/dang-nhap/")
        page.fill("input[name=username]", username)
        page.fill("input[name=password]", PASSWORD)
        page.click(".door button")
        page.wait_for_load_state()
        return page

    yield sign_in
    for context in contexts:
        context.close()
    assert faults_of_scripts == []


def test_what_is_typed_is_saved_by_itself_and_said(visit: Visit) -> None:
    page = visit(OFFICER, PASSWORD)
    address = open_report(page, "nhiem-vu", "Nguyễn Mẫu Sim")
    page.fill("#text", "Kiểm sát giải quyết án hình sự.")
    page.wait_for_selector(SAVED)
    assert re.fullmatch(r"Đã lưu \d\d:\d\d", page.inner_text("[data-status]"))
    assert faults(page) == []
    page.goto(address)
    assert page.input_value("#text") == "Kiểm sát giải quyết án hình sự."


def test_a_page_closed_before_it_saved_gives_the_words_back(in_trouble: Visit) -> None:
    page = in_trouble(OFFICER)
    address = open_report(page, "nhiem-vu", "Lương Mẫu Sóng")
    context = page.context
    context.set_offline(True)
    page.fill("#text", "Chữ chưa kịp gửi đi.")
    page.wait_for_selector("[data-status]:has-text('Chưa lưu')")
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(address)
    again.wait_for_selector("text=Đã lấy lại phần chữ bạn nhập")
    assert again.input_value("#text") == "Chữ chưa kịp gửi đi."
    again.wait_for_selector(SAVED)
    other = in_trouble("can-bo-tq")
    other.goto(address)
    assert other.input_value("#text") == "Chữ chưa kịp gửi đi."


def test_closing_the_tab_in_the_middle_of_a_word_loses_nothing(in_trouble: Visit) -> None:
    page = in_trouble(OFFICER)
    address = open_report(page, "ket-qua", "Lương Mẫu Sóng")
    page.fill("#text", "Đóng thẻ ngay sau khi gõ.")
    context = page.context
    page.close()
    again = context.new_page()
    again.goto(address)
    again.wait_for_function("document.querySelector('#text').value === 'Đóng thẻ ngay sau khi gõ.'")


def test_a_line_that_breaks_is_tried_again_until_the_words_are_saved(in_trouble: Visit) -> None:
    page = in_trouble(OFFICER)
    open_report(page, "nhiem-vu", "Vũ Mẫu Làng")
    page.route("**/luu/**", lambda route: route.abort())
    page.fill("#text", "Mạng đứt giữa chừng.")
    page.wait_for_selector("[data-status]:has-text('Chưa lưu, đang thử lại')")
    page.unroute("**/luu/**")
    page.wait_for_selector(SAVED, timeout=20_000)


def test_two_people_write_one_section_and_both_texts_are_kept_and_merged(in_trouble: Visit) -> None:
    mine, hers = in_trouble(HIMSELF), in_trouble(OFFICER)
    mine.goto("/bao-cao-thanh-tich/")
    address = open_report(mine, "sang-kien", mine.locator("tbody tr a").first.inner_text())
    hers.goto(address)
    mine.fill("#text", "Bản của chính tôi.")
    mine.wait_for_selector(SAVED)
    hers.fill("#text", "Bản của cán bộ.")
    hers.wait_for_selector("[data-status]:has-text('Người khác vừa lưu mục này')")
    hers.fill("#text", "Bản của cán bộ, viết thêm.")
    hers.click("text=Xem hai bản và chọn")
    hers.wait_for_selector("text=Hai bản của mục này")
    both = hers.inner_text(".both")
    assert "Bản của chính tôi." in both
    assert "Bản của cán bộ, viết thêm." in both
    assert faults(hers) == []
    hers.click("text=Ghép hai bản")
    hers.wait_for_selector("button:has-text('Lưu bản ghép')")
    assert hers.input_value("#text") == "Bản của chính tôi.\n\nBản của cán bộ, viết thêm."
    hers.fill("#text", "Bản của chính tôi. Cán bộ viết thêm.")
    hers.click("button:has-text('Lưu bản ghép')")
    hers.wait_for_selector("text=Đã lưu mục")
    assert hers.locator("text=Hai bản của mục này").count() == 0
    mine.goto(address)
    assert mine.input_value("#text") == "Bản của chính tôi. Cán bộ viết thêm."
    mine.goto(address.replace("/viet/", "/phien-ban/"))
    said = mine.inner_text("table")
    assert "Bản để bên" in said
    assert faults(mine) == []


def test_the_save_button_does_it_all_without_scripts(site: str, browser: Any) -> None:
    context = browser.new_context(base_url=site, locale="vi-VN", java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto("/tai-khoan/dang-nhap/")
    page.fill("input[name=username]", OFFICER)
    page.fill("input[name=password]", PASSWORD)
    page.click(".door button")
    address = open_report(page, "nhiem-vu", "Hà Thị Mẫu Rừng")
    page.fill("#text", "Không cần tập lệnh.")
    page.click("button:text-is('Lưu')")
    assert "Đã lưu mục" in page.inner_text("main")
    page.goto(address)
    assert page.input_value("#text") == "Không cần tập lệnh."
    context.close()


@pytest.mark.parametrize("place", ["", "viet/ket-qua/", "phien-ban/ket-qua/"])
def test_the_pages_are_accessible_on_a_phone(visit: Visit, place: str) -> None:
    page = visit(HIMSELF, PASSWORD, PHONE)
    page.goto("/bao-cao-thanh-tich/")
    page.locator("tbody tr", has_text="Đang viết").locator("a").first.click()
    page.wait_for_load_state()
    report = re.search(r"/bao-cao-thanh-tich/(\d+)/", page.url)
    assert report is not None
    page.goto(f"/bao-cao-thanh-tich/{report[1]}/{place}")
    assert faults(page) == []
