from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "tdkt.people"
    verbose_name = "Người được xét khen thưởng"
