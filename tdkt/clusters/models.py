"""Clusters (cụm) and blocks (khối): a number means nothing without its year, so membership is yearly."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q

from tdkt.accounts.access import acting, units_seen_by
from tdkt.accounts.models import User
from tdkt.movements.models import Movement
from tdkt.units.models import Unit


class ClusterKind(models.TextChoices):
    """Clusters group procuracies, blocks group central units or a province's offices."""

    CLUSTER = "cluster", "Cụm thi đua"
    BLOCK = "block", "Khối thi đua"


class ClusterQuerySet(models.QuerySet["Cluster"]):
    """Clusters through a user's eyes."""

    def visible_to(self, user: User, day: dt.date) -> Self:
        """Clusters organised by, or joined by, a unit the user reads or stands under."""
        above = {pk for held in acting(user, day).holdings for pk in held.unit.ancestor_ids()}
        seen = Unit.objects.filter(Q(pk__in=above) | Q(pk__in=units_seen_by(user, day).values("pk"))).values("pk")
        joined = ClusterMember.objects.filter(unit__in=seen).values("cluster")
        return self.filter(Q(organiser__in=seen) | Q(pk__in=joined))


class Cluster(models.Model):
    """A cluster or block of one year."""

    year = models.PositiveSmallIntegerField("năm")
    name = models.CharField("tên", max_length=200)
    kind = models.CharField("loại", max_length=10, choices=ClusterKind)
    organiser = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organised_clusters",
        verbose_name="cấp tổ chức",
    )
    organiser_name = models.CharField("cơ quan tổ chức", max_length=200)

    objects = ClusterQuerySet.as_manager()

    class Meta:
        verbose_name = "cụm, khối thi đua"
        ordering = ["-year", "name"]
        constraints = [
            models.UniqueConstraint(fields=["year", "organiser_name", "name"], name="cluster_once_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.organiser_name}, năm {self.year}"


class MemberRole(models.TextChoices):
    """A member's part in the year."""

    HEAD = "head", "Trưởng"
    DEPUTY = "deputy", "Phó"
    MEMBER = "member", "Thành viên"


class ClusterMember(models.Model):
    """A unit in a cluster of one year, with its rank at the year's end."""

    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="members")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="cluster_places")
    role = models.CharField("vai trò", max_length=10, choices=MemberRole, default=MemberRole.MEMBER)
    rank = models.PositiveSmallIntegerField("xếp hạng", null=True, blank=True)
    votes_for = models.PositiveSmallIntegerField("số phiếu suy tôn", null=True, blank=True)
    votes_total = models.PositiveSmallIntegerField("tổng số phiếu", null=True, blank=True)

    class Meta:
        verbose_name = "thành viên cụm, khối"
        constraints = [
            models.UniqueConstraint(fields=["cluster", "unit"], name="cluster_member_once"),
            models.UniqueConstraint(fields=["cluster"], condition=Q(role="head"), name="cluster_has_one_head"),
            models.CheckConstraint(
                condition=Q(votes_for__isnull=True) | Q(votes_for__lte=models.F("votes_total")),
                name="cluster_votes_within_total",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} – {self.cluster}"


class ClusterMovement(models.Model):
    """The cluster that a movement was launched for: its members are those who answer it."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="movements")
    movement = models.OneToOneField(Movement, models.CASCADE, related_name="for_cluster")

    class Meta:
        verbose_name = "phong trào của cụm, khối"

    def __str__(self) -> str:
        return f"{self.movement} – {self.cluster}"
