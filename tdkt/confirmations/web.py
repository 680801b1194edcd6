"""What the views of this room share: find through the user's eyes, try one act, choose lines of a round."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from tdkt.accounts.middleware import OfficeRequest
from tdkt.accounts.models import Role
from tdkt.confirmations.access import units_with
from tdkt.confirmations.standing import NOT_ASKED
from tdkt.core.answers import Refused
from tdkt.core.text import search_key
from tdkt.dossiers.domain.law import award_name
from tdkt.dossiers.models import AwardRound, Nomination

T = TypeVar("T")
PAGE = 100


def round_for(request: OfficeRequest, pk: int, roles: tuple[Role, ...]) -> AwardRound:
    """The round where the user holds one of the roles, or 404."""
    rounds = AwardRound.objects.visible_to(request.user, request.today).select_related("unit")
    return get_object_or_404(rounds.filter(unit__in=units_with(request.acting, roles)).distinct(), pk=pk)


def attempt(request: HttpRequest, act: Callable[[], T], done: Callable[[T], str]) -> T | None:
    """Do one act; say what was done, or why it was refused. None after a refusal."""
    try:
        result = act()
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return None
    messages.success(request, done(result))
    return result


def lines_to_choose(request: OfficeRequest, on: AwardRound) -> QuerySet[Nomination]:
    """The lines of the round that may be asked about, narrowed by the address."""
    rows = Nomination.objects.filter(round=on).exclude(state__in=NOT_ASKED)
    if keys := [int(key) for key in request.GET.getlist("chon") if key.isdecimal()]:
        rows = rows.filter(pk__in=keys)
    for word in search_key(request.GET.get("q", "")).split():
        rows = rows.filter(Q(person__search_key__contains=word) | Q(unit__search_key__contains=word))
    if request.GET.get("don_vi", "").isdecimal():
        rows = rows.filter(unit_list__unit=int(request.GET["don_vi"]))
    if code := request.GET.get("danh_hieu", ""):
        rows = rows.filter(code=code)
    return (
        rows.select_related("person", "unit", "host_unit")
        .defer("verdict_detail", "attested")
        .order_by(F("person__sort_key").asc(nulls_last=True), "unit__sort_key", "code", "pk")
    )


def chosen_lines(request: OfficeRequest, on: AwardRound) -> list[Nomination]:
    """The ticked lines, or all that answer the filter. A ticked line that left the round is still handed on, so that
    the act says so.
    """
    if request.POST.get("tat_ca") == "1":
        return list(lines_to_choose(request, on))
    keys = [int(key) for key in request.POST.getlist("chon") if key.isdecimal()]
    seen = Nomination.objects.filter(Q(round=on) | Q(unit_list__round=on), pk__in=keys)
    return list(seen.defer("verdict_detail"))


@dataclass(frozen=True, slots=True)
class Choice:
    """One line to choose, what is worth knowing before choosing it, and whether it was ticked."""

    line: Nomination
    award: str
    note: str
    picked: bool


def choosing(request: OfficeRequest, on: AwardRound, notes: Callable[[Sequence[Nomination]], dict[int, str]]) -> Any:
    """What the list to choose from shows: filters, a page with a note on each line, what was ticked."""
    all_lines = Nomination.objects.filter(round=on).exclude(state__in=NOT_ASKED)
    kinds = list(all_lines.values_list("code", "unit_list__unit", "unit_list__unit__name").distinct())
    page = Paginator(lines_to_choose(request, on), PAGE).get_page(request.GET.get("trang"))
    picked = set((request.POST if request.method == "POST" else request.GET).getlist("chon"))
    noted = notes(list(page))
    return {
        "round": on,
        "page": page,
        "rows": [Choice(line, award_name(line.code), noted.get(line.pk, ""), str(line.pk) in picked) for line in page],
        "units": sorted({(str(pk), name) for _, pk, name in kinds}, key=lambda pair: pair[1]),
        "codes": [(code, award_name(code)) for code in sorted({code for code, _, _ in kinds}, key=award_name)],
        "narrowed": bool(request.GET.getlist("chon")),
        "all_picked": request.POST.get("tat_ca") == "1",
    }
