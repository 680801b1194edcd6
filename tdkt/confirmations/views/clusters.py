"""The opinions of clusters and blocks on the flags of a round: what is there, what is awaited, whom to ask."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tdkt.accounts.middleware import OfficeRequest
from tdkt.confirmations.access import ASKERS, OFFICE, may_waive, units_with
from tdkt.confirmations.clusters import ClusterOpinion, Standing, opinions_of
from tdkt.confirmations.domain.waive import go_without_cluster
from tdkt.confirmations.reasons import FLAGS, Reason
from tdkt.confirmations.standing import moved_words
from tdkt.confirmations.web import attempt, round_for
from tdkt.dossiers.domain.law import award_name
from tdkt.dossiers.models import AwardRound, Nomination


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """One flag with the opinion on it; ``picks`` it may be let go without one."""

    opinion: ClusterOpinion
    award: str
    picks: bool


@dataclass(frozen=True, slots=True)
class ClusterGroup:
    """The flags of one cluster, and the address where its opinion is asked for; nothing where all are asked."""

    name: str
    rows: list[OpinionRow]
    ask: str


@require_http_methods(["GET", "POST"])
def clusters(request: OfficeRequest, pk: int) -> HttpResponse:
    """The flags by cluster; the head lets chosen ones go on without the opinion."""
    on = round_for(request, pk, OFFICE)
    if request.method == "POST":
        keys = [int(key) for key in request.POST.getlist("chon") if key.isdecimal()]
        chosen = list(Nomination.objects.filter(pk__in=keys, round=on))
        done = attempt(
            request,
            lambda: go_without_cluster(
                actor=request.user, now=timezone.now(), on=on, nominations=chosen, why=request.POST.get("ly_do", "")
            ),
            lambda made: f"{len(made)} dòng được đi tiếp khi chưa có ý kiến; lý do hiện ở trang của từng dòng.",
        )
        if done is not None:
            return redirect("confirmations:clusters", pk=pk)
    may = bool(may_waive(request.acting, on.unit))
    asks = on.state == "open" and on.unit_id in units_with(request.acting, ASKERS)
    groups = _groups(cluster_opinions(request, on), on, asks=asks, may=may)
    return render(
        request, "confirmations/clusters.html",
        {
            "round": on, "groups": groups, "may": may and any(row.picks for group in groups for row in group.rows),
            "typed": request.POST.get("ly_do", ""), "picked": request.POST.getlist("chon"),
        },
    )  # fmt: skip


def cluster_opinions(request: OfficeRequest, on: AwardRound) -> list[ClusterOpinion]:
    """The opinions on the round's flags, those that moved on too."""
    lines = Nomination.objects.of_round(on).filter(code__in=FLAGS).with_names().defer("verdict_detail")
    return list(opinions_of(list(lines.order_by("unit__sort_key", "pk")), request.today, on=on).values())


def _groups(found: Iterable[ClusterOpinion], on: AwardRound, *, asks: bool, may: bool) -> list[ClusterGroup]:
    by_cluster: dict[str, list[ClusterOpinion]] = defaultdict(list)
    for one in found:
        by_cluster[one.whom].append(one)
    return [
        ClusterGroup(
            name or "Chưa ghi cụm, khối của đơn vị trong năm",
            [OpinionRow(one, award_name(one.line.code), may and _waits(one, on)) for one in opinions],
            ask_address(on, [one for one in opinions if _to_ask(one, on)]) if asks else "",
        )
        for name, opinions in sorted(by_cluster.items())
    ]


def _waits(one: ClusterOpinion, on: AwardRound) -> bool:
    return one.standing.stops and not moved_words(one.line, on)


def _to_ask(one: ClusterOpinion, on: AwardRound) -> bool:
    return one.standing is Standing.NOT_ASKED and not moved_words(one.line, on)


def ask_address(on: AwardRound, opinions: Sequence[ClusterOpinion]) -> str:
    """The form of the letter with the cluster, the case and the lines filled in."""
    if not opinions:
        return ""
    told = [("truong_hop", Reason.CLUSTER.value), ("co_quan", opinions[0].whom)]
    told += [("chon", str(one.line.pk)) for one in opinions]
    return f"{reverse('confirmations:consult', args=[on.pk])}?{urlencode(told)}"
