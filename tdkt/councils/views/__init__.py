"""The pages of councils and their sessions."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tdkt.accounts.middleware import OfficeRequest
from tdkt.accounts.models import Role
from tdkt.core.answers import Refused
from tdkt.core.edits import StaleEdit
from tdkt.councils.domain.papers import minutes_of
from tdkt.councils.domain.sessions import close_session, create_council, open_session, record_votes
from tdkt.councils.forms import CouncilForm, SessionForm
from tdkt.councils.models import Council, CouncilSession
from tdkt.councils.queries import marks_asked, vote_rows
from tdkt.dossiers.models import AwardRound, RoundState
from tdkt.dossiers.web import DOCX, attempt, download, now, round_for
from tdkt.units.models import Unit


@require_GET
def councils(request: OfficeRequest) -> HttpResponse:
    """Councils, their members, their sessions, and rounds with lines waiting for them."""
    found = Council.objects.visible_to(request.user, request.today).select_related("unit")
    sessions = CouncilSession.objects.visible_to(request.user, request.today).select_related("council__unit", "round")
    waiting = (
        AwardRound.objects.visible_to(request.user, request.today)
        .filter(state=RoundState.OPEN, nominations__state="accepted", unit__in=[one.unit_id for one in found])
        .distinct()
    )
    context = {
        "councils": found.prefetch_related("members"),
        "sessions": sessions,
        "waiting": waiting,
        "may_set_up": bool(_units_to_serve(request)),
        "may_enter": any(h.role == Role.COUNCIL_SECRETARY for h in request.acting.holdings),
    }
    return render(request, "councils/councils.html", context)


def _units_to_serve(request: OfficeRequest) -> list[Unit]:
    """The units where the user is the council's secretary and no council sits now."""
    held = {h.unit_id for h in request.acting.holdings if h.role in (Role.COUNCIL_SECRETARY, Role.APPRAISER)}
    sitting = Council.objects.filter(unit__in=held, valid_to__isnull=True).values("unit")
    return list(Unit.objects.filter(pk__in=held).exclude(pk__in=sitting))


@require_http_methods(["GET", "POST"])
def set_up(request: OfficeRequest) -> HttpResponse:
    """Set up the council of the unit where the user serves."""
    units = _units_to_serve(request)
    form = CouncilForm(request.POST or None)
    if request.method == "POST" and units and form.is_valid():
        try:
            create_council(unit=units[0], **form.cleaned_data, actor=request.user, now=now())
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, f"Đã lập Hội đồng của {units[0]}.")
            return redirect("councils:councils")
    return render(request, "councils/set_up.html", {"form": form, "unit": units[0] if units else None})


@require_http_methods(["GET", "POST"])
def open_new(request: OfficeRequest, round_pk: int) -> HttpResponse:
    """Open a session on a round."""
    on = round_for(request, round_pk)
    sitting = Council.objects.visible_to(request.user, request.today).filter(valid_to__isnull=True, unit=on.unit)
    council = sitting.first()
    if council is None:
        if not request.acting.has([Role.COUNCIL_SECRETARY, Role.APPRAISER], on.unit):
            raise Http404
        messages.info(request, f"{on.unit} chưa có Hội đồng đang hoạt động; hãy lập Hội đồng rồi mở phiên họp.")
        return redirect("councils:set_up")
    total = council.members.count()
    initial = {"held_on": request.today, "members_present": total}
    form = SessionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            opened = open_session(round=on, council=council, **form.cleaned_data, actor=request.user, now=now())
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            return redirect("councils:session", pk=opened.pk)
    return render(
        request, "councils/open_session.html", {"form": form, "round": on, "council": council, "total": total}
    )


def session_for(request: OfficeRequest, pk: int) -> CouncilSession:
    """The session, or 404 where it does not exist or is not the user's."""
    found = CouncilSession.objects.visible_to(request.user, request.today)
    return get_object_or_404(found.select_related("council__unit", "round__unit"), pk=pk)


@require_GET
def session(request: OfficeRequest, pk: int) -> HttpResponse:
    """Votes by line, with the mark each needs."""
    return render(request, "councils/session.html", _context(request, session_for(request, pk)))


def _context(request: OfficeRequest, found: CouncilSession) -> dict[str, Any]:
    may = request.acting.has([Role.COUNCIL_SECRETARY], found.council.unit)
    rows = vote_rows(found)
    return {
        "session": found,
        "rows": rows,
        "asked": marks_asked(rows),
        "may_enter": may and found.state == "open",
        "took_part": found.members_present + found.written_opinions,
        "entered": sum(1 for row in rows if row.result),
        "passed": sum(1 for row in rows if row.result and row.result.passed),
    }


@require_http_methods(["GET", "POST"])
def votes(request: OfficeRequest, pk: int) -> HttpResponse:
    """Write the votes typed; rows left empty are left alone."""
    found = session_for(request, pk)
    if request.method == "GET":
        return redirect("councils:session", pk=pk)
    try:
        typed = _typed(request)
        record_votes(
            session=found, votes=typed, actor=request.user, now=now(), version=int(request.POST.get("version") or 0)
        )
    except StaleEdit:
        messages.error(request, "Người khác vừa nhập phiếu của phiên này. Chưa lưu gì; hãy xem số mới rồi nhập lại.")
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, f"Đã lưu kết quả của {len(typed)} trường hợp.")
        return redirect("councils:session", pk=pk)
    context = _context(request, session_for(request, pk))
    for row in context["rows"]:
        row.typed_for = request.POST.get(f"thuan_{row.line.pk}", "")
        row.typed_against = request.POST.get(f"chong_{row.line.pk}", "")
    return render(request, "councils/session.html", context, status=409)


def _typed(request: OfficeRequest) -> dict[int, tuple[int, int]]:
    found: dict[int, tuple[int, int]] = {}
    for name in request.POST:
        key, value = name.removeprefix("thuan_"), request.POST.get(name, "")
        if key == name or not key.isdecimal() or not value.strip():
            continue
        against = request.POST.get(f"chong_{key}", "").strip() or "0"
        if not value.strip().isdecimal() or not against.isdecimal():
            raise Refused(f"“{value} / {against}” không phải số phiếu; hãy ghi số nguyên từ 0 trở lên.")
        found[int(key)] = (int(value), int(against))
    if not found:
        raise Refused("Chưa nhập phiếu cho trường hợp nào.")
    return found


@require_POST
def close(request: OfficeRequest, pk: int) -> HttpResponse:
    """Close the session by its minutes."""
    found = session_for(request, pk)
    number = request.POST.get("so_bien_ban", "")
    attempt(
        request,
        lambda: close_session(session=found, actor=request.user, now=now(), minutes_number=number),
        "Đã thông qua biên bản; kết quả đã ghi vào từng dòng đề nghị.",
    )
    return redirect("councils:session", pk=pk)


@require_GET
def minutes(request: OfficeRequest, pk: int) -> HttpResponse:
    """The minutes as Word."""
    found = session_for(request, pk)
    return download(minutes_of(found), f"bien-ban-hoi-dong-{found.held_on:%Y-%m-%d}.docx", DOCX)
