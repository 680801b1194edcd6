"""Where a dossier goes: the route in force for a unit, the unit's own stage, the next stop, the whole road."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from tdkt.awards.models import IssuerLevel
from tdkt.routes.levels import level_of
from tdkt.routes.models import NOT_UNITS, Place, Route, RouteState, Stage
from tdkt.units.models import Unit, UnitKind, UnitParent


@dataclass(frozen=True)
class Stop:
    """A stage, and the real unit that stands there; no unit outside the system and for a cluster's opinion."""

    stage: Stage
    unit: Unit | None


def route_for(unit: Unit, day: dt.date) -> Route | None:
    """The route in force on ``day`` for ``unit``; of several above it the nearest owner's."""
    found = Route.objects.in_force_on(day).filter(owner__in=unit.ancestor_ids()).select_related("owner")
    return _nearest(found)


def stage_of(unit: Unit, day: dt.date) -> Stage | None:
    """The stage ``unit`` itself is, by its kind; nothing where the route has no such stage."""
    route = route_for(unit, day)
    return _Walk(route, []).stage_at(unit) if route else None


def next_stop(unit: Unit, code: str, day: dt.date, *, level: str | None = None) -> Stop | None:
    """Where a line goes from ``unit`` when a higher level has to decide it; see ``Ways.next_stop``."""
    return Ways([unit]).next_stop(unit, code, day, level=level)


def road_from(unit: Unit, code: str, day: dt.date, *, level: str | None = None) -> list[Stop]:
    """The whole way of ``code`` from ``unit`` (the first stop) to who decides it, to the end where nobody on it does.

    ``level`` is who decides the line, where that is known better than from the code alone.
    """
    walk = Ways([unit]).walk(unit, day)
    asked = level or level_of(code, day)
    road: list[Stop] = []
    for stop in walk.road(unit, asked) if walk else []:
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
    return _Ladders([unit]).above(unit, day)


class _Ladders:
    """The units above each of some units, on any day; two queries for all of them."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._units: dict[int, Unit] = {}
        self._parents: dict[int, list[UnitParent]] = defaultdict(list)
        self._read({pk for unit in units for pk in (unit.pk, *unit.ancestor_ids())})

    def _read(self, wanted: set[int]) -> None:
        new = wanted - self._units.keys()
        if not new:
            return
        self._units |= Unit.objects.in_bulk(new)
        for period in UnitParent.objects.filter(unit__in=new).select_related("parent"):
            self._parents[period.unit_id].append(period)

    def above(self, unit: Unit, day: dt.date) -> list[Unit]:
        line: list[Unit] = []
        parent = self._parent(unit, day)
        while parent is not None and parent != unit and parent not in line:
            line.append(parent)
            parent = self._parent(parent, day)
        return line

    def _parent(self, unit: Unit, day: dt.date) -> Unit | None:
        self._read({unit.pk, *unit.ancestor_ids()})
        written = next((one.parent for one in self._parents[unit.pk] if _covers(one, day)), None)
        return written or self._units.get(unit.parent_id or 0)


def _covers(period: UnitParent, day: dt.date) -> bool:
    begun = period.valid_from is None or period.valid_from <= day
    return begun and (period.valid_to is None or day <= period.valid_to)


def _nearest(routes: Iterable[Route]) -> Route | None:
    return max(routes, key=lambda route: len(route.owner.ancestor_ids()), default=None)


class Ways:
    """The ways up of several units, on any day: four queries for all of them."""

    def __init__(self, units: Iterable[Unit]) -> None:
        below = list(units)
        owners = {pk for unit in below for pk in unit.ancestor_ids()}
        active = Route.objects.filter(state=RouteState.ACTIVE, owner__in=owners).select_related("owner")
        self._routes = list(active.prefetch_related("stages"))
        self._ladders = _Ladders(below) if self._routes else None

    def walk(self, unit: Unit, day: dt.date) -> "_Walk | None":
        """The route in force for the unit over the real units above it; nothing where no route is."""
        above = set(unit.ancestor_ids())
        route = _nearest(one for one in self._routes if one.owner_id in above and one.is_in_force_on(day))
        return _Walk(route, self._ladders.above(unit, day)) if route and self._ladders else None

    def next_stop(self, unit: Unit, code: str, day: dt.date, *, level: str | None = None) -> Stop | None:
        """Where a line goes from ``unit`` when a higher level has to decide it.

        A cluster's opinion is no stop. Nothing where no route covers the unit, where the route ends, or where
        ``level`` (else the level the law names for ``code``) is decided at ``unit`` itself. What the law leaves to a
        unit's head is not taken for decided here unless ``level`` says so: on the head himself the level above decides.
        """
        walk = self.walk(unit, day)
        if walk is None:
            return None
        here = Stop(own, unit) if (own := walk.stage_at(unit)) else None
        asked = level or level_of(code, day)
        if here and asked and (level or asked != IssuerLevel.UNIT) and ends_at(here, asked):
            return None
        onward = walk.road(unit, asked)[1 if here else 0 :]
        return next((stop for stop in onward if stop.stage.place != Place.CLUSTER), None)


class _Walk:
    """One route over the real units above one unit."""

    def __init__(self, route: Route, above: list[Unit]) -> None:
        self._above = above
        stages = list(route.stages.all())
        self._by_pk = {stage.pk: stage for stage in stages}
        self._by_key = {stage.key: stage for stage in stages}
        self._by_place = {stage.place: stage for stage in stages}

    def stage_at(self, unit: Unit) -> Stage | None:
        """The stage a real unit is; a central unit below the top is a department."""
        inner = unit.kind == UnitKind.CENTRAL and unit.parent_id is not None
        return self._by_place.get(Place.DEPARTMENT if inner else unit.kind)

    def road(self, unit: Unit, level: str | None) -> list[Stop]:
        """The unit's own stage, if it is one, and every stop after it for what ``level`` decides."""
        own = self.stage_at(unit)
        road = [Stop(own, unit)] if own else []
        left = list(self._above)
        stop = self._onward(own, left, level)
        while stop is not None and stop not in road:
            road.append(stop)
            if stop.unit is not None:
                left = left[left.index(stop.unit) + 1 :]
            stop = self._onward(stop.stage, left, level)
        return road

    def _onward(self, stage: Stage | None, above: list[Unit], level: str | None) -> Stop | None:
        """One step: first up inside the same stage, then to the next, over stages no unit above stands at.

        Where the stage lets what ``level`` decides turn off, the turn is the next stage.
        """
        standing = [Stop(at, unit) for unit in above if (at := self.stage_at(unit))]
        if stage is None or (standing and standing[0].stage == stage):
            return standing[0] if standing else None
        turn = self._by_key.get(stage.turns.get(level or "", ""))
        follow = turn or self._by_pk.get(stage.next_id or 0)
        if follow is None:
            return None
        if follow.place in NOT_UNITS:
            return Stop(follow, None)
        there = next((stop for stop in standing if stop.stage == follow), None)
        if there or standing:
            return there or standing[0]
        return self._onward(follow, above, level)
