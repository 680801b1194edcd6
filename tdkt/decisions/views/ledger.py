"""Decisions in the ledger, the look-up, and cancelling."""

import datetime as dt

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from tdkt.accounts.middleware import OfficeRequest
from tdkt.accounts.models import Role
from tdkt.awards.models import Award, AwardStatus, Decision, IssuerLevel
from tdkt.core.answers import Refused
from tdkt.decisions.domain.cancel import cancel_award, may_cancel, resting_on
from tdkt.decisions.domain.papers import decision_paper
from tdkt.decisions.forms import CancelForm
from tdkt.decisions.models import Submission
from tdkt.decisions.queries import LedgerFilter, awards_seen_by, decisions_seen_by, ledger
from tdkt.documents.sheets import Column, write_sheet
from tdkt.dossiers.domain.law import award_name, rulebook
from tdkt.dossiers.models import AwardRound, RoundState
from tdkt.dossiers.web import DOCX, XLSX, download, now

A_PAGE = 200
PARAMETERS = {
    "q": "words",
    "danh_hieu": "code",
    "nam": "year",
    "tinh_trang": "status",
    "cap": "level",
    "doi_tuong": "kind",
}
SHEET_COLUMNS = (
    Column(key="name", header="Họ và tên, tên tập thể", width=34),
    Column(key="staff", header="Số hiệu công chức", width=16),
    Column(key="unit", header="Đơn vị lúc được khen", width=34),
    Column(key="position", header="Chức vụ lúc đó", width=24),
    Column(key="award", header="Danh hiệu, hình thức", width=34),
    Column(key="period", header="Thời gian lập thành tích", width=16),
    Column(key="status", header="Tình trạng", width=18),
    Column(key="level", header="Cấp quyết định", width=26),
    Column(key="number", header="Số quyết định", width=20),
    Column(key="signed", header="Ngày ký", width=12, kind="date"),
    Column(key="bonus", header="Tiền thưởng (đồng)", width=16, kind="money"),
)


@require_GET
def decisions(request: OfficeRequest) -> HttpResponse:
    """Decisions and submissions, newest first, and rounds with something to decide."""
    found = decisions_seen_by(request.user, request.today).annotate(lines=Count("awards", distinct=True))
    page = Paginator(found.order_by("-signed_on", "-pk"), 100).get_page(request.GET.get("trang"))
    waiting = AwardRound.objects.visible_to(request.user, request.today).filter(
        state=RoundState.OPEN, nominations__state="passed", unit__in=[h.unit_id for h in request.acting.holdings]
    )
    submissions = Submission.objects.visible_to(request.user, request.today).select_related("unit", "round")
    context = {
        "page": page,
        "waiting": waiting.distinct(),
        "submissions": submissions.with_counts(),
    }
    return render(request, "decisions/decisions.html", context)


def decision_for(request: OfficeRequest, pk: int) -> Decision:
    """The decision, or 404 where it does not exist or is not the user's."""
    found = decisions_seen_by(request.user, request.today)
    return get_object_or_404(found.select_related("issuer_unit__parent", "file"), pk=pk)


@require_GET
def decision(request: OfficeRequest, pk: int) -> HttpResponse:
    """A decision with the lines the user reads."""
    found = decision_for(request, pk)
    mine = awards_seen_by(request.user, request.today)
    awards = ledger(mine.filter(decision=found) | mine.filter(cancelled_by=found))
    rows = [(award, award_name(award.code)) for award in awards]
    total = sum(award.bonus or 0 for award, _ in rows)
    issues = found.issuer_unit is not None and request.acting.has([Role.UNIT_HEAD], found.issuer_unit)
    context = {
        "decision": found,
        "rows": rows,
        "total": total,
        "issues": issues,
        "own": found.issuer_level == IssuerLevel.UNIT,
    }
    return render(request, "decisions/decision.html", context)


@require_GET
def paper(request: OfficeRequest, pk: int) -> HttpResponse:
    """The decision as Word; only for whoever reads all of its lines, since the paper names them all."""
    found = decision_for(request, pk)
    seen = awards_seen_by(request.user, request.today).filter(decision=found).count()
    if seen != found.awards.count():
        messages.error(request, "Quyết định này có cả tên của đơn vị khác; hãy xem bản trích trên trang.")
        return redirect("decisions:decision", pk=pk)
    return download(decision_paper(found), f"quyet-dinh-{found.signed_on:%Y-%m-%d}-{found.pk}.docx", DOCX)


