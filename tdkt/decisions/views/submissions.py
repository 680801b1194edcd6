"""A submission, its paper, and what the higher authority decided."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from tdkt.accounts.middleware import OfficeRequest
from tdkt.accounts.models import Role
from tdkt.core.answers import Refused
from tdkt.decisions.domain.outcome import record_outcome
from tdkt.decisions.domain.papers import submission_paper
from tdkt.decisions.forms import OutcomeForm
from tdkt.decisions.models import Submission
from tdkt.decisions.queries import votes_of
from tdkt.dossiers.desk import DeskRow, rows_of
from tdkt.dossiers.models import Nomination
from tdkt.dossiers.states import State
from tdkt.dossiers.web import DOCX, download, now


def submission_for(request: OfficeRequest, pk: int) -> Submission:
    """The submission, or 404 where it does not exist or is not the user's."""
    found = Submission.objects.visible_to(request.user, request.today)
    return get_object_or_404(found.select_related("unit__parent", "round__unit", "to_round__unit"), pk=pk)


def _rows(found: Submission) -> list[DeskRow]:
    lines = Nomination.objects.filter(submission_lines__submission=found).with_names().defer("verdict_detail")
    told = lines.select_related("award__decision").prefetch_related(votes_of(found.round))
    return rows_of(told.order_by("code", "person__sort_key", "unit__sort_key", "pk"), office=True)


@require_http_methods(["GET", "POST"])
def submission(request: OfficeRequest, pk: int) -> HttpResponse:
    """The submission; a post writes down the outcome of the lines ticked."""
    found = submission_for(request, pk)
    form = OutcomeForm(request.POST or None, initial={"issuer_name": found.get_to_level_display()})
    if request.method == "POST" and form.is_valid():
        chosen = {row.line.pk: request.POST.get(f"ket_qua_{row.line.pk}", "") for row in _rows(found)}
        lines = {row.line.pk: row.line for row in _rows(found)}
        try:
            record_outcome(
                submission=found,
                granted=[lines[key] for key, value in chosen.items() if value == "duoc"],
                refused=[lines[key] for key, value in chosen.items() if value == "khong"],
                actor=request.user,
                now=now(),
                **form.cleaned_data,
            )
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "Đã ghi kết quả của cấp trên vào sổ.")
            return redirect("decisions:submission", pk=pk)
    rows = _rows(found)
    context = {
        "submission": found,
        "rows": rows,
        "form": form,
        "waiting": not found.to_round_id and any(row.line.state == State.PROPOSED for row in rows),
        "may": request.acting.has([Role.APPRAISER], found.unit),
    }
    return render(request, "decisions/submission.html", context, status=409 if form.errors else 200)


@require_GET
def paper(request: OfficeRequest, pk: int) -> HttpResponse:
    """The submission as Word."""
    found = submission_for(request, pk)
    return download(submission_paper(found), f"to-trinh-{found.signed_on:%Y-%m-%d}-{found.pk}.docx", DOCX)
