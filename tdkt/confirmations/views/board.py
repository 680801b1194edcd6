"""The asker's board of a round, its Excel file, and the acts on one request."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from tdkt.accounts.middleware import OfficeRequest
from tdkt.confirmations.access import ASKERS, OFFICE, units_with
from tdkt.confirmations.board import board_lines, rows_of, sheet_columns, sheet_row, topics_asked, tracks_of
from tdkt.confirmations.domain.follow import close_request, remind
from tdkt.confirmations.models import ConfirmationRequest
from tdkt.confirmations.queries import progress_of
from tdkt.confirmations.views.clusters import cluster_opinions
from tdkt.confirmations.web import PAGE, attempt, round_for
from tdkt.documents.sheets import write_sheet
from tdkt.dossiers.web import XLSX, download

FILTERS = (("", "Tất cả"), ("y-kien", "Có ý kiến"), ("cho", "Chưa trả lời"))


@require_GET
def board(request: OfficeRequest, pk: int) -> HttpResponse:
    """Lines by topics: confirmed, words, silence."""
    on = round_for(request, pk, OFFICE)
    only = request.GET.get("loc", "")
    topics = topics_asked(on)
    page = Paginator(board_lines(on, only=only), PAGE).get_page(request.GET.get("trang"))
    requests = ConfirmationRequest.objects.visible_to(request.user, request.today).filter(round=on)
    return render(
        request, "confirmations/board.html",
        {
            "round": on, "topics": topics, "page": page, "only": only, "filters": FILTERS,
            "rows": rows_of(list(page), on, topics, request.today),
            "tracks": tracks_of(progress_of(requests), request.today),
            "clusters": cluster_opinions(request, on),
            "asks": on.state == "open" and on.unit_id in units_with(request.acting, ASKERS),
        },
    )  # fmt: skip


@require_GET
def export(request: OfficeRequest, pk: int) -> HttpResponse:
    """The board as an Excel file, with the same filter."""
    on = round_for(request, pk, OFFICE)
    only, topics = request.GET.get("loc", ""), topics_asked(on)
    rows = rows_of(list(board_lines(on, only=only)), on, topics, request.today)
    note = f"{on.unit.name}; lập ngày {request.today:%d/%m/%Y}; lọc: {dict(FILTERS).get(only, 'Tất cả').lower()}"
    content = write_sheet(
        title=f"Xác nhận – {on.name}", columns=sheet_columns(topics), rows=map(sheet_row, rows), filters_note=note
    )
    return download(content, f"Xac-nhan-{on.year}.xlsx", XLSX)


def _request_for(request: OfficeRequest, pk: int) -> ConfirmationRequest:
    seen = ConfirmationRequest.objects.visible_to(request.user, request.today)
    office = seen.filter(round__unit__in=units_with(request.acting, OFFICE))
    return get_object_or_404(office.select_related("unit", "round__unit"), pk=pk)


@require_POST
def remind_department(request: OfficeRequest, pk: int) -> HttpResponse:
    """Remind one department; once a day."""
    asked = _request_for(request, pk)
    attempt(
        request, lambda: remind(actor=request.user, now=timezone.now(), request=asked),
        lambda waiting: f"Đã nhắc {asked.unit.label}: còn {waiting} dòng chưa trả lời.",
    )  # fmt: skip
    return redirect("confirmations:board", pk=asked.round_id)


@require_POST
def close(request: OfficeRequest, pk: int) -> HttpResponse:
    """Close one request."""
    asked = _request_for(request, pk)
    attempt(
        request, lambda: close_request(actor=request.user, now=timezone.now(), request=asked),
        lambda silent: (
            f"Đã khép phiếu của {asked.unit.label}."
            + (f" {silent} dòng ghi là không có ý kiến đến hạn {asked.due_on:%d/%m/%Y}." if silent else "")
        ),
    )  # fmt: skip
    return redirect("confirmations:board", pk=asked.round_id)
