"""Departments confirm their own lines side by side; another authority is asked by letter (hiệp y)."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q

from tdkt.accounts.access import acting
from tdkt.accounts.models import User
from tdkt.confirmations.access import ANSWERERS, OFFICE, units_with
from tdkt.confirmations.reasons import Reason
from tdkt.confirmations.topics import Topic
from tdkt.core.models import Record
from tdkt.documents.models import StoredFile
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.units.models import Unit

LONGEST_WORDS = 1000


class RequestState(models.TextChoices):
    """A request takes answers while it is open."""

    OPEN = "open", "Đang hỏi"
    CLOSED = "closed", "Đã khép"


class Reply(models.TextChoices):
    """What a department says of one line. Saying nothing is no answer, and never counts as one."""

    CONFIRMED = "confirmed", "Xác nhận"
    OBJECTED = "objected", "Không xác nhận, có ý kiến"


class ConfirmationRequestQuerySet(models.QuerySet["ConfirmationRequest"]):
    """Requests through a user's eyes."""

    def visible_to(self, user: User, day: dt.date) -> Self:
        """Those of the office that asked, and those put to the user's own department."""
        seat = acting(user, day)
        return self.filter(Q(round__unit__in=units_with(seat, OFFICE)) | Q(unit__in=units_with(seat, ANSWERERS)))

    def waiting_for(self, user: User, day: dt.date) -> Self:
        """Open requests the user's own department has to answer."""
        return self.filter(unit__in=units_with(acting(user, day), ANSWERERS), state=RequestState.OPEN)


class ConfirmationRequest(Record):
    """One topic of some lines of a round, asked of one department, to be answered by a working day."""

    round = models.ForeignKey(AwardRound, models.CASCADE, related_name="confirmation_requests")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="confirmation_requests", verbose_name="bộ phận")
    topic = models.CharField("nội dung", max_length=12, choices=Topic)
    note = models.CharField("lưu ý", max_length=LONGEST_WORDS, blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("hỏi lúc")
    due_on = models.DateField("hạn trả lời")
    state = models.CharField(max_length=8, choices=RequestState, default=RequestState.OPEN)
    closed_at = models.DateTimeField("khép lúc", null=True, blank=True)

    objects = ConfirmationRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "phiếu xác nhận"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True) | Q(state="closed", closed_at__isnull=False),
                name="confirmation_closed_at_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"])]

    def __str__(self) -> str:
        return f"{self.get_topic_display()} – {self.unit.label}"

    @property
    def is_open(self) -> bool:
        """Answers are still taken."""
        return self.state == RequestState.OPEN


class ConfirmationLine(models.Model):
    """One nomination in a request. ``round`` and ``topic`` repeat the request's, so that the database itself refuses to
    ask the same topic of a nomination twice in a round; a line left without a confirmation when its request was closed
    no longer ``stands`` and may be asked again.
    """

    request = models.ForeignKey(ConfirmationRequest, models.CASCADE, related_name="lines")
    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="confirmation_lines")
    round = models.ForeignKey(AwardRound, models.CASCADE, related_name="+")
    topic = models.CharField(max_length=12, choices=Topic)
    stands = models.BooleanField(default=True)

    class Meta:
        verbose_name = "dòng xác nhận"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "nomination"], name="confirmation_line_once_a_request"),
            models.UniqueConstraint(
                fields=["round", "topic", "nomination"], condition=Q(stands=True),
                name="confirmation_once_a_topic_a_round",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.nomination.subject_name}: {self.get_topic_display()}"


