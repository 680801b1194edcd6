"""Pages on units: the tree as a list, its Excel file, a new unit, a corrected name."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from tdkt.accounts.access import units_seen_by
from tdkt.accounts.middleware import OfficeRequest
from tdkt.core.text import search_key
from tdkt.directory import forms
from tdkt.directory.web import form_page, units_where
from tdkt.documents.sheets import Column, write_sheet
from tdkt.dossiers.web import XLSX, download
from tdkt.units.access import ADMINISTRATOR
from tdkt.units.domain import create_unit, edit_unit
from tdkt.units.models import Unit

either = require_http_methods(["GET", "POST"])


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    """The units the user reads, each under the one above it; ended ones only when asked for."""
    rows = _tree(_found(request))
    return render(
        request, "directory/units.html",
        {
            "rows": rows, "words": request.GET.get("q", ""), "all": request.GET.get("tat_ca", ""),
            "may_add": request.user.holds_anywhere([ADMINISTRATOR], request.today),
        },
    )  # fmt: skip


@require_GET
def excel(request: OfficeRequest) -> HttpResponse:
    """The same units as a file."""
    columns = [
        Column(key="code", header="Mã", width=26), Column(key="name", header="Tên đơn vị", width=60),
        Column(key="kind", header="Loại", width=26), Column(key="above", header="Cấp trên", width=44),
        Column(key="from", header="Có từ ngày", kind="date"), Column(key="to", header="Đến hết ngày", kind="date"),
    ]  # fmt: skip
    rows = (
        (
            one.code,
            one.name,
            one.get_kind_display(),
            one.parent.name if one.parent else "",
            one.valid_from,
            one.valid_to,
        )
        for one in _found(request)
    )
    content = write_sheet(title="Danh mục đơn vị", columns=columns, rows=rows)
    return download(content, "danh-muc-don-vi.xlsx", XLSX)


def _found(request: OfficeRequest) -> QuerySet[Unit]:
    """One query, with how many people work in each unit today."""
    found = Unit.objects.filter(pk__in=units_seen_by(request.user, request.today).values("pk"))
    if not request.GET.get("tat_ca"):
        # a unit with open roles or people is at work here, whatever the day of its end
        open_posting = Q(postings__valid_to__isnull=True, postings__isnull=False)
        found = found.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=request.today) | open_posting).distinct()
    for word in search_key(request.GET.get("q", "")).split():
        found = found.filter(search_key__contains=word)
    people = Count("postings", filter=Q(postings__valid_to__isnull=True), distinct=True)
    return found.select_related("parent").annotate(people=people).order_by("sort_key", "pk")


def _tree(found: QuerySet[Unit]) -> list[dict[str, Any]]:
    """Rows in the order of the tree with their depth; a unit whose parent is not shown stands at the edge."""
    units = list(found)
    shown = {unit.pk for unit in units}
    below: dict[int | None, list[Unit]] = {}
    for unit in units:
        below.setdefault(unit.parent_id if unit.parent_id in shown else None, []).append(unit)
    rows: list[dict[str, Any]] = []
    stack = [(unit, 0) for unit in reversed(below.get(None, []))]
    while stack:
        unit, depth = stack.pop()
        rows.append({"unit": unit, "depth": min(depth, 4), "people": getattr(unit, "people", 0)})
        stack += [(child, depth + 1) for child in reversed(below.get(unit.pk, []))]
    return rows


@either
def add(request: OfficeRequest) -> HttpResponse:
    """Found a unit."""
    form = forms.NewUnitForm(request.POST or None, units=_kept(request))

    def act(data: dict[str, Any]) -> object:
        return create_unit(actor=request.user, now=timezone.now(), **data)

    back = reverse("directory:units")
    return form_page(request, form, act, title="Thêm đơn vị", done="Đã thêm đơn vị.", back=back)


@either
def edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Correct a name or the area."""
    unit = get_object_or_404(_kept(request), pk=pk)
    initial = {name: getattr(unit, name) for name in ("version", "name", "short_name", "is_remote")}
    form = forms.UnitNameForm(request.POST or None, initial=initial)

    def act(data: dict[str, Any]) -> None:
        edit_unit(actor=request.user, now=timezone.now(), unit=unit, **data)

    back = reverse("directory:units")
    return form_page(request, form, act, title=f"Sửa: {unit.name}", done="Đã lưu.", back=back)


def _kept(request: OfficeRequest) -> QuerySet[Unit]:
    units = units_where(request, ADMINISTRATOR)
    if not units.exists():
        raise Http404
    return units
