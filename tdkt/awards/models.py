"""The ledger: who received what, for which period, by which decision; and what was cancelled."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q

from tdkt.accounts.access import units_seen_by
from tdkt.accounts.models import User
from tdkt.core.models import Record, one_subject
from tdkt.documents.models import StoredFile
from tdkt.people.models import Person
from tdkt.units.models import Unit


class IssuerLevel(models.TextChoices):
    """Who decides: the levels the law tells apart."""

    UNIT = "unit", "Thủ trưởng đơn vị"
    MINISTRY = "ministry", "Viện trưởng VKSND tối cao"
    PROVINCE = "province", "Chủ tịch UBND tỉnh"
    MASS_ORGANISATION = "mass_organisation", "Tổ chức chính trị - xã hội"
    PRIME_MINISTER = "prime_minister", "Thủ tướng Chính phủ"
    PRESIDENT = "president", "Chủ tịch nước"


class DecisionKind(models.TextChoices):
    """A decision grants or takes back."""

    GRANT = "grant", "Khen thưởng"
    CANCEL = "cancel", "Hủy bỏ, thu hồi"


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Decisions asked for by who may read them."""

    def visible_to(self, user: User, day: dt.date) -> Self:
        """Decisions issued by a unit the user sees, or with a line (granted or cancelled) the user sees."""
        lines = Award.objects.visible_to(user, day)
        return self.filter(
            Q(issuer_unit__in=units_seen_by(user, day).values("pk"))
            | Q(pk__in=lines.filter(decision__isnull=False).values("decision"))
            | Q(pk__in=lines.filter(cancelled_by__isnull=False).values("cancelled_by"))
        )


