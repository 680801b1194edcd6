"""Who reads clusters, and who keeps those of which unit."""

from tdkt.accounts.access import Acting
from tdkt.accounts.models import Role
from tdkt.clusters.models import Cluster
from tdkt.units.models import Unit

KEEPERS = (Role.UNIT_OFFICER, Role.APPRAISER)


def own_units(seat: Acting) -> list[Unit]:
    """The units where the user himself forms clusters, each once."""
    return list({h.unit_id: h.unit for h in seat.holdings if h.role in KEEPERS}.values())


def keeper_of(seat: Acting, cluster: Cluster) -> Unit | None:
    """The unit for which this user writes into the cluster: the organiser, or his own among the members of a cluster
    that a body outside the system runs; nobody's where neither.
    """
    if cluster.organiser is not None:
        return cluster.organiser if seat.has_over(KEEPERS, cluster.organiser) else None
    inside = {member.unit_id for member in cluster.members.all()}
    return next((unit for unit in own_units(seat) if unit.pk in inside), None)
