"""Report pages and their downloads."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tdkt.accounts.access import WORKING_ROLES, units_seen_by
from tdkt.accounts.middleware import OfficeRequest
from tdkt.reports.forms import UnitYearForm
from tdkt.reports.papers import money_words, overview, year_report_docx
from tdkt.reports.queries import five_year, year_report, years_with_lines
from tdkt.reports.sheets import five_year_xlsx, year_report_xlsx
from tdkt.units.models import Unit, UnitKind

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_CHOICES = 400


@dataclass(frozen=True)
class Asked:
    """What the address asks for: the filled form, and the unit and year where they are sound."""

    form: UnitYearForm
    unit: Unit
    year: int | None


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    """The list of reports."""
    asked = _asked(request)
    years = years_with_lines(asked.unit) if asked else []
    return render(request, "reports/index.html", {"asked": asked, "years": years[:10]})


@require_GET
def year_page(request: OfficeRequest) -> HttpResponse:
    """One year of one unit."""
    asked = _asked_or_404(request)
    context = {"asked": asked, "form": asked.form}
    if asked.year is not None:
        report = year_report(asked.unit, asked.year)
        seen = units_seen_by(request.user, request.today)
        context |= {
            "report": report,
            "most": max((row.granted for row in report.rows), default=1),
            "overview": list(overview(report)),
            "money": list(money_words(report)),
            "related": seen.filter(pk__in=[unit.pk for unit in (*report.predecessors, *report.successors)]),
        }
    return render(request, "reports/year.html", context, status=200 if asked.year else 400)


@require_GET
def year_docx(request: OfficeRequest) -> HttpResponse:
    """The year as a paper."""
    unit, year = _sound(request)
    return _file(year_report_docx(year_report(unit, year)), DOCX, f"bao-cao-{unit.code}-{year}.docx")


@require_GET
def year_xlsx(request: OfficeRequest) -> HttpResponse:
    """The year as a sheet."""
    unit, year = _sound(request)
    return _file(year_report_xlsx(year_report(unit, year)), XLSX, f"bao-cao-{unit.code}-{year}.xlsx")


@require_GET
def five_year_page(request: OfficeRequest) -> HttpResponse:
    """Five years of one unit, up to the year asked for."""
    asked = _asked_or_404(request)
    context = {"asked": asked, "form": asked.form}
    if asked.year is not None:
        span = five_year(asked.unit, asked.year)
        seen = units_seen_by(request.user, request.today)
        related = [unit.pk for unit in (*span.predecessors, *span.successors)]
        context |= {"span": span, "related": seen.filter(pk__in=related)}
    return render(request, "reports/five_years.html", context, status=200 if asked.year else 400)


@require_GET
def five_year_sheet(request: OfficeRequest) -> HttpResponse:
    """Five years as a sheet."""
    unit, year = _sound(request)
    return _file(five_year_xlsx(five_year(unit, year)), XLSX, f"nam-nam-{unit.code}-{year}.xlsx")


def _asked_or_404(request: OfficeRequest) -> Asked:
    asked = _asked(request)
    if asked is None:
        raise Http404
    return asked


def _sound(request: OfficeRequest) -> tuple[Unit, int]:
    asked = _asked_or_404(request)
    if asked.year is None:
        raise Http404
    return asked.unit, asked.year


def _asked(request: OfficeRequest) -> Asked | None:
    """The unit and year of the address, or else the user's own unit and its latest year; nothing without a unit."""
    seen = units_seen_by(request.user, request.today)
    own = next((h.unit for h in request.acting.holdings if h.role in WORKING_ROLES), None)
    code = request.GET.get("don_vi")
    unit = seen.filter(code=code).first() if code else own
    if unit is None:
        return None
    year = request.GET.get("nam") or _latest_year(unit, request.today.year)
    form = UnitYearForm({"don_vi": unit.code, "nam": year}, units=_choices(seen, unit), today=request.today)
    return Asked(form, unit, form.cleaned_data["nam"] if form.is_valid() else None)


def _latest_year(unit: Unit, this_year: int) -> int:
    years = years_with_lines(unit)
    last = unit.valid_to.year if unit.valid_to else this_year
    return years[0] if years else last


def _choices(seen: QuerySet[Unit], unit: Unit) -> QuerySet[Unit]:
    """All the units the user sees, without the offices where that would be too many to choose from."""
    if seen.count() <= MOST_CHOICES:
        return seen
    return seen.exclude(kind=UnitKind.OFFICE) | seen.filter(pk=unit.pk)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
