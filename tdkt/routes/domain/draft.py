"""Begin a route as a draft, copy one as the draft of its next version, throw a draft away."""

import datetime as dt

from django.db import transaction

from tdkt.accounts.models import User
from tdkt.core import history
from tdkt.core.edits import save_if_fresh
from tdkt.core.history import snapshot
from tdkt.core.text import clean
from tdkt.routes.domain.adopt import write_stages
from tdkt.routes.domain.common import (
    ROUTE_FIELDS,
    STAGE_FIELDS,
    CannotChangeRoute,
    after_of,
    ask,
    ask_draft,
    free_code,
    same_draft,
)
from tdkt.routes.models import Route, RouteState, Stage
from tdkt.units.models import Unit


@transaction.atomic
def draft_route(*, unit: Unit, name: str, actor: User, now: dt.datetime, note: str = "") -> Route:
    """Begin an empty draft for ``unit`` and all below it; asked twice, the first is handed back.

    Raises:
        CannotChangeRoute: no right, or no name.
    """
    ask("lập đường đi", actor=actor, owner=unit, now=now)
    if not clean(name):
        raise CannotChangeRoute("Chưa ghi tên đường đi.")
    earlier = same_draft(unit, clean(name))
    if earlier is not None and not earlier.stages.exists():
        return earlier
    route = Route.objects.create(owner=unit, code=free_code(unit, "duong-di"), name=clean(name), note=clean(note))
    history.record(actor=actor, now=now, act="draft_route", target=route, after=snapshot(route, ROUTE_FIELDS))
    return route


@transaction.atomic
def copy_route(*, route: Route, actor: User, now: dt.datetime) -> Route:
    """Copy a route with all its stages as the draft of a new version; asked twice, the first copy is handed back.

    Raises:
        CannotChangeRoute: no right.
    """
    ask("sao chép đường đi", actor=actor, owner=route.owner, now=now)
    name = f"{route.name[:180]} (bản mới)"
    earlier = same_draft(route.owner, name)
    if earlier is not None:
        return earlier
    copy = Route.objects.create(owner=route.owner, code=free_code(route.owner, route.code), name=name, note=route.note)
    stages = list(route.stages.select_related("next"))
    write_stages(copy, [_told(stage) for stage in stages])
    history.record(
        actor=actor, now=now, act="copy_route", target=copy, before={"copied_from": str(route)}, after=after_of(copy)
    )
    return copy


def _told(stage: Stage) -> dict[str, object]:
    plain = {name: getattr(stage, name) for name in STAGE_FIELDS if name not in ("order", "next")}
    inside = stage.next is not None and stage.next.route_id == stage.route_id
    return plain | {"next": stage.next.key if stage.next and inside else None}


@transaction.atomic
def retire_route(*, route: Route, version: int, actor: User, now: dt.datetime) -> None:
    """Throw a draft away; it stays readable for who keeps the routes.

    Raises:
        CannotChangeRoute: no right, or no longer a draft.
        StaleEdit: somebody changed the draft meanwhile.
    """
    ask_draft("bỏ", actor=actor, route=route, now=now)
    before = snapshot(route, ROUTE_FIELDS)
    save_if_fresh(route, version=version, state=RouteState.RETIRED)
    history.record(
        actor=actor, now=now, act="retire_route", target=route, before=before, after=snapshot(route, ROUTE_FIELDS)
    )
