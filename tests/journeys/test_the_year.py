"""The year of Tuyên Quang, walked by those who live it, on the desk and on the phone."""

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
        "/tra-cuu/?q=mau", "/bao-cao/nam/?unit=VKS-TUYENQUANG&year=2023", "/phap-luat/CSTDB/", "/danh-ba/",
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
    page.goto("/bao-cao/nam/?unit=VKS-TUYENQUANG&year=2023")
    words = page.inner_text("main")
    assert "163" in words
    assert "Điều 19" in words


def test_an_outsider_does_not_even_learn_that_the_round_exists(visit: Visit) -> None:
    mine = visit("can-bo-tq", PASSWORD)
    mine.goto("/ho-so/")
    mine.click("table a >> nth=0")
    mine.wait_for_load_state()
    desk = mine.url
    stranger = visit("can-bo-sonla", PASSWORD)
    answer = stranger.context.request.get(desk)
    assert answer.status == 404


def test_the_secretary_votes_and_the_head_decides_once(visit: Visit) -> None:
    secretary = visit("thu-ky-tq", PASSWORD)
    secretary.goto("/hoi-dong/")
    secretary.click("text=05/12/2024 >> nth=0")
    secretary.wait_for_load_state()
    assert "Lao động tiên tiến" in secretary.inner_text("main")
    assert faults(secretary) == []
