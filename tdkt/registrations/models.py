"""A unit's list of a year, and its lines: which title or form a person or collective has registered for."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q

from tdkt.accounts.access import units_seen_by
from tdkt.accounts.models import User
from tdkt.core.models import Record, one_subject
from tdkt.people.models import Person
from tdkt.registrations.states import State
from tdkt.units.models import Unit

FIRST_YEAR, LAST_YEAR = 2015, 2100


class UnitRegistrationQuerySet(models.QuerySet["UnitRegistration"]):
    """Lists through a user's eyes."""

    def visible_to(self, user: User, day: dt.date) -> Self:
        """Lists of the units the user reads."""
        return self.filter(unit__in=units_seen_by(user, day).values("pk"))


class UnitRegistration(Record):
    """What a unit registers for a year. ``version`` grows with every line, so that the head agrees to what he read."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="registration_lists", verbose_name="đơn vị")
    year = models.PositiveSmallIntegerField("năm")
    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.DRAFT)
    due_on = models.DateField("hạn gửi", null=True, blank=True)
    agreed_at = models.DateTimeField("thống nhất lúc", null=True, blank=True)
    agreed_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    return_reason = models.CharField("lý do trả lại", max_length=500, blank=True)

    objects = UnitRegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = "danh sách đăng ký thi đua"
        ordering = ["-year", "unit__sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="registration_list_once_a_year"),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="registration_list_year_is_sane"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.RETURNED) | ~Q(return_reason=""), name="registration_list_returned_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.AGREED, State.SENT, State.RECORDED]) | Q(agreed_at__isnull=False),
                name="registration_list_agreed_before_it_moves",
            ),
        ]

    def __str__(self) -> str:
        return f"Danh sách đăng ký năm {self.year} của {self.unit}"


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Lines through a user's eyes."""

    def alive(self) -> Self:
        """Lines not taken off."""
        return self.filter(withdrawn_at__isnull=True)

    def visible_to(self, user: User, day: dt.date) -> Self:
        """Lines of the units the user reads, and his own."""
        seen = units_seen_by(user, day).values("pk")
        return self.filter(Q(unit_list__unit__in=seen) | Q(person__isnull=False, person=user.person_id))


class Registration(Record):
    """One line: a person or collective strives for one title or form in one year."""

    unit_list = models.ForeignKey(UnitRegistration, models.PROTECT, related_name="lines", verbose_name="danh sách")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="registrations")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="registrations")
    year = models.PositiveSmallIntegerField("năm")
    code = models.CharField("danh hiệu, hình thức", max_length=12)
    pledge = models.CharField("nội dung phấn đấu", max_length=1000, blank=True)
    initiative = models.CharField("sáng kiến, đề tài dự kiến", max_length=300, blank=True)
    registered_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người đăng ký")
    registered_at = models.DateTimeField("đăng ký lúc")
    withdrawn_at = models.DateTimeField("rút lúc", null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng đăng ký"
        ordering = [F("person__sort_key").asc(nulls_first=True), "unit__sort_key", "code", "pk"]
        constraints = [
            one_subject("registration_has_one_subject"),
            models.UniqueConstraint(
                fields=["person", "year", "code"], condition=Q(withdrawn_at__isnull=True),
                name="registration_once_a_year_person",
            ),
            models.UniqueConstraint(
                fields=["unit", "year", "code"], condition=Q(withdrawn_at__isnull=True),
                name="registration_once_a_year_unit",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="registration_year_is_sane"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="registration_withdrawn_by_somebody",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["year", "code"])]

    def __str__(self) -> str:
        return f"{self.code} {self.year} – {self.subject_name}"

    @property
    def subject_name(self) -> str:
        """Who registers."""
        return str(self.person or self.unit)

    @property
    def kind(self) -> str:
        """``person`` or ``collective``, as the law says."""
        return "person" if self.person_id else "collective"

    @property
    def by_himself(self) -> bool:
        """The person wrote the line himself; ``registered_by`` should be loaded."""
        return self.person_id is not None and self.registered_by.person_id == self.person_id

    @property
    def is_late(self) -> bool:
        """It was written after the list's day; ``unit_list`` should be loaded."""
        due = self.unit_list.due_on
        return due is not None and self.registered_at.astimezone().date() > due
