from django.apps import AppConfig


class AchievementsConfig(AppConfig):
    name = "tdkt.achievements"
    verbose_name = "Báo cáo thành tích"
