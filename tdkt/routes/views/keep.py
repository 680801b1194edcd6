"""Keeping: begin a route, change its stages, put it in force, copy it, throw a draft away."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tdkt.accounts.middleware import OfficeRequest
from tdkt.core.answers import Refused
from tdkt.core.edits import StaleEdit
from tdkt.routes.access import KEEPER, may_keep_routes
from tdkt.routes.domain import (
    CannotChangeRoute,
    add_stage,
    adopt_route,
    copy_route,
    draft_route,
    edit_stage,
    put_in_force,
    remove_stage,
    retire_route,
)
from tdkt.routes.domain.common import faults_of
from tdkt.routes.drawing import picture
from tdkt.routes.forms import EMPTY, ForceForm, NewForm, StageForm, flat_turns
from tdkt.routes.models import Route, RouteState, Stage
from tdkt.routes.ready_made import templates
from tdkt.routes.views.read import detail_context, found
from tdkt.routes.words import turns_of
from tdkt.units.models import Unit


def _owners(request: OfficeRequest) -> list[Unit]:
    """The units whose routes the user keeps, and those right below them."""
    own = [holding.unit for holding in request.acting.holdings if holding.role == KEEPER]
    below = Unit.objects.filter(parent__in=own).alive_on(request.today)
    return [*own, *below]


def _kept(request: OfficeRequest, pk: int) -> Route:
    """The route, if the user keeps it."""
    route = found(request, pk)
    if not may_keep_routes(request.user, route.owner, request.today, "sửa đường đi"):
        raise Http404
    return route


@require_http_methods(["GET", "POST"])
def new(request: OfficeRequest) -> HttpResponse:
    """Begin a route from a ready-made one or empty."""
    owners = _owners(request)
    if not owners:
        raise Http404
    form = NewForm(owners, request.POST or None)
    if request.method == "POST" and form.is_valid():
        route = _begun(request, form)
        if route is not None:
            messages.success(request, f"Đã lập “{route}”.")
            return redirect("routes:edit" if route.is_draft else "routes:detail", pk=route.pk)
    return render(request, "routes/new.html", {"form": form, "ready": templates().values()})


def _begun(request: OfficeRequest, form: NewForm) -> Route | None:
    told = form.cleaned_data
    who: dict[str, Any] = {"unit": told["owner"], "actor": request.user, "now": timezone.now()}
    try:
        if told["source"] == EMPTY:
            return draft_route(name=told["name"], **who)
        return adopt_route(template=told["source"], as_draft=told["use"] == "draft", **who)
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return None


@require_GET
def edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """The draft drawn, what is still wrong, a form for each stage and one for a new stage."""
    route = _kept(request, pk)
    return _edit_page(request, route) if route.is_draft else _shut(request, route)


def _shut(request: OfficeRequest, route: Route) -> HttpResponse:
    """Somebody put the draft in force, or threw it away, while its page was open."""
    messages.error(
        request, f"“{route}” không còn là bản dự thảo nên không sửa được; hãy sao chép thành bản mới để sửa."
    )
    return redirect("routes:detail", pk=route.pk)


def _gone(request: OfficeRequest, route: Route) -> HttpResponse:
    """Somebody removed the stage while its form was open."""
    messages.error(request, "Chặng này vừa được người khác bỏ; chưa lưu gì. Nếu vẫn cần, hãy thêm lại chặng.")
    return redirect("routes:edit", pk=route.pk)


def _edit_page(request: OfficeRequest, route: Route, typed: StageForm | None = None) -> HttpResponse:
    stages = list(route.stages.select_related("next"))
    faults = faults_of(route)
    forms = [(_form(route, stage, stages, typed), turns_of(stage, stages)) for stage in stages]
    return render(
        request, "routes/edit.html",
        {"route": route, "drawn": picture(stages, faults), "faults": faults, "forms": forms,
         "new": _form(route, None, stages, typed), "typed": typed},
    )  # fmt: skip


def _form(route: Route, stage: Stage | None, stages: list[Stage], typed: StageForm | None) -> StageForm:
    return typed if typed is not None and typed.stage == stage else StageForm(route, stage, stages)


@require_POST
def save_new_stage(request: OfficeRequest, pk: int) -> HttpResponse:
    """Add a stage to the draft."""
    route = _kept(request, pk)
    return _save(request, route, None) if route.is_draft else _shut(request, route)


@require_POST
def save_stage(request: OfficeRequest, pk: int, stage: int) -> HttpResponse:
    """Change a stage of the draft."""
    route = _kept(request, pk)
    if not route.is_draft:
        return _shut(request, route)
    there = route.stages.select_related("route__owner").filter(pk=stage).first()
    return _save(request, route, there) if there else _gone(request, route)


def _save(request: OfficeRequest, route: Route, stage: Stage | None) -> HttpResponse:
    form = StageForm(route, stage, route.stages.all(), request.POST)
    if not (form.is_valid() and _saved(request, route, stage, form)):
        return _edit_page(request, route, form)
    messages.success(request, f"Đã lưu chặng “{form.cleaned_data['name']}”.")
    return redirect("routes:edit", pk=route.pk)


def _saved(request: OfficeRequest, route: Route, stage: Stage | None, form: StageForm) -> bool:
    who: dict[str, Any] = {"version": form.cleaned_data["version"], "actor": request.user, "now": timezone.now()}
    try:
        if stage is None:
            add_stage(route=route, facts=form.facts(), **who)
        else:
            edit_stage(stage=stage, facts=form.facts(), **who)
    except StaleEdit as stale:
        _show_both(form, stale, stage or route)
        return False
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return False
    return True


def _show_both(form: StageForm, stale: StaleEdit, record: Stage | Route) -> None:
    """Say what the other one stored beside what was typed; saving once more then counts from that version."""
    form.add_error(None, stale.reason)
    record.refresh_from_db()
    if isinstance(record, Stage):
        stored = StageForm(record.route, record, record.route.stages.all())
        theirs, ours = _by_field(stale.theirs), _by_field(stale.ours)
        for name in stored.fields:
            if theirs.get(name) != ours.get(name):
                form.add_error(None, f"{stored.fields[name].label}: bản vừa được lưu ghi “{_in_words(stored, name)}”.")
    typed = QueryDict(mutable=True)
    typed.update(form.data)
    typed[form.add_prefix("version")] = str(record.version)
    form.data = typed


def _by_field(told: Mapping[str, Any]) -> dict[str, Any]:
    """What was stored or typed, by the names of the form's fields."""
    plain = {name: value.pk if isinstance(value, Stage) else value for name, value in told.items() if name != "turns"}
    return plain | flat_turns(told.get("turns", {}))


