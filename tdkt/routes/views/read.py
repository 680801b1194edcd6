"""Reading: the list, one route drawn, and the road of one dossier tried out."""

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from tdkt.accounts.access import units_seen_by
from tdkt.accounts.middleware import OfficeRequest
from tdkt.awards.catalogue import award_info
from tdkt.awards.models import IssuerLevel
from tdkt.core.history import history_of
from tdkt.core.text import search_key
from tdkt.routes.access import KEEPER, may_keep_routes
from tdkt.routes.domain.common import faults_of
from tdkt.routes.drawing import picture, road_picture
from tdkt.routes.forms import ForceForm, TryForm
from tdkt.routes.levels import also_decides, level_of
from tdkt.routes.models import Route
from tdkt.routes.queries import Stop, ends_at, road_from, route_for
from tdkt.routes.words import ACTS, LEVELS, facts_of, standing, turns_of
from tdkt.units.models import Unit

PAGE, FOUND = 50, 20


def found(request: OfficeRequest, pk: int) -> Route:
    """The route, if the user may read it."""
    rows = Route.objects.visible_to(request.user, request.today).select_related("owner")
    return get_object_or_404(rows, pk=pk)


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    """Every version the user reads, the drafts of those he keeps among them."""
    rows = Route.objects.visible_to(request.user, request.today).select_related("owner")
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    told = [(route, *standing(route, request.today)) for route in page]
    return render(
        request, "routes/index.html",
        {"page": page, "told": told, "may_keep": request.user.holds_anywhere([KEEPER], request.today)},
    )  # fmt: skip


@require_GET
def detail(request: OfficeRequest, pk: int) -> HttpResponse:
    """One version: drawn, told stage by stage, with its history; who keeps it puts a draft in force here."""
    return render(request, "routes/detail.html", detail_context(request, found(request, pk)))


def detail_context(request: OfficeRequest, route: Route, form: ForceForm | None = None) -> dict[str, Any]:
    """What the page of a route shows."""
    stages = list(route.stages.select_related("next"))
    faults = faults_of(route) if route.is_draft else []
    words, tone = standing(route, request.today)
    keeps = may_keep_routes(request.user, route.owner, request.today, "sửa đường đi")
    initial = {"from_day": route.valid_from or request.today, "version": route.version}
    return {
        "route": route, "drawn": picture(stages, faults),
        "stages": [(stage, facts_of(stage), turns_of(stage, stages)) for stage in stages],
        "faults": faults, "standing": words, "tone": tone, "keeps": bool(keeps),
        "form": form or ForceForm(initial=initial),
        "story": [(entry, ACTS.get(entry.act, "Thay đổi")) for entry in history_of(route)] if keeps else [],
    }  # fmt: skip


@require_GET
def trial(request: OfficeRequest) -> HttpResponse:
    """The road from a unit to who decides an award, as it is on a day."""
    form = TryForm(request.today, request.GET or None)
    shown: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        day = form.cleaned_data["day"]
        units = _units(request, form.cleaned_data["unit"], day)
        shown["units"] = [(unit, _address(request, unit)) for unit in units] if len(units) > 1 else []
        if not units:
            form.add_error(
                "unit",
                f"Ngày {day:%d/%m/%Y} không có đơn vị này trong các đơn vị bạn được xem; hãy ghi lại tên hoặc mã.",
            )
        elif len(units) == 1:
            shown |= _road(units[0], **{name: form.cleaned_data[name] for name in ("code", "day", "level")})
    return render(request, "routes/try.html", shown)


def _units(request: OfficeRequest, words: str, day: dt.date) -> list[Unit]:
    seen = Q(pk__in=units_seen_by(request.user, request.today).values("pk"))
    own = Q(pk__in=request.user.holdings.on(request.today).values("unit"))
    rows = Unit.objects.filter(seen | own).alive_on(day)
    exact = list(rows.filter(Q(code__iexact=words.strip()) | Q(name__iexact=words.strip()))[:2])
    if len(exact) == 1:
        return exact
    for word in search_key(words).split():
        rows = rows.filter(search_key__contains=word)
    return list(rows[:FOUND])


def _address(request: OfficeRequest, unit: Unit) -> str:
    asked = request.GET.copy()
    asked["unit"] = unit.code
    return "?" + asked.urlencode()


def _road(unit: Unit, code: str, day: dt.date, level: str) -> dict[str, Any]:
    by_law, also = level_of(code, day), also_decides(code, day)
    level = level or by_law or ""
    road = road_from(unit, code, day, level=level or None)
    last = road[-1] if road else None
    return {
        "unit": unit, "day": day, "award": award_info(code), "route": route_for(unit, day), "drawn": road_picture(road),
        "stops": [(stop, facts_of(stop.stage)) for stop in road],
        "ends": _who(last, level) if last and level and ends_at(last, level) else "", "law_silent": not level,
        "basis": also.get(IssuerLevel(level), "") if level else "",
        "against_the_law": bool(by_law) and level not in (by_law, *also, *_above(by_law)),
    }  # fmt: skip


def _above(level: IssuerLevel | None) -> list[IssuerLevel]:
    """On a unit's head himself the head of the sector decides (TT 01/2019/TT-VKSTC Điều 38 khoản 2 điểm a)."""
    return [IssuerLevel.MINISTRY] if level == IssuerLevel.UNIT else []


def _who(stop: Stop, level: Any) -> str:
    return f"{stop.unit or stop.stage.name} ({LEVELS[level]})" if stop.unit else stop.stage.name
