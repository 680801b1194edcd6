"""Cụm thi đua số 7, 2023: the five provinces of the Central Highlands."""

import datetime as dt
from typing import Any

from tdkt.clusters.domain import Standing, rank_members
from tdkt.clusters.models import Cluster
from tdkt.people.models import Person
from tdkt.sample.careers import PROSECUTOR_GENERAL
from tdkt.sample.elsewhere import ENTERED, granted, lines, proposed, settle, units_of
from tdkt.sample.world import World
from tdkt.units.models import Unit

PROVINCES = ("GIALAI", "KONTUM", "DAKLAK", "LAMDONG", "DAKNONG")
SOURCE = "(số liệu mẫu theo bài báo về Cụm thi đua số 7 năm 2023; tên người giả định)"
GK_PEOPLE = (61, 61, 61, 61, 60)
GK_UNITS = (10, 10, 10, 10, 9)
BKB_PEOPLE = (33, 32, 32, 32, 32)
BKB_UNITS = (17, 12, 17, 14, 10)
MEDALS = (4, 4, 3, 3, 3)
YEAR = 2023


def build_cluster_7(world: World) -> None:
    """Everything the article counts, spread over the five provinces."""
    people = {province: settle(world, province, 64) for province in PROVINCES}
    units = {province: [*units_of(world, province), world.units[f"VKS-{province}"]] for province in PROVINCES}
    _own_forms(world, people, units)
    _sector_forms(world, people, units)
    _state_forms(world, people, units)
    _flags(world)


def _own_forms(world: World, people: dict[str, list[Person]], units: dict[str, list[Unit]]) -> None:
    for province, heads, bodies in zip(PROVINCES, GK_PEOPLE, GK_UNITS, strict=True):
        unit = world.units[f"VKS-{province}"]
        entries = lines("GK", people[province][1 : heads + 1], YEAR, YEAR)
        entries += lines("GK", units[province][:bodies], YEAR, YEAR)
        granted(
            world, entries, number="201/QĐ-VKS", signed_on=dt.date(2023, 12, 1), issuer_level="unit",
            issuer_unit=unit, issuer_name=unit.name, title=f"Tặng Giấy khen năm 2023 {SOURCE}",
        )  # fmt: skip


def _sector_forms(world: World, people: dict[str, list[Person]], units: dict[str, list[Unit]]) -> None:
    praised = [one for province, n in zip(PROVINCES, BKB_PEOPLE, strict=True) for one in people[province][-n:]]
    bodies = [one for province, n in zip(PROVINCES, BKB_UNITS, strict=True) for one in units[province][-n:]]
    veterans = [
        one
        for province, n in zip(PROVINCES, MEDALS, strict=True)
        for one in sorted(people[province], key=lambda person: str(person.joined_sector_on))[:n]
    ]
    sector: dict[str, Any] = {"issuer_level": "ministry", "issuer_name": PROSECUTOR_GENERAL}
    granted(
        world, lines("BKB", praised, YEAR, YEAR) + lines("BKB", bodies, YEAR, YEAR), number="461M/QĐ-VKSTC",
        signed_on=dt.date(2023, 11, 24), title=f"Tặng Bằng khen năm 2023 {SOURCE}", **sector,
    )  # fmt: skip
    granted(
        world, lines("KNCKS", veterans, YEAR, YEAR, basis="cong_hien"), number="39M/QĐ-VKSTC",
        signed_on=dt.date(2023, 7, 24), title=f"Tặng Kỷ niệm chương “Vì sự nghiệp Kiểm sát” {SOURCE}", **sector,
    )  # fmt: skip


def _state_forms(world: World, people: dict[str, list[Person]], units: dict[str, list[Unit]]) -> None:
    heads = [people[province][0] for province in PROVINCES]
    seconds = [people[province][1] for province in PROVINCES]
    asked = dt.date(2023, 11, 20)
    proposed(world, lines("HCLD2", heads[:2], YEAR, YEAR), "president", asked, "301/TTr")
    proposed(world, lines("HCLD3", heads[2:3], YEAR, YEAR), "president", asked, "302/TTr")
    proposed(world, lines("BKTTG", seconds[:4], YEAR, YEAR), "prime_minister", asked, "303/TTr")
    bodies = [world.units["VKS-KONTUM"], world.units["VKS-DAKLAK"], units["LAMDONG"][0]]
    proposed(world, lines("BKTTG", bodies, YEAR, YEAR), "prime_minister", asked, "303/TTr")
    state: dict[str, Any] = {"issuer_level": "president", "issuer_name": "Chủ tịch nước"}
    orders = (("HCLD1", world.units["VKS-LAMDONG"], "1201M/QĐ-CTN"), ("HCLD3", units["GIALAI"][0], "1202M/QĐ-CTN"))
    for code, unit, number in orders:
        granted(
            world, lines(code, [unit], YEAR, YEAR), number=number, signed_on=dt.date(2023, 10, 12),
            title=f"Tặng Huân chương Lao động {SOURCE}", **state,
        )  # fmt: skip
    granted(
        world, lines("BKTTG", [people["DAKNONG"][0], people["DAKNONG"][1]], YEAR, YEAR), number="1398M/QĐ-TTg",
        signed_on=dt.date(2023, 10, 30), issuer_level="prime_minister", issuer_name="Thủ tướng Chính phủ",
        title=f"Tặng Bằng khen của Thủ tướng Chính phủ {SOURCE}",
    )  # fmt: skip


def _flags(world: World) -> None:
    asked = dt.date(2023, 12, 1)
    proposed(world, lines("CTDCP", [world.units["VKS-GIALAI"]], YEAR, YEAR), "prime_minister", asked, "07/BB-CTĐ7")
    three = [world.units[f"VKS-{province}"] for province in ("KONTUM", "DAKLAK", "LAMDONG")]
    proposed(world, lines("CTDB", three, YEAR, YEAR), "ministry", asked, "07/BB-CTĐ7")
    cluster = Cluster.objects.get(year=YEAR, name="Cụm thi đua số 7")
    ranks = {world.units["VKS-GIALAI"]: Standing(1), **{unit: Standing(n) for n, unit in enumerate(three, start=2)}}
    rank_members(
        actor=world.user("tham-dinh-tw"), now=ENTERED, cluster=cluster, keeper=world.units["VKSTC"], standings=ranks
    )
