"""Registered against achieved at year's end, on a page and in Excel."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from tdkt.accounts.middleware import OfficeRequest
from tdkt.core.charts import Share, bar
from tdkt.documents.sheets import CONTENT_TYPE, Column, write_sheet
from tdkt.registrations.catalogue import award_name
from tdkt.registrations.results import Result, Row, Tally, counts, results, tallies
from tdkt.registrations.web import unit_for, years_offered

COLUMNS = (
    Column(key="name", header="Họ và tên, tập thể", width=30),
    Column(key="number", header="Số hiệu, mã", width=14),
    Column(key="unit", header="Đơn vị", width=34),
    Column(key="registered", header="Đã đăng ký", width=40),
    Column(key="achieved", header="Đã đạt", width=40),
    Column(key="proposed", header="Đang đề nghị", width=30),
    Column(key="result", header="Kết quả", width=20),
)
PAGE = 50
ORDER = (Result.EXCEEDED, Result.ACHIEVED, Result.PARTLY, Result.PENDING, Result.MISSED)


@require_GET
def overview(request: OfficeRequest, pk: int, year: int) -> HttpResponse:
    """Everybody under the unit, with totals and bars."""
    unit = unit_for(request, pk, year)
    rows = results(unit, year, request.today)
    asked = request.GET.get("ket_qua", "")
    chosen = next((one for one in Result if one.name == asked), None)
    number = counts(rows)
    page = Paginator([row for row in rows if chosen is None or row.result == chosen], PAGE).get_page(
        request.GET.get("trang")
    )
    context = {
        "unit": unit, "year": year, "years": years_offered(request, year), "asked": asked, "page": page,
        "rows": [_shown(row) for row in page], "total": len(rows),
        "counts": [(one, number[one]) for one in (*ORDER, Result.UNASKED)],
        "whole": bar([Share(one.label, number[one], one.tone) for one in ORDER]),
        "tallies": [(tally, _bar(tally)) for tally in tallies(rows)],
        "registered": sum(1 for row in rows if row.registered),
    }  # fmt: skip
    return render(request, "registrations/results.html", context)


def _bar(tally: Tally) -> Any:
    missed = tally.registered - tally.achieved
    shares = [Share("đạt", tally.achieved, "green"), Share("chưa đạt", missed, "grey")]
    return bar([*shares, Share("ngoài đăng ký", tally.unasked, "blue")])


def _shown(row: Row) -> dict[str, Any]:
    return {
        "row": row, "registered": [award_name(code) for code in row.registered],
        "achieved": [award_name(code) for code in row.achieved],
        "proposed": [award_name(code) for code in row.proposed],
    }  # fmt: skip


@require_GET
def export(request: OfficeRequest, pk: int, year: int) -> HttpResponse:
    """The same as an Excel file."""
    unit = unit_for(request, pk, year)
    rows = results(unit, year, request.today)
    content = write_sheet(
        title=f"Đăng ký và kết quả thi đua năm {year}", columns=COLUMNS, rows=(_cells(row) for row in rows),
        filters_note=f"{unit.name}; số liệu từ sổ khen thưởng ngày {request.today:%d/%m/%Y}",
    )  # fmt: skip
    answer = HttpResponse(content, content_type=CONTENT_TYPE)
    name = f"dang-ky-va-ket-qua-{unit.code}-{year}.xlsx"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _cells(row: Row) -> list[str]:
    number = getattr(row.subject, "staff_number", "") or getattr(row.subject, "code", "")
    lists = (row.registered, row.achieved, row.proposed)
    words = ["; ".join(award_name(code) for code in codes) for codes in lists]
    return [str(row.subject), number, row.host.name, *words, row.result.label]
