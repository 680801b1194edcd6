"""The way up as data: which kind of unit passes a dossier on to which, and who decides where.

Luật 06/2022/QH15 Điều 83 (who proposes), Điều 77 to 80 (who decides).
"""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q

from tdkt.accounts.access import units_seen_by
from tdkt.accounts.models import Role, User
from tdkt.core.models import Record, valid_interval
from tdkt.units.models import Unit, UnitKind


class Place(models.TextChoices):
    """Where a stage stands: a kind of unit, the opinion of a cluster, or a body outside the system."""

    CENTRAL = UnitKind.CENTRAL.value, "Cơ quan đứng đầu hệ thống"
    DEPARTMENT = "department", "Vụ, cục, đơn vị trực thuộc cơ quan đứng đầu"
    HIGH = UnitKind.HIGH.value, "Viện kiểm sát cấp cao"
    PROVINCE = UnitKind.PROVINCE.value, "Cấp tỉnh hoặc tương đương"
    DISTRICT = UnitKind.DISTRICT.value, "Cấp huyện hoặc tương đương"
    REGION = UnitKind.REGION.value, "Khu vực"
    OFFICE = UnitKind.OFFICE.value, "Phòng và tương đương"
    MILITARY = UnitKind.MILITARY.value, "Viện kiểm sát quân sự"
    CLUSTER = "cluster", "Cụm, khối thi đua cho ý kiến"
    HOME_MINISTRY = "home_ministry", "Bộ Nội vụ"
    PROVINCIAL_COMMITTEE = "provincial_committee", "Ủy ban nhân dân tỉnh"
    PRIME_MINISTER = "prime_minister", "Thủ tướng Chính phủ"
    PRESIDENT = "president", "Chủ tịch nước"


OUTSIDE = frozenset({Place.HOME_MINISTRY, Place.PROVINCIAL_COMMITTEE, Place.PRIME_MINISTER, Place.PRESIDENT})
"""No unit of the system stands there: a line is proposed by a submission and its outcome is written down."""

NOT_UNITS = OUTSIDE | {Place.CLUSTER}
"""A dossier comes there only from another stage."""


class Topic(models.TextChoices):
    """What a department confirms, each its own, side by side."""

    PERSONNEL = "personnel", "Tổ chức cán bộ"
    INSPECTION = "inspection", "Thanh tra"
    PARTY = "party", "Công tác Đảng"
    ACCOUNTS = "accounts", "Tài chính, kế toán"


class RouteState(models.TextChoices):
    """A draft is edited; an active route is used within its days; a retired one was thrown away or never used."""

    DRAFT = "draft", "Bản dự thảo"
    ACTIVE = "active", "Đã ban hành"
    RETIRED = "retired", "Đã bỏ"


class RouteQuerySet(models.QuerySet["Route"]):
    """Routes asked for by day and by who may read them."""

    def in_force_on(self, day: dt.date) -> Self:
        """Routes that dossiers follow on ``day``."""
        return self.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day), state=RouteState.ACTIVE, valid_from__lte=day
        )

    def visible_to(self, user: User, day: dt.date) -> Self:
        """The routes that lead through the user's units or start below them; a draft only for who keeps it."""
        held = list(user.holdings.on(day).select_related("unit")) if user.is_active else []
        above = {pk for holding in held for pk in holding.unit.ancestor_ids()}
        owners = Q(owner__in=above) | Q(owner__in=units_seen_by(user, day).values("pk"))
        kept = Q(pk__in=[])
        for holding in held:
            if holding.role == Role.SYSTEM_ADMINISTRATOR:
                kept |= Q(owner__path__startswith=holding.unit.path)
        return self.filter(owners).filter(Q(state=RouteState.ACTIVE) | kept)


class Route(Record):
    """One version of the way up for ``owner`` and all below it. It is edited only while it is a draft."""

    code = models.CharField("mã", max_length=60)
    name = models.CharField("tên", max_length=200)
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="routes", verbose_name="áp dụng cho")
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    state = models.CharField("tình trạng", max_length=10, choices=RouteState, default=RouteState.DRAFT)
    note = models.CharField("ghi chú", max_length=1000, blank=True)

    objects = RouteQuerySet.as_manager()

    class Meta:
        verbose_name = "đường đi"
        ordering = ["owner", "-valid_from", "-pk"]
        constraints = [
            valid_interval("route_forward"),
            models.CheckConstraint(
                condition=~Q(state="active") | Q(valid_from__isnull=False), name="route_in_force_from_a_day"
            ),
            models.UniqueConstraint(fields=["owner", "code"], name="route_code_once"),
            models.UniqueConstraint(
                fields=["owner"], condition=Q(state="active", valid_to__isnull=True), name="route_one_open_an_owner"
            ),
            models.UniqueConstraint(
                fields=["owner", "valid_from"], condition=Q(state="active"), name="route_one_beginning_a_day"
            ),
            models.UniqueConstraint(
                fields=["owner", "valid_to"], condition=Q(state="active"), name="route_one_ending_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_in_force_on(self, day: dt.date) -> bool:
        """Dossiers follow it on ``day``, as ``in_force_on`` asks the database."""
        if self.state != RouteState.ACTIVE or self.valid_from is None or self.valid_from > day:
            return False
        return self.valid_to is None or day <= self.valid_to

    @property
    def is_draft(self) -> bool:
        """It may still be edited."""
        return self.state == RouteState.DRAFT


class Stage(Record):
    """One level of a route: what is done there, what is decided there, and where it goes next.

    ``turns`` are further ways out: what a level decides leaves the main way here, to the stage with that key. A unit of
    the sector thus reaches the People's Committee of its province too (Luật 06/2022/QH15 Điều 79 khoản 2 and 4: the
    same award has two who may decide it).
    """

    route = models.ForeignKey(Route, models.CASCADE, related_name="stages")
    key = models.CharField("mã chặng", max_length=40)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    name = models.CharField("tên chặng", max_length=200)
    place = models.CharField("vị trí", max_length=24, choices=Place)
    next = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="before", verbose_name="chuyển tiếp lên"
    )
    turns = models.JSONField("rẽ theo người quyết định", default=dict, blank=True)
    decides = models.JSONField("cấp quyết định tại đây", default=list, blank=True)
    has_council = models.BooleanField("Hội đồng họp, bỏ phiếu", default=False)
    needs_cluster_opinion = models.BooleanField("cần ý kiến của cụm, khối thi đua", default=False)
    confirmers = models.JSONField("các bộ phận xác nhận song song", default=list, blank=True)
    days = models.PositiveSmallIntegerField("thời hạn (ngày làm việc)", null=True, blank=True)
    basis = models.CharField("căn cứ", max_length=300, blank=True)

    class Meta:
        verbose_name = "chặng"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["route", "key"], name="stage_key_once"),
            models.CheckConstraint(condition=~Q(name=""), name="stage_has_a_name"),
            models.CheckConstraint(condition=Q(days__isnull=True) | Q(days__gte=1), name="stage_days_positive"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_outside(self) -> bool:
        """It stands outside the system: what comes there is proposed by a submission."""
        return self.place in OUTSIDE
