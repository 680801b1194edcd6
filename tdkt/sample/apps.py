from django.apps import AppConfig


class SampleConfig(AppConfig):
    name = "tdkt.sample"
    verbose_name = "Năm mẫu"
