"""One nomination: facts, verdict, papers, its story; edited with both versions shown when two people meet."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from tdkt.accounts.middleware import OfficeRequest
from tdkt.accounts.models import Role
from tdkt.core.answers import Refused
from tdkt.core.edits import StaleEdit
from tdkt.core.steps import Step
from tdkt.dossiers.access import may_prepare, may_step
from tdkt.dossiers.desk import DESK_STEPS, TONES, is_office, state_words
from tdkt.dossiers.domain.attest import attestable
from tdkt.dossiers.domain.edit import edit_nomination
from tdkt.dossiers.domain.law import award_name
from tdkt.dossiers.domain.propose_other import propose_other
from tdkt.dossiers.domain.send import below_again
from tdkt.dossiers.forms import NominationForm, OtherAwardForm
from tdkt.dossiers.models import Nomination
from tdkt.dossiers.panels import panels_of
from tdkt.dossiers.road import road_of
from tdkt.dossiers.states import OPEN_TO_SENDER, STEPS, WITH_THE_APPRAISER, State
from tdkt.dossiers.story import considers, steps_told, story_of
from tdkt.dossiers.views.papers import papers_context
from tdkt.dossiers.web import lines_for, now
from tdkt.dossiers.words import ATTESTABLE, explained
from tdkt.holds.models import Hold
from tdkt.holds.queries import open_holds_of


def line_for(request: OfficeRequest, pk: int) -> Nomination:
    """The line, or 404 where it does not exist or is not the user's."""
    found = lines_for(request).with_names()
    return get_object_or_404(found.select_related("award__decision", "assigned_to", "unit_list__round__unit"), pk=pk)


@require_GET
def detail(request: OfficeRequest, pk: int) -> HttpResponse:
    """The page of one line."""
    line = line_for(request, pk)
    return render(request, "dossiers/nomination.html", _context(request, line))


def _other_form(request: OfficeRequest, line: Nomination) -> OtherAwardForm | None:
    may = line.state in (*WITH_THE_APPRAISER, State.ACCEPTED) and request.acting.has([Role.APPRAISER], line.round.unit)
    return OtherAwardForm(line, initial={"version": line.version}) if may else None


def _context(
    request: OfficeRequest,
    line: Nomination,
    form: NominationForm | None = None,
    other_form: OtherAwardForm | None = None,
) -> dict[str, Any]:
    open_here = line.state in OPEN_TO_SENDER and bool(may_prepare(request.acting, line.unit_list.unit, "sửa"))
    offered = [STEPS[code] for code in DESK_STEPS if line.state in STEPS[code].source]
    same = lines_for(request).filter(person=line.person_id, unit=line.unit_id)
    others = same.of_round(line.unit_list.round).exclude(pk=line.pk)
    changes, whole = story_of(line, inside=considers(request.acting, line.unit_list.round.unit))
    return {
        "line": line,
        "changes": changes,
        "whole": whole,
        "award": award_name(line.code),
        "state": state_words(line, office=is_office(request.acting, line.round)),
        "other_form": other_form or _other_form(request, line),
        "tone": TONES[State(line.state)],
        "verdict": explained(
            line.verdict_detail,
            attestable(code=line.code, kind=line.kind, basis=line.basis, on=line.round.judged_on),
        ),
        "steps_taken": steps_told(request.acting, line),
        "asked": award_name(line.asked_code) if line.asked_code else "",
        "steps": [step for step in offered if _open_to(request, step, line)],
        "form": (form or NominationForm(instance=line, initial={"version": line.version})) if open_here else None,
        **papers_context(line, open_here=open_here, seat=request.acting),
        "panels": panels_of(request, line),
        "road": road_of(line),
        "stops": stops_of(request, line),
        "others": [(one, award_name(one.code)) for one in others],
    }


def _open_to(request: OfficeRequest, step: Step, line: Nomination) -> bool:
    """Is the step worth a button for this reader? The act asks again for itself."""
    return bool(may_step(request.acting, step, [line]) and (step.code != "take_back" or below_again([line])))


def stops_of(request: OfficeRequest, line: Nomination) -> list[tuple[Hold, bool]]:
    """What stops the line today, and whether this reader may open it; the person himself is not told here."""
    if line.person_id is not None and line.person_id == request.user.person_id:
        return []
    people, units = [line.person_id] if line.person_id else [], [line.unit_id] if line.unit_id else []
    found = [hold for holds in open_holds_of(people, units, request.today).values() for hold in holds]
    if not found:
        return []
    seen = Hold.objects.visible_to(request.user, request.today).filter(pk__in=[hold.pk for hold in found])
    opened = set(seen.values_list("pk", flat=True))
    return [(hold, hold.pk in opened) for hold in found]


@require_http_methods(["GET", "POST"])
def other(request: OfficeRequest, pk: int) -> HttpResponse:
    """Propose another award than the one asked for."""
    line = line_for(request, pk)
    if request.method == "GET":
        return redirect("dossiers:nomination", pk=pk)
    form = OtherAwardForm(line, request.POST)
    if form.is_valid():
        try:
            propose_other(nomination=line, actor=request.user, now=now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "Đã đổi danh hiệu, hình thức đề nghị và xét lại; đề nghị ban đầu vẫn đọc được.")
            return redirect("dossiers:nomination", pk=pk)
    context = _context(request, line_for(request, pk), other_form=form)
    return render(request, "dossiers/nomination.html", context, status=409)


@require_http_methods(["GET", "POST"])
def edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Save an edit, or show both versions. A reload of that page leads back to the line."""
    line = line_for(request, pk)
    if request.method == "GET":
        return redirect("dossiers:nomination", pk=pk)
    form = NominationForm(request.POST, instance=line_for(request, pk))
    stale: StaleEdit | None = None
    if form.is_valid():
        try:
            edit_nomination(
                nomination=line, version=form.cleaned_data["version"], actor=request.user, now=now(), **form.changes()
            )
        except StaleEdit as refusal:
            stale = refusal
            typed = request.POST.copy()
            typed["version"] = str(line_for(request, pk).version)
            form.data = typed
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "Đã lưu và xét lại dòng này.")
            return redirect("dossiers:nomination", pk=pk)
    context = _context(request, line_for(request, pk), form)
    context["stale"] = both_versions(stale) if stale else None
    return render(request, "dossiers/nomination.html", context, status=409)


def both_versions(stale: StaleEdit) -> list[dict[str, str]]:
    """Only what differs: the field, what stands now, what was typed."""
    rows = []
    for name, ours in stale.ours.items():
        theirs = stale.theirs.get(name)
        if theirs != ours:
            rows.append(
                {"label": _field(name).verbose_name, "theirs": _shown(name, theirs), "ours": _shown(name, ours)}
            )
    return rows


def _field(name: str) -> Any:
    return Nomination._meta.get_field(name)  # noqa: SLF001 - Django's documented API


def _shown(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if name == "attested":
        return "; ".join(ATTESTABLE.get(one, one) for one in value or []) or "không"
    choices = dict(_field(name).flatchoices)
    return str(choices.get(value, value) or "để trống")
