"""Pages of the import: upload, preview, repair, confirm."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tdkt.accounts.access import units_seen_by
from tdkt.accounts.middleware import OfficeRequest
from tdkt.core.answers import Refused
from tdkt.exchange.access import IMPORTERS
from tdkt.exchange.columns import missing_fields, unknown_headers
from tdkt.exchange.domain.confirm import confirm_batch
from tdkt.exchange.domain.discard import discard_batch
from tdkt.exchange.domain.recheck import map_columns, recheck_batch
from tdkt.exchange.domain.repair import choose_person, repair_row, skip_row
from tdkt.exchange.domain.upload import UploadedFile, upload_file
from tdkt.exchange.exports import export
from tdkt.exchange.fields import fields_of
from tdkt.exchange.files import template, with_errors
from tdkt.exchange.forms import MappingForm, RowForm, UploadForm
from tdkt.exchange.models import ImportBatch, ImportKind, ImportRow, RowState
from tdkt.exchange.staging import counts
from tdkt.people.models import Person
from tdkt.units.models import Unit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PER_PAGE = 50
SHOWN_FIRST = (RowState.WRONG, RowState.DOUBTFUL, RowState.CHANGED, RowState.NEW, RowState.UNCHANGED, RowState.SKIPPED)
TONES = {
    RowState.WRONG: ("red", "circle-x"), RowState.DOUBTFUL: ("amber", "triangle-alert"),
    RowState.CHANGED: ("blue", "pencil"), RowState.NEW: ("green", "plus"), RowState.UNCHANGED: ("grey", "check"),
    RowState.SKIPPED: ("grey", "ban"), RowState.UNCHECKED: ("grey", "circle"),
}  # fmt: skip


@dataclass(frozen=True)
class ShownRow:
    """A row of the preview: the few cells that tell it apart, its state, what is wrong or would change."""

    row: ImportRow
    label: str
    words: str
    tone: str
    drawing: str
    changes: list[tuple[str, str, str]]


@require_http_methods(["GET", "POST"])
def index(request: OfficeRequest) -> HttpResponse:
    """Upload a file; the batches of before."""
    units = _own_units(request)
    form = UploadForm(request.POST or None, request.FILES or None, units=units)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        file = UploadedFile(name=sent.name, content=sent.read())
        try:
            batch = upload_file(
                actor=request.user, now=timezone.now(), unit=form.cleaned_data["unit"],
                kind=form.cleaned_data["kind"], file=file,
            )  # fmt: skip
        except Refused as refused:
            form.add_error("file", refused.reason)
        else:
            return redirect("exchange:batch", pk=batch.pk)
    batches = ImportBatch.objects.visible_to(request.user, request.today).select_related("unit")[:30]
    context = {"form": form, "batches": batches, "kinds": ImportKind.choices, "own": units.first()}
    return render(request, "exchange/index.html", context, status=400 if form.errors else 200)


@require_GET
def template_file(_request: OfficeRequest, kind: str) -> HttpResponse:
    """The empty file of a kind, with its guide."""
    if kind not in ImportKind.values:
        raise Http404
    return _file(template(kind), f"mau-{kind}.xlsx")


@require_GET
def export_file(request: OfficeRequest, kind: str) -> HttpResponse:
    """What is on record of a unit the user sees, in the columns of the import."""
    if kind not in ImportKind.values:
        raise Http404
    unit = get_object_or_404(units_seen_by(request.user, request.today), code=request.GET.get("don_vi", ""))
    return _file(export(kind, unit, request.today), f"{kind}-{unit.code}.xlsx")


@require_GET
def batch_page(request: OfficeRequest, pk: int) -> HttpResponse:
    """What the file would do, row by row."""
    batch = _batch(request, pk)
    if batch.is_open and missing_fields(batch.kind, batch.mapping):
        return redirect("exchange:mapping", pk=batch.pk)
    found = counts(batch)
    wanted = request.GET.get("loc", "")
    rows = batch.rows.filter(state=wanted) if wanted in RowState.values else batch.rows.all()
    page = Paginator(rows.select_related("person").order_by("number"), PER_PAGE).get_page(request.GET.get("trang"))
    context = {
        "batch": batch, "page": page, "rows": [_shown(batch, row) for row in page], "wanted": wanted,
        "total": sum(found.values()),
        "counts": [(state, RowState(state).label, found[state], *TONES[state]) for state in SHOWN_FIRST],
        "blocked": found[RowState.WRONG] + found[RowState.DOUBTFUL],
        "writes": found[RowState.NEW] + found[RowState.CHANGED],
        "unknown": unknown_headers(batch.kind, batch.headers, batch.mapping),
    }  # fmt: skip
    return render(request, "exchange/batch.html", context)


@require_GET
def errors_file(request: OfficeRequest, pk: int) -> HttpResponse:
    """The rows with their faults, as Excel."""
    batch = _batch(request, pk)
    return _file(with_errors(batch), f"loi-can-sua-{batch.pk}.xlsx")


@require_http_methods(["GET", "POST"])
def mapping_page(request: OfficeRequest, pk: int) -> HttpResponse:
    """Say which column is which."""
    batch = _batch(request, pk)
    unknown = unknown_headers(batch.kind, batch.headers, batch.mapping)
    form = MappingForm(request.POST or None, batch=batch, unknown=unknown)
    if request.method == "POST" and form.is_valid():
        try:
            map_columns(actor=request.user, now=timezone.now(), batch=batch, mapping=form.mapping())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            return redirect("exchange:batch", pk=batch.pk)
    context = {
        "batch": batch, "form": form, "unknown": unknown, "missing": missing_fields(batch.kind, batch.mapping),
    }  # fmt: skip
    return render(request, "exchange/mapping.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def row_page(request: OfficeRequest, pk: int, number: int) -> HttpResponse:
    """Mend one row, settle its doubt, or leave it out."""
    batch = _batch(request, pk)
    row = get_object_or_404(batch.rows.select_related("batch__unit"), number=number)
    form = RowForm(request.POST if "save" in request.POST else None, batch=batch, cells=row.cells)
    status = 200
    if request.method == "POST":
        try:
            if _mend(request, row, form):
                return redirect(_after(batch, row))
        except Refused as refused:
            messages.error(request, refused.reason)
            status = 400
    people = Person.objects.filter(pk__in=row.candidates)
    wrong = {problem["field"]: problem["message"].split(": ", 1)[-1] for problem in row.problems}
    fields = [(form[name], wrong.get(name, "")) for name in form.fields]
    context = {
        "batch": batch,
        "row": row,
        "shown": _shown(batch, row),
        "form": form,
        "fields": fields,
        "people": people,
    }
    return render(request, "exchange/row.html", context, status=status)


@require_POST
def recheck(request: OfficeRequest, pk: int) -> HttpResponse:
    """Check all rows against the records as they are now."""
    return _act(request, pk, recheck_batch, "Đã kiểm tra lại.")


@require_POST
def confirm(request: OfficeRequest, pk: int) -> HttpResponse:
    """Let the batch in."""
    return _act(request, pk, confirm_batch, "Đã nhập vào sổ.")


@require_POST
def discard(request: OfficeRequest, pk: int) -> HttpResponse:
    """Throw the batch away."""
    return _act(request, pk, discard_batch, "Đã bỏ lần nhập này; sổ không thay đổi.")


def _act(request: OfficeRequest, pk: int, act: Callable[..., Any], done: str) -> HttpResponse:
    batch = _batch(request, pk)
    try:
        act(actor=request.user, now=timezone.now(), batch=batch)
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, done)
    return redirect("exchange:batch", pk=batch.pk)


def _mend(request: OfficeRequest, row: ImportRow, form: RowForm) -> bool:
    """One domain call after the button that was pressed; nothing done when the form is not sound."""
    if "skip" in request.POST:
        skip_row(actor=request.user, now=timezone.now(), row=row)
    elif "choose" in request.POST:
        choose_person(actor=request.user, now=timezone.now(), row=row, choice=request.POST.get("choice", ""))
    elif form.is_valid():
        repair_row(actor=request.user, now=timezone.now(), row=row, cells=form.cleaned_data)
    else:
        return False
    return True


def _after(batch: ImportBatch, row: ImportRow) -> str:
    """The next row that needs work, or the batch."""
    row.refresh_from_db()
    needy = batch.rows.filter(state__in=[RowState.WRONG, RowState.DOUBTFUL]).order_by("number")
    following = row if row.state in (RowState.WRONG, RowState.DOUBTFUL) else needy.first()
    return _address(batch, following)


def _address(batch: ImportBatch, row: ImportRow | None) -> str:
    if row is None:
        return reverse("exchange:batch", args=[batch.pk])
    return reverse("exchange:row", args=[batch.pk, row.number])


def _shown(batch: ImportBatch, row: ImportRow) -> ShownRow:
    cells = [
        row.cells[batch.mapping[key]]
        for key in ("staff_number", "full_name", "collective", "code", "period_to", "year", "value")
        if key in batch.mapping and batch.mapping[key] < len(row.cells)
    ]
    headers = {field.key: field.header for field in fields_of(batch.kind)}
    changes = [(headers.get(key, key), before, after) for key, (before, after) in row.changes.items()]
    tone, drawing = TONES[RowState(row.state)]
    words = str(RowState(row.state).label)
    return ShownRow(row, " · ".join(cell for cell in cells if cell), words, tone, drawing, changes)


def _batch(request: OfficeRequest, pk: int) -> ImportBatch:
    mine = ImportBatch.objects.visible_to(request.user, request.today).select_related("unit")
    return get_object_or_404(mine, pk=pk)


def _own_units(request: OfficeRequest) -> QuerySet[Unit]:
    """Units the user may import for: those where an importing role is held, and all below them."""
    roots = tuple(h.unit for h in request.acting.holdings if h.role in IMPORTERS)
    inside = Q(pk__in=[])
    for root in roots:
        inside |= Q(path__startswith=root.path)
    return Unit.objects.filter(inside).order_by("path")


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
