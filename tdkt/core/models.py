"""What every stored record shares, and the history of official records."""

from django.db import models
from django.db.models import Q


class Record(models.Model):
    """A stored record. ``version`` grows by one with every edit, so that a stale page is noticed."""

    created_at = models.DateTimeField("lập lúc", auto_now_add=True)
    version = models.PositiveIntegerField("phiên bản", default=1)

    class Meta:
        abstract = True


class HistoryEntry(models.Model):
    """One change of one official record: who, when, what was before and after, and why.

    The entries of a record form a chain: each holds the hash of the one before it, so that a changed or removed
    entry shows. The actor is kept by number and by name, without a foreign key, since history outlives accounts.
    """

    object_type = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    act = models.CharField(max_length=60)
    label = models.CharField(max_length=300)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "dòng lịch sử"
        ordering = ["object_type", "object_id", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["object_type", "object_id", "seq"], name="history_one_line_of_entries"),
            models.CheckConstraint(condition=Q(seq__gte=1), name="history_counts_from_one"),
        ]

    def __str__(self) -> str:
        return self.label


def one_subject(name: str) -> models.CheckConstraint:
    """Exactly one of ``person`` and ``unit`` is set: a subject of honour is a person or a collective."""
    return models.CheckConstraint(
        condition=Q(person__isnull=False, unit__isnull=True) | Q(person__isnull=True, unit__isnull=False),
        name=name,
        violation_error_message="Phải chọn đúng một: cá nhân hoặc tập thể.",
    )


def valid_interval(name: str) -> models.CheckConstraint:
    """An interval does not end before it begins; an open end is allowed."""
    return models.CheckConstraint(
        condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
        name=name,
        violation_error_message="Ngày kết thúc không được trước ngày bắt đầu.",
    )
