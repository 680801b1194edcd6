from django.apps import AppConfig


class OpinionsConfig(AppConfig):
    name = "tdkt.opinions"
    verbose_name = "Lấy ý kiến Nhân dân"
