"""The year of Tuyên Quang, walked by those who live it, on the desk and on the phone."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tdkt.sample.cast import PASSWORD
from tests.journeys.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.journey

AXE = Path(__file__).resolve().parents[1] / "vendor" / "axe" / "axe.min.js"
Visit = Callable[..., Any]
GRAVE = {"serious", "critical"}


def faults(page: Any) -> list[str]:
    """What axe finds grave on the page, and whether it scrolls sideways."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']})")
    grave = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found["violations"] if one["impact"] in GRAVE]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"):
        grave.append("the page scrolls sideways")
    return grave


PLACES = {
    "can-bo-tq": [
        "/", "/ho-so/", "/quyet-dinh/", "/quyet-dinh/tra-cuu/", "/bao-cao/", "/nhap-xuat/", "/viec/", "/lo-trinh/",
        "/tra-cuu/?q=mau", "/bao-cao/nam/?don_vi=VKS-TUYENQUANG&nam=2023", "/phap-luat/CSTDB/", "/danh-ba/",
        "/tai-khoan/mat-khau/",
    ],
    "thu-ky-tq": ["/", "/hoi-dong/"],
    "quan-tri": ["/", "/tai-khoan/", "/tai-khoan/moi/", "/soan-thao/"],
    "uy-vien-tq": ["/", "/hoi-dong/"],
    "vien-truong-tq": ["/", "/quyet-dinh/"],
    "can-bo-sonla": ["/", "/ho-so/"],
}  # fmt: skip


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("who", PLACES)
def test_every_place_opens_and_is_accessible(visit: Visit, who: str, viewport: dict[str, int]) -> None:
    page = visit(who, PASSWORD, viewport)
    wrong = {}
    for place in PLACES[who]:
        answer = page.goto(place)
        assert answer.status == 200, place
        if told := faults(page):
            wrong[place] = told
    assert wrong == {}


def test_the_officer_finds_a_person_and_reads_the_verdict_with_its_article(visit: Visit) -> None:
    page = visit("can-bo-tq", PASSWORD)
    page.goto("/ho-so/")
    page.click("text=Tổng kết thi đua, khen thưởng năm 2023 >> nth=0")
    page.click("table a >> nth=0")
    page.wait_for_load_state()
    assert "Điều" in page.inner_text("main")
    assert faults(page) == []


def test_the_report_gives_the_articles_figures_and_the_broken_cap(visit: Visit) -> None:
    page = visit("vien-truong-tq", PASSWORD)
    page.goto("/bao-cao/nam/?don_vi=VKS-TUYENQUANG&nam=2023")
    words = page.inner_text("main")
    assert "163" in words
    assert "Điều 19" in words


def test_an_outsider_does_not_even_learn_that_the_round_exists(visit: Visit) -> None:
    mine = visit("can-bo-tq", PASSWORD)
    desk_of(mine, 2023, "")
    desk = mine.url
    stranger = visit("can-bo-sonla", PASSWORD)
    answer = stranger.context.request.get(desk)
    assert mine.context.request.get(desk).status == 200
    assert answer.status == 404


def desk_of(page: Any, year: int, state: str) -> int:
    """Open the year-end round's desk on lines in one state; the round's number."""
    page.goto("/ho-so/")
    page.click(f"text=Tổng kết thi đua, khen thưởng năm {year}")
    page.wait_for_load_state()
    number = int(page.url.split("/dot/")[1].split("/")[0])
    page.goto(f"/ho-so/dot/{number}/?trang_thai={state}")
    return number


def take(page: Any, step: str, *, everything: bool) -> None:
    """Take a step with the first line or with all lines of the filter, through its page of confirmation."""
    page.check("input[name=tat_ca]" if everything else "tbody input[name=chon] >> nth=0")
    page.click(f"button[name=buoc][value={step}]")
    page.wait_for_load_state()
    if page.locator("#ly_do").count():
        page.fill("#ly_do", "Đã đối chiếu hồ sơ gốc; báo cáo thành tích sẽ bổ sung.")
    page.click("form .button--primary")
    page.wait_for_load_state()


def lines_in(page: Any, number: int, state: str) -> int:
    """How many lines of the round the user sees in a state."""
    page.goto(f"/ho-so/dot/{number}/?trang_thai={state}")
    found = re.search(r"^(\d+) dòng$", page.inner_text("main"), re.MULTILINE)
    return int(found[1]) if found else 0


def test_a_round_goes_from_the_units_list_to_one_decision(visit: Visit) -> None:
    officer = visit("can-bo-sonduong", PASSWORD)
    number = desk_of(officer, 2024, "draft")
    assert lines_in(officer, number, "draft") > 0
    take(officer, "send", everything=True)
    assert lines_in(officer, number, "draft") == 0

    appraiser = visit("tham-dinh-tq", PASSWORD)
    returned = lines_in(appraiser, number, "returned")
    desk_of(appraiser, 2024, "sent")
    take(appraiser, "return", everything=False)
    assert lines_in(appraiser, number, "returned") == returned + 1
    before = lines_in(appraiser, number, "sent")
    desk_of(appraiser, 2024, "sent&danh_hieu=TTLDTT")  # one person is on hold: no act on all people passes
    take(appraiser, "accept", everything=True)
    assert lines_in(appraiser, number, "sent") < before
    waiting, passed = (lines_in(appraiser, number, state) for state in ("accepted", "passed"))

    secretary = visit("thu-ky-tq", PASSWORD)
    secretary.goto("/hoi-dong/")
    secretary.click("text=05/12/2024 >> nth=0")
    secretary.wait_for_load_state()
    assert faults(secretary) == []
    for part, votes in (("thuan", 9), ("chong", 0)):
        secretary.evaluate(
            f"document.querySelectorAll('input[name^={part}_]').forEach(one => {{ one.value = '{votes}' }})"
        )
    secretary.click("text=Lưu kết quả")
    secretary.wait_for_load_state()
    secretary.click("text=Thông qua biên bản, khép phiên")
    secretary.wait_for_load_state()
    assert (lines_in(secretary, number, "accepted"), lines_in(secretary, number, "passed")) == (0, passed + waiting)

    head = visit("vien-truong-tq", PASSWORD)
    granted = lines_in(head, number, "granted")
    head.goto(f"/quyet-dinh/dot/{number}/")
    head.click(".bulk__acts .button--primary")
    head.wait_for_load_state()
    deciding = int(re.findall(r"\d+", head.inner_text("h1"))[0])
    head.fill("[name=number]", "199/QĐ-VKS-TQ")
    head.fill("[name=signed_on]", "13/12/2024")
    head.fill("[name=title]", "Công nhận danh hiệu thi đua năm 2024")
    head.fill("[name=signer_name]", "Nguyễn Mẫu Suối")
    head.dblclick("text=Ban hành quyết định")
    head.wait_for_url(re.compile(r"/quyet-dinh/\d+/$"))
    assert lines_in(head, number, "granted") == granted + deciding
    head.goto("/quyet-dinh/")
    assert head.inner_text("main").count("199/QĐ-VKS-TQ") == 1
