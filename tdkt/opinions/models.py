"""Public opinion on those proposed for orders, state titles and CSTDTQ, and complaints against a result.

Nothing here tells who visited or who wrote: one counter a day, no address kept, a receipt known only to its holder.
"""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q

from tdkt.accounts.access import acting, units_seen_by, units_under
from tdkt.accounts.models import Role, User
from tdkt.awards.models import Award
from tdkt.core.models import Record
from tdkt.documents.models import StoredFile
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.units.models import Unit

LONGEST_SUMMARY, LONGEST_OPINION = 1500, 5000
HANDLERS = (Role.APPRAISER, Role.UNIT_HEAD)
"""Who reads complaints: a denouncer's name is for those who handle it only."""


class WindowState(models.TextChoices):
    """A window is prepared, then open to the public, then closed with its report."""

    DRAFT = "draft", "Đang chuẩn bị"
    OPEN = "open", "Đã công khai"
    CLOSED = "closed", "Đã kết thúc"


class Timing(models.TextChoices):
    """Where the law of the day puts the window."""

    BEFORE = "before", "trước khi họp Hội đồng"
    AFTER = "after", "sau khi Hội đồng thống nhất"


class WindowQuerySet(models.QuerySet["OpinionWindow"]):
    """Windows through the office's eyes and through the public's."""

    def visible_to(self, user: User, day: dt.date) -> Self:
        """Windows of the units the user reads."""
        return self.filter(unit__in=units_seen_by(user, day).values("pk"))

    def public_on(self, day: dt.date) -> Self:
        """Windows that take opinions on ``day``."""
        return self.filter(state=WindowState.OPEN, opens_on__lte=day, closes_on__gte=day)


class OpinionWindow(Record):
    """One public window of a round: who, from when to when, by which rule."""

    round = models.ForeignKey(AwardRound, models.PROTECT, related_name="opinion_windows")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="opinion_windows")
    title = models.CharField("tiêu đề", max_length=300)
    contact = models.CharField("nơi nhận ý kiến khác", max_length=300, blank=True)
    state = models.CharField(max_length=8, choices=WindowState, default=WindowState.DRAFT)
    opens_on = models.DateField("từ ngày")
    closes_on = models.DateField("đến hết ngày")
    council_on = models.DateField("ngày họp Hội đồng", null=True, blank=True)
    timing = models.CharField(max_length=6, choices=Timing)
    days = models.PositiveSmallIntegerField("số ngày làm việc tối thiểu")
    rule = models.CharField("căn cứ", max_length=300)
    caution = models.CharField("điều cần đối chiếu", max_length=1000, blank=True)
    slug = models.CharField(max_length=24, unique=True)
    closed_on = models.DateField("kết thúc ngày", null=True, blank=True)

    objects = WindowQuerySet.as_manager()

    class Meta:
        verbose_name = "đợt lấy ý kiến"
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="window_forward"),
            models.CheckConstraint(
                condition=Q(timing="after") | Q(council_on__isnull=True) | Q(council_on__gt=F("closes_on")),
                name="window_ends_before_the_council",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False) | ~Q(state="closed") & Q(closed_on__isnull=True),
                name="window_closed_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class OpinionSubject(models.Model):
    """What the public reads of one nomination, copied once: no staff number, no birth date, no facts of the dossier."""

    window = models.ForeignKey(OpinionWindow, models.CASCADE, related_name="subjects")
    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="opinion_subjects")
    name = models.CharField("họ tên, tên tập thể", max_length=300)
    position = models.CharField("chức vụ", max_length=200, blank=True)
    workplace = models.CharField("đơn vị", max_length=300)
    award_name = models.CharField("đề nghị", max_length=200)
    summary = models.CharField("tóm tắt thành tích", max_length=LONGEST_SUMMARY, blank=True)
    order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = "trường hợp lấy ý kiến"
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["window", "nomination"], name="opinion_subject_once")]

    def __str__(self) -> str:
        return f"{self.name}: {self.award_name}"


class VisitCount(models.Model):
    """How often the page was opened on a day; nothing else is known of a visit."""

    window = models.ForeignKey(OpinionWindow, models.CASCADE, related_name="visits")
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["window", "day"], name="visits_counted_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day}: {self.count}"


class Stance(models.TextChoices):
    """What the sender says of the proposal."""

    FOR = "for", "Đồng tình"
    AGAINST = "against", "Không đồng tình"
    OTHER = "other", "Ý kiến khác"


