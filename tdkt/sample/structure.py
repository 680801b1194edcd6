"""Units with their succession, and clusters, from the tables in ``data/``."""

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tdkt.clusters.domain import Standing, form_cluster, rank_members
from tdkt.sample.world import FIRST_DAY, HOME, VIETNAM, World, moment
from tdkt.units.domain import create_unit, record_succession
from tdkt.units.models import SuccessionKind, UnitKind

DATA = Path(__file__).parent / "data"
START = moment(2016, 1, 4)
_OWN_SEAL = {UnitKind.PROVINCE, UnitKind.HIGH}
_SCHOOLS = {"DHKSHN-2015", "TDTHCM-2015", "DHKS"}


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table of the sample."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


REMOTE = frozenset({"H-TUYENQUANG-LAMBINH", "H-TUYENQUANG-NAHANG"})
"""Marked so that the share of hard areas has something to count; no decision that classes them is cited here."""


def build_units(world: World) -> None:
    """Every unit of the table under its parent, then who carries on whom. The root exists already."""
    listed = list(rows("units.csv"))
    actor = world.user("quan-tri")
    for row in listed:
        if row["code"] in world.units:
            continue
        began = _day(row["valid_from"])
        written = max(began or FIRST_DAY, FIRST_DAY)
        world.units[row["code"]] = create_unit(
            actor=actor,
            now=dt.datetime.combine(written, dt.time(9), VIETNAM),
            code=row["code"],
            name=row["name"],
            short_name=row["short_name"],
            kind=row["level"],
            parent=world.units[row["parent_code"]],
            has_legal_personality=row["level"] in _OWN_SEAL or row["code"] in _SCHOOLS,
            is_remote=row["code"] in REMOTE,
            valid_from=began,
            valid_to=_day(row["valid_to"]),
        )
    _successions(world, listed)


def _successions(world: World, listed: list[dict[str, str]]) -> None:
    links = [(row["code"], heir) for row in listed for heir in row["successor_codes"].split(";") if heir]
    heirs: dict[str, int] = defaultdict(int)
    givers: dict[str, int] = defaultdict(int)
    for giver, heir in links:
        heirs[giver] += 1
        givers[heir] += 1
    for giver, heir in links:
        before, after = world.units[giver], world.units[heir]
        on = (before.valid_to or FIRST_DAY) + dt.timedelta(days=1)
        kind = SuccessionKind.RENAMED
        if heirs[giver] > 1:
            kind = SuccessionKind.SPLIT
        elif givers[heir] > 1:
            kind = SuccessionKind.MERGED
        now = dt.datetime.combine(on, dt.time(9), VIETNAM)
        record_succession(actor=world.user("quan-tri"), now=now, predecessor=before, successor=after, kind=kind, on=on)


def build_clusters(world: World) -> None:
    """Clusters and blocks by year, from the table; then the standings that the articles and the sample give."""
    grouped: dict[tuple[int, str, str, str, str], dict[str, str]] = defaultdict(dict)
    for row in rows("clusters.csv"):
        key = (int(row["year"]), row["organiser"], row["organiser_name"], row["name"], row["kind"])
        grouped[key][row["member"]] = row["role"]
    for (year, organiser, outside, name, kind), members in grouped.items():
        form_cluster(
            actor=world.user("tham-dinh-tw"), now=moment(year, 3, 1), year=year, name=name, kind=kind,
            organiser=world.units[organiser], organiser_name=outside,
            members={world.units[code]: role for code, role in members.items()},
        )  # fmt: skip


LEADERS_AT_HOME = (
    ("Khối thi đua các phòng", "block", ("VP", "P1", "P9", "P2", "P8", "TCCB", "P11", "TTKT"), "P"),
    ("Cụm thi đua cấp huyện", "cluster",
     ("SONDUONG", "CHIEMHOA", "TUYENQUANG", "YENSON", "HAMYEN", "NAHANG", "LAMBINH"), "H"),
)  # fmt: skip
"""The inner block and cluster of Tuyên Quang, invented, best first."""


def build_home_clusters(world: World) -> None:
    """Tuyên Quang's inner block and cluster of 2023 with their ranking (invented, needed for the flags)."""
    actor, home = world.user("tham-dinh-tw"), world.units[HOME]
    for name, kind, places, letter in LEADERS_AT_HOME:
        units = [world.units[f"{letter}-TUYENQUANG-{place}"] for place in places]
        roles = {unit: "head" if n == 0 else "deputy" if n == 1 else "member" for n, unit in enumerate(units)}
        cluster = form_cluster(
            actor=actor, now=moment(2023, 3, 15), year=2023, name=name, kind=kind, organiser=home, members=roles
        )
        total = len(units)
        standings = {
            unit: Standing(rank, total if rank == 1 else total - 1 if rank == 2 else None, total if rank < 3 else None)
            for rank, unit in enumerate(units, start=1)
        }
        rank_members(actor=actor, now=moment(2023, 11, 15), cluster=cluster, keeper=home, standings=standings)


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
