"""Notices to a user or to whoever holds a role at a unit; the deadlines of a year; what was done by when."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q

from tdkt.accounts.access import WORKING_ROLES, acting, units_seen_by
from tdkt.accounts.models import Role, User
from tdkt.core.models import Record
from tdkt.units.models import Unit


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices through a user's eyes."""

    def visible_to(self, user: User, day: dt.date) -> Self:
        """Notices to the user himself, and to the roles he holds on ``day``."""
        mine = Q(user=user)
        for held in acting(user, day).holdings:
            mine |= Q(role=held.role, unit=held.unit_id)
        return self.filter(mine)


class Notice(Record):
    """Something to know or to do. What is sent to a role is done for everybody once one of them has done it.

    ``key`` says what the notice is about, so that the same thing is not told twice.
    """

    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="notices")
    role = models.CharField("vai trò nhận", max_length=30, choices=Role, blank=True)
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="notices")
    what = models.CharField("việc", max_length=300)
    detail = models.CharField("nói rõ", max_length=500, blank=True)
    link = models.CharField("mở", max_length=300, blank=True)
    due_on = models.DateField("hạn", null=True, blank=True)
    key = models.CharField(max_length=120, unique=True)
    sent_at = models.DateTimeField("gửi lúc")
    sent_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField("xong lúc", null=True, blank=True)
    done_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "việc"
        ordering = [F("due_on").asc(nulls_last=True), "-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, unit__isnull=True, role="")
                | Q(user__isnull=True, unit__isnull=False) & ~Q(role=""),
                name="notice_to_a_user_or_to_a_role",
            ),
            models.CheckConstraint(
                condition=Q(link="") | Q(link__startswith="/") & ~Q(link__startswith="//"),
                name="notice_leads_into_the_house",
            ),
        ]
        indexes = [models.Index(fields=["unit", "role", "done_at"]), models.Index(fields=["user", "done_at"])]

    def __str__(self) -> str:
        return self.what


class NoticeRead(models.Model):
    """A user has opened a notice."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="readings")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "user"], name="notice_read_once_a_user")]

    def __str__(self) -> str:
        return f"{self.notice}: {self.user}"


class Scope(models.TextChoices):
    """Who has to keep a deadline."""

    OWN = "own", "Đơn vị lập lịch"
    BELOW = "below", "Các đơn vị trực thuộc"


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    """Deadlines through a user's eyes."""

    def visible_to(self, user: User, day: dt.date) -> Self:
        """Deadlines of the units the user reads, and of the units above that set him dates."""
        above = {pk for held in acting(user, day).holdings if held.role in WORKING_ROLES
                 for pk in held.unit.ancestor_ids()}  # fmt: skip
        return self.filter(Q(unit__in=units_seen_by(user, day).values("pk")) | Q(unit__in=above))


class Deadline(Record):
    """One step of a unit's year: a fixed day, or so many working days after (or before) another step.

    A step with neither day waits for the year's guide; nothing is reckoned from it.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="deadlines", verbose_name="đơn vị lập lịch")
    year = models.PositiveSmallIntegerField("năm")
    order = models.PositiveSmallIntegerField("thứ tự", default=1)
    name = models.CharField("việc phải xong", max_length=200)
    scope = models.CharField("ai phải làm", max_length=6, choices=Scope, default=Scope.BELOW)
    role = models.CharField("vai trò chịu trách nhiệm", max_length=30, choices=Role, default=Role.UNIT_OFFICER)
    fixed_on = models.DateField("hạn cố định", null=True, blank=True)
    after = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followers", verbose_name="tính từ việc"
    )
    offset = models.SmallIntegerField("số ngày làm việc sau đó", null=True, blank=True)
    by_law = models.BooleanField("ngày do pháp luật ấn định", default=False)
    source = models.CharField("căn cứ", max_length=200, blank=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = "hạn trong năm"
        ordering = ["year", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "name"], name="deadline_once_a_year",
                violation_error_message="Lịch năm này đã có việc đó.",
            ),
            models.CheckConstraint(
                condition=Q(after__isnull=True, offset__isnull=True)
                | Q(after__isnull=False, offset__isnull=False, fixed_on__isnull=True),
                name="deadline_fixed_or_reckoned",
                violation_error_message="Chọn một cách: ngày cố định, hoặc tính từ việc khác.",
            ),
            models.CheckConstraint(condition=~Q(after=F("pk")), name="deadline_not_after_itself"),
            models.CheckConstraint(condition=Q(year__gte=2014, year__lte=2100), name="deadline_year_is_sane"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name}, năm {self.year}"


class DeadlineDone(models.Model):
    """A unit has done a step."""

    deadline = models.ForeignKey(Deadline, models.CASCADE, related_name="done")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    done_on = models.DateField("xong ngày")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = "việc đã xong"
        constraints = [models.UniqueConstraint(fields=["deadline", "unit"], name="deadline_done_once_a_unit")]

    def __str__(self) -> str:
        return f"{self.deadline}: {self.unit}"


class Mailing(models.Model):
    """One e-mail a user and day with what is new; unsent while ``sent_at`` is empty, so that it can be tried again."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    day = models.DateField()
    body = models.TextField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="mailing_once_a_day")]

    def __str__(self) -> str:
        return f"{self.user}, {self.day}"
