"""From passed lines to a decision or a submission."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tdkt.accounts.middleware import OfficeRequest
from tdkt.accounts.models import Role
from tdkt.awards.models import IssuerLevel
from tdkt.core.answers import Refused
from tdkt.decisions.domain.decider import choose_decider
from tdkt.decisions.domain.issue import issue_decision
from tdkt.decisions.domain.submit import submit_upward
from tdkt.decisions.forms import IssueForm, SubmitForm
from tdkt.decisions.queries import levels_waiting, passed_lines, votes_of
from tdkt.dossiers.desk import is_office, rows_of
from tdkt.dossiers.domain.climb import round_above
from tdkt.dossiers.domain.law import decided_here
from tdkt.dossiers.domain.quotas import quota_counters
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.dossiers.views.desk import own_unit
from tdkt.dossiers.web import attempt, lines_for, now, round_for


@require_GET
def pick(request: OfficeRequest, round_pk: int) -> HttpResponse:
    """Lines the council passed, by the level that decides on them."""
    on = round_for(request, round_pk)
    lines = passed_lines(on, lines_for(request))
    level = request.GET.get("cap", "")
    waiting = levels_waiting(lines)
    here = decided_here(on.unit, on.judged_on)
    level = level or next((value for value, _, _ in waiting if value in here), "")
    level = level or next((value for value, _, _ in waiting), IssuerLevel.UNIT)
    context = {
        "round": on,
        "rows": rows_of(lines.filter(decided_by=level), office=True),
        "level": level,
        "level_name": IssuerLevel(level).label if level in IssuerLevel.values else "",
        "levels": waiting,
        "own": level in here,
        "may": request.acting.has([Role.UNIT_HEAD], on.unit),
        "may_not": f"Chỉ thủ trưởng {on.unit} được ra quyết định, ký tờ trình.",
        "quotas": quota_counters(on, None if is_office(request.acting, on) else own_unit(request, on)),
        "counted": on.unit,
    }
    return render(request, "decisions/pick.html", context)


def _chosen(request: OfficeRequest, on: AwardRound) -> list[Nomination]:
    keys = [key for key in request.POST.getlist("chon") if key.isdecimal()]
    mine = lines_for(request).filter(round=on, pk__in=keys)
    voted = mine.with_names().prefetch_related(votes_of(on))
    return list(voted.order_by("code", "person__sort_key", "unit__sort_key", "pk"))


@require_http_methods(["GET", "POST"])
def issue(request: OfficeRequest, round_pk: int) -> HttpResponse:
    """First the form with what it will touch; then, confirmed, the decision itself."""
    on = round_for(request, round_pk)
    if request.method == "GET":
        return redirect("decisions:pick", round_pk=round_pk)
    lines = _chosen(request, on)
    if not lines:
        messages.error(request, "Chưa chọn dòng nào; hãy đánh dấu các dòng cần quyết định.")
        return redirect("decisions:pick", round_pk=round_pk)
    confirmed = bool(request.POST.get("xac_nhan"))
    form = IssueForm(request.POST if confirmed else None, initial=_initial(request, on))
    if not confirmed:
        del form.fields["beyond_cap"]  # asked for only where the decision was refused
    if confirmed and form.is_valid():
        try:
            decision = issue_decision(round=on, nominations=lines, **form.cleaned_data, actor=request.user, now=now())
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, f"Đã ban hành quyết định số {decision}.")
            return redirect("decisions:decision", pk=decision.pk)
    return _form_page(request, "decisions/issue.html", on, form, lines)


def _initial(request: OfficeRequest, on: AwardRound) -> dict[str, Any]:
    return {
        "title": f"Về việc khen thưởng thành tích năm {on.year}",
        "signed_on": request.today,
        "signer_name": request.user.full_name,
    }


@require_http_methods(["GET", "POST"])
def submit(request: OfficeRequest, round_pk: int) -> HttpResponse:
    """The same two steps for a submission upward."""
    on = round_for(request, round_pk)
    if request.method == "GET":
        return redirect("decisions:pick", round_pk=round_pk)
    lines = _chosen(request, on)
    if not lines:
        messages.error(request, "Chưa chọn dòng nào; hãy đánh dấu các dòng cần trình.")
        return redirect("decisions:pick", round_pk=round_pk)
    confirmed = bool(request.POST.get("xac_nhan"))
    initial = {**_initial(request, on), "to_level": lines[0].decided_by}
    form = SubmitForm(request.POST if confirmed else None, initial=initial)
    if confirmed and form.is_valid():
        try:
            submission = submit_upward(round=on, nominations=lines, **form.cleaned_data, actor=request.user, now=now())
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, f"Đã ghi {submission}; các dòng đang chờ kết quả của cấp trên.")
            return redirect("decisions:submission", pk=submission.pk)
    above = round_above(lines[0])
    return _form_page(request, "decisions/submit.html", on, form, lines, above)


@require_POST
def decider(request: OfficeRequest, pk: int) -> HttpResponse:
    """Choose who is asked to decide a line."""
    line = get_object_or_404(lines_for(request).with_names(), pk=pk)
    told = request.POST.get("version", "")
    attempt(
        request,
        lambda: choose_decider(
            nomination=line, level=request.POST.get("cap", ""), version=int(told) if told.isdecimal() else 0,
            actor=request.user, now=now(),
        ),
        lambda chosen: f"Đã chuyển sang đề nghị {chosen.get_decided_by_display()} quyết định.",
    )  # fmt: skip
    return redirect("dossiers:nomination", pk=pk)


def _form_page(
    request: OfficeRequest,
    template: str,
    on: AwardRound,
    form: IssueForm | SubmitForm,
    lines: list[Nomination],
    above: AwardRound | None = None,
) -> HttpResponse:
    rows = rows_of(lines, office=True)
    doubtful = [row for row in rows if row.doubtful]
    context = {"round": on, "above": above, "form": form, "rows": rows, "doubtful": doubtful}
    return render(request, template, context, status=409 if form.errors else 200)
