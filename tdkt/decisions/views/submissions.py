"""A submission, its paper, and what the higher authority decided."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from tdkt.accounts.middleware import OfficeRequest
from tdkt.accounts.models import Role
from tdkt.core.answers import Refused
from tdkt.core.paging import page_of
from tdkt.decisions.domain.bring_in import bring_in_submitted
from tdkt.decisions.domain.outcome import record_outcome
from tdkt.decisions.domain.papers import submission_paper
from tdkt.decisions.forms import OutcomeForm
from tdkt.decisions.models import Submission, SubmissionLine
from tdkt.decisions.queries import lines_waiting, votes_of
from tdkt.dossiers.desk import DeskRow, rows_of
from tdkt.dossiers.domain.climb import round_above
from tdkt.dossiers.models import AwardRound, Nomination, RoundState
from tdkt.dossiers.web import DOCX, download, lines_for, now, round_for


def submission_for(request: OfficeRequest, pk: int) -> Submission:
    """The submission, or 404 where it does not exist or is not the user's."""
    found = Submission.objects.visible_to(request.user, request.today)
    return get_object_or_404(found.select_related("unit__parent", "round__unit", "to_round__unit"), pk=pk)


@dataclass(frozen=True)
class Carried:
    """A line of a submission as its page shows it: ``open`` still waits for its outcome here."""

    row: DeskRow
    open: bool
    taken_into: AwardRound | None


def _carried(found: Submission) -> list[Carried]:
    lines = Nomination.objects.filter(submission_lines__submission=found).with_names().defer("verdict_detail")
    told = lines.select_related("award__decision").prefetch_related(votes_of(found.round))
    listed = rows_of(told.order_by("code", "person__sort_key", "unit__sort_key", "pk"), office=True, on=found.round)
    here = found.lines.all()
    waiting_here = set(SubmissionLine.objects.open().filter(submission=found).values_list("nomination", flat=True))
    taken = {one.nomination_id: one.taken_into for one in here.select_related("taken_into__unit")}
    return [Carried(row, row.line.pk in waiting_here, taken.get(row.line.pk)) for row in listed]


@require_http_methods(["GET", "POST"])
def submission(request: OfficeRequest, pk: int) -> HttpResponse:
    """The submission; a post writes down the outcome of the lines ticked."""
    found = submission_for(request, pk)
    form = OutcomeForm(request.POST or None, initial={"issuer_name": found.get_to_level_display()})
    if request.method == "POST" and form.is_valid() and _outcome_written(request, found, form):
        messages.success(request, "Đã ghi kết quả của cấp trên vào sổ.")
        return redirect("decisions:submission", pk=pk)
    carried = _carried(found)
    waiting = [one.row.line for one in carried if one.open]
    context = {
        "submission": found,
        "carried": carried,
        "form": form,
        "waiting": waiting,
        "taken_into": _where_to(carried),
        "opened": round_above(waiting[0]) if waiting else None,
        "may": request.acting.has([Role.APPRAISER], found.unit),
    }
    return render(request, "decisions/submission.html", context, status=409 if form.errors else 200)


def _where_to(carried: list[Carried]) -> list[dict[str, Any]]:
    """The rounds above that took lines in later, with how many."""
    counted = Counter(one.taken_into for one in carried if one.taken_into)
    return [{"unit": on.unit, "name": on.name, "number": number} for on, number in counted.items()]


def _outcome_written(request: OfficeRequest, found: Submission, form: OutcomeForm) -> bool:
    """Write the outcome; false after a refusal, which the form then tells. The page is read anew afterwards."""
    lines = [one.row.line for one in _carried(found)]
    told = {line.pk: (line, request.POST.get(f"ket_qua_{line.pk}", "")) for line in lines}
    try:
        record_outcome(
            submission=found,
            granted=[line for line, value in told.values() if value == "duoc"],
            refused=[line for line, value in told.values() if value == "khong"],
            actor=request.user,
            now=now(),
            **form.cleaned_data,
        )
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return False
    return True


A_PAGE = 500


@require_http_methods(["GET", "POST"])
def waiting(request: OfficeRequest, round_pk: int) -> HttpResponse:
    """What levels below had submitted before the round was opened; a post takes the ticked lines into it."""
    on = round_for(request, round_pk)
    refusal = _brought_in(request, on) if request.method == "POST" else ""
    if request.method == "POST" and not refusal:
        return redirect("dossiers:desk", pk=on.pk)
    page = page_of(lines_waiting(on, lines_for(request)), A_PAGE, request.GET.get("trang"))
    context = {
        "round": on,
        "page": page,
        "rows": rows_of(page.object_list, office=True),
        "may": request.acting.has([Role.APPRAISER], on.unit) and on.state == RoundState.OPEN,
        "refusal": refusal,
    }
    return render(request, "decisions/waiting.html", context, status=409 if refusal else 200)


def _brought_in(request: OfficeRequest, on: AwardRound) -> str:
    """Take the ticked lines in; the refusal's words, or nothing when it is done."""
    keys = [key for key in request.POST.getlist("chon") if key.isdecimal()]
    chosen = list(lines_for(request).filter(pk__in=keys).order_by("pk"))
    try:
        moved = bring_in_submitted(nominations=chosen, to_round=on, actor=request.user, now=now())
    except Refused as refused:
        return refused.reason
    messages.success(request, f"Đã đưa {len(moved)} dòng cấp dưới đã trình vào đợt; các dòng chờ tiếp nhận.")
    return ""


@require_GET
def paper(request: OfficeRequest, pk: int) -> HttpResponse:
    """The submission as Word."""
    found = submission_for(request, pk)
    return download(submission_paper(found), f"to-trinh-{found.signed_on:%Y-%m-%d}-{found.pk}.docx", DOCX)
