"""What the movements ask about clusters: for which one a movement was launched, and who is in it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import F, Q

from tdkt.clusters.models import Cluster, ClusterMember, ClusterMovement, MemberRole
from tdkt.movements.models import Movement
from tdkt.units.models import Unit


class ClusterCircles:
    """The clusters and blocks of each year, as ``movements.circles`` asks for them."""

    def offered(self, units: Sequence[Unit]) -> list[tuple[int, str]]:
        """The clusters that one of ``units`` organises or heads: key and name with its year, the newest first."""
        heads = ClusterMember.objects.filter(unit__in=units, role=MemberRole.HEAD).values("cluster")
        found = Cluster.objects.filter(Q(organiser__in=units) | Q(pk__in=heads)).order_by("-year", "name")
        return [(one.pk, named(one)) for one in found]

    def year_of(self, key: int) -> int | None:
        """The year of a cluster, or nothing where there is none such."""
        return Cluster.objects.filter(pk=key).values_list("year", flat=True).first()

    def tie(self, movement: Movement, key: int | None) -> None:
        """Launch the movement for a cluster, or for none."""
        if key is None:
            ClusterMovement.objects.filter(movement=movement).delete()
        else:
            ClusterMovement.objects.update_or_create(movement=movement, defaults={"cluster_id": key})

    def tied(self, movement: Movement) -> int | None:
        """The cluster of the movement."""
        return ClusterMovement.objects.filter(movement=movement).values_list("cluster", flat=True).first()

    def members_of(self, movements: Sequence[int]) -> dict[int, list[Unit]]:
        """The members of each movement's cluster in their order: one query; a movement without one is left out."""
        rows = ClusterMember.objects.filter(cluster__movements__movement__in=movements)
        found: dict[int, list[Unit]] = defaultdict(list)
        told = rows.select_related("unit").order_by("unit__sort_key", "unit")
        for member in told.annotate(movement=F("cluster__movements__movement")):
            found[member.movement].append(member.unit)
        return {key: found[key] for key in movements if key in found}

    def name_of(self, movement: Movement) -> str:
        """``Cụm thi đua số 7 năm 2023``, or nothing."""
        cluster = Cluster.objects.filter(movements__movement=movement).first()
        return named(cluster) if cluster else ""

    def joined_by(self, units: Collection[int]) -> Any:
        """The movements of clusters that one of ``units`` belongs to (a query within a query)."""
        return ClusterMovement.objects.filter(cluster__members__unit__in=units).values("movement")

    def following(self, movement: Movement, year: int) -> int | None:
        """The cluster of the same name and organiser in another year."""
        now = Cluster.objects.filter(movements__movement=movement).first()
        if now is None:
            return None
        same = Cluster.objects.filter(year=year, name=now.name, organiser_name=now.organiser_name)
        return same.values_list("pk", flat=True).first()


def named(cluster: Cluster) -> str:
    """Name and year: a number means nothing without its year."""
    return f"{cluster.name} năm {cluster.year}"