class ConfirmationAnswer(models.Model):
    """What a department said of a line. Rows are only added; the last one counts, those before it stay readable."""

    line = models.ForeignKey(ConfirmationLine, models.CASCADE, related_name="answers")
    reply = models.CharField("trả lời", max_length=10, choices=Reply)
    words = models.CharField("ý kiến", max_length=LONGEST_WORDS, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField("trả lời lúc")
    is_last = models.BooleanField(default=True)

    class Meta:
        verbose_name = "câu trả lời"
        ordering = ["answered_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["line"], condition=Q(is_last=True), name="confirmation_one_last_answer"),
            models.CheckConstraint(
                condition=Q(reply="confirmed") | ~Q(words=""),
                name="confirmation_objection_has_words",
                violation_error_message="Không xác nhận thì phải ghi ý kiến.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.get_reply_display()}"


class Opinion(models.TextChoices):
    """What an authority says in its letter."""

    AGREED = "agreed", "Đồng ý"
    REFUSED = "refused", "Không đồng ý"
    OTHER = "other", "Có ý kiến khác"


class ConsultRequestQuerySet(models.QuerySet["ConsultRequest"]):
    """Letters through a user's eyes."""

    def visible_to(self, user: User, day: dt.date) -> Self:
        """Those of the office that sent them, and of the office where a line they speak of is considered now: the law
        wants the opinion in the dossier (L06/2022 Điều 84 k3).
        """
        office = units_with(acting(user, day), OFFICE)
        passed_on = ConsultLine.objects.filter(nomination__round__unit__in=office).values("request")
        return self.filter(Q(round__unit__in=office) | Q(pk__in=passed_on))


class ConsultRequest(Record):
    """A letter that asks another authority about some lines of a round (hiệp y)."""

    round = models.ForeignKey(AwardRound, models.CASCADE, related_name="consult_requests")
    authority = models.CharField("cơ quan được hỏi", max_length=200)
    reason = models.CharField("trường hợp", max_length=14, choices=Reason)
    basis = models.CharField("căn cứ", max_length=300)
    number = models.CharField("số, ký hiệu công văn", max_length=60)
    asked_on = models.DateField("ngày công văn")
    due_on = models.DateField("hạn trả lời")
    note = models.CharField("nội dung hỏi thêm", max_length=LONGEST_WORDS, blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = ConsultRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "công văn hiệp y"
        ordering = ["-asked_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "authority", "number", "asked_on"], name="consult_letter_once"),
            models.CheckConstraint(condition=Q(due_on__gte=F("asked_on")), name="consult_due_after_it_was_asked"),
            models.CheckConstraint(condition=~Q(authority=""), name="consult_names_an_authority"),
            models.CheckConstraint(condition=~Q(basis=""), name="consult_cites_its_basis"),
        ]

    def __str__(self) -> str:
        return f"{self.authority} (công văn {self.number})"


class ConsultLine(models.Model):
    """One nomination in a letter."""

    request = models.ForeignKey(ConsultRequest, models.CASCADE, related_name="lines")
    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="consult_lines")

    class Meta:
        verbose_name = "trường hợp hiệp y"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "nomination"], name="consult_line_once_a_letter"),
        ]

    def __str__(self) -> str:
        return f"{self.nomination.subject_name}: {self.request}"


class ConsultReply(Record):
    """A letter that answered, with one opinion about the lines it is recorded for; its scan is kept."""

    request = models.ForeignKey(ConsultRequest, models.CASCADE, related_name="replies")
    opinion = models.CharField("ý kiến", max_length=8, choices=Opinion)
    words = models.CharField("nội dung ý kiến", max_length=LONGEST_WORDS, blank=True)
    number = models.CharField("số, ký hiệu văn bản trả lời", max_length=60)
    issued_on = models.DateField("ngày văn bản trả lời")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "văn bản trả lời"
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "number", "issued_on", "opinion"], name="consult_reply_recorded_once"
            ),
            models.CheckConstraint(
                condition=Q(opinion="agreed") | ~Q(words=""),
                name="consult_disagreement_has_words",
                violation_error_message="Không đồng ý hoặc có ý kiến khác thì phải ghi nội dung.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_opinion_display()} (văn bản {self.number})"


class ConsultReplyLine(models.Model):
    """A reply about one line; a later letter adds a row, the earlier one stays."""

    reply = models.ForeignKey(ConsultReply, models.CASCADE, related_name="about")
    line = models.ForeignKey(ConsultLine, models.CASCADE, related_name="replies")
    is_last = models.BooleanField(default=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["reply", "line"], name="consult_reply_line_once"),
            models.UniqueConstraint(fields=["line"], condition=Q(is_last=True), name="consult_one_last_reply"),
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.reply}"


class ClusterWaiver(Record):
    """The head of a level lets a flag go on without its cluster's opinion and says why; the next level reads it."""

    round = models.ForeignKey(AwardRound, models.CASCADE, related_name="cluster_waivers")
    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="cluster_waivers")
    why = models.CharField("lý do", max_length=LONGEST_WORDS)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "cho đi tiếp khi chưa có ý kiến cụm, khối"
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "nomination"], name="cluster_waived_once_a_round"),
            models.CheckConstraint(condition=~Q(why=""), name="cluster_waiver_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.nomination.subject_name}: {self.why}"