class Opinion(Record):
    """What somebody wrote. It is never removed: text against the law is hidden, with who hid it and why."""

    window = models.ForeignKey(OpinionWindow, models.PROTECT, related_name="opinions")
    subject = models.ForeignKey(OpinionSubject, models.PROTECT, null=True, blank=True, related_name="opinions")
    stance = models.CharField("ý kiến", max_length=8, choices=Stance)
    text = models.CharField("nội dung", max_length=LONGEST_OPINION, blank=True)
    sender = models.CharField("người gửi", max_length=120, blank=True)
    contact = models.CharField("liên hệ", max_length=120, blank=True)
    received_at = models.DateTimeField("nhận lúc")
    receipt_hash = models.CharField(max_length=64, unique=True)
    handling = models.CharField("kết quả xử lý", max_length=1000, blank=True)
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    hidden_reason = models.CharField("lý do ẩn", max_length=300, blank=True)

    class Meta:
        verbose_name = "ý kiến"
        ordering = ["received_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(hidden_at__isnull=True, hidden_by__isnull=True, hidden_reason="")
                | Q(hidden_at__isnull=False, hidden_by__isnull=False) & ~Q(hidden_reason=""),
                name="opinion_hidden_by_somebody_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(handled_at__isnull=True, handling="") | Q(handled_at__isnull=False) & ~Q(handling=""),
                name="opinion_handled_with_words",
            ),
        ]

    def __str__(self) -> str:
        return f"Ý kiến {self.pk}"


class ComplaintKind(models.TextChoices):
    """TT 01/2019/TT-VKSTC Điều 59: what may be complained of, and what denounced."""

    FALSE_REMARK = "false_remark", "Khiếu nại: nhận xét sai sự thật về thành tích, khuyết điểm của mình"
    PROCEDURE = "procedure", "Khiếu nại: không đúng thủ tục trình khen thưởng cho mình"
    FORBIDDEN_ACT = "forbidden_act", "Tố cáo: hành vi bị nghiêm cấm trong thi đua, khen thưởng"
    WRONG_AWARD = "wrong_award", "Tố cáo: khen thưởng không đúng tiêu chuẩn, quy định"
    REPRISAL = "reprisal", "Tố cáo: hành vi trù dập"


class ComplaintState(models.TextChoices):
    """Where a complaint stands."""

    RECEIVED = "received", "Đã tiếp nhận"
    ACCEPTED = "accepted", "Đã thụ lý"
    DECLINED = "declined", "Không thụ lý"
    RESOLVED = "resolved", "Đã giải quyết"


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    """Complaints are read only by those who handle them."""

    def visible_to(self, user: User, day: dt.date) -> Self:
        """Complaints at the units where the user appraises or heads, and below."""
        roots = tuple(held.unit for held in acting(user, day).holdings if held.role in HANDLERS)
        return self.filter(unit__in=units_under(roots).values("pk"))


class Complaint(Record):
    """A complaint or denunciation against a result. A time limit stays empty until somebody enters it with its source:
    the texts on complaints and denunciations are not in the rulebook.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="award_complaints", verbose_name="nơi giải quyết")
    award = models.ForeignKey(Award, models.PROTECT, null=True, blank=True, related_name="complaints")
    nomination = models.ForeignKey(Nomination, models.PROTECT, null=True, blank=True, related_name="complaints")
    kind = models.CharField("loại", max_length=16, choices=ComplaintKind)
    complainant = models.CharField("người gửi", max_length=200)
    contact = models.CharField("liên hệ", max_length=200, blank=True)
    content = models.TextField("nội dung")
    received_on = models.DateField("ngày nhận")
    state = models.CharField(max_length=10, choices=ComplaintState, default=ComplaintState.RECEIVED)
    accept_due_on = models.DateField("hạn thụ lý", null=True, blank=True)
    resolve_due_on = models.DateField("hạn giải quyết", null=True, blank=True)
    due_source = models.CharField("căn cứ thời hạn", max_length=300, blank=True)
    outcome = models.CharField("kết quả", max_length=1000, blank=True)
    outcome_number = models.CharField("số văn bản", max_length=60, blank=True)
    outcome_on = models.DateField("ngày văn bản", null=True, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = "khiếu nại, tố cáo"
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accept_due_on__isnull=True, resolve_due_on__isnull=True) | ~Q(due_source=""),
                name="complaint_time_limit_has_a_source",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["received", "accepted"], outcome="")
                | Q(state__in=["declined", "resolved"]) & ~Q(outcome=""),
                name="complaint_ended_with_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"Đơn của {self.complainant} ngày {self.received_on:%d/%m/%Y}"
