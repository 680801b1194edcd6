"""Drafts of rules: texts in the rulebook's format that touch nothing until a second person has approved them."""

import datetime as dt
from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from tdkt.accounts.models import User
from tdkt.core.models import Record
from tdkt.law.live import File
from tdkt.studio.access import may_see
from tdkt.studio.states import State

slug = RegexValidator(r"\A[a-z0-9]+(-[a-z0-9]+)*\Z", "Chỉ dùng chữ thường không dấu, số và gạch nối, ví dụ tt-05-2027.")


class DraftQuerySet(models.QuerySet["Draft"]):
    """Drafts through a user's eyes."""

    def visible_to(self, user: User, day: dt.date) -> Self:
        """All of them for those who look after the rules, none for anybody else."""
        return self.all() if may_see(user, day) else self.none()

    def in_use(self) -> Self:
        """Those that are part of the law in use, in the order they were approved."""
        return self.filter(state=State.APPROVED).order_by("decided_at", "pk")


class Draft(Record):
    """One file of the rulebook as somebody would like it to be."""

    title = models.CharField("tên dự thảo", max_length=200)
    layer = models.CharField("tầng quy định", max_length=40, validators=[slug])
    folder = models.CharField("thư mục văn bản", max_length=60, validators=[slug])
    takes_effect = models.DateField("ngày có hiệu lực")
    text = models.TextField("nội dung")
    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.DRAFT)
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người soạn")
    edited_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người sửa sau cùng")
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người duyệt"
    )
    decided_at = models.DateTimeField("duyệt lúc", null=True, blank=True)
    reason = models.TextField("lý do", blank=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = "dự thảo quy định"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="draft_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "revoked"])
                | (~Q(decided_by=F("drafted_by")) & ~Q(decided_by=F("edited_by"))),
                name="draft_approved_by_another",
                violation_error_message="Người duyệt phải khác người soạn và người sửa sau cùng.",
            ),
            models.UniqueConstraint(
                fields=["layer", "folder", "takes_effect"],
                condition=Q(state="approved"),
                name="draft_one_in_use_at_a_place",
                violation_error_message="Đã có một bản được duyệt cho văn bản và ngày này; hãy thu hồi bản đó trước.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def path(self) -> str:
        """Its place in the rulebook's folder."""
        return f"{self.layer}/{self.folder}/{self.takes_effect.isoformat()}.yaml"

    @property
    def file(self) -> File:
        """The file it would be."""
        return self.path, self.text
