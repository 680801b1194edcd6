"""Pages opened without a year open on the year of the frame."""

import datetime as dt

import pytest
from django.test import Client

from tdkt.dossiers.models import AwardRound
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db
PAGES = {"/phong-trao/": "Phong trào thi đua năm {}", "/viec/lich/": "Lịch năm {}", "/viec/cham/": "năm {}"}


@pytest.fixture
def _open(cast: Cast) -> None:
    for year in (2023, 2024):
        AwardRound.objects.create(unit=cast.province, year=year, name=f"Năm {year}", judged_on=dt.date(year, 12, 8))


@pytest.mark.usefixtures("_open")
@pytest.mark.parametrize("address", PAGES)
def test_a_page_without_a_year_opens_on_the_year_of_the_newest_open_round(
    client: Client, cast: Cast, address: str
) -> None:
    client.force_login(cast.head)
    page = client.get(address).content.decode()
    assert "Năm 2024</span>" in page, "the frame"
    assert PAGES[address].format(2024) in page
    assert PAGES[address].format(2023) in client.get(f"{address}?nam=2023").content.decode()


@pytest.mark.parametrize("asked", ["", "?nam=1", "?nam=abcd", "?nam=²⁰²⁴", "?nam=20244"])
def test_without_an_open_round_and_with_a_year_that_is_none_it_is_this_years(
    client: Client, cast: Cast, asked: str
) -> None:
    client.force_login(cast.head)
    page = client.get(f"/phong-trao/{asked}").content.decode()
    assert f"Phong trào thi đua năm {dt.date.today().year}" in page  # noqa: DTZ011
