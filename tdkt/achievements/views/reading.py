"""The list of reports, opening one, reading it, and its Word file."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tdkt.accounts.middleware import OfficeRequest
from tdkt.achievements.access import may_write
from tdkt.achievements.domain.finish import finish_report, reopen_report
from tdkt.achievements.domain.open_report import form_of, open_report
from tdkt.achievements.ledger import LedgerTable, tables_for
from tdkt.achievements.models import AchievementReport, ReportSection
from tdkt.achievements.paper import file_name, report_docx
from tdkt.achievements.queries import empty_titles, nominations_for, open_asides, open_lines, sections_of
from tdkt.achievements.states import State
from tdkt.achievements.views.common import LINE, attempt, now, report_for
from tdkt.core.answers import Refused
from tdkt.dossiers.domain.law import award_name
from tdkt.dossiers.models import Nomination
from tdkt.dossiers.web import DOCX, download

PAGE = 50


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    """Reports of the open rounds the user reads, with how far each has come."""
    page = Paginator(open_lines(request.user, request.today), PAGE).get_page(request.GET.get("trang"))
    rows = [_row(request, line) for line in page]
    return render(request, "achievements/index.html", {"page": page, "rows": rows})


def _row(request: OfficeRequest, line: Nomination) -> dict[str, object]:
    report: AchievementReport | None = getattr(line, "report", None)
    return {
        "line": line, "award": award_name(line.code), "report": report,
        "empty": empty_titles(report) if report else [], "may_write": bool(may_write(request.acting, line)),
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
def begin(request: OfficeRequest, pk: int) -> HttpResponse:
    """Open the report of a nomination, or go to the one there is."""
    line = get_object_or_404(nominations_for(request.user, request.today).select_related(*LINE), pk=pk)
    there = AchievementReport.objects.filter(nomination=line).first()
    if request.method == "GET":
        if there is not None:
            return redirect("achievements:read", pk=there.pk)
        return render(request, "achievements/begin.html", _to_begin(request, line))
    try:
        report = open_report(nomination=line, actor=request.user, now=now())
    except Refused as refusal:
        if there is not None:
            return redirect("achievements:read", pk=there.pk)
        messages.error(request, refusal.reason)
        return redirect("achievements:begin", pk=pk)
    return redirect("achievements:write", pk=report.pk)


def _to_begin(request: OfficeRequest, line: Nomination) -> dict[str, object]:
    return {
        "line": line,
        "award": award_name(line.code),
        "form": form_of(line),
        "may_write": may_write(request.acting, line),
    }


@require_GET
def read(request: OfficeRequest, pk: int) -> HttpResponse:
    """The whole report as it would be printed."""
    report = report_for(request, pk)
    line, sections = report.nomination, sections_of(report)
    tables = tables_for(line, [name for section in report.form.sections for name in section.tables])
    may = may_write(request.acting, line)
    return render(
        request,
        "achievements/read.html",
        {
            "report": report,
            "line": line,
            "award": award_name(line.code),
            "form": report.form,
            "parts": parts_of(report, sections, tables),
            "may_write": may,
            "done": report.state == State.DONE,
            "waiting": list(open_asides(report)) if may else [],
        },
    )


def parts_of(
    report: AchievementReport, sections: list[ReportSection], tables: dict[str, LedgerTable]
) -> list[dict[str, object]]:
    """The parts of the form with their sections and tables, in order."""
    return [
        {
            "number": number,
            "title": title,
            "sections": [
                (section, [tables[name] for name in section.form.tables])
                for section in sections
                if section.form.part == number
            ],
        }
        for number, title in report.form.parts.items()
    ]


@require_GET
def word(request: OfficeRequest, pk: int) -> HttpResponse:
    """The report as a Word file in the layout of official papers."""
    report = report_for(request, pk)
    return download(report_docx(report, sections_of(report)), file_name(report), DOCX)


@require_POST
def finish(request: OfficeRequest, pk: int) -> HttpResponse:
    """Say that the report is complete."""
    report = report_for(request, pk)
    attempt(
        request,
        lambda: finish_report(report=report, actor=request.user, now=now()),
        "Báo cáo thành tích đã xong; hồ sơ tính là có báo cáo.",
    )
    return redirect("achievements:read", pk=pk)


@require_POST
def reopen(request: OfficeRequest, pk: int) -> HttpResponse:
    """Go on writing."""
    report = report_for(request, pk)
    if attempt(
        request,
        lambda: reopen_report(report=report, actor=request.user, now=now()),
        "Báo cáo được mở lại để viết tiếp.",
    ):
        return redirect("achievements:write", pk=pk)
    return redirect("achievements:read", pk=pk)
