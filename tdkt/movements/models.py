"""Emulation movements: what was launched, who responded with a plan of its own, and what came of it."""

import datetime as dt
from collections.abc import Collection
from typing import Self

from django.db import models
from django.db.models import F, Q

from tdkt.accounts.access import WORKING_ROLES, acting, units_seen_by
from tdkt.accounts.models import User
from tdkt.awards.models import Award
from tdkt.core.models import Record
from tdkt.documents.models import StoredFile
from tdkt.movements.circles import circles
from tdkt.movements.states import State
from tdkt.units.models import Unit


class MovementKind(models.TextChoices):
    """How a movement is organised (L06/2022 Điều 16: thường xuyên, theo chuyên đề)."""

    REGULAR = "regular", "Thường xuyên"
    THEMATIC = "thematic", "Theo chuyên đề"


class Scope(models.TextChoices):
    """How far a movement reaches (L06/2022 Điều 16 khoản 2)."""

    NATION = "nation", "Toàn quốc"
    SECTOR = "sector", "Toàn Ngành"
    LOCALITY = "locality", "Địa phương"
    CLUSTER = "cluster", "Cụm, khối thi đua"
    UNIT = "unit", "Trong đơn vị"


class Track(models.TextChoices):
    """A provincial procuracy runs on two tracks at once: its sector's and its province's."""

    SECTOR = "sector", "Ngành Kiểm sát nhân dân"
    PROVINCE = "province", "Ủy ban nhân dân tỉnh"
    NATIONAL = "national", "Thủ tướng Chính phủ, Hội đồng Trung ương"


def concerning(units: Collection[int]) -> Q:
    """Movements of these units, and those of the clusters they belong to."""
    return Q(unit__in=units) | Q(pk__in=circles().joined_by(units))


class MovementQuerySet(models.QuerySet["Movement"]):
    """Movements through a user's eyes."""

    def visible_to(self, user: User, day: dt.date) -> Self:
        """Movements of the units the user reads, and the launched ones of the units above and of their clusters."""
        held = [h.unit for h in acting(user, day).holdings if h.role in WORKING_ROLES]
        from_above = concerning({pk for unit in held for pk in unit.ancestor_ids()})
        return self.filter(Q(unit__in=units_seen_by(user, day).values("pk")) | (from_above & ~Q(state=State.DRAFT)))

    def in_year(self, year: int) -> Self:
        """Movements that run on some day of ``year``."""
        return self.filter(start_on__lte=dt.date(year, 12, 31), end_on__gte=dt.date(year, 1, 1))


