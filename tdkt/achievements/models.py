"""The achievement report of a nomination: sections, and every version of them that is kept."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from tdkt.accounts.access import units_seen_by
from tdkt.accounts.models import User
from tdkt.achievements.by_law import ReportForm, SectionForm, form_named
from tdkt.achievements.states import State
from tdkt.core.models import Record
from tdkt.dossiers.models import Nomination

LONGEST = 20_000
"""Characters of one section, some eight printed pages."""


class AchievementReportQuerySet(models.QuerySet["AchievementReport"]):
    """Reports through a user's eyes."""

    def visible_to(self, user: User, day: dt.date) -> Self:
        """Reports of the nominations the user reads, and the user's own."""
        seen = Q(nomination__unit_list__unit__in=units_seen_by(user, day))
        return self.filter(seen | Q(nomination__person__isnull=False, nomination__person=user.person_id))


class AchievementReport(Record):
    """One nomination's report, by the form in force when it was opened (Luật 06/2022 Điều 84 khoản 1, 2 điểm b)."""

    nomination = models.OneToOneField(Nomination, models.CASCADE, related_name="report", verbose_name="đề nghị")
    form_key = models.CharField("mẫu", max_length=20)
    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.WRITING)
    finished_at = models.DateTimeField("xong lúc", null=True, blank=True)
    finished_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AchievementReportQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo thành tích"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="done", finished_at__isnull=False, finished_by__isnull=False)
                | Q(state="writing", finished_at__isnull=True, finished_by__isnull=True),
                name="report_done_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"Báo cáo thành tích của {self.nomination.subject_name}"

    @property
    def form(self) -> ReportForm:
        """The form of the law it was opened with."""
        return form_named(self.form_key)


class ReportSection(Record):
    """One section and its text now. ``version`` grows with every change of the text."""

    report = models.ForeignKey(AchievementReport, models.CASCADE, related_name="sections")
    key = models.SlugField("mục", max_length=30)
    order = models.PositiveSmallIntegerField("thứ tự")
    text = models.TextField("nội dung", blank=True)
    saved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    saved_at = models.DateTimeField("lưu lúc", null=True, blank=True)

    class Meta:
        verbose_name = "mục của báo cáo"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["report", "key"], name="section_once_a_report"),
            models.UniqueConstraint(fields=["report", "order"], name="section_order_once"),
            models.CheckConstraint(condition=LessThanOrEqual(Length("text"), LONGEST), name="section_not_too_long"),
            models.CheckConstraint(
                condition=Q(saved_by__isnull=True, saved_at__isnull=True, text="")
                | Q(saved_by__isnull=False, saved_at__isnull=False),
                name="section_saved_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form.title} – {self.report}"

    @property
    def form(self) -> SectionForm:
        """What the law's form says of this section."""
        found = self.report.form.section(self.key)
        return found or SectionForm(self.key, "", "Mục khác", "", (), needed=False)

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())

    @property
    def lacking(self) -> bool:
        """The form asks for text and there is none."""
        return self.form.needed and not self.text


class VersionKind(models.TextChoices):
    """A version was the section's text, or was written beside it while somebody else saved."""

    SAVED = "saved", "Đã lưu"
    ASIDE = "aside", "Bản để bên"


class SectionVersion(models.Model):
    """A text that is kept. One hand's changes within ten minutes share a row; another hand begins a new one.

    ``number`` is the section's version that this text was; a text kept aside has none, but the version it was
    written on (``based_on``), and stays open until somebody chooses. ``peak`` is the most characters the row ever held:
    little by little one takes away no more than in one stroke.
    """

    section = models.ForeignKey(ReportSection, models.CASCADE, related_name="versions")
    kind = models.CharField("loại", max_length=6, choices=VersionKind, default=VersionKind.SAVED)
    number = models.PositiveIntegerField("phiên bản", null=True, blank=True)
    based_on = models.PositiveIntegerField("viết trên phiên bản")
    text = models.TextField("nội dung", blank=True)
    peak = models.PositiveIntegerField("dài nhất", default=0)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField("bắt đầu lúc")
    at = models.DateTimeField("lúc")
    settled_at = models.DateTimeField("đã chọn lúc", null=True, blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "phiên bản của mục"
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["section", "number"], condition=Q(kind="saved"), name="section_version_number_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="saved", number__isnull=False, settled_at__isnull=True)
                | Q(kind="aside", number__isnull=True),
                name="section_version_numbered_if_saved",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="section_version_settled_by_somebody",
            ),
            models.CheckConstraint(condition=Q(at__gte=models.F("begun_at")), name="section_version_forward"),
        ]
        indexes = [models.Index(fields=["section", "kind", "at"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number or ''}: {self.section}"

    @property
    def is_open(self) -> bool:
        """A text kept aside that nobody has chosen about yet."""
        return self.kind == VersionKind.ASIDE and self.settled_at is None