def _in_words(stored: StageForm, name: str) -> str:
    value = stored.initial.get(name)
    if isinstance(value, bool):
        return "có" if value else "không"
    choices = {str(key): str(words) for key, words in getattr(stored.fields[name], "choices", ())}
    listed = value if isinstance(value, list) else [value]
    return ", ".join(choices.get(str(one), str(one)) for one in listed if one not in (None, "")) or "để trống"


@require_POST
def drop_stage(request: OfficeRequest, pk: int, stage: int) -> HttpResponse:
    """Remove a stage of the draft."""
    route, version = _kept(request, pk), _version(request)
    if not route.is_draft:
        return _shut(request, route)
    there = route.stages.select_related("route__owner").filter(pk=stage).first()
    if there is None:
        return _gone(request, route)
    who: dict[str, Any] = {"actor": request.user, "now": timezone.now()}
    _try(request, lambda: remove_stage(stage=there, version=version, **who), f"Đã bỏ chặng “{there}”.")
    return redirect("routes:edit", pk=pk)


@require_POST
def force(request: OfficeRequest, pk: int) -> HttpResponse:
    """Put the draft in force."""
    route = _kept(request, pk)
    if not route.is_draft:
        return _forced_already(request, route)
    form = ForceForm(request.POST)
    if form.is_valid():
        try:
            earlier = put_in_force(route=route, actor=request.user, now=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            listed = isinstance(refusal, CannotChangeRoute) and refusal.faults
            form.add_error(None, "Chưa ban hành được; hãy sửa các điểm nêu ở đầu trang." if listed else refusal.reason)
        else:
            after = f" “{earlier}” áp dụng đến hết ngày {earlier.valid_to:%d/%m/%Y}." if earlier else ""
            messages.success(request, f"Đã ban hành “{route}” từ ngày {route.valid_from:%d/%m/%Y}.{after}")
            return redirect("routes:detail", pk=pk)
    return render(request, "routes/detail.html", detail_context(request, found(request, pk), form))


def _forced_already(request: OfficeRequest, route: Route) -> HttpResponse:
    """The second click, or somebody else's: the page says how the route stands now."""
    if route.state == RouteState.ACTIVE and route.valid_from:
        messages.info(request, f"“{route}” đã được ban hành từ ngày {route.valid_from:%d/%m/%Y}.")
    else:
        messages.error(request, f"“{route}” không còn là bản dự thảo nên không ban hành được.")
    return redirect("routes:detail", pk=route.pk)


@require_POST
def copy(request: OfficeRequest, pk: int) -> HttpResponse:
    """Copy the route as the draft of its next version."""
    made = copy_route(route=_kept(request, pk), actor=request.user, now=timezone.now())
    messages.success(request, f"Đã sao chép thành bản dự thảo “{made}”.")
    return redirect("routes:edit", pk=made.pk)


@require_POST
def retire(request: OfficeRequest, pk: int) -> HttpResponse:
    """Throw the draft away."""
    route, version = _kept(request, pk), _version(request)
    who: dict[str, Any] = {"actor": request.user, "now": timezone.now()}
    _try(request, lambda: retire_route(route=route, version=version, **who), f"Đã bỏ bản dự thảo “{route}”.")
    return redirect("routes:index")


def _version(request: OfficeRequest) -> int:
    told = request.POST.get("version", "")
    return int(told) if told.isdecimal() else 0


def _try(request: OfficeRequest, act: Callable[[], object], words: str) -> None:
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, words)
