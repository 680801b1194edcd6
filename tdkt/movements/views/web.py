"""What the pages of movements share: finding one, trying an act, who keeps what."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from tdkt.accounts.access import units_seen_by
from tdkt.accounts.middleware import OfficeRequest
from tdkt.core.answers import Refused
from tdkt.movements.access import may_keep
from tdkt.movements.due import response_due
from tdkt.movements.models import Movement
from tdkt.movements.states import KEEPERS
from tdkt.units.models import Unit

now = timezone.localtime


def movement_for(request: OfficeRequest, pk: int) -> Movement:
    """The movement, if the user may read it."""
    rows = Movement.objects.visible_to(request.user, request.today)
    return get_object_or_404(rows.select_related("unit", "parent__unit", "rolled_from"), pk=pk)


def kept(request: OfficeRequest, pk: int) -> Movement:
    """The movement, if the user may keep it; a page of work is absent for the others."""
    movement = movement_for(request, pk)
    if not keeps(request, movement.unit):
        raise Http404
    return movement


def keeps(request: OfficeRequest, unit: Unit) -> bool:
    """May the user keep the movements of ``unit``?"""
    return bool(may_keep(request.user, KEEPERS, unit, request.today, ""))


def own_units(request: OfficeRequest) -> list[Unit]:
    """The units where the user himself keeps movements, each once."""
    return list({h.unit_id: h.unit for h in request.acting.holdings if h.role in KEEPERS}.values())


def reads_unit(request: OfficeRequest, unit: Unit) -> bool:
    """Does the user read the records of ``unit``, and so of all units below it?"""
    return units_seen_by(request.user, request.today).filter(pk=unit.pk).exists()


def attempt(request: OfficeRequest, act: Callable[[], object], words: str) -> bool:
    """Do one act; say what was done, or why it was refused."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return False
    messages.success(request, words)
    return True


def say_due(request: OfficeRequest, told: dict[str, Any]) -> None:
    """Tell at once that a due day was set on a holiday."""
    if (written := told.get("response_due_on")) and (note := response_due(written).note):
        messages.warning(request, note)