class Movement(Record):
    """One movement at one unit. A lower unit's response is a movement of its own under the upper one."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="movements", verbose_name="đơn vị phát động")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="responses", verbose_name="hưởng ứng phong trào"
    )
    theme = models.CharField("chủ đề, tên phong trào", max_length=400)
    kind = models.CharField("hình thức", max_length=10, choices=MovementKind, default=MovementKind.REGULAR)
    by_drive = models.BooleanField("theo đợt", default=False)
    scope = models.CharField("phạm vi", max_length=10, choices=Scope, default=Scope.UNIT)
    track = models.CharField("do cấp nào phát động", max_length=10, choices=Track, default=Track.SECTOR)
    launcher_name = models.CharField("cơ quan phát động (nếu ngoài hệ thống)", max_length=200, blank=True)
    start_on = models.DateField("từ ngày")
    end_on = models.DateField("đến ngày")
    response_due_on = models.DateField("hạn các đơn vị hưởng ứng", null=True, blank=True)
    state = models.CharField("trạng thái", max_length=14, choices=State, default=State.DRAFT)
    rolled_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="rolled_into", verbose_name="nối tiếp phong trào"
    )

    objects = MovementQuerySet.as_manager()

    class Meta:
        verbose_name = "phong trào thi đua"
        ordering = ["-start_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(end_on__gte=F("start_on")), name="movement_runs_forward"),
            models.CheckConstraint(condition=~Q(parent=F("pk")), name="movement_answers_another"),
            models.UniqueConstraint(
                fields=["parent", "unit"],
                condition=Q(parent__isnull=False),
                name="one_response_a_unit",
                violation_error_message="Đơn vị đã có kế hoạch hưởng ứng phong trào này.",
            ),
            models.UniqueConstraint(
                fields=["unit", "theme", "start_on"],
                condition=Q(parent__isnull=True),
                name="movement_once_a_unit_and_start",
                violation_error_message="Đơn vị đã có phong trào cùng chủ đề, cùng ngày bắt đầu.",
            ),
            models.UniqueConstraint(
                fields=["rolled_from"],
                condition=Q(rolled_from__isnull=False),
                name="rolled_over_once",
                violation_error_message="Phong trào này đã được chuyển sang năm sau.",
            ),
        ]

    def __str__(self) -> str:
        return self.theme

    @property
    def whole_years(self) -> int:
        """How many whole years it runs: 3 and 5 matter in law (L06/2022 Điều 25 k3, 26 k2)."""
        after = self.end_on + dt.timedelta(days=1)
        return after.year - self.start_on.year - ((after.month, after.day) < (self.start_on.month, self.start_on.day))


class PaperKind(models.TextChoices):
    """Papers of a movement."""

    DIRECTIVE = "directive", "Chỉ thị"
    PLAN = "plan", "Kế hoạch"
    GUIDE = "guide", "Hướng dẫn"
    HALF_REVIEW = "half_review", "Báo cáo sơ kết"
    FINAL_REVIEW = "final_review", "Báo cáo tổng kết"


class MovementPaper(Record):
    """A paper of a movement, that units below must make known to their people (quán triệt)."""

    movement = models.ForeignKey(Movement, models.CASCADE, related_name="papers")
    kind = models.CharField("loại văn bản", max_length=14, choices=PaperKind)
    number = models.CharField("số, ký hiệu", max_length=60)
    issued_on = models.DateField("ngày ban hành")
    issuer_name = models.CharField("người, cơ quan ban hành", max_length=200)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="movement_papers")

    class Meta:
        verbose_name = "văn bản của phong trào"
        ordering = ["issued_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["movement", "number"],
                name="movement_paper_once",
                violation_error_message="Văn bản có số này đã được ghi.",
            ),
            models.CheckConstraint(condition=~Q(number=""), name="movement_paper_has_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} số {self.number} ngày {self.issued_on:%d/%m/%Y}"


TO_MAKE_KNOWN = (PaperKind.DIRECTIVE, PaperKind.PLAN, PaperKind.GUIDE)
"""Papers every unit below makes known; the reviews only report."""

LAUNCHING = (PaperKind.DIRECTIVE, PaperKind.PLAN)
"""Papers a movement is launched by."""


class Acknowledgement(models.Model):
    """A unit has made a paper known to its people."""

    paper = models.ForeignKey(MovementPaper, models.CASCADE, related_name="acknowledgements")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="acknowledgements")
    at = models.DateTimeField("lúc")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    how = models.CharField("cách quán triệt", max_length=300, blank=True)

    class Meta:
        verbose_name = "quán triệt"
        constraints = [models.UniqueConstraint(fields=["paper", "unit"], name="paper_acknowledged_once")]

    def __str__(self) -> str:
        return f"{self.unit}: {self.paper}"


class ReviewKind(models.TextChoices):
    """Half-time and final reviews."""

    HALF = "half", "Sơ kết"
    FINAL = "final", "Tổng kết"


class MovementReview(Record):
    """What a unit reports of its part in a movement."""

    movement = models.ForeignKey(Movement, models.CASCADE, related_name="reviews")
    kind = models.CharField("loại", max_length=6, choices=ReviewKind)
    held_on = models.DateField("ngày")
    people_taking_part = models.PositiveIntegerField("số người tham gia", default=0)
    targets_total = models.PositiveIntegerField("số chỉ tiêu", default=0)
    targets_met = models.PositiveIntegerField("số chỉ tiêu đạt và vượt", default=0)
    role_models = models.PositiveIntegerField("số điển hình", default=0)
    summary = models.TextField("đánh giá", blank=True)

    class Meta:
        verbose_name = "sơ kết, tổng kết"
        constraints = [
            models.UniqueConstraint(
                fields=["movement", "kind"],
                name="movement_reviewed_once_a_kind",
                violation_error_message="Phong trào đã có bản sơ kết hoặc tổng kết này.",
            ),
            models.CheckConstraint(
                condition=Q(targets_met__lte=F("targets_total")),
                name="movement_targets_within_total",
                violation_error_message="Số chỉ tiêu đạt không được vượt số chỉ tiêu đã giao.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.movement}"


class MovementAwardQuerySet(models.QuerySet["MovementAward"]):
    """Ties of awards to movements."""

    def standing(self) -> Self:
        """Those whose award is granted and not cancelled; a proposal may still be refused."""
        return self.filter(award__in=Award.objects.standing())


class MovementAward(models.Model):
    """An award given for a movement; the length decides what it counts for (L06/2022 Điều 25, 26)."""

    movement = models.ForeignKey(Movement, models.PROTECT, related_name="movement_awards")
    award = models.OneToOneField(Award, models.PROTECT, related_name="for_movement")

    objects = MovementAwardQuerySet.as_manager()

    class Meta:
        verbose_name = "khen thưởng của phong trào"

    def __str__(self) -> str:
        return f"{self.award} – {self.movement}"
