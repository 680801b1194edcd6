"""Pages on people: the wide list, its Excel file, and the forms by which an officer keeps what is known."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from tdkt.accounts.access import people_seen_by, units_seen_by
from tdkt.accounts.middleware import OfficeRequest
from tdkt.directory import forms
from tdkt.directory.web import form_page, units_where
from tdkt.documents.sheets import Column, write_sheet
from tdkt.dossiers.web import XLSX, download
from tdkt.people.access import may_keep
from tdkt.people.domain import (
    GradeLine,
    NewPerson,
    add_person,
    edit_person,
    grade_person,
    post_person,
    record_absence,
    record_discipline,
)
from tdkt.people.models import Person, PersonGrade, Posting
from tdkt.units.access import OFFICERS
from tdkt.units.models import GradeValue, Unit

PAGE = 100
DATA = (
    "staff_number", "full_name", "gender", "birth_date", "ethnicity", "occupation", "recruited_on", "joined_sector_on",
)  # fmt: skip
either = require_http_methods(["GET", "POST"])


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    """The people of the user's units, filtered by words and unit."""
    unit = request.GET.get("don_vi", "")
    found = _found(request)
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    units = units_seen_by(request.user, request.today).filter(postings__isnull=False).distinct()
    return render(
        request, "directory/people.html",
        {
            "page": page, "words": request.GET.get("q", ""), "unit": unit, "units": units,
            "may_add": request.user.holds_anywhere(OFFICERS, request.today), "grades": dict(GradeValue.choices),
        },
    )  # fmt: skip


@require_GET
def excel(request: OfficeRequest) -> HttpResponse:
    """The same people as a file."""
    columns = [
        Column(key="number", header="Số hiệu"), Column(key="name", header="Họ và tên", width=28),
        Column(key="unit", header="Đơn vị", width=40), Column(key="position", header="Chức vụ, chức danh", width=26),
        Column(key="birth", header="Ngày sinh", kind="date"),
        Column(key="joined", header="Ngày vào Ngành", kind="date"),
        Column(key="grade", header="Xếp loại gần nhất", width=30),
    ]  # fmt: skip
    content = write_sheet(title="Danh sách cán bộ", columns=columns, rows=_rows(_found(request)))
    return download(content, "danh-sach-can-bo.xlsx", XLSX)


def _rows(people: QuerySet[Person]) -> Iterator[tuple[str | dt.date | None, ...]]:
    labels: dict[str, str] = dict(GradeValue.choices)
    for person in people.iterator():
        row: Any = person
        yield (
            person.staff_number, person.full_name, row.unit_name, row.position, person.birth_date,
            person.joined_sector_on, f"{row.grade_year}: {labels[row.grade]}" if row.grade else "",
        )  # fmt: skip


def _found(request: OfficeRequest) -> QuerySet[Person]:
    """One query: people with the last posting begun and the last grade."""
    seen = people_seen_by(request.user, request.today)
    posting = Posting.objects.filter(person=OuterRef("pk"), valid_from__lte=request.today).order_by("-valid_from")
    grade = PersonGrade.objects.filter(person=OuterRef("pk")).order_by("-year")
    found = (
        Person.objects.filter(pk__in=seen.values("pk"))
        .matching(request.GET.get("q", ""))
        .annotate(
            unit_name=Subquery(posting.values("unit__name")[:1]), seat=Subquery(posting.values("unit")[:1]),
            position=Subquery(posting.values("position")[:1]), grade=Subquery(grade.values("value")[:1]),
            grade_year=Subquery(grade.values("year")[:1]),
        )
    )  # fmt: skip
    chosen = request.GET.get("don_vi", "")
    if chosen.isdecimal():
        unit = Unit.objects.filter(pk=int(chosen)).first()
        found = found.filter(seat__in=Unit.objects.under(unit).values("pk")) if unit else found.none()
    return found.order_by("sort_key", "pk")


@either
def add(request: OfficeRequest) -> HttpResponse:
    """Write a person down."""
    units = units_where(request, *OFFICERS)
    if not units.exists():
        raise Http404
    form = forms.NewPersonForm(request.POST or None, units=units)

    def act(data: dict[str, Any]) -> object:
        data.pop("version")
        return add_person(actor=request.user, now=timezone.now(), person=NewPerson(**data))

    back = reverse("directory:people")
    return form_page(request, form, act, title="Thêm cán bộ", done="Đã thêm cán bộ.", back=back)


@either
def edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Correct a person's data."""
    person = _kept(request, pk)
    initial = {name: getattr(person, name) for name in (*DATA, "retired_on", "version")}
    form = forms.RetiredForm(request.POST or None, initial=initial)

    def act(data: dict[str, Any]) -> None:
        version = data.pop("version") or 0
        edit_person(actor=request.user, now=timezone.now(), person=person, version=version, **data)

    return form_page(request, form, act, title=f"Sửa dữ liệu: {person.full_name}", done="Đã lưu.", back=_page(person))


@either
def grade(request: OfficeRequest, pk: int) -> HttpResponse:
    """Write a grade."""
    person = _kept(request, pk)

    def act(data: dict[str, Any]) -> object:
        return grade_person(actor=request.user, now=timezone.now(), line=GradeLine(person=person, **data))

    return form_page(
        request, forms.GradeForm(request.POST or None), act, title=f"Ghi xếp loại: {person.full_name}",
        done="Đã ghi xếp loại.", back=_page(person), note="Ghi lại năm đã có là sửa; mức cũ vẫn còn trong lịch sử.",
    )  # fmt: skip


@either
def discipline(request: OfficeRequest, pk: int) -> HttpResponse:
    """Write a discipline decision."""
    person = _kept(request, pk)

    def act(data: dict[str, Any]) -> object:
        return record_discipline(actor=request.user, now=timezone.now(), person=person, **data)

    return form_page(
        request, forms.DisciplineFactForm(request.POST or None), act, title=f"Ghi kỷ luật: {person.full_name}",
        done="Đã ghi kỷ luật.", back=_page(person),
    )  # fmt: skip


@either
def absence(request: OfficeRequest, pk: int) -> HttpResponse:
    """Write days away."""
    person = _kept(request, pk)

    def act(data: dict[str, Any]) -> object:
        return record_absence(actor=request.user, now=timezone.now(), person=person, **data)

    return form_page(
        request, forms.AbsenceForm(request.POST or None), act, title=f"Ghi nghỉ việc: {person.full_name}",
        done="Đã ghi số ngày nghỉ.", back=_page(person),
    )  # fmt: skip


@either
def posting(request: OfficeRequest, pk: int) -> HttpResponse:
    """Move a person."""
    person = _kept(request, pk)
    form = forms.PostingForm(request.POST or None, units=units_seen_by(request.user, request.today))

    def act(data: dict[str, Any]) -> object:
        return post_person(actor=request.user, now=timezone.now(), person=person, **data)

    return form_page(
        request, form, act, title=f"Chuyển công tác: {person.full_name}", done="Đã ghi nơi công tác mới.",
        back=_page(person), note="Nơi công tác trước tự kết thúc vào hôm trước ngày này.",
    )  # fmt: skip


def _kept(request: OfficeRequest, pk: int) -> Person:
    """The person, if the user keeps what is known of him; 404 otherwise."""
    person = get_object_or_404(people_seen_by(request.user, request.today), pk=pk)
    if not may_keep(request.user, [person], request.today):
        raise Http404
    return person


def _page(person: Person) -> str:
    return reverse("portal:person", args=[person.pk])
