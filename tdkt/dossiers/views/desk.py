"""The round's desk: the wide list, its Excel file, and steps taken with many lines at once."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from tdkt.accounts.middleware import OfficeRequest
from tdkt.accounts.models import Role
from tdkt.core.answers import Refused
from tdkt.core.steps import Step
from tdkt.documents.sheets import write_sheet
from tdkt.dossiers.desk import (
    DESK_STEPS,
    SHEET_COLUMNS,
    choices_of,
    filter_of,
    is_office,
    rows_of,
    sheet_row,
    steps_offered,
)
from tdkt.dossiers.domain.move import move
from tdkt.dossiers.domain.quotas import quota_counters
from tdkt.dossiers.domain.send import DOUBTFUL, send_list
from tdkt.dossiers.models import AwardRound, Nomination, UnitList
from tdkt.dossiers.queries import desk_lines
from tdkt.dossiers.states import STEPS, State
from tdkt.dossiers.web import XLSX, download, lines_for, now, round_for
from tdkt.units.models import Unit

A_PAGE = 500


@require_GET
def desk(request: OfficeRequest, pk: int) -> HttpResponse:
    """All lines of the round that the user reads; the queries do not grow with the lines."""
    on = round_for(request, pk)
    wanted = filter_of(request.GET)
    lines = desk_lines(lines_for(request), on)
    if not wanted.state:
        lines = lines.exclude(state=State.WITHDRAWN)
    page = Paginator(wanted.narrow(lines), A_PAGE).get_page(request.GET.get("trang"))
    office = is_office(request.acting, on)
    counted = None if office else own_unit(request, on)
    present = lines_for(request).filter(round=on).values_list("code", "unit_list__unit", "unit_list__unit__name")
    return render(
        request,
        "dossiers/desk.html",
        {
            "round": on,
            "page": page,
            "rows": rows_of(page.object_list, office=office),
            "filter": wanted,
            "choices": choices_of(present.distinct()),
            "steps": steps_offered(request.acting, on),
            "quotas": quota_counters(on, counted),
            "counted": counted or on.unit,
            "office": office,
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
    lines = filter_of(request.GET).narrow(desk_lines(lines_for(request), on))
    rows = rows_of(lines, office=is_office(request.acting, on))
    title = f"Danh sách đề nghị khen thưởng – {on.name}"
    content = write_sheet(title=title, columns=SHEET_COLUMNS, rows=map(sheet_row, rows))
    return download(content, f"danh-sach-de-nghi-{on.year}.xlsx", XLSX)


@require_http_methods(["GET", "POST"])
def take_step(request: OfficeRequest, pk: int) -> HttpResponse:
    """Show what a bulk act will touch; do it when the page is confirmed."""
    on = round_for(request, pk)
    if request.method == "GET":
        return redirect("dossiers:desk", pk=pk)
    code = request.POST.get("buoc", "")
    if code not in DESK_STEPS:
        raise Http404
    lines = _chosen(request, on)
    back = request.POST.get("ve") or reverse("dossiers:desk", args=[pk])
    back = back if back.startswith("/") and not back.startswith("//") else reverse("dossiers:desk", args=[pk])
    if not lines:
        messages.error(request, "Chưa chọn dòng nào; hãy đánh dấu ít nhất một dòng rồi làm lại.")
        return redirect(back)
    if not request.POST.get("xac_nhan"):
        return _confirm(request, on, STEPS[code], lines, back)
    try:
        _do(request, code, lines)
    except Refused as refusal:
        return _confirm(request, on, STEPS[code], lines, back, refusal.reason)
    messages.success(request, f"{STEPS[code].label}: đã xong {len(lines)} dòng.")
    return redirect(back)


def _chosen(request: OfficeRequest, on: AwardRound) -> list[Nomination]:
    mine = lines_for(request).filter(round=on).with_names().defer("verdict_detail")
    if request.POST.get("tat_ca"):
        shown = filter_of(QueryDict(request.POST.get("loc", "")))
        return list(shown.narrow(mine).filter(state__in=STEPS[request.POST["buoc"]].source))
    return list(mine.filter(pk__in=[key for key in request.POST.getlist("chon") if key.isdecimal()]))


def _confirm(
    request: OfficeRequest, on: AwardRound, step: Step, lines: list[Nomination], back: str, refusal: str = ""
) -> HttpResponse:
    doubtful = [line for line in lines if line.verdict in DOUBTFUL] if step.code in ("send", "accept") else []
    context = {
        "round": on,
        "step": step,
        "rows": rows_of(lines, office=is_office(request.acting, on)),
        "doubtful": doubtful,
        "asks_reason": step.needs_reason or (step.code == "send" and bool(doubtful)),
        "reason": request.POST.get("ly_do", ""),
        "refusal": refusal,
        "back": back,
    }
    return render(request, "dossiers/step.html", context, status=409 if refusal else 200)


def _do(request: OfficeRequest, code: str, lines: list[Nomination]) -> None:
    reason, at = request.POST.get("ly_do", ""), now()
    if code != "send":
        move(step=STEPS[code], nominations=lines, actor=request.user, now=at, reason=reason)
        return
    _send(request, lines, reason)


def _send(request: OfficeRequest, lines: list[Nomination], reason: str) -> None:
    """Several units' lists may be ticked at once: all go or none does."""
    with transaction.atomic():
        for key in dict.fromkeys(line.unit_list_id for line in lines):
            own = [line for line in lines if line.unit_list_id == key]
            unit_list: UnitList = own[0].unit_list
            send_list(
                unit_list=unit_list, nominations=own, actor=request.user, now=now(), confirmed=bool(reason.strip()),
                explanation=reason,
            )  # fmt: skip
