"""Initiatives (sáng kiến), accepted studies (đề tài), their authors, and what each was used for."""

from django.db import models
from django.db.models import Q

from tdkt.awards.models import Award
from tdkt.core.models import Record
from tdkt.people.models import Person
from tdkt.units.models import Unit


class InitiativeKind(models.TextChoices):
    """A solution, or an accepted study."""

    INITIATIVE = "initiative", "Sáng kiến"
    TOPIC = "topic", "Đề tài, đề án, công trình khoa học"


class InitiativeLevel(models.TextChoices):
    """How far its influence was recognised to reach."""

    UNIT = "unit", "Cấp cơ sở"
    MINISTRY = "ministry", "Cấp Ngành"
    NATIONAL = "national", "Toàn quốc"


class Initiative(Record):
    """A recognised initiative or study."""

    title = models.CharField("tên", max_length=500)
    kind = models.CharField("loại", max_length=10, choices=InitiativeKind, default=InitiativeKind.INITIATIVE)
    level = models.CharField("cấp công nhận", max_length=10, choices=InitiativeLevel)
    year = models.PositiveSmallIntegerField("năm")
    round = models.PositiveSmallIntegerField("đợt", null=True, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="initiatives", verbose_name="đơn vị")
    recognised_by = models.CharField("người công nhận", max_length=200)
    recognised_by_head = models.BooleanField("do người đứng đầu công nhận", default=True)
    decision_number = models.CharField("số quyết định", max_length=60, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    authors: "models.ManyToManyField[Person, InitiativeAuthor]" = models.ManyToManyField(
        Person, through="InitiativeAuthor", related_name="initiatives"
    )

    class Meta:
        verbose_name = "sáng kiến"
        ordering = ["-year", "pk"]

    def __str__(self) -> str:
        return self.title


class InitiativeAuthor(models.Model):
    """A person's part in an initiative."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="authorships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="authorships")
    share = models.PositiveSmallIntegerField("phần đóng góp (%)", null=True, blank=True)
    used_for = models.ForeignKey(
        Award, models.PROTECT, null=True, blank=True, related_name="uses", verbose_name="đã dùng để xét"
    )

    class Meta:
        verbose_name = "tác giả"
        constraints = [
            models.UniqueConstraint(fields=["initiative", "person"], name="author_once"),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__gte=1, share__lte=100),
                name="author_share_is_a_percentage",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.initiative}"