def _filter(request: OfficeRequest) -> LedgerFilter:
    return LedgerFilter(**{field: request.GET.get(name, "").strip() for name, field in PARAMETERS.items()})


@require_GET
def look_up(request: OfficeRequest) -> HttpResponse:
    """Search the ledger; the queries do not grow with the lines."""
    wanted = _filter(request)
    seen = awards_seen_by(request.user, request.today)
    page = Paginator(wanted.narrow(ledger(seen)), A_PAGE).get_page(request.GET.get("trang"))
    years = seen.order_by("-period_to").values_list("period_to", flat=True).distinct()
    codes = seen.order_by("code").values_list("code", flat=True).distinct()
    context = {
        "page": page,
        "rows": [(award, award_name(award.code)) for award in page.object_list],
        "filter": wanted,
        "years": list(years),
        "codes": [(code, award_name(code)) for code in codes],
        "statuses": [*AwardStatus.choices, ("cancelled", "Đã hủy bỏ")],
        "levels": IssuerLevel.choices,
        "query": request.GET.urlencode(),
    }
    return render(request, "decisions/look_up.html", context)


@require_GET
def export(request: OfficeRequest) -> HttpResponse:
    """The filtered ledger as Excel."""
    awards = _filter(request).narrow(ledger(awards_seen_by(request.user, request.today)))
    return _sheet("Tra cứu khen thưởng", awards, "tra-cuu-khen-thuong.xlsx")


@require_GET
def export_decision(request: OfficeRequest, pk: int) -> HttpResponse:
    """A decision's lines as Excel."""
    found = decision_for(request, pk)
    awards = ledger(awards_seen_by(request.user, request.today).filter(decision=found))
    return _sheet(f"Danh sách theo quyết định {found}", awards, f"quyet-dinh-{found.pk}.xlsx")


def _sheet(title: str, awards: QuerySet[Award], name: str) -> HttpResponse:
    content = write_sheet(title=title, columns=SHEET_COLUMNS, rows=map(_row, awards))
    return download(content, name, XLSX)


def _row(award: Award) -> list[str | int | dt.date | None]:
    period = str(award.period_to) if award.period_from == award.period_to else f"{award.period_from}–{award.period_to}"
    return [
        str(award.person or award.unit),
        award.person.staff_number if award.person else "",
        award.unit_name_then,
        award.position_then,
        award_name(award.code),
        period,
        "Đã hủy bỏ" if award.cancelled_by_id else award.get_status_display(),
        award.get_decided_by_display(),
        award.decision.number if award.decision else "",
        award.decision.signed_on if award.decision else None,
        award.bonus,
    ]


@require_http_methods(["GET", "POST"])
def cancel(request: OfficeRequest, pk: int) -> HttpResponse:
    """Cancel an award, after seeing what rested on it."""
    awards = awards_seen_by(request.user, request.today).select_related(
        "person", "unit", "decision__issuer_unit", "host_unit"
    )
    award = get_object_or_404(awards, pk=pk, status=AwardStatus.GRANTED, cancelled_by__isnull=True)
    may = may_cancel(request.user, award, request.today)
    form = CancelForm(request.POST or None, initial={"signed_on": request.today})
    if request.method == "POST" and form.is_valid():
        try:
            done = cancel_award(award=award, **form.cleaned_data, actor=request.user, now=now())
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            flagged = len(done.resting) + len(done.to_review)
            more = f" {flagged} khen thưởng dựa vào đó đã được ghi để xem lại." if flagged else ""
            messages.success(request, f"Đã ghi quyết định hủy bỏ.{more}")
            return redirect("decisions:decision", pk=done.decision.pk)
    context = {
        "award": award,
        "award_name": award_name(award.code),
        "form": form,
        "may": may,
        "later": [(one, award_name(one.code)) for one in resting_on(award)],
        "rulebook": rulebook().sha256,
    }
    return render(request, "decisions/cancel.html", context, status=409 if form.errors else 200)
