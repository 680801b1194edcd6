"""Persons who may be honoured, and what the law asks about them. Most of them never sign in."""

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import Q

from tdkt.core.models import Record, valid_interval
from tdkt.core.text import clean, name_sort_key, search_key
from tdkt.units.models import GradeValue, Unit


class Gender(models.TextChoices):
    """As the law tells them apart (years for women leaders, the choice among equals)."""

    MALE = "male", "Nam"
    FEMALE = "female", "Nữ"


class Occupation(models.TextChoices):
    """Kinds of people for whom the law has clauses of their own."""

    CIVIL_SERVANT = "civil_servant", "Cán bộ, công chức, viên chức"
    WORKER = "worker", "Công nhân, người lao động"
    FARMER = "farmer", "Nông dân"
    MILITARY = "military", "Quân nhân"
    CONTRACT = "contract", "Lao động hợp đồng"
    OUTSIDER = "outsider", "Người ngoài cơ quan"


class PersonQuerySet(models.QuerySet["Person"]):
    """People asked for by place and by words."""

    def matching(self, words: str) -> Self:
        """People whose name or staff number has all the words, with or without marks."""
        found = self
        for word in search_key(words).split():
            found = found.filter(search_key__contains=word)
        return found


class Person(Record):
    """A person who may be honoured."""

    staff_number = models.CharField("số hiệu công chức", max_length=30, unique=True)
    full_name = models.CharField("họ và tên", max_length=200)
    gender = models.CharField("giới tính", max_length=6, choices=Gender)
    birth_date = models.DateField("ngày sinh", null=True, blank=True)
    ethnicity = models.CharField("dân tộc", max_length=60, blank=True, default="Kinh")
    occupation = models.CharField("đối tượng", max_length=20, choices=Occupation, default=Occupation.CIVIL_SERVANT)
    recruited_on = models.DateField("ngày tuyển dụng", null=True, blank=True)
    joined_sector_on = models.DateField("ngày vào Ngành", null=True, blank=True)
    retired_on = models.DateField("ngày nghỉ hưu", null=True, blank=True)
    search_key = models.CharField(max_length=300, editable=False, db_index=True)
    sort_key = models.CharField(max_length=700, editable=False, db_index=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "người"
        ordering = ["sort_key", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(staff_number=""), name="person_has_a_staff_number"),
            models.CheckConstraint(
                condition=Q(birth_date__isnull=True)
                | Q(recruited_on__isnull=True)
                | Q(recruited_on__gt=models.F("birth_date")),
                name="person_recruited_after_birth",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def set_keys(self) -> None:
        """Make the keys true to the name; ``bulk_create`` callers do this themselves."""
        self.full_name = clean(self.full_name)
        self.search_key = search_key(f"{self.full_name} {self.staff_number}")
        self.sort_key = name_sort_key(self.full_name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the keys true to the name."""
        self.set_keys()
        super().save(*args, **kwargs)


class PostingQuerySet(models.QuerySet["Posting"]):
    """Postings at a date."""

    def on(self, day: dt.date) -> Self:
        """Postings in force on ``day``."""
        return self.filter(Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gte=day))

    def of_staff(self) -> Self:
        """Without those from outside whom a unit only proposes: they are nobody's staff and fill no quota's base."""
        return self.exclude(person__occupation=Occupation.OUTSIDER)


class Posting(models.Model):
    """Where a person worked, in which position, from when to when."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="postings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="postings")
    position = models.CharField("chức vụ, chức danh", max_length=120)
    position_code = models.CharField("mã chức vụ theo bảng cống hiến", max_length=40, blank=True)
    is_leader = models.BooleanField("giữ chức vụ lãnh đạo", default=False)
    is_unit_head = models.BooleanField("người đứng đầu đơn vị", default=False)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = "quá trình công tác"
        ordering = ["valid_from"]
        constraints = [
            valid_interval("posting_forward"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(valid_to__isnull=True), name="person_has_one_posting_now"
            ),
        ]
        indexes = [models.Index(fields=["unit", "valid_from"])]

    def __str__(self) -> str:
        return f"{self.person}, {self.position}, {self.unit}"


class PersonGrade(models.Model):
    """How a person completed the tasks of a year."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="grades")
    year = models.PositiveSmallIntegerField("năm")
    value = models.CharField("mức hoàn thành", max_length=10, choices=GradeValue)
    decided_by = models.CharField("theo văn bản", max_length=200, blank=True)

    class Meta:
        verbose_name = "xếp loại cá nhân"
        constraints = [
            models.UniqueConstraint(fields=["person", "year"], name="person_graded_once_a_year"),
            models.CheckConstraint(condition=Q(year__gte=1945, year__lte=2100), name="person_grade_year_is_sane"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.year}: {self.get_value_display()}"


class DisciplineForm(models.TextChoices):
    """Forms of discipline, lightest first."""

    KHIEN_TRACH = "khien_trach", "Khiển trách"
    CANH_CAO = "canh_cao", "Cảnh cáo"
    HA_BAC_LUONG = "ha_bac_luong", "Hạ bậc lương"
    GIANG_CHUC = "giang_chuc", "Giáng chức"
    CACH_CHUC = "cach_chuc", "Cách chức"
    BUOC_THOI_VIEC = "buoc_thoi_viec", "Buộc thôi việc"
    AN_TREO = "an_treo", "Án treo"


class Discipline(models.Model):
    """A discipline decision against a person, and when it ended."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="disciplines")
    form = models.CharField("hình thức", max_length=20, choices=DisciplineForm)
    decided_on = models.DateField("ngày quyết định")
    ended_on = models.DateField("ngày hết hiệu lực", null=True, blank=True)
    decision_number = models.CharField("số quyết định", max_length=60, blank=True)
    misconduct_year = models.PositiveSmallIntegerField("năm vi phạm", null=True, blank=True)

    class Meta:
        verbose_name = "kỷ luật"
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=models.F("decided_on")),
                name="discipline_ends_after_it_begins",
            ),
            models.UniqueConstraint(fields=["person", "form", "decided_on"], name="discipline_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_form_display()}"


class AbsenceReason(models.TextChoices):
    """Why a person was away; some reasons count as work."""

    SICK = "sick", "Ốm đau"
    PERSONAL = "personal", "Việc riêng"
    MATERNITY = "maternity", "Thai sản"
    INJURY_RESCUE = "injury_rescue", "Điều trị do dũng cảm cứu người, cứu tài sản, chiến đấu"
    STUDY = "study", "Đi học"


class Absence(models.Model):
    """Working days a person was away in a year, for one reason."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="absences")
    year = models.PositiveSmallIntegerField("năm")
    working_days = models.PositiveSmallIntegerField("số ngày làm việc")
    reason = models.CharField("lý do", max_length=20, choices=AbsenceReason)

    class Meta:
        verbose_name = "nghỉ việc trong năm"
        constraints = [
            models.UniqueConstraint(fields=["person", "year", "reason"], name="absence_once_a_reason"),
            models.CheckConstraint(
                condition=Q(working_days__gte=1, working_days__lte=366), name="absence_days_are_sane"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.year}: {self.working_days} ngày"
