"""Clusters and blocks of a year: the list, a new one, its members, its ranking, next year's."""

import re
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tdkt.accounts.middleware import OfficeRequest
from tdkt.clusters.access import keeper_of, own_units
from tdkt.clusters.domain import change_members, follow_cluster, form_cluster, rank_members
from tdkt.clusters.forms import ClusterForm, MembersForm, RankForm
from tdkt.clusters.models import Cluster, ClusterMember
from tdkt.core.answers import Refused
from tdkt.core.working_year import year_asked
from tdkt.units.models import Unit

now = timezone.localtime
MEMBERS = Prefetch(
    "members", ClusterMember.objects.select_related("unit").order_by("rank", "unit__sort_key", "pk")
)  # fmt: skip


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    """The clusters of a year that concern the user."""
    year = year_asked(request)
    seen = Cluster.objects.visible_to(request.user, request.today)
    years = sorted({*seen.order_by().values_list("year", flat=True).distinct(), year}, reverse=True)
    found = seen.filter(year=year).select_related("organiser").prefetch_related(MEMBERS)
    own = {held.unit_id for held in request.acting.holdings}
    rows = [
        {"cluster": one, "members": _ranked(one), "keeper": keeper_of(request.acting, one)}
        for one in sorted(found, key=lambda one: _place(one, own))
    ]
    context = {"year": year, "years": years, "rows": rows, "may_add": bool(own_units(request.acting))}
    return render(request, "clusters/index.html", context)


def _place(cluster: Cluster, own: set[int]) -> tuple[bool, str, str]:
    """Those the user's unit organises or joins stand first; number 10 after number 9."""
    joined = cluster.organiser_id in own or any(member.unit_id in own for member in cluster.members.all())
    padded = re.sub(r"\d+", lambda found: found.group().zfill(4), cluster.name)
    return (not joined, cluster.organiser_name, padded)


def _ranked(cluster: Cluster) -> list[ClusterMember]:
    """The ranked first, in their order."""
    return sorted(cluster.members.all(), key=lambda one: (one.rank or 9999, one.unit.sort_key))


def _back(year: int) -> HttpResponse:
    return redirect(f"{reverse('clusters:index')}?nam={year}")


@require_http_methods(["GET", "POST"])
def add(request: OfficeRequest) -> HttpResponse:
    """Form a cluster among the units right below one's own, or write down one that others organise."""
    unit = next(iter(own_units(request.acting)), None)
    if unit is None:
        raise Http404
    form = ClusterForm(
        _units_near(unit), request.POST or None, initial={"kind": "cluster", "year": year_asked(request)}
    )
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("kind", "name", "year", "organiser_name")}
        try:
            made = form_cluster(actor=request.user, now=now(), organiser=unit, members=form.parts(), **told)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, f"Đã lập {made.name} năm {made.year}.")
            return _back(made.year)
    return render(request, "clusters/form.html", {"form": form, "unit": unit, "title": "Lập cụm, khối thi đua"})


def _units_near(unit: Unit) -> Any:
    """The unit itself and those right below, in the units' order."""
    return (Unit.objects.filter(parent=unit) | Unit.objects.filter(pk=unit.pk)).order_by("valid_to", "sort_key", "pk")


def _kept(request: OfficeRequest, pk: int) -> tuple[Cluster, Unit]:
    """The cluster and the unit for which the user writes into it; a page of work is absent for the others."""
    seen = Cluster.objects.visible_to(request.user, request.today)
    cluster = get_object_or_404(seen.select_related("organiser").prefetch_related(MEMBERS), pk=pk)
    keeper = keeper_of(request.acting, cluster)
    if keeper is None:
        raise Http404
    return cluster, keeper


@require_http_methods(["GET", "POST"])
def members(request: OfficeRequest, pk: int) -> HttpResponse:
    """Correct who is in the cluster and with which part."""
    cluster, keeper = _kept(request, pk)
    there = list(cluster.members.all())
    parts = {member.role: member.unit for member in there}
    initial = {
        "members": [member.unit for member in there], "head": parts.get("head"), "deputy": parts.get("deputy"),
    }  # fmt: skip
    units = _units_near(keeper) | Unit.objects.filter(pk__in=[member.unit_id for member in there])
    form = MembersForm(units.distinct().order_by("valid_to", "sort_key", "pk"), request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_members(actor=request.user, now=now(), cluster=cluster, keeper=keeper, members=form.parts())
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, f"Đã sửa thành viên {cluster.name} năm {cluster.year}.")
            return _back(cluster.year)
    context = {"form": form, "unit": keeper, "cluster": cluster, "title": f"Thành viên {cluster.name}"}
    return render(request, "clusters/form.html", context)


@require_http_methods(["GET", "POST"])
def rank(request: OfficeRequest, pk: int) -> HttpResponse:
    """Enter places and votes."""
    cluster, keeper = _kept(request, pk)
    form = RankForm(_ranked(cluster), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            rank_members(actor=request.user, now=now(), cluster=cluster, keeper=keeper, standings=form.standings())
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, f"Đã ghi xếp hạng {cluster.name} năm {cluster.year}.")
            return _back(cluster.year)
    return render(request, "clusters/rank.html", {"form": form, "cluster": cluster})


@require_POST
def follow(request: OfficeRequest, pk: int) -> HttpResponse:
    """Form next year's cluster from this one's."""
    cluster, keeper = _kept(request, pk)
    try:
        made = follow_cluster(actor=request.user, now=now(), cluster=cluster, keeper=keeper)
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return _back(cluster.year)
    messages.success(
        request, f"Đã lập {made.name} năm {made.year} với các thành viên còn hoạt động; hãy chọn trưởng, phó."
    )
    return redirect("clusters:members", pk=made.pk)
