"""The awards that close a movement."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from tdkt.accounts.middleware import OfficeRequest
from tdkt.awards.catalogue import award_info
from tdkt.awards.models import Award
from tdkt.core.answers import Refused
from tdkt.movements.domain.awards import may_be_tied, tie_awards, untie_award
from tdkt.movements.due import length_of
from tdkt.movements.models import Movement, MovementAward
from tdkt.movements.queries import root_of
from tdkt.movements.states import State
from tdkt.movements.views.web import attempt, keeps, movement_for, now

PAGE = 50
LONGEST_NUMBER = 19  # digits; a longer one is no row of any database


def award_name(code: str) -> str:
    """The award's name in the catalogue, else its code."""
    info = award_info(code)
    return info.name if info else code


@require_http_methods(["GET", "POST"])
def awards(request: OfficeRequest, pk: int) -> HttpResponse:
    """The awards tied to the movement, and those that may be."""
    movement = movement_for(request, pk)
    if movement.state == State.DRAFT:
        raise Http404
    if request.method == "POST":
        return _tie(request, movement)
    seen = Award.objects.visible_to(request.user, request.today).values("pk")
    tied = (
        MovementAward.objects.standing()
        .filter(movement=movement, award__in=seen)
        .select_related("award__person", "award__unit", "award__decision")
    )
    keeper = keeps(request, movement.unit)
    free = may_be_tied(movement).filter(pk__in=seen).select_related("person", "unit", "decision", "host_unit")
    page = Paginator(free.order_by("code", "-period_to", "pk"), PAGE).get_page(request.GET.get("trang"))
    root = root_of(movement)
    listed = [(row, award_name(row.award.code)) for row in tied.order_by("award__code", "pk")]
    context = {
        "summary": _summary(listed), "movement": movement, "root": root, "length": length_of(root), "keeper": keeper,
        "page": page, "tied": listed,
        "free": [(award, award_name(award.code)) for award in page] if keeper else [],
    }  # fmt: skip
    return render(request, "movements/awards.html", context)


def _summary(tied: list[tuple[MovementAward, str]]) -> list[dict[str, Any]]:
    """How many persons and collectives received each award."""
    people = Counter(name for row, name in tied if row.award.person_id)
    collectives = Counter(name for row, name in tied if not row.award.person_id)
    return [
        {"name": name, "people": people[name], "collectives": collectives[name]}
        for name in dict.fromkeys(name for _row, name in tied)
    ]


def _tie(request: OfficeRequest, movement: Movement) -> HttpResponse:
    chosen = [int(pk) for pk in request.POST.getlist("chon") if pk.isdecimal() and len(pk) < LONGEST_NUMBER]
    seen = Award.objects.visible_to(request.user, request.today)
    try:
        number = tie_awards(
            actor=request.user, now=now(), movement=movement, awards=list(seen.filter(pk__in=chosen[:PAGE]))
        )
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, f"Đã gắn {number} dòng khen thưởng với phong trào.")
    return redirect("movements:awards", pk=movement.pk)


@require_POST
def untie(request: OfficeRequest, pk: int) -> HttpResponse:
    """Take an award off the movement."""
    rows = MovementAward.objects.filter(
        movement__in=Movement.objects.visible_to(request.user, request.today),
        award__in=Award.objects.visible_to(request.user, request.today),
    )
    tied = get_object_or_404(rows.select_related("movement__unit", "award"), pk=pk)
    attempt(
        request,
        lambda: untie_award(actor=request.user, now=now(), tied=tied),
        "Đã gỡ dòng khen thưởng khỏi phong trào; sổ khen thưởng không thay đổi.",
    )
    return redirect("movements:awards", pk=tied.movement_id)
