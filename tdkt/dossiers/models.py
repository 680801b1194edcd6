"""Award rounds, the units' lists in them, and the nominations on the lists."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q

from tdkt.accounts.access import WORKING_ROLES, acting, units_seen_by
from tdkt.accounts.models import User
from tdkt.awards.models import Award, Basis, Ground, IssuerLevel
from tdkt.core.models import Record, one_subject
from tdkt.documents.models import StoredFile
from tdkt.dossiers.states import CLIMBS, OUT_OF_THE_RUNNING, State
from tdkt.people.models import Person
from tdkt.units.models import Unit


class RoundKind(models.TextChoices):
    """What occasion a round serves."""

    YEAR_END = "year_end", "Tổng kết năm"
    SUDDEN = "sudden", "Đột xuất"
    THEMATIC = "thematic", "Chuyên đề, theo đợt"
    LONG_SERVICE = "long_service", "Niên hạn"
    RETIREMENT = "retirement", "Quá trình cống hiến"
    EXTERNAL = "external", "Đối ngoại"
    HERO = "hero", "Danh hiệu Anh hùng"
    MEMORIAL = "memorial", "Kỷ niệm chương"


class RoundState(models.TextChoices):
    """Open rounds take nominations; closed ones are read only."""

    OPEN = "open", "Đang mở"
    CLOSED = "closed", "Đã khép"


class AwardRoundQuerySet(models.QuerySet["AwardRound"]):
    """Rounds through a user's eyes."""

    def visible_to(self, user: User, day: dt.date) -> Self:
        """Rounds of the units the user reads, and of the units above them that collect their lists."""
        held = [h.unit for h in acting(user, day).holdings if h.role in WORKING_ROLES]
        above = {pk for unit in held for pk in unit.ancestor_ids()}
        return self.filter(Q(unit__in=units_seen_by(user, day)) | Q(unit__in=above))


class AwardRound(Record):
    """One round of consideration at the unit that decides (or proposes), for the units under it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="rounds", verbose_name="đơn vị tổ chức xét")
    year = models.PositiveSmallIntegerField("năm thành tích")
    kind = models.CharField("loại đợt", max_length=12, choices=RoundKind, default=RoundKind.YEAR_END)
    name = models.CharField("tên đợt", max_length=200)
    state = models.CharField(max_length=10, choices=RoundState, default=RoundState.OPEN)
    judged_on = models.DateField("ngày áp dụng pháp luật")
    lists_due_on = models.DateField("hạn các đơn vị gửi danh sách", null=True, blank=True)
    council_due_on = models.DateField("hạn họp Hội đồng", null=True, blank=True)
    decided_due_on = models.DateField("hạn ra quyết định", null=True, blank=True)

    objects = AwardRoundQuerySet.as_manager()

    class Meta:
        verbose_name = "đợt xét"
        ordering = ["-year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year"], condition=Q(kind="year_end"), name="one_year_end_round_a_unit",
                violation_error_message="Đơn vị đã có đợt tổng kết của năm này.",
            ),
            models.CheckConstraint(condition=Q(year__gte=2014, year__lte=2100), name="round_year_is_sane"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class UnitListQuerySet(models.QuerySet["UnitList"]):
    """Lists through a user's eyes."""

    def visible_to(self, user: User, day: dt.date) -> Self:
        """Lists of the units the user reads."""
        return self.filter(unit__in=units_seen_by(user, day))


class UnitList(Record):
    """The list of one unit in a round."""

    round = models.ForeignKey(AwardRound, models.CASCADE, related_name="lists")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="lists")
    first_sent_at = models.DateTimeField("gửi lần đầu lúc", null=True, blank=True)

    objects = UnitListQuerySet.as_manager()

    class Meta:
        verbose_name = "danh sách đơn vị"
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="one_list_a_unit_a_round"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} – {self.round}"


class VerdictValue(models.TextChoices):
    """The judge's four answers."""

    ELIGIBLE = "eligible", "Đủ tiêu chuẩn"
    NOT_ELIGIBLE = "not_eligible", "Chưa đủ tiêu chuẩn"
    UNKNOWN = "unknown", "Thiếu dữ liệu"
    COUNCIL = "council", "Hội đồng xem xét"


class NominationQuerySet(models.QuerySet["Nomination"]):
    """Nominations through a user's eyes."""

    def visible_to(self, user: User, day: dt.date) -> Self:
        """Lines on the lists of the units the user reads."""
        return self.filter(unit_list__unit__in=units_seen_by(user, day))

    def alive(self) -> Self:
        """Lines that still stand: neither withdrawn, nor refused by the council or the higher authority."""
        return self.exclude(state__in=OUT_OF_THE_RUNNING)

    def of_round(self, on: AwardRound) -> Self:
        """Lines that stand in a round, and those it has passed on to the level above."""
        here = Nomination.objects.filter(round=on).order_by().values("pk")
        passed_on = StepTaken.objects.filter(round=on, step__in=CLIMBS).order_by().values("nomination")
        # a union, not an "or": PostgreSQL reads two indexes for the one and the whole table for the other
        return self.filter(pk__in=here.union(passed_on, all=True))

    def with_names(self) -> Self:
        """With everything a line's heading needs, in the same query."""
        return self.select_related("person", "unit", "host_unit", "unit_list__unit", "round__unit")


