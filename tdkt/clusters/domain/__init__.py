"""What is done with clusters and blocks."""

from tdkt.clusters.domain.form import CannotFormCluster, form_cluster
from tdkt.clusters.domain.rank import CannotRank, Standing, rank_members

__all__ = ["CannotFormCluster", "CannotRank", "Standing", "form_cluster", "rank_members"]
