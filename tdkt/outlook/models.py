"""Who stands where for which award in a year, as the judge last said. Made again at any time; no official record."""

import datetime as dt
from typing import Self

from django.db import models

from tdkt.accounts.access import units_seen_by
from tdkt.accounts.models import User
from tdkt.core.models import one_subject
from tdkt.people.models import Person
from tdkt.units.models import Unit


class Reach(models.TextChoices):
    """How near a subject is to an award."""

    ELIGIBLE = "eligible", "Đủ tiêu chuẩn"
    COUNCIL = "council", "Hội đồng xem xét"
    LACKS_ONE = "lacks_one", "Thiếu một điều"


class StandingQuerySet(models.QuerySet["Standing"]):
    """Standings through a user's eyes."""

    def visible_to(self, user: User, day: dt.date) -> Self:
        """Those of the subtree the user reads, less his own: they would tell of matters still being examined."""
        seen = self.filter(host_unit__in=units_seen_by(user, day))
        return seen.exclude(person__isnull=False, person=user.person_id) if user.person_id else seen


class Standing(models.Model):
    """One subject near one award in one year. Subjects that are far from it have no row."""

    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="standings")
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="standings")
    host_unit = models.ForeignKey(Unit, models.CASCADE, related_name="hosted_standings", verbose_name="đơn vị")
    year = models.PositiveSmallIntegerField("năm")
    code = models.CharField("danh hiệu, hình thức", max_length=12)
    reach = models.CharField("kết luận", max_length=10, choices=Reach)
    lacks = models.CharField("còn thiếu", max_length=500, blank=True)
    judged_on = models.DateField("xét theo quy định ngày")
    rulebook = models.CharField(max_length=80)
    judged_at = models.DateTimeField("tính lúc")

    award = ""
    """The award's name, put there by the page that shows it: the law names awards."""

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = "dự kiến"
        constraints = [
            one_subject("standing_has_one_subject"),
            models.UniqueConstraint(fields=["person", "year", "code"], name="standing_once_person"),
            models.UniqueConstraint(fields=["unit", "year", "code"], name="standing_once_unit"),
        ]
        indexes = [models.Index(fields=["year", "code", "reach"]), models.Index(fields=["host_unit", "year"])]

    def __str__(self) -> str:
        return f"{self.subject_name} – {self.code} {self.year}"

    @property
    def subject_name(self) -> str:
        """Who or what it is about."""
        return str(self.person or self.unit)
