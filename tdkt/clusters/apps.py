from django.apps import AppConfig


class ClustersConfig(AppConfig):
    name = "tdkt.clusters"
    verbose_name = "Cụm, khối thi đua"