class Nomination(Record):
    """One person or collective put forward for one award in a round.

    A line stands in exactly one ``round`` at a time: first that of its list, then, passed on, that of the level above;
    ``came_from`` is the round that passed it on. ``host_unit`` is where the person worked in the achievement year, or
    the collective itself.
    ``decided_by`` is the level that the law of the day lets decide.
    """

    round = models.ForeignKey(AwardRound, models.CASCADE, related_name="nominations")
    unit_list = models.ForeignKey(UnitList, models.CASCADE, related_name="nominations")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="nominations")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="nominations")
    code = models.CharField("danh hiệu, hình thức", max_length=12)
    asked_code = models.CharField("đơn vị đề nghị ban đầu", max_length=12, blank=True)
    basis = models.CharField("loại hình", max_length=12, choices=Basis, default=Basis.MERIT)
    ground = models.CharField("đạt bằng", max_length=16, choices=Ground, blank=True)
    achievement = models.CharField("tóm tắt thành tích", max_length=500, blank=True)
    attested = models.JSONField("đơn vị xác nhận", default=list, blank=True)
    host_unit = models.ForeignKey(Unit, models.PROTECT, related_name="hosted_nominations", verbose_name="đơn vị")
    decided_by = models.CharField("thẩm quyền quyết định", max_length=20, choices=IssuerLevel)
    position_then = models.CharField("chức vụ", max_length=120, blank=True)
    is_leader = models.BooleanField("lãnh đạo", default=False)
    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.DRAFT)
    came_from = models.ForeignKey(
        AwardRound, models.PROTECT, null=True, blank=True, related_name="passed_on", verbose_name="do đợt xét gửi lên"
    )
    assigned_to = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="người thẩm định"
    )
    verdict = models.CharField("kết luận", max_length=12, choices=VerdictValue, blank=True)
    verdict_note = models.CharField("còn thiếu", max_length=500, blank=True)
    verdict_detail = models.JSONField(default=dict, blank=True)
    judged_at = models.DateTimeField(null=True, blank=True)
    award = models.OneToOneField(
        Award, models.PROTECT, null=True, blank=True, related_name="nomination", verbose_name="dòng trong sổ"
    )

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = "đề nghị khen thưởng"
        constraints = [
            one_subject("nomination_has_one_subject"),
            models.UniqueConstraint(
                fields=["round", "person", "code", "basis"], condition=~Q(state="withdrawn"),
                name="nomination_once_person",
                violation_error_message="Người này đã có trong đợt xét với danh hiệu, hình thức đó.",
            ),
            models.UniqueConstraint(
                fields=["round", "unit", "code", "basis"], condition=~Q(state="withdrawn"),
                name="nomination_once_unit",
                violation_error_message="Tập thể này đã có trong đợt xét với danh hiệu, hình thức đó.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["granted", "proposed", "refused"]) | Q(award__isnull=False),
                name="nomination_decided_has_a_ledger_line",
            ),
            models.CheckConstraint(
                condition=Q(came_from__isnull=True) | ~Q(came_from=F("round")),
                name="nomination_climbs_to_another_round",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["unit_list", "state", "code"]),
            models.Index(fields=["round", "state", "code"]),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.unit} – {self.code}"

    @property
    def kind(self) -> str:
        """``person`` or ``collective``, as the law names them."""
        return "person" if self.person_id else "collective"

    @property
    def subject_name(self) -> str:
        """Whom or what is put forward."""
        return str(self.person or self.unit)


class StepTaken(models.Model):
    """One step of one nomination. Rows are only added: a reason once given stays readable."""

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="steps")
    round = models.ForeignKey(AwardRound, models.CASCADE, related_name="steps", verbose_name="tại đợt xét")
    step = models.CharField("bước", max_length=20)
    target = models.CharField("trạng thái mới", max_length=10, choices=State)
    at = models.DateTimeField("lúc")
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reason = models.TextField("lý do", blank=True)

    class Meta:
        verbose_name = "bước đã qua"
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["round", "step"])]

    def __str__(self) -> str:
        return f"{self.nomination}: {self.get_target_display()}"


class NominationPaper(models.Model):
    """A paper attached to a nomination."""

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="papers")
    kind = models.CharField("loại giấy tờ", max_length=120)
    key = models.CharField("giấy tờ theo quy định", max_length=24, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="nomination_papers")

    class Meta:
        verbose_name = "giấy tờ kèm theo"
        constraints = [
            models.UniqueConstraint(fields=["nomination", "file"], name="paper_attached_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.nomination}"


class PaperExcuse(models.Model):
    """Why a paper that the law asks for cannot be had; the next level reads it. The history keeps what is withdrawn."""

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="paper_excuses")
    key = models.CharField("giấy tờ theo quy định", max_length=24)
    why = models.TextField("lý do")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "giải trình giấy tờ"
        constraints = [
            models.UniqueConstraint(
                fields=["nomination", "key"], name="paper_excused_once",
                violation_error_message="Giấy tờ này đã được giải trình.",
            ),
            models.CheckConstraint(condition=~Q(why=""), name="paper_excuse_says_why"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.key}: {self.nomination}"
