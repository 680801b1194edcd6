"""What an officer has uploaded and not yet let into the official records.

An uploaded file becomes a batch of rows. Nothing of it touches people, grades or the ledger until the batch is
confirmed; a confirmed or discarded batch never changes again.
"""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q

from tdkt.accounts.access import units_seen_by
from tdkt.accounts.models import User
from tdkt.core.models import Record
from tdkt.people.models import Person
from tdkt.units.models import Unit


class ImportKind(models.TextChoices):
    """What the rows of a file are."""

    PEOPLE = "people", "Danh sách người"
    GRADES = "grades", "Xếp loại hằng năm"
    AWARDS = "awards", "Khen thưởng đã có"


class BatchState(models.TextChoices):
    """Where a batch stands."""

    UPLOADED = "uploaded", "Chờ xác nhận"
    CONFIRMED = "confirmed", "Đã nhập vào sổ"
    DISCARDED = "discarded", "Đã bỏ"


class RowState(models.TextChoices):
    """What would happen to a row on confirming, or why nothing can."""

    UNCHECKED = "unchecked", "Chưa kiểm tra"
    NEW = "new", "Mới"
    CHANGED = "changed", "Thay đổi"
    UNCHANGED = "unchanged", "Không đổi"
    DOUBTFUL = "doubtful", "Cần chọn"
    WRONG = "wrong", "Có lỗi"
    SKIPPED = "skipped", "Bỏ qua"


class BatchQuerySet(models.QuerySet["ImportBatch"]):
    """Batches by who may open them."""

    def visible_to(self, user: User, day: dt.date) -> Self:
        """The user's own batches at units the user still sees."""
        return self.filter(uploaded_by=user, unit__in=units_seen_by(user, day).values("pk"))


class ImportBatch(Record):
    """One uploaded file. ``mapping`` tells which column (from 0) holds which field."""

    kind = models.CharField("loại dữ liệu", max_length=10, choices=ImportKind)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="import_batches", verbose_name="đơn vị")
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="import_batches", verbose_name="người tải lên")
    uploaded_at = models.DateTimeField("tải lên lúc")
    file_name = models.CharField("tên tệp", max_length=200)
    headers = models.JSONField("tiêu đề cột", default=list)
    header_row = models.PositiveIntegerField("dòng tiêu đề", default=1)
    mapping = models.JSONField("cột của từng mục", default=dict)
    state = models.CharField("trạng thái", max_length=10, choices=BatchState, default=BatchState.UPLOADED)
    settled_at = models.DateTimeField("xong lúc", null=True, blank=True)
    summary = models.JSONField("kết quả", default=dict)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = "lần nhập dữ liệu"
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="uploaded", settled_at__isnull=True)
                | (~Q(state="uploaded") & Q(settled_at__isnull=False)),
                name="batch_settled_exactly_when_not_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.file_name}"

    @property
    def is_open(self) -> bool:
        """May it still be mended, confirmed or discarded?"""
        return self.state == BatchState.UPLOADED


class ImportRow(models.Model):
    """One row of the file. ``key`` is what two rows of one file may not share; ``choice`` answers a doubt:
    the number of a person on record, or ``new``.
    """

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField("dòng trong tệp")
    cells = models.JSONField("các ô", default=list)
    state = models.CharField("tình trạng", max_length=10, choices=RowState, default=RowState.UNCHECKED)
    problems = models.JSONField("lỗi", default=list)
    candidates = models.JSONField("người có thể trùng", default=list)
    changes = models.JSONField("thay đổi", default=dict)
    key = models.CharField(max_length=200, blank=True)
    choice = models.CharField(max_length=20, blank=True)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "dòng nhập"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="import_row_once"),
        ]
        indexes = [
            models.Index(fields=["batch", "state"]),
            models.Index(fields=["batch", "key"]),
        ]

    def __str__(self) -> str:
        return f"dòng {self.number}"
