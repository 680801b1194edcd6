"""The round's desk: the wide list and its Excel file."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tdkt.accounts.middleware import OfficeRequest
from tdkt.accounts.models import Role
from tdkt.core.paging import page_of
from tdkt.documents.sheets import write_sheet
from tdkt.dossiers.desk import (
    SHEET_COLUMNS,
    choices_of,
    filter_of,
    is_office,
    rows_of,
    sheet_row,
    steps_offered,
)
from tdkt.dossiers.domain.fairness import fairness_counters
from tdkt.dossiers.domain.quotas import quota_counters
from tdkt.dossiers.links import links_of
from tdkt.dossiers.models import AwardRound, RoundState
from tdkt.dossiers.queries import desk_lines
from tdkt.dossiers.states import State
from tdkt.dossiers.web import XLSX, download, lines_for, round_for
from tdkt.units.models import Unit

A_PAGE = 500


@require_GET
def desk(request: OfficeRequest, pk: int) -> HttpResponse:
    """All lines of the round that the user reads; the queries do not grow with the lines."""
    on = round_for(request, pk)
    wanted = filter_of(request.GET, request.user)
    lines = desk_lines(lines_for(request), on, request.today)
    if not wanted.state:
        lines = lines.exclude(state=State.WITHDRAWN)
    page = page_of(wanted.narrow(lines), A_PAGE, request.GET.get("trang"))
    office = is_office(request.acting, on)
    appraises_here = request.acting.has([Role.APPRAISER], on.unit)
    counted = None if office else own_unit(request, on)
    present = lines_for(request).of_round(on).values_list("code", "unit_list__unit", "unit_list__unit__name")
    return render(
        request,
        "dossiers/desk.html",
        {
            "round": on,
            "page": page,
            "rows": rows_of(page.object_list, office=office, on=on),
            "filter": wanted,
            "choices": choices_of(present.distinct()),
            "steps": steps_offered(request.acting, on),
            "quotas": quota_counters(on, counted),
            "fairness": fairness_counters(on) if office else [],
            "counted": counted or on.unit,
            "office": office,
            "links": links_of(request, on),
            "appraises": on.state == RoundState.OPEN and appraises_here,
            "appraises_here": appraises_here,
            "prepares_for": preparing_units(request, on),
            "query": request.GET.urlencode(),
        },
    )


def own_unit(request: OfficeRequest, on: AwardRound) -> Unit | None:
    """The sender's highest unit in the round: counters show no other unit's numbers."""
    held = [h.unit for h in request.acting.holdings if (h.unit.path or "").startswith(on.unit.path or "-")]
    return min(held, key=lambda unit: len(unit.path or ""), default=None)


def preparing_units(request: OfficeRequest, on: AwardRound) -> list[tuple[int, str]]:
    """The units whose lists the user prepares in this round."""
    held = [h.unit for h in request.acting.holdings if h.role == Role.UNIT_OFFICER]
    return [(unit.pk, unit.name) for unit in held if (unit.path or "").startswith(on.unit.path or "-")]


@require_GET
def export(request: OfficeRequest, pk: int) -> HttpResponse:
    """The filtered list as Excel."""
    on = round_for(request, pk)
    lines = filter_of(request.GET, request.user).narrow(desk_lines(lines_for(request), on, request.today))
    rows = rows_of(lines, office=is_office(request.acting, on), on=on)
    title = f"Danh sách đề nghị khen thưởng – {on.name}"
    content = write_sheet(title=title, columns=SHEET_COLUMNS, rows=map(sheet_row, rows))
    return download(content, f"danh-sach-de-nghi-{on.year}.xlsx", XLSX)
