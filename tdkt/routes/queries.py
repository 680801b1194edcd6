"""Where a dossier goes: the route in force for a unit, the unit's own stage, the next stop, the whole road."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from tdkt.awards.models import IssuerLevel
from tdkt.routes.levels import level_of
from tdkt.routes.models import NOT_UNITS, Place, Route, Stage
from tdkt.units.models import Unit, UnitKind, UnitParent


@dataclass(frozen=True)
class Stop:
    """A stage, and the real unit that stands there; no unit outside the system and for a cluster's opinion."""

    stage: Stage
    unit: Unit | None


def route_for(unit: Unit, day: dt.date) -> Route | None:
    """The route in force on ``day`` for ``unit``; of several above it the nearest owner's."""
    found = Route.objects.in_force_on(day).filter(owner__in=unit.ancestor_ids()).select_related("owner")
    return max(found, key=lambda route: len(route.owner.ancestor_ids()), default=None)


def stage_of(unit: Unit, day: dt.date) -> Stage | None:
    """The stage ``unit`` itself is, by its kind; nothing where the route has no such stage."""
    walk = _walk(unit, day)
    return walk.stage_at(unit) if walk else None


def next_stop(unit: Unit, code: str, day: dt.date, *, level: str | None = None) -> Stop | None:
    """Where a line goes from ``unit`` when a higher level has to decide it.

    A cluster's opinion is no stop. Nothing where no route covers the unit, where the route ends, or where ``level``
    (else the level the law names for ``code``) is decided at ``unit`` itself. What the law leaves to a unit's head is
    not taken for decided here unless ``level`` says so: on the head himself the level above decides.
    """
    walk = _walk(unit, day)
    if walk is None:
        return None
    here = Stop(own, unit) if (own := walk.stage_at(unit)) else None
    asked = level or level_of(code, day)
    if here and asked and (level or asked != IssuerLevel.UNIT) and ends_at(here, asked):
        return None
    onward = walk.road(unit)[1 if here else 0 :]
    return next((stop for stop in onward if stop.stage.place != Place.CLUSTER), None)


def road_from(unit: Unit, code: str, day: dt.date, *, level: str | None = None) -> list[Stop]:
    """The whole way of ``code`` from ``unit`` (the first stop) to who decides it, to the end where nobody on it does.

    ``level`` is who decides the line, where that is known better than from the code alone.
    """
    walk = _walk(unit, day)
    asked = level or level_of(code, day)
    road: list[Stop] = []
    for stop in walk.road(unit) if walk else []:
        road.append(stop)
        if asked and ends_at(stop, asked):
            break
    return road


def ends_at(stop: Stop, level: str) -> bool:
    """A line of this level is decided at the stop.

    A department of the centre decides what is left to a unit's head only with legal personality
    (Luật 06/2022 Điều 79 khoản 3 and Điều 80 khoản 1; TT 01/2019/TT-VKSTC Điều 38 khoản 2).
    """
    if level not in stop.stage.decides:
        return False
    if level != IssuerLevel.UNIT or stop.stage.place != Place.DEPARTMENT:
        return True
    return stop.unit is not None and stop.unit.has_legal_personality


def above_on(unit: Unit, day: dt.date) -> list[Unit]:
    """The units above on ``day``, the nearest first. Where no parent is written for the day, today's stands in."""
    known: dict[int, Unit] = {}
    asked: set[int] = set()
    line: list[Unit] = []
    at = unit
    while True:
        if at.pk not in asked:
            wanted = {at.pk, *at.ancestor_ids()}
            asked |= wanted
            known |= {period.unit_id: period.parent for period in _parents(wanted, day)}
        parent = known.get(at.pk) or at.parent
        if parent is None or parent == unit or parent in line:
            return line
        line.append(parent)
        at = parent


def _parents(units: set[int], day: dt.date) -> list[UnitParent]:
    rows = UnitParent.objects.filter(unit__in=units).select_related("parent__parent")
    return list(
        rows.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        )
    )


def _walk(unit: Unit, day: dt.date) -> "_Walk | None":
    route = route_for(unit, day)
    return _Walk(route, above_on(unit, day)) if route else None


class _Walk:
    """One route over the real units above one unit."""

    def __init__(self, route: Route, above: list[Unit]) -> None:
        self._above = above
        stages = list(route.stages.all())
        self._by_pk = {stage.pk: stage for stage in stages}
        self._by_place = {stage.place: stage for stage in stages}

    def stage_at(self, unit: Unit) -> Stage | None:
        """The stage a real unit is; a central unit below the top is a department."""
        inner = unit.kind == UnitKind.CENTRAL and unit.parent_id is not None
        return self._by_place.get(Place.DEPARTMENT if inner else unit.kind)

    def road(self, unit: Unit) -> list[Stop]:
        """The unit's own stage, if it is one, and every stop after it."""
        own = self.stage_at(unit)
        road = [Stop(own, unit)] if own else []
        left = list(self._above)
        stop = self._onward(own, left)
        while stop is not None and stop not in road:
            road.append(stop)
            if stop.unit is not None:
                left = left[left.index(stop.unit) + 1 :]
            stop = self._onward(stop.stage, left)
        return road

    def _onward(self, stage: Stage | None, above: list[Unit]) -> Stop | None:
        """One step: first up inside the same stage, then to the next, over stages no unit above stands at."""
        standing = [Stop(at, unit) for unit in above if (at := self.stage_at(unit))]
        if stage is None or (standing and standing[0].stage == stage):
            return standing[0] if standing else None
        follow = self._by_pk.get(stage.next_id or 0)
        if follow is None:
            return None
        if follow.place in NOT_UNITS:
            return Stop(follow, None)
        there = next((stop for stop in standing if stop.stage == follow), None)
        if there or standing:
            return there or standing[0]
        return self._onward(follow, above)
