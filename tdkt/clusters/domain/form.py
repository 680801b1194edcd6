"""Form a cluster or block for a year."""

import datetime as dt
from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone

from tdkt.clusters.models import Cluster, ClusterKind, ClusterMember, MemberRole
from tdkt.core import history
from tdkt.core.answers import Refused, require
from tdkt.core.text import clean
from tdkt.units.access import RoleHolder, may_keep_facts
from tdkt.units.models import Unit


class CannotFormCluster(Refused):
    """The cluster may not be formed so."""


def form_cluster(
    *,
    actor: RoleHolder | None,
    now: dt.datetime,
    year: int,
    name: str,
    kind: str,
    organiser: Unit,
    members: Mapping[Unit, str],
    organiser_name: str = "",
) -> Cluster:
    """Form a cluster of ``year`` with its members and their parts (head, deputy, member).

    Args:
        organiser: the unit that keeps the cluster; of a body outside the sector, the unit that writes it down.
        organiser_name: the body that runs the cluster, where it is not ``organiser``.

    Raises:
        CannotFormCluster: not the organiser's officer, no member, two heads, or the cluster exists in that year.
    """
    require(may_keep_facts(actor, organiser, timezone.localdate(now)), CannotFormCluster)
    check_members(members)
    if kind not in ClusterKind.values or not clean(name):
        raise CannotFormCluster("Hãy ghi tên và chọn cụm hoặc khối.")
    with transaction.atomic():
        cluster = _cluster(year, clean(name), kind, organiser, clean(organiser_name))
        ClusterMember.objects.bulk_create(
            [ClusterMember(cluster=cluster, unit=unit, role=role) for unit, role in members.items()]
        )
        change = history.Change(cluster, after={unit.code: str(role) for unit, role in members.items()})
        history.record_many(actor=actor, now=now, act="form_cluster", changes=[change], new=True)
    return cluster


def check_members(members: Mapping[Unit, str]) -> None:
    """Somebody is in it, and one at most is its head.

    Raises:
        CannotFormCluster: nobody, two heads, or a part that is none.
    """
    roles = list(members.values())
    if not members or roles.count(MemberRole.HEAD) > 1 or set(roles) - set(MemberRole.values):
        raise CannotFormCluster("Cụm, khối phải có thành viên và nhiều nhất một đơn vị làm trưởng.")


def _cluster(year: int, name: str, kind: str, organiser: Unit, organiser_name: str) -> Cluster:
    try:
        with transaction.atomic():
            return Cluster.objects.create(
                year=year,
                name=name,
                kind=kind,
                organiser=None if organiser_name else organiser,
                organiser_name=organiser_name or organiser.name,
            )
    except IntegrityError:
        raise CannotFormCluster(f"{name} năm {year} của {organiser_name or organiser} đã có.") from None
