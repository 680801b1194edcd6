"""The rulebooks that verdicts were given under, so that a verdict can be asked for again years later."""

from django.db import models


class RulebookArchive(models.Model):
    """One rulebook as it was, by its hash. Rows are only added."""

    sha256 = models.CharField("mã bộ quy định", max_length=80, unique=True)
    content = models.BinaryField("nội dung nén")
    kept_at = models.DateTimeField("lưu lúc", auto_now_add=True)

    class Meta:
        verbose_name = "bộ quy định đã dùng"
        ordering = ["kept_at"]

    def __str__(self) -> str:
        return self.sha256
