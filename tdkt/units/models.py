"""Units with a life span, a parent at every date, and a succession when they are renamed, merged or split."""

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from tdkt.core.models import Record, valid_interval
from tdkt.core.text import clean, search_key, sort_key


class GradeValue(models.TextChoices):
    """How well tasks were completed in a year, best first."""

    EXCELLENT = "excellent", "Hoàn thành xuất sắc nhiệm vụ"
    GOOD = "good", "Hoàn thành tốt nhiệm vụ"
    COMPLETED = "completed", "Hoàn thành nhiệm vụ"
    FAILED = "failed", "Không hoàn thành nhiệm vụ"


class UnitKind(models.TextChoices):
    """The place of a unit in the system."""

    CENTRAL = "central", "Đơn vị trung ương"
    HIGH = "high", "Viện kiểm sát cấp cao"
    PROVINCE = "province", "Viện kiểm sát cấp tỉnh"
    DISTRICT = "district", "Viện kiểm sát cấp huyện"
    REGION = "region", "Viện kiểm sát khu vực"
    OFFICE = "office", "Phòng và tương đương"
    MILITARY = "military", "Viện kiểm sát quân sự"


class UnitQuerySet(models.QuerySet["Unit"]):
    """Units asked for by place and by date."""

    def alive_on(self, day: dt.date) -> Self:
        """Units that exist on ``day``."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )

    def under(self, unit: "Unit") -> Self:
        """``unit`` and everything below it, by the stored path (one indexed range, no recursion)."""
        return self.filter(path__startswith=unit.path)


class Unit(Record):
    """An organ of the system. Its identity is the code: names repeat after a merger, codes do not."""

    code = models.CharField("mã", max_length=40, unique=True)
    name = models.CharField("tên đơn vị", max_length=300)
    short_name = models.CharField("tên gọn", max_length=120, blank=True)
    kind = models.CharField("loại", max_length=20, choices=UnitKind)
    has_legal_personality = models.BooleanField("có tư cách pháp nhân", default=False)
    is_remote = models.BooleanField("địa bàn biên giới, hải đảo, đặc biệt khó khăn", default=False)
    founded_on = models.DateField("ngày thành lập", null=True, blank=True)
    valid_from = models.DateField("có từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="đơn vị cấp trên"
    )
    path = models.CharField(  # noqa: DJ001 - not known until the row has its number
        max_length=300, unique=True, null=True, editable=False
    )
    search_key = models.CharField(max_length=300, editable=False, db_index=True)
    sort_key = models.CharField(max_length=1000, editable=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị"
        ordering = ["sort_key", "pk"]
        constraints = [
            valid_interval("unit_lives_forward"),
            models.CheckConstraint(condition=~Q(parent=F("pk")), name="unit_is_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the keys true to the name."""
        self.name = clean(self.name)
        self.search_key = search_key(f"{self.name} {self.short_name} {self.code}")[:300]
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)

    @property
    def label(self) -> str:
        """The name fit for a narrow column."""
        return self.short_name or self.name

    def ancestor_ids(self) -> list[int]:
        """The ids on the path from the root down to the unit itself."""
        return [int(part) for part in (self.path or "").strip("/").split("/") if part]


class UnitParent(models.Model):
    """Which unit stood above another, from when to when."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="parent_periods")
    parent = models.ForeignKey(Unit, models.PROTECT, related_name="child_periods")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "đơn vị cấp trên theo thời gian"
        constraints = [
            valid_interval("unit_parent_forward"),
            models.CheckConstraint(condition=~Q(parent=F("unit")), name="unit_parent_is_another"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(valid_to__isnull=True), name="unit_has_one_parent_now"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} thuộc {self.parent}"


class SuccessionKind(models.TextChoices):
    """What happened to the earlier unit."""

    RENAMED = "renamed", "đổi tên"
    MERGED = "merged", "hợp nhất, sáp nhập"
    SPLIT = "split", "chia, tách"


class Succession(models.Model):
    """The later unit carries on the earlier one, in whole or in part; many to many."""

    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="successions_out")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="successions_in")
    kind = models.CharField(max_length=10, choices=SuccessionKind)
    on = models.DateField("từ ngày")
    basis = models.CharField("căn cứ", max_length=300, blank=True)

    class Meta:
        verbose_name = "kế thừa đơn vị"
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="succession_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class UnitGrade(models.Model):
    """How a collective completed its tasks in a year."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="grades")
    year = models.PositiveSmallIntegerField("năm")
    value = models.CharField("mức hoàn thành", max_length=10, choices=GradeValue)
    decided_by = models.CharField("theo văn bản", max_length=200, blank=True)

    class Meta:
        verbose_name = "xếp loại tập thể"
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="unit_graded_once_a_year"),
            models.CheckConstraint(condition=Q(year__gte=1945, year__lte=2100), name="unit_grade_year_is_sane"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.year}: {self.get_value_display()}"
