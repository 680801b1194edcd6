"""The year at a glance: my own line, my units' lists, how far the units below are; deadlines and nudges."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_POST

from tdkt.accounts.access import WORKING_ROLES
from tdkt.accounts.middleware import OfficeRequest
from tdkt.core.answers import Refused
from tdkt.core.charts import Share, bar
from tdkt.core.days import show_day
from tdkt.registrations.access import READERS_BELOW, may_look_after
from tdkt.registrations.domain.nudge import Nudged, nudge, set_due
from tdkt.registrations.forms import DueForm
from tdkt.registrations.models import UnitRegistration
from tdkt.registrations.queries import Below, below, lists_for
from tdkt.registrations.states import TONES, State
from tdkt.registrations.web import attempt, unit_for, year_asked, years_offered
from tdkt.units.models import Unit

NOTHING = ("Chưa lập", "grey", "circle")


@dataclass(frozen=True)
class Card:
    """One of my units: its list and how far the units below are."""

    unit: Unit
    unit_list: UnitRegistration | None
    state: tuple[str, str, str]


@dataclass(frozen=True)
class BelowRow:
    """One unit below as the table shows it."""

    data: Below
    state: tuple[str, str, str]


def state_words(state: str | None) -> tuple[str, str, str]:
    """A state's words, tone and icon."""
    if not state:
        return NOTHING
    return (State(state).label, *TONES[State(state)])


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    """My units' lists of a year and, for whoever looks after units below, their progress."""
    units = _own_units(request)
    if not units and request.user.person_id:
        return redirect("registrations:mine")
    year = year_asked(request, units)
    lists = lists_for(units, year)
    cards = [
        Card(unit, lists.get(unit.pk), state_words(lists[unit.pk].state if unit.pk in lists else None))
        for unit in units
    ]
    context = {"year": year, "years": years_offered(request, year), "cards": cards, "own": request.user.person_id}
    return render(request, "registrations/index.html", context | _below_context(request, units, year))


def _own_units(request: OfficeRequest) -> list[Unit]:
    """The units where the user holds a working role, each once."""
    return list({h.unit_id: h.unit for h in request.acting.holdings if h.role in WORKING_ROLES}.values())


def _looked_after(request: OfficeRequest, units: list[Unit]) -> Unit | None:
    """The unit whose units below are shown: the one asked for in the address, else the first of mine."""
    after = [unit for unit in units if request.acting.has(READERS_BELOW, unit)]
    asked = request.GET.get("don_vi", "")
    chosen = next((unit for unit in after if str(unit.pk) == asked), None)
    return chosen or (after[0] if after else None)


def _below_context(request: OfficeRequest, units: list[Unit], year: int) -> dict[str, Any]:
    unit = _looked_after(request, units)
    if unit is None:
        return {}
    found = below(unit, year, request.today)
    rows = [BelowRow(one, state_words(one.state)) for one in found]
    due = next((one.unit_list.due_on for one in found if one.unit_list and one.unit_list.due_on), None)
    return {
        "above": unit,
        "rows": rows,
        "picture": picture(found),
        "parts": parts(found),
        "late": sum(1 for one in found if one.late_days),
        "awaited": sum(1 for one in found if one.is_awaited),
        "may_nudge": bool(may_look_after(request.acting, unit, "")),
        "due": due,
        "due_form": DueForm(initial={"due_on": due}),
    }


PARTS = (
    ("Đã ghi nhận", "green", (State.RECORDED,)), ("Đã gửi, chờ ghi nhận", "blue", (State.SENT,)),
    ("Bị trả lại", "amber", (State.RETURNED,)), ("Đang lập", "grey", (State.DRAFT, State.AGREED)),
)  # fmt: skip


def parts(found: list[Below]) -> list[Share]:
    """How many units below stand where; those with nothing written last."""
    shares = [Share(name, sum(1 for one in found if one.state in states), tone) for name, tone, states in PARTS]
    return [*shares, Share("Chưa lập", sum(1 for one in found if one.state is None), "ground")]


def picture(found: list[Below]) -> SafeString:
    """One bar of all units below."""
    return bar([share for share in parts(found) if share.tone != "ground"], len(found))


@require_POST
def due(request: OfficeRequest, pk: int, year: int) -> HttpResponse:
    """Set the day the units below send their lists by."""
    unit = unit_for(request, pk, year)
    form = DueForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(text) for texts in form.errors.values() for text in texts))
        return _back(unit, year)
    day = form.cleaned_data["due_on"]
    attempt(
        request,
        lambda: set_due(actor=request.user, now=timezone.now(), unit=unit, year=year, due_on=day),
        lambda number: f"Đã đặt hạn {show_day(day)} cho {number} đơn vị trực thuộc.",
    )
    return _back(unit, year)


@require_POST
def remind(request: OfficeRequest, pk: int, year: int) -> HttpResponse:
    """Nudge one unit below, or all whose list is awaited."""
    unit = unit_for(request, pk, year)
    asked = request.POST.get("don_vi", "")
    if asked == "tat_ca":
        units = [one.unit for one in below(unit, year, request.today) if one.is_awaited]
    else:
        key = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 19 else 0
        units = [get_object_or_404(Unit, pk=key, parent=unit)]
    try:
        done = nudge(actor=request.user, now=timezone.now(), unit=unit, year=year, units=units)
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        _say(request, done)
    return _back(unit, year)


def _say(request: OfficeRequest, done: Nudged) -> None:
    """What one click has done; what it could not do is a warning."""
    if done.told:
        messages.success(request, f"Đã nhắc {', '.join(done.told)}.")
    if done.again:
        messages.warning(request, f"Hôm nay đã nhắc rồi: {', '.join(done.again)}; không nhắc lần nữa.")
    if done.nobody:
        messages.warning(
            request,
            f"Chưa có cán bộ thi đua nào để nhắc: {', '.join(done.nobody)}. Hãy nhờ quản trị hệ thống giao vai trò.",
        )


def _back(unit: Unit, year: int) -> HttpResponse:
    return redirect(f"{reverse('registrations:index')}?nam={year}&don_vi={unit.pk}#cap-duoi")
