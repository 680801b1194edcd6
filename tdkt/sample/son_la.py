"""Sơn La, 2023: awards, and initiatives of both levels."""

import datetime as dt
from typing import Any

from tdkt.initiatives.domain import NewInitiative, recognise_initiatives
from tdkt.people.models import Person
from tdkt.sample.careers import PROSECUTOR_GENERAL
from tdkt.sample.elsewhere import ENTERED, granted, lines, proposed, settle, units_of
from tdkt.sample.titles import initiative_title
from tdkt.sample.world import World
from tdkt.units.models import Unit

SOURCE = "(số liệu mẫu theo Báo Sơn La ngày 03/5/2024; tên người giả định)"
UNNAMED = "(số liệu mẫu theo Báo Sơn La; bài không nêu hình thức khen)"
YEAR = 2023
UNIT_LEVEL, UNIT_LEVEL_PAIRS = 31, 15
"""31 initiatives with 46 authors: fifteen by two, sixteen by one."""


def build_son_la(world: World) -> None:
    """Everything the article counts."""
    people = settle(world, "SONLA", 95)
    home, units = world.units["VKS-SONLA"], units_of(world, "SONLA")
    sector: dict[str, Any] = {"issuer_level": "ministry", "issuer_name": PROSECUTOR_GENERAL}
    own: dict[str, Any] = {"issuer_level": "unit", "issuer_unit": home, "issuer_name": home.name}
    granted(
        world, lines("HCLD3", people[:1], YEAR, YEAR), number="1203M/QĐ-CTN", signed_on=dt.date(2023, 9, 29),
        issuer_level="president", issuer_name="Chủ tịch nước", title=f"Tặng Huân chương Lao động hạng Ba {SOURCE}",
    )  # fmt: skip
    granted(
        world, lines("KNCKS", people[1:9], YEAR, YEAR, basis="cong_hien"), number="40M/QĐ-VKSTC",
        signed_on=dt.date(2023, 7, 24), title=f"Tặng Kỷ niệm chương “Vì sự nghiệp Kiểm sát” {SOURCE}", **sector,
    )  # fmt: skip
    granted(
        world, lines("BKB", people[10:48], YEAR, YEAR) + lines("BKB", units[:17], YEAR, YEAR), number="471M/QĐ-VKSTC",
        signed_on=dt.date(2023, 12, 22), title=f"Tặng Bằng khen năm 2023 {SOURCE}", **sector,
    )  # fmt: skip
    granted(
        world, lines("BKB", people[9:10], YEAR, YEAR), number="32M/QĐ-UBND", signed_on=dt.date(2023, 12, 28),
        issuer_level="province", issuer_name="Chủ tịch UBND tỉnh Sơn La",
        title=f"Tặng Bằng khen của Chủ tịch UBND tỉnh {SOURCE}",
    )  # fmt: skip
    _own_forms(world, people, units, own)
    _collectives(world, sector)
    _initiatives(world, people)


def _own_forms(world: World, people: list[Person], units: list[Unit], own: dict[str, Any]) -> None:
    """Two groups of which the article names no form: entered as Giấy khen of the province's head."""
    drives = lines("GK", people[5:77], YEAR, YEAR, basis="phong_trao") + lines(
        "GK", units[:19], YEAR, YEAR, basis="phong_trao"
    )
    granted(
        world, drives, number="211/QĐ-VKS-SL", signed_on=dt.date(2023, 12, 15),
        title=f"Khen thưởng các phong trào thi đua do Ngành phát động {UNNAMED}", **own,
    )  # fmt: skip
    work = lines("GK", people[78:95], YEAR, YEAR) + lines("GK", units[19:21], YEAR, YEAR)
    granted(
        world, work, number="212/QĐ-VKS-SL", signed_on=dt.date(2023, 12, 18),
        title=f"Khen thưởng thực hành quyền công tố, kiểm sát điều tra, xét xử {UNNAMED}", **own,
    )  # fmt: skip


def _collectives(world: World, sector: dict[str, Any]) -> None:
    home = world.units["VKS-SONLA"]
    granted(
        world, lines("CTDB", [world.units["P-SONLA-VP"]], YEAR, YEAR), number="472M/QĐ-VKSTC",
        signed_on=dt.date(2023, 12, 22), title=f"Tặng Cờ thi đua dẫn đầu khối năm 2023 {SOURCE}", **sector,
    )  # fmt: skip
    asked = dt.date(2023, 11, 28)
    drive = lines(
        "BKB", [home], 2021, YEAR, basis="phong_trao",
        achievement="Sơ kết 3 năm phong trào “Vì người nghèo - Không để ai bị bỏ lại phía sau” 2021-2025",
    )  # fmt: skip
    proposed(world, drive, "ministry", asked, "88/TTr-VKS-SL")
    proposed(world, lines("TTLDXS", [home], YEAR, YEAR), "ministry", asked, "89/TTr-VKS-SL")


def _initiatives(world: World, people: list[Person]) -> None:
    home = world.units["VKS-SONLA"]
    found, at = [], 0
    for n in range(UNIT_LEVEL):
        size = 2 if n < UNIT_LEVEL_PAIRS else 1
        found.append(
            NewInitiative(
                title=initiative_title(2000 + n), level="unit", year=YEAR, unit=home,
                authors=tuple(people[at : at + size]), recognised_by="Viện trưởng VKSND tỉnh Sơn La",
                decision_number="131/QĐ-VKS-SL", decided_on=dt.date(2023, 11, 10),
            )
        )  # fmt: skip
        at += size
    found += [
        NewInitiative(
            title=initiative_title(2100 + n), level="ministry", year=YEAR, round=2, unit=home,
            authors=tuple(people[50 + 3 * n : 53 + 3 * n]), recognised_by=PROSECUTOR_GENERAL,
            decision_number="400M/QĐ-VKSTC", decided_on=dt.date(2023, 12, 20),
        )
        for n in range(4)
    ]  # fmt: skip
    recognise_initiatives(actor=world.user("tham-dinh-tw"), now=ENTERED, initiatives=found)
