"""Holds: while a matter is examined, the person or collective is neither awarded nor proposed.

NĐ 152/2025 Điều 4 khoản 4; NĐ 98/2023 Điều 4. A hold is opened and closed with a paper each.
"""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q

from tdkt.accounts.access import units_seen_by
from tdkt.accounts.models import User
from tdkt.core.models import Record, one_subject
from tdkt.documents.models import StoredFile
from tdkt.people.models import Discipline, Person
from tdkt.units.models import Unit


class HoldKind(models.TextChoices):
    """What is being examined, in the law's four kinds."""

    DISCIPLINE = "discipline", "Xem xét thi hành kỷ luật"
    INSPECTION = "inspection", "Điều tra, thanh tra, kiểm tra khi có dấu hiệu vi phạm"
    COMPLAINT = "complaint", "Đơn thư khiếu nại, tố cáo đang xác minh"
    PRESS = "press", "Vấn đề tham nhũng, tiêu cực báo chí nêu đang xác minh"


class Conclusion(models.TextChoices):
    """How the examination ended."""

    CLEARED = "cleared", "Không có sai phạm hoặc không có dấu hiệu vi phạm"
    DISCIPLINED = "disciplined", "Bị xử lý kỷ luật"


class HoldQuerySet(models.QuerySet["Hold"]):
    """Holds asked for by day and by who may read them."""

    def open_on(self, day: dt.date) -> Self:
        """Holds that stop an award on ``day``; the day of the conclusion is free again."""
        return self.filter(Q(opened_on__lte=day), Q(closed_on__isnull=True) | Q(closed_on__gt=day))

    def visible_to(self, user: User, day: dt.date) -> Self:
        """Holds in the units the user reads, less those on the user himself: the matter is still being examined."""
        seen = self.filter(host_unit__in=units_seen_by(user, day).values("pk"))
        return seen.exclude(person__isnull=False, person=user.person_id) if user.person_id else seen


class Hold(Record):
    """One matter under examination, from its opening paper to its conclusion."""

    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="holds")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="holds")
    host_unit = models.ForeignKey(Unit, models.PROTECT, related_name="hosted_holds", verbose_name="đơn vị")
    kind = models.CharField("lý do", max_length=12, choices=HoldKind)
    matter = models.CharField("nội dung", max_length=500)
    opened_on = models.DateField("từ ngày")
    number = models.CharField("số văn bản mở", max_length=60, blank=True)
    issued_on = models.DateField("ngày văn bản mở", null=True, blank=True)
    issuer_name = models.CharField("cơ quan ban hành", max_length=200, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    closed_on = models.DateField("ngày kết luận", null=True, blank=True)
    conclusion = models.CharField("kết luận", max_length=12, choices=Conclusion, blank=True)
    conclusion_note = models.CharField("nội dung kết luận", max_length=500, blank=True)
    conclusion_number = models.CharField("số văn bản kết luận", max_length=60, blank=True)
    conclusion_issued_on = models.DateField("ngày văn bản kết luận", null=True, blank=True)
    conclusion_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    discipline = models.ForeignKey(Discipline, models.PROTECT, null=True, blank=True, related_name="holds")
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = HoldQuerySet.as_manager()

    class Meta:
        verbose_name = "tạm dừng xét"
        ordering = ["-opened_on", "-pk"]
        constraints = [
            one_subject("hold_has_one_subject"),
            models.CheckConstraint(
                condition=Q(file__isnull=False) | (~Q(number="") & Q(issued_on__isnull=False)),
                name="hold_opened_with_a_paper",
                violation_error_message="Phải có số và ngày văn bản, hoặc tệp văn bản.",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, conclusion="", closed_by__isnull=True)
                | Q(closed_on__isnull=False, closed_by__isnull=False) & ~Q(conclusion=""),
                name="hold_closed_exactly_by_a_conclusion",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True)
                | Q(conclusion_file__isnull=False)
                | (~Q(conclusion_number="") & Q(conclusion_issued_on__isnull=False)),
                name="hold_closed_with_a_paper",
                violation_error_message="Phải có số và ngày văn bản kết luận, hoặc tệp văn bản.",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="hold_closed_after_it_opened",
                violation_error_message="Ngày kết luận không được trước ngày bắt đầu tạm dừng.",
            ),
            models.CheckConstraint(
                condition=Q(discipline__isnull=True) | Q(conclusion="disciplined", person__isnull=False),
                name="hold_discipline_only_if_disciplined",
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "number"], condition=Q(closed_on__isnull=True) & ~Q(number=""),
                name="hold_once_a_paper_person",
            ),
            models.UniqueConstraint(
                fields=["unit", "kind", "number"], condition=Q(closed_on__isnull=True) & ~Q(number=""),
                name="hold_once_a_paper_unit",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["person", "opened_on"]), models.Index(fields=["unit", "opened_on"])]

    def __str__(self) -> str:
        return f"{self.subject_name}: {self.get_kind_display()}"

    @property
    def subject_name(self) -> str:
        """Whom or what is examined."""
        return str(self.person or self.unit)

    @property
    def is_open(self) -> bool:
        """No conclusion has been written down yet."""
        return self.closed_on is None

    @property
    def paper(self) -> str:
        """The opening paper in words."""
        return _paper(self.number, self.issued_on, self.issuer_name)

    @property
    def conclusion_paper(self) -> str:
        """The concluding paper in words."""
        return _paper(self.conclusion_number, self.conclusion_issued_on, "")

    @property
    def stop_words(self) -> str:
        """What a dossier that is stopped says of it."""
        return (
            f"Tạm dừng xét từ {self.opened_on:%d/%m/%Y}: {self.get_kind_display().lower()} ({self.paper}). "
            "Chưa khen thưởng hoặc đề nghị khen thưởng cho đến khi có kết luận (NĐ 152/2025 Điều 4 khoản 4)."
        )


def _paper(number: str, issued_on: dt.date | None, issuer: str) -> str:
    parts = [f"văn bản {number}" if number else "văn bản kèm theo"]
    parts += [f"ngày {issued_on:%d/%m/%Y}"] if issued_on else []
    parts += [f"của {issuer}"] if issuer else []
    return " ".join(parts)
