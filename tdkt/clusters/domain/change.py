"""Correct the members of a cluster and their parts."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from tdkt.clusters.domain.form import CannotFormCluster, check_members
from tdkt.clusters.models import Cluster, ClusterMember
from tdkt.core import history
from tdkt.core.answers import require
from tdkt.units.access import RoleHolder, may_keep_facts
from tdkt.units.models import Unit


@transaction.atomic
def change_members(
    *, actor: RoleHolder | None, now: dt.datetime, cluster: Cluster, keeper: Unit, members: Mapping[Unit, str]
) -> None:
    """Who is in the cluster, and with which part; a member that stays keeps its place and votes.

    Raises:
        CannotFormCluster: not the keeper's officer, no member, two heads, or one that is ranked would leave.
    """
    require(may_keep_facts(actor, keeper, timezone.localdate(now)), CannotFormCluster)
    check_members(members)
    there = {member.unit: member for member in cluster.members.select_related("unit")}
    gone = [member for unit, member in there.items() if unit not in members]
    if ranked := next((member for member in gone if member.rank is not None), None):
        raise CannotFormCluster(f"{ranked.unit} đã được xếp hạng trong {cluster.name}; hãy xóa xếp hạng trước khi bỏ.")
    before = {unit.code: member.role for unit, member in there.items()}
    cluster.members.filter(pk__in=[member.pk for member in gone]).delete()
    cluster.members.update(role="member")  # so that no two heads meet on the way
    for unit, role in members.items():
        ClusterMember.objects.update_or_create(cluster=cluster, unit=unit, defaults={"role": role})
    after = {unit.code: str(role) for unit, role in members.items()}
    history.record(actor=actor, now=now, act="change_members", target=cluster, before=before, after=after)
