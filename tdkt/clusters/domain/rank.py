"""Enter how a cluster ranked its members and voted for the flag."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from tdkt.clusters.models import Cluster, ClusterMember
from tdkt.core import history
from tdkt.core.answers import Refused, require
from tdkt.units.access import RoleHolder, may_keep_facts
from tdkt.units.models import Unit


class CannotRank(Refused):
    """The ranking may not be entered so."""


@dataclass(frozen=True)
class Standing:
    """A member's place, and the votes for proposing it for the flag; what was not published stays empty."""

    rank: int | None = None
    votes_for: int | None = None
    votes_total: int | None = None


def rank_members(
    *, actor: RoleHolder | None, now: dt.datetime, cluster: Cluster, keeper: Unit, standings: Mapping[Unit, Standing]
) -> None:
    """Enter places and votes of the members, all or none.

    Args:
        keeper: the unit whose officer writes it: the organiser, or a member where the organiser is outside the sector.

    Raises:
        CannotRank: not the keeper's officer, a unit outside the cluster, or more votes than voters.
    """
    require(may_keep_facts(actor, keeper, timezone.localdate(now)), CannotRank)
    places = {member.unit_id: member for member in cluster.members.select_related("unit")}
    if keeper.pk != cluster.organiser_id and keeper.pk not in places:
        raise CannotRank(f"{keeper} không tổ chức và không ở trong {cluster}.")
    for unit, standing in standings.items():
        if unit.pk not in places:
            raise CannotRank(f"{unit} không ở trong {cluster}.")
        if (standing.votes_for or 0) > (standing.votes_total or 0):
            raise CannotRank(f"{unit}: số phiếu suy tôn không được vượt tổng số phiếu.")
    with transaction.atomic():
        for unit, standing in standings.items():
            place = places[unit.pk]
            place.rank, place.votes_for = standing.rank, standing.votes_for
            place.votes_total = standing.votes_total
        changed = [places[unit.pk] for unit in standings]
        ClusterMember.objects.bulk_update(changed, ["rank", "votes_for", "votes_total"])
        after = {unit.code: [s.rank, s.votes_for, s.votes_total] for unit, s in standings.items()}
        history.record(actor=actor, now=now, act="rank_members", target=cluster, after=after)
