"""Add, edit or remove a stage of a draft. A draft may be wrong for a while; putting it in force may not."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from tdkt.accounts.models import User
from tdkt.awards.models import IssuerLevel
from tdkt.core import history
from tdkt.core.edits import save_if_fresh
from tdkt.core.history import snapshot
from tdkt.core.text import clean
from tdkt.routes.domain.common import STAGE_FIELDS, CannotChangeRoute, ask_draft
from tdkt.routes.models import Place, Route, Stage, Topic


@dataclass(frozen=True, slots=True)
class StageFacts:
    """What may be said of a stage."""

    name: str
    place: str
    next: Stage | None = None
    turns: Mapping[str, Stage] = field(default_factory=dict)
    decides: Iterable[str] = ()
    has_council: bool = False
    needs_cluster_opinion: bool = False
    confirmers: Iterable[str] = ()
    days: int | None = None
    basis: str = ""


@transaction.atomic
def add_stage(*, route: Route, version: int, facts: StageFacts, actor: User, now: dt.datetime) -> Stage:
    """Add a stage at the end of the draft's list.

    Raises:
        CannotChangeRoute: no right, no longer a draft, no name, an unknown place, level or topic, a bad number of days,
            or a next stage or turn of another route.
        StaleEdit: somebody changed the draft meanwhile.
    """
    ask_draft("thêm chặng", actor=actor, route=route, now=now)
    fields = _fields(route, facts)
    save_if_fresh(route, version=version)
    last = route.stages.aggregate(last=Max("order"))["last"] or 0
    stage = Stage.objects.create(route=route, key=_key(route), order=last + 1, **fields)
    _keep(actor, now, "add_stage", route, {}, stage)
    return stage


@transaction.atomic
def edit_stage(*, stage: Stage, version: int, facts: StageFacts, actor: User, now: dt.datetime) -> None:
    """Change a stage of a draft; ``version`` is the stage's as the page showed it.

    Raises:
        CannotChangeRoute: as ``add_stage``.
        StaleEdit: somebody changed this stage meanwhile.
    """
    route = stage.route
    ask_draft("sửa chặng", actor=actor, route=route, now=now)
    fields = _fields(route, facts)
    before = snapshot(stage, STAGE_FIELDS)
    save_if_fresh(stage, version=version, **fields)
    Route.objects.filter(pk=route.pk).update(version=F("version") + 1)
    _keep(actor, now, "edit_stage", route, before, stage)


@transaction.atomic
def remove_stage(*, stage: Stage, version: int, actor: User, now: dt.datetime) -> None:
    """Remove a stage of a draft; stages that led to it then lead nowhere, and the check says so. Turns to it go too.

    Raises:
        CannotChangeRoute: no right, or no longer a draft.
        StaleEdit: somebody changed this stage meanwhile.
    """
    route = stage.route
    ask_draft("bỏ chặng", actor=actor, route=route, now=now)
    before = snapshot(stage, STAGE_FIELDS)
    save_if_fresh(stage, version=version)
    for other in route.stages.exclude(pk=stage.pk):
        if stage.key in other.turns.values():
            _drop_turns(other, stage.key, actor, now)
    stage.delete()
    Route.objects.filter(pk=route.pk).update(version=F("version") + 1)
    history.record(actor=actor, now=now, act="remove_stage", target=route, before=before)


def _drop_turns(stage: Stage, key: str, actor: User, now: dt.datetime) -> None:
    """A key is used anew by the next stage that is added: no turn may be left pointing at it."""
    before = snapshot(stage, STAGE_FIELDS)
    kept = {level: to for level, to in stage.turns.items() if to != key}
    save_if_fresh(stage, version=stage.version, turns=kept)
    _keep(actor, now, "edit_stage", stage.route, before, stage)


def _fields(route: Route, facts: StageFacts) -> dict[str, Any]:
    name, decides, confirmers = clean(facts.name), list(facts.decides), list(facts.confirmers)
    if not name:
        raise CannotChangeRoute("Chưa ghi tên chặng.")
    if facts.place not in Place.values:
        raise CannotChangeRoute(f"Chặng “{name}”: chưa chọn vị trí; hãy chọn trong danh sách.")
    if set(decides) - set(IssuerLevel.values) or set(confirmers) - set(Topic.values):
        raise CannotChangeRoute(f"Chặng “{name}”: có lựa chọn không có trong danh sách; hãy chọn lại.")
    if facts.days is not None and not 1 <= facts.days <= 365:
        raise CannotChangeRoute(f"Chặng “{name}”: thời hạn phải từ 1 đến 365 ngày làm việc, hoặc để trống.")
    if set(facts.turns) - set(IssuerLevel.values):
        raise CannotChangeRoute(f"Chặng “{name}”: có lựa chọn không có trong danh sách; hãy chọn lại.")
    if any(one.route_id != route.pk for one in (facts.next, *facts.turns.values()) if one is not None):
        raise CannotChangeRoute(
            f"Chặng “{name}” chuyển lên một chặng của đường đi khác; hãy chọn chặng tiếp theo trong chính đường đi này."
        )
    return {
        "name": name, "place": facts.place, "next": facts.next, "decides": decides, "has_council": facts.has_council,
        "turns": {level: to.key for level, to in facts.turns.items()},
        "needs_cluster_opinion": facts.needs_cluster_opinion, "confirmers": confirmers, "days": facts.days,
        "basis": clean(facts.basis),
    }  # fmt: skip


def _key(route: Route) -> str:
    used = set(route.stages.values_list("key", flat=True))
    return next(key for key in (f"chang-{n}" for n in range(1, len(used) + 2)) if key not in used)


def _keep(actor: User, now: dt.datetime, act: str, route: Route, before: dict[str, Any], stage: Stage) -> None:
    after = snapshot(stage, STAGE_FIELDS)
    history.record(actor=actor, now=now, act=act, target=route, before=before, after=after)
