"""Stored files. They are handed out only by a view that asks whether the reader may have them."""

from django.db import models

from tdkt.accounts.models import User
from tdkt.core.models import Record
from tdkt.units.models import Unit


class StoredFile(Record):
    """A file somebody attached or the tool made, kept as it came, with its fingerprint."""

    name = models.CharField("tên tệp", max_length=255)
    content_type = models.CharField("loại", max_length=120)
    size = models.PositiveIntegerField("dung lượng (byte)")
    sha256 = models.CharField("dấu vân tay", max_length=64)
    file = models.FileField(upload_to="%Y/%m")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="files", verbose_name="đơn vị giữ")
    uploaded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="files")
    uploaded_at = models.DateTimeField("tải lên lúc")

    class Meta:
        verbose_name = "tệp"
        constraints = [
            models.CheckConstraint(condition=models.Q(size__gt=0), name="file_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name
