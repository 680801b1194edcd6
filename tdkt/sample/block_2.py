"""Khối thi đua số 2, 2023: seven central departments; all voted for Vụ 7."""

import datetime as dt

from tdkt.clusters.domain import Standing, rank_members
from tdkt.clusters.models import Cluster
from tdkt.sample.elsewhere import ENTERED, lines, proposed
from tdkt.sample.world import World


def build_block_2(world: World) -> None:
    """Both flags asked for Vụ 7, by seven votes of seven."""
    winner, on = world.units["V7-2015"], dt.date(2023, 11, 29)
    proposed(world, lines("CTDB", [winner], 2023, 2023), "ministry", on, "02/BB-KTĐ2")
    proposed(world, lines("CTDCP", [winner], 2023, 2023), "prime_minister", on, "02/BB-KTĐ2")
    block = Cluster.objects.get(year=2023, name="Khối thi đua số 2", organiser=world.units["VKSTC"])
    rank_members(
        actor=world.user("tham-dinh-tw"), now=ENTERED, cluster=block, keeper=world.units["VKSTC"],
        standings={winner: Standing(1, 7, 7)},
    )  # fmt: skip
