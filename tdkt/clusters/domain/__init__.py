"""What is done with clusters and blocks."""

from tdkt.clusters.domain.change import change_members
from tdkt.clusters.domain.follow import follow_cluster
from tdkt.clusters.domain.form import CannotFormCluster, form_cluster
from tdkt.clusters.domain.rank import CannotRank, Standing, rank_members

__all__ = [
    "CannotFormCluster",
    "CannotRank",
    "Standing",
    "change_members",
    "follow_cluster",
    "form_cluster",
    "rank_members",
]
