"""What the acts on routes share."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils import timezone

from tdkt.accounts.models import User
from tdkt.core.answers import Refused, require
from tdkt.core.history import snapshot
from tdkt.routes.access import may_keep_routes
from tdkt.routes.domain.check import Fault, Node, check
from tdkt.routes.models import NOT_UNITS, Route, RouteState, Stage
from tdkt.units.models import Unit

STAGE_FIELDS = (
    "key", "order", "name", "place", "next", "turns", "decides", "has_council", "needs_cluster_opinion", "confirmers",
    "days", "basis",
)  # fmt: skip
ROUTE_FIELDS = ("code", "name", "valid_from", "valid_to", "state", "note")


class CannotChangeRoute(Refused):
    """The route was not changed; ``faults`` says what is wrong with its stages, where that is why."""

    def __init__(self, reason: str, faults: Iterable[Fault] = ()) -> None:
        super().__init__(reason)
        self.faults = list(faults)


def ask(what: str, *, actor: User, owner: Unit, now: dt.datetime) -> None:
    """Refuse who does not keep the owner's routes."""
    require(may_keep_routes(actor, owner, timezone.localdate(now), what), CannotChangeRoute)


def ask_draft(what: str, *, actor: User, route: Route, now: dt.datetime) -> None:
    """Refuse who does not keep the route, and a route that is no longer a draft."""
    ask(what, actor=actor, owner=route.owner, now=now)
    state = Route.objects.filter(pk=route.pk).values_list("state", flat=True).first()
    if state != RouteState.DRAFT:
        raise CannotChangeRoute(
            f"“{route}” không còn là bản dự thảo nên không {what} được nữa; hãy sao chép thành bản dự thảo mới."
        )


def faults_of(route: Route) -> list[Fault]:
    """What is still wrong with the stored stages."""
    return check(nodes_of(route.stages.all()))


def nodes_of(stages: Iterable[Stage]) -> list[Node]:
    """Stored stages as the check sees them."""
    listed = list(stages)
    known = {stage.key: stage.pk for stage in listed}
    return [_node(stage, known) for stage in listed]


def _node(stage: Stage, known: dict[str, int]) -> Node:
    turns = tuple((level, known.get(key, key)) for level, key in stage.turns.items())
    return Node(
        stage.pk, stage.name, stage.place, stage.next_id, tuple(stage.decides), stage.place not in NOT_UNITS, turns
    )


def overlapping(owner: Unit, valid_from: dt.date, valid_to: dt.date | None) -> list[Route]:
    """Active routes of the owner that share a day with the interval, the earliest first; locked until the end."""
    list(Unit.objects.select_for_update().filter(pk=owner.pk).values_list("pk"))
    found = Route.objects.filter(owner=owner, state=RouteState.ACTIVE)
    found = found.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=valid_from))
    return list((found.filter(valid_from__lte=valid_to) if valid_to else found).order_by("valid_from"))


def after_of(route: Route) -> dict[str, Any]:
    """The route with all its stages as the history keeps it."""
    stages = [snapshot(stage, STAGE_FIELDS) for stage in route.stages.select_related("next")]
    return snapshot(route, ROUTE_FIELDS) | {"stages": stages}


def same_draft(owner: Unit, name: str) -> Route | None:
    """A draft of that name that nobody has touched yet: what the second of two clicks is answered with."""
    return Route.objects.filter(owner=owner, name=name, state=RouteState.DRAFT, version=1).order_by("-pk").first()


def free_code(owner: Unit, wish: str) -> str:
    """``wish``, or the first of ``wish-2``, ``wish-3``… that the owner has not used."""
    used = set(Route.objects.filter(owner=owner, code__startswith=wish).values_list("code", flat=True))
    return next(code for code in (wish, *(f"{wish}-{n}" for n in range(2, len(used) + 3))) if code not in used)
