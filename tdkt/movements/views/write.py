"""Draft, answer, change, launch, carry over."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from tdkt.accounts.middleware import OfficeRequest
from tdkt.core.answers import Refused
from tdkt.core.edits import StaleEdit
from tdkt.core.working_year import year_asked
from tdkt.movements.audience import asks, members
from tdkt.movements.circles import circles
from tdkt.movements.domain.edit import DAYS, PLAN, correct_days, drop_draft, edit_draft
from tdkt.movements.domain.launch import draft_movement, launch_movement
from tdkt.movements.domain.roll_over import roll_over
from tdkt.movements.forms import DaysForm, MovementForm
from tdkt.movements.models import Movement, MovementKind, Scope, Track
from tdkt.movements.states import State
from tdkt.movements.story import field_name, show
from tdkt.movements.views.web import attempt, keeps, kept, movement_for, now, own_units, say_due
from tdkt.units.models import Unit


@require_http_methods(["GET", "POST"])
def add(request: OfficeRequest) -> HttpResponse:
    """Draft a movement of one of the user's units."""
    units = own_units(request)
    if not units:
        raise Http404
    year = year_asked(request)
    initial = {
        "start_on": f"01/01/{year}", "end_on": f"31/12/{year}", "kind": MovementKind.REGULAR, "track": Track.SECTOR,
        "scope": Scope.UNIT,
    }  # fmt: skip
    form = MovementForm(units, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = _draft(request, form, unit=form.cleaned_data.get("unit") or units[0])
        if made:
            messages.success(request, "Đã lập bản soạn. Hãy ghi chỉ thị hoặc kế hoạch rồi phát động.")
            return redirect("movements:detail", pk=made.pk)
    return render(request, "movements/form.html", {"form": form, "title": "Lập phong trào", "act": "Lưu bản soạn"})


def _draft(request: OfficeRequest, form: MovementForm, unit: Unit, **more: Any) -> Movement | None:
    try:
        made = draft_movement(actor=request.user, now=now(), unit=unit, **form.told(), **more)
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return None
    say_due(request, form.cleaned_data)
    return made


@require_http_methods(["GET", "POST"])
def respond(request: OfficeRequest, pk: int) -> HttpResponse:
    """A lower unit's own plan under the movement, half filled from it."""
    upper = movement_for(request, pk)
    unit = _answering(request, upper)
    initial = {name: getattr(upper, name) for name in ("theme", "kind", "by_drive", "start_on", "end_on")}
    form = MovementForm([unit], request.POST or None, initial=initial, answering=True)
    if request.method == "POST" and form.is_valid():
        made = _draft(request, form, unit, parent=upper, scope=Scope.UNIT)
        if made:
            messages.success(request, f"Đã lập kế hoạch hưởng ứng của {unit}. Hãy ghi số, ngày kế hoạch rồi phát động.")
            return redirect("movements:detail", pk=made.pk)
    context = {"form": form, "upper": upper, "unit": unit, "title": "Hưởng ứng phong trào", "act": "Lưu kế hoạch"}
    return render(request, "movements/form.html", context)


def _answering(request: OfficeRequest, upper: Movement) -> Unit:
    """The unit that answers: the one named in the address, else the first of the user's own that is asked."""
    asked = request.GET.get("don_vi", "")
    if asked.isdecimal():
        unit = get_object_or_404(Unit, pk=int(asked))
        if asks(upper, unit, members([upper])) and keeps(request, unit):
            return unit
        raise Http404
    known = members([upper])
    found = next((unit for unit in own_units(request) if asks(upper, unit, known)), None)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    movement = kept(request, pk)
    answering = movement.parent_id is not None
    tied = {"circle": circles().tied(movement)}
    initial = {name: getattr(movement, name) for name in (*PLAN, "version")} | tied
    form = MovementForm([movement.unit], request.POST or None, initial=initial, answering=answering)
    stale: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        told = {name: getattr(movement, name) for name in PLAN} | tied | form.told()
        saved, stale = _save(request, form, movement, edit_draft, told)
        if saved:
            messages.success(request, "Đã lưu bản soạn.")
            return redirect("movements:detail", pk=pk)
    context = {"form": form, "movement": movement, "stale": stale, "title": "Sửa bản soạn", "act": "Lưu"}
    return render(request, "movements/form.html", context, status=409 if stale else 200)


@require_http_methods(["GET", "POST"])
def days(request: OfficeRequest, pk: int) -> HttpResponse:
    """Correct the days of a launched movement."""
    movement = kept(request, pk)
    form = DaysForm(request.POST or None, initial={name: getattr(movement, name) for name in (*DAYS, "version")})
    stale: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        told = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        saved, stale = _save(request, form, movement, correct_days, told)
        if saved:
            messages.success(request, "Đã sửa thời gian; các đơn vị thấy ngay thời gian mới.")
            return redirect("movements:detail", pk=pk)
    context = {"form": form, "movement": movement, "stale": stale, "title": "Sửa thời gian phong trào", "act": "Lưu"}
    return render(request, "movements/form.html", context, status=409 if stale else 200)


def _save(
    request: OfficeRequest, form: forms.Form, movement: Movement, act: Any, told: dict[str, Any]
) -> tuple[bool, list[dict[str, str]]]:
    """Do one edit; when another came first, both versions, and the form now carries the new version."""
    version = form.cleaned_data.get("version") or 0
    try:
        act(actor=request.user, now=now(), movement=movement, version=version, **told)
    except StaleEdit as refusal:
        typed = request.POST.copy()
        typed["version"] = str(Movement.objects.values_list("version", flat=True).get(pk=movement.pk))
        form.data = typed
        return False, _both(refusal)
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return False, []
    say_due(request, told)
    return True, []


def _both(stale: StaleEdit) -> list[dict[str, str]]:
    """Only what differs: the field, what stands now, what was typed."""
    return [
        {"label": field_name(name), "theirs": show(name, stale.theirs.get(name)), "ours": show(name, ours)}
        for name, ours in stale.ours.items()
        if stale.theirs.get(name) != ours
    ] or [{"label": "Nội dung", "theirs": "giống bản của bạn", "ours": "giống bản đang lưu"}]


@require_POST
def launch(request: OfficeRequest, pk: int) -> HttpResponse:
    """Launch a draft."""
    movement = movement_for(request, pk)
    act = lambda: launch_movement(actor=request.user, now=now(), movement=movement)  # noqa: E731 - one act
    words = "Đã phát động; các đơn vị trực thuộc thấy phong trào từ lúc này."
    attempt(request, act, "Đã phát động kế hoạch hưởng ứng." if movement.parent_id else words)
    return redirect("movements:detail", pk=pk)


@require_POST
def drop(request: OfficeRequest, pk: int) -> HttpResponse:
    """Throw away a draft."""
    movement = movement_for(request, pk)
    if movement.state == State.DRAFT and attempt(
        request, lambda: drop_draft(actor=request.user, now=now(), movement=movement), "Đã bỏ bản đang soạn."
    ):
        return redirect("movements:index")
    return redirect("movements:detail", pk=pk)


@require_POST
def roll(request: OfficeRequest, pk: int) -> HttpResponse:
    """Carry the movement over into the next year."""
    movement = movement_for(request, pk)
    try:
        made = roll_over(actor=request.user, now=now(), movement=movement)
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return redirect("movements:detail", pk=pk)
    messages.success(
        request, f"Đã lập bản soạn năm {made.start_on.year} từ phong trào này. Hãy ghi các văn bản mới rồi phát động."
    )
    return redirect("movements:detail", pk=made.pk)
