"""The list of rounds, opening and closing one, and how far the units have come."""

from django.contrib import messages
from django.db.models import Count, F, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tdkt.accounts.access import units_seen_by
from tdkt.accounts.middleware import OfficeRequest
from tdkt.accounts.models import Role
from tdkt.core.answers import Refused
from tdkt.core.days import show_day
from tdkt.core.edits import StaleEdit
from tdkt.dossiers.domain.eligibility import judge_round
from tdkt.dossiers.domain.open_round import close_round, edit_round, open_round, reopen_round
from tdkt.dossiers.forms import RoundDatesForm, RoundForm
from tdkt.dossiers.models import AwardRound
from tdkt.dossiers.queries import progress
from tdkt.dossiers.states import CLIMBS, State
from tdkt.dossiers.web import attempt, now, round_for
from tdkt.units.models import Unit


@require_GET
def rounds(request: OfficeRequest) -> HttpResponse:
    """The rounds the user has to do with, newest first."""
    seen = units_seen_by(request.user, request.today)
    mine = Q(nominations__unit_list__unit__in=seen)
    above = ~Q(steps__nomination__round=F("pk"))
    climbed = above & Q(steps__step__in=CLIMBS, steps__nomination__unit_list__unit__in=seen)
    found = (
        AwardRound.objects.visible_to(request.user, request.today)
        .select_related("unit")
        .annotate(
            lines=Count("nominations", filter=mine & ~Q(nominations__state=State.WITHDRAWN), distinct=True),
            decided=Count("nominations", filter=mine & Q(nominations__state=State.GRANTED), distinct=True),
            passed_up=Count("steps__nomination", filter=climbed, distinct=True),
        )
        .order_by("-year", "-pk")
    )
    return render(request, "dossiers/rounds.html", {"rounds": found, "may_open": _units_to_open(request).exists()})


def _units_to_open(request: OfficeRequest) -> QuerySet[Unit]:
    held = [h.unit_id for h in request.acting.holdings if h.role == Role.APPRAISER]
    return Unit.objects.filter(pk__in=held)


@require_http_methods(["GET", "POST"])
def open_new(request: OfficeRequest) -> HttpResponse:
    """Open a round of a unit where the user appraises."""
    units = _units_to_open(request)
    initial = {"year": request.today.year, "judged_on": request.today}
    form = RoundForm(units, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            opened = open_round(**form.cleaned_data, actor=request.user, now=now())
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, f"Đã mở “{opened}”. Các đơn vị có thể lập danh sách từ bây giờ.")
            return redirect("dossiers:desk", pk=opened.pk)
    return render(request, "dossiers/open_round.html", {"form": form, "has_units": units.exists()})


@require_http_methods(["GET", "POST"])
def edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Change the name and the days of an open round."""
    on = round_for(request, pk)
    if not request.acting.has([Role.APPRAISER], on.unit):
        raise Http404
    form = RoundDatesForm(request.POST or None, instance=round_for(request, pk), initial={"version": on.version})
    if request.method == "POST" and form.is_valid():
        try:
            edit_round(round=on, actor=request.user, now=now(), **form.cleaned_data)
        except StaleEdit as refusal:
            form.add_error(None, f"{refusal.reason} Đang lưu: {_days_of(round_for(request, pk))}.")
            typed = request.POST.copy()
            typed["version"] = str(round_for(request, pk).version)
            form.data = typed
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "Đã lưu đợt xét. Nếu đổi ngày áp dụng pháp luật, hãy bấm “Xét lại”.")
            return redirect("dossiers:desk", pk=pk)
    return render(request, "dossiers/edit_round.html", {"form": form, "round": on}, status=409 if form.errors else 200)


def _days_of(on: AwardRound) -> str:
    days = (on.lists_due_on, on.council_due_on, on.decided_due_on)
    told = ", ".join(show_day(day) if day else "chưa đặt" for day in days)
    return f"“{on.name}”, pháp luật ngày {show_day(on.judged_on)}, các hạn {told}"


@require_POST
def reopen(request: OfficeRequest, pk: int) -> HttpResponse:
    """Open a closed round again."""
    on = round_for(request, pk)
    attempt(
        request,
        lambda: reopen_round(round=on, reason=request.POST.get("ly_do", ""), actor=request.user, now=now()) or True,
        "Đã mở lại đợt.",
    )
    return redirect("dossiers:desk", pk=pk)


@require_POST
def close(request: OfficeRequest, pk: int) -> HttpResponse:
    """Close a round."""
    on = round_for(request, pk)
    attempt(request, lambda: close_round(round=on, actor=request.user, now=now()) or True, "Đã khép đợt.")
    return redirect("dossiers:desk", pk=pk)


@require_POST
def judge_again(request: OfficeRequest, pk: int) -> HttpResponse:
    """Judge all lines anew, after facts were added or repaired."""
    on = round_for(request, pk)
    attempt(request, lambda: judge_round(round=on, actor=request.user, now=now()), lambda n: f"Đã xét lại {n} dòng.")
    return redirect("dossiers:desk", pk=pk)


@require_GET
def unit_progress(request: OfficeRequest, pk: int) -> HttpResponse:
    """Which units have sent, which are late, which have lines to mend."""
    on = round_for(request, pk)
    rows = progress(on, units_seen_by(request.user, request.today))
    sent = sum(1 for row in rows if row["sent"])
    return render(
        request,
        "dossiers/progress.html",
        {"round": on, "rows": rows, "sent": sent, "overdue": bool(on.lists_due_on and on.lists_due_on < request.today)},
    )