class Decision(Record):
    """A signed decision. The issuer may be a body outside the system (People's Committee, Prime Minister)."""

    kind = models.CharField("loại", max_length=10, choices=DecisionKind, default=DecisionKind.GRANT)
    number = models.CharField("số, ký hiệu", max_length=60)
    signed_on = models.DateField("ngày ký")
    title = models.CharField("trích yếu", max_length=500)
    issuer_level = models.CharField("cấp quyết định", max_length=20, choices=IssuerLevel)
    issuer_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name="đơn vị ban hành"
    )
    issuer_name = models.CharField("người, cơ quan quyết định", max_length=200)
    signer_name = models.CharField("người ký", max_length=120, blank=True)
    signer_title = models.CharField("chức vụ người ký", max_length=120, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "quyết định"
        ordering = ["-signed_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(number=""), name="decision_has_a_number"),
            models.UniqueConstraint(
                fields=["issuer_name", "number", "signed_on"],
                name="decision_number_once",
                violation_error_message="Số quyết định này đã có trong sổ; hãy kiểm tra lại số và ngày ký.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} ngày {self.signed_on:%d/%m/%Y}"


class AwardStatus(models.TextChoices):
    """A line of the ledger is asked for, or given."""

    PROPOSED = "proposed", "Đã đề nghị"
    GRANTED = "granted", "Đã tặng"
    REFUSED = "refused", "Không được tặng"


class Ground(models.TextChoices):
    """What a title was won by, where the law offers several ways."""

    GRADE = "grade", "Hoàn thành xuất sắc nhiệm vụ"
    INITIATIVE = "initiative", "Sáng kiến, đề tài"
    SUDDEN_MERIT = "sudden_merit", "Thành tích đột xuất"


class Basis(models.TextChoices):
    """Types of commendation (loại hình), Luật 06/2022 Điều 8."""

    MERIT = "cong_trang", "Công trạng"
    SUDDEN = "dot_xuat", "Đột xuất"
    MOVEMENT = "phong_trao", "Phong trào thi đua"
    CAREER = "cong_hien", "Quá trình cống hiến"
    SENIORITY = "nien_han", "Niên hạn"
    EXTERNAL = "doi_ngoai", "Đối ngoại"


YEARLY_TITLES = ["LDTT", "CSTDCS", "CSTDB", "CSTDTQ", "TTLDTT", "TTLDXS", "CTDB", "CTDCP"]
"""Titles stand once a year and level, whoever clicks twice; the same codes as the law's titles, kept by a test."""


class AwardQuerySet(models.QuerySet["Award"]):
    """Lines of the ledger."""

    def standing(self) -> Self:
        """Granted and not cancelled."""
        return self.filter(status=AwardStatus.GRANTED, cancelled_by__isnull=True)

    def visible_to(self, user: User, day: dt.date) -> Self:
        """Lines of the units the user sees, and his own."""
        hosts = units_seen_by(user, day).values("pk")
        return self.filter(Q(host_unit__in=hosts) | Q(person__isnull=False, person=user.person_id))


class Award(Record):
    """One line of the ledger. The period is in years, both ends included."""

    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="awards")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="awards")
    code = models.CharField("danh hiệu, hình thức", max_length=12, db_index=True)
    basis = models.CharField("loại hình", max_length=12, choices=Basis, default=Basis.MERIT)
    ground = models.CharField("đạt bằng", max_length=16, choices=Ground, blank=True)
    achievement = models.CharField("thành tích", max_length=500, blank=True)
    period_from = models.PositiveSmallIntegerField("từ năm")
    period_to = models.PositiveSmallIntegerField("đến năm")
    host_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="hosted_awards", verbose_name="đơn vị lúc được khen"
    )
    unit_name_then = models.CharField("tên đơn vị lúc đó", max_length=300)
    position_then = models.CharField("chức vụ lúc đó", max_length=120, blank=True)
    status = models.CharField("tình trạng", max_length=10, choices=AwardStatus)
    decided_by = models.CharField("cấp quyết định", max_length=20, choices=IssuerLevel)
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="awards", verbose_name="quyết định"
    )
    proposed_on = models.DateField("ngày đề nghị", null=True, blank=True)
    proposal_number = models.CharField("số tờ trình", max_length=60, blank=True)
    cancelled_by = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="cancels", verbose_name="bị hủy theo"
    )
    bonus = models.PositiveBigIntegerField("tiền thưởng (đồng)", null=True, blank=True)
    receipt = models.JSONField(default=dict, blank=True)

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng khen thưởng"
        ordering = ["-period_to", "code", "pk"]
        constraints = [
            one_subject("award_has_one_subject"),
            models.CheckConstraint(
                condition=Q(period_to__gte=F("period_from"), period_from__gte=1945, period_to__lte=2100),
                name="award_period_forward",
            ),
            models.CheckConstraint(
                condition=Q(status="granted", decision__isnull=False)
                | (~Q(status="granted") & Q(decision__isnull=True)),
                name="award_granted_exactly_by_a_decision",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_by__isnull=True) | Q(status="granted"),
                name="award_cancelled_only_if_granted",
            ),
            # basis: one decision may honour the same person for merit and for a drive of the same year
            models.UniqueConstraint(
                fields=["decision", "person", "code", "period_to", "basis"], name="award_once_a_decision_person"
            ),
            models.UniqueConstraint(
                fields=["decision", "unit", "code", "period_to", "basis"], name="award_once_a_decision_unit"
            ),
            models.UniqueConstraint(
                fields=["person", "code", "period_to", "decided_by"],
                condition=Q(status="granted", cancelled_by__isnull=True, code__in=YEARLY_TITLES),
                name="award_title_stands_once_person",
            ),
            models.UniqueConstraint(
                fields=["unit", "code", "period_to", "decided_by"],
                condition=Q(status="granted", cancelled_by__isnull=True, code__in=YEARLY_TITLES),
                name="award_title_stands_once_unit",
            ),
        ]
        indexes = [
            models.Index(fields=["host_unit", "period_to", "code"]),
            models.Index(fields=["person", "code", "period_to"]),
            models.Index(fields=["unit", "code", "period_to"]),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.period_to} – {self.person or self.unit}"
