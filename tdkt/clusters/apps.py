from django.apps import AppConfig


class ClustersConfig(AppConfig):
    name = "tdkt.clusters"
    verbose_name = "Cụm, khối thi đua"

    def ready(self) -> None:
        """Tell the movements who is in the cluster that a movement was launched for."""
        from tdkt.clusters.circles import ClusterCircles
        from tdkt.movements.circles import register

        register(ClusterCircles())
