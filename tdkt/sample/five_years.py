"""A province's five years, 2015-2019. The article names none; entered for Thái Nguyên, see docs/sample-year.md."""

import datetime as dt
from typing import Any

from tdkt.people.models import Person
from tdkt.sample.careers import PROSECUTOR_GENERAL
from tdkt.sample.elsewhere import granted, lines, settle, units_of
from tdkt.sample.world import World
from tdkt.units.models import Unit

PROVINCE = "THAINGUYEN"
SOURCE = "(số liệu mẫu theo bài báo về hội nghị điển hình tiên tiến 2/7/2020; bài không nêu tên tỉnh)"
YEARS = (2015, 2016, 2017, 2018, 2019)
FLAGS = ((3, 1),) * 5
BKB_PEOPLE = (8, 7, 7, 7, 8)
BKB_UNITS = (3, 3, 4, 3, 4)
EXCELLENT = (7, 7, 7, 7, 7)
GK_PEOPLE = (40, 41, 41, 41, 40)
GK_UNITS = (7, 7, 7, 7, 6)


def build_five_years(world: World) -> None:
    """Totals of five years, spread evenly; each year's decisions apart."""
    people, units = settle(world, PROVINCE, 60, first_joined=1990), units_of(world, PROVINCE)
    for n, year in enumerate(YEARS):
        _sector(world, people, units, n, year)
        _province(world, people, units, n, year)
        _own(world, people, units, n, year)


def _turned(found: list[Any], by: int) -> list[Any]:
    return [*found[by % len(found) :], *found[: by % len(found)]]


def _sector(world: World, people: list[Person], units: list[Unit], n: int, year: int) -> None:
    entries = lines("CTDB", _turned(units, 5 * n)[: FLAGS[n][0]], year, year)
    entries += lines("BKB", _turned(people, 9 * n)[: BKB_PEOPLE[n] - 1], year, year)
    entries += lines("BKB", _turned(units, 3 * n)[: BKB_UNITS[n] - 1], year, year)
    if year < 2019:
        entries += lines("TTLDXS", _turned(units, 5 * n)[: EXCELLENT[n]], year, year)
    granted(
        world, entries, number=f"{300 + n}M/QĐ-VKSTC", signed_on=dt.date(year, 12, 22), issuer_level="ministry",
        issuer_name=PROSECUTOR_GENERAL, title=f"Khen thưởng năm {year} {SOURCE}",
    )  # fmt: skip


def _province(world: World, people: list[Person], units: list[Unit], n: int, year: int) -> None:
    entries = lines("CTDB", _turned(units, 5 * n + 4)[: FLAGS[n][1]], year, year)
    entries += lines("BKB", _turned(people, 9 * n + 20)[:1], year, year)
    entries += lines("BKB", _turned(units, 3 * n + 8)[:1], year, year)
    granted(
        world, entries, number=f"{30 + n}M/QĐ-UBND", signed_on=dt.date(year, 12, 28), issuer_level="province",
        issuer_name="Chủ tịch UBND tỉnh", title=f"Khen thưởng năm {year} {SOURCE}",
    )  # fmt: skip


def _own(world: World, people: list[Person], units: list[Unit], n: int, year: int) -> None:
    home = world.units[f"VKS-{PROVINCE}"]
    entries = lines("GK", _turned(people[1:], 7 * n)[: GK_PEOPLE[n]], year, year)
    entries += lines("GK", _turned(units, 2 * n)[: GK_UNITS[n]], year, year)
    if year == 2019:  # from 28/6/2019 the sector's head lets the province's head recognise it
        entries += lines("TTLDXS", _turned(units, 5 * n)[: EXCELLENT[n]], year, year)
    granted(
        world, entries, number=f"{150 + n}/QĐ-VKS-TN", signed_on=dt.date(year, 12, 10), issuer_level="unit",
        issuer_unit=home, issuer_name=home.name, title=f"Khen thưởng năm {year} {SOURCE}",
    )  # fmt: skip
