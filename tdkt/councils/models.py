"""Emulation and commendation councils, their sessions and what they voted."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import GreaterThan, GreaterThanOrEqual, LessThan, LessThanOrEqual

from tdkt.accounts.access import units_seen_by
from tdkt.accounts.models import User
from tdkt.core.models import Record, valid_interval
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.units.models import Unit


class CouncilQuerySet(models.QuerySet["Council"]):
    """Councils through a user's eyes."""

    def visible_to(self, user: User, day: dt.date) -> Self:
        """Councils of the units the user reads."""
        return self.filter(unit__in=units_seen_by(user, day))


class Council(Record):
    """A standing council of a unit."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="councils")
    name = models.CharField("tên Hội đồng", max_length=200)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    objects = CouncilQuerySet.as_manager()

    class Meta:
        verbose_name = "hội đồng"
        constraints = [
            valid_interval("council_forward"),
            models.UniqueConstraint(fields=["unit"], condition=Q(valid_to__isnull=True), name="one_council_a_unit_now"),
        ]

    def __str__(self) -> str:
        return self.name


class SeatRole(models.TextChoices):
    """A member's seat."""

    CHAIR = "chair", "Chủ tịch Hội đồng"
    DEPUTY = "deputy", "Phó Chủ tịch Hội đồng"
    STANDING = "standing", "Ủy viên thường trực"
    MEMBER = "member", "Ủy viên"
    SECRETARY = "secretary", "Ủy viên, Thư ký"


class CouncilMember(models.Model):
    """A seat on a council."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="members")
    full_name = models.CharField("họ và tên", max_length=200)
    position = models.CharField("chức vụ", max_length=200)
    seat = models.CharField("vị trí", max_length=10, choices=SeatRole, default=SeatRole.MEMBER)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="seats")
    order = models.PositiveSmallIntegerField("thứ tự", default=1)

    class Meta:
        verbose_name = "thành viên hội đồng"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["council"], condition=Q(seat="chair"), name="council_has_one_chair"),
        ]

    def __str__(self) -> str:
        return f"{self.full_name}, {self.get_seat_display()}"


class SessionState(models.TextChoices):
    """A session takes results until its minutes are signed."""

    OPEN = "open", "Đang nhập kết quả"
    CLOSED = "closed", "Đã thông qua biên bản"


class CouncilSessionQuerySet(models.QuerySet["CouncilSession"]):
    """Sessions through a user's eyes."""

    def visible_to(self, user: User, day: dt.date) -> Self:
        """Sessions of the councils of the units the user reads."""
        return self.filter(council__unit__in=units_seen_by(user, day))


class CouncilSession(Record):
    """One meeting of a council on one round. The base of every percentage is the whole membership."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="sessions")
    round = models.ForeignKey(AwardRound, models.PROTECT, related_name="sessions")
    held_on = models.DateField("ngày họp")
    place = models.CharField("địa điểm", max_length=200, blank=True)
    members_total = models.PositiveSmallIntegerField("tổng số thành viên")
    members_present = models.PositiveSmallIntegerField("số thành viên dự họp")
    written_opinions = models.PositiveSmallIntegerField("số thành viên vắng mặt cho ý kiến bằng văn bản", default=0)
    minutes_number = models.CharField("số biên bản", max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=SessionState, default=SessionState.OPEN)

    objects = CouncilSessionQuerySet.as_manager()

    class Meta:
        verbose_name = "phiên họp"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(members_total__gte=F("members_present") + F("written_opinions"), members_present__gte=1),
                name="session_present_within_total",
                violation_error_message="Số người dự họp và số ý kiến bằng văn bản không được vượt tổng số thành viên.",
            ),
        ]

    def __str__(self) -> str:
        return f"Phiên họp ngày {self.held_on:%d/%m/%Y}, {self.council}"


_REACHED = F("votes_for") * 100
_ASKED = F("pass_mark") * F("members_total")


class VoteResult(models.Model):
    """How one council voted on one nomination; who voted how is never stored.

    A line that climbs is voted on at each level.

    The law says "from 90 %" (at least); a council's own rule says "more than half" (``pass_above``).
    """

    session = models.ForeignKey(CouncilSession, models.PROTECT, related_name="results")
    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="votes")
    votes_for = models.PositiveIntegerField("số phiếu tán thành")
    votes_against = models.PositiveIntegerField("số phiếu không tán thành", default=0)
    members_total = models.PositiveIntegerField("trên tổng số thành viên")
    pass_mark = models.PositiveIntegerField("tỷ lệ phải đạt (%)")
    pass_above = models.BooleanField("phải vượt tỷ lệ", default=False)
    pass_mark_source = models.CharField("căn cứ tỷ lệ", max_length=300)
    passed = models.BooleanField("đạt")

    class Meta:
        verbose_name = "kết quả bỏ phiếu"
        constraints = [
            models.UniqueConstraint(fields=["session", "nomination"], name="one_result_a_line_a_session"),
            models.CheckConstraint(
                condition=Q(members_total__gte=F("votes_for") + F("votes_against")) & Q(members_total__gt=0),
                name="votes_within_membership",
                violation_error_message="Tổng số phiếu không được vượt số thành viên Hội đồng.",
            ),
            models.CheckConstraint(
                condition=Q(Q(passed=True, pass_above=False), GreaterThanOrEqual(_REACHED, _ASKED))
                | Q(Q(passed=True, pass_above=True), GreaterThan(_REACHED, _ASKED))
                | Q(Q(passed=False, pass_above=False), LessThan(_REACHED, _ASKED))
                | Q(Q(passed=False, pass_above=True), LessThanOrEqual(_REACHED, _ASKED)),
                name="vote_passed_exactly_at_the_mark",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nomination}: {self.votes_for}/{self.members_total}"
