"""Form the cluster of the next year from this one's."""

import datetime as dt

from tdkt.clusters.domain.form import CannotFormCluster, form_cluster
from tdkt.clusters.models import Cluster, MemberRole
from tdkt.units.access import RoleHolder
from tdkt.units.models import Unit


def follow_cluster(*, actor: RoleHolder | None, now: dt.datetime, cluster: Cluster, keeper: Unit) -> Cluster:
    """The same name, organiser and members in the year after; members that have ended are left out, and head and deputy
    are chosen anew, since they change by turns.

    Raises:
        CannotFormCluster: not the keeper's officer, no member lives on, or next year's is formed already.
    """
    year = cluster.year + 1
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    alive = [
        member.unit
        for member in cluster.members.select_related("unit").order_by("unit__sort_key")
        if (member.unit.valid_to or last) >= first and (member.unit.valid_from or first) <= last
    ]
    if not alive:
        raise CannotFormCluster(f"Các thành viên của {cluster} không còn trong năm {year}; hãy lập cụm, khối mới.")
    return form_cluster(
        actor=actor, now=now, year=year, name=cluster.name, kind=cluster.kind, organiser=keeper,
        organiser_name="" if cluster.organiser_id else cluster.organiser_name,
        members=dict.fromkeys(alive, MemberRole.MEMBER),
    )  # fmt: skip
