"""Whom a movement asks to answer: the units right below, or the members of the cluster it was launched for."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from tdkt.movements.circles import circles
from tdkt.movements.models import Movement, Scope
from tdkt.units.models import Unit

Members = Mapping[int, list[Unit]]
"""The members of the clusters, by movement; movements without a cluster are left out."""


def board_day(movement: Movement, today: dt.date) -> dt.date:
    """The day whose units are asked: today, kept within the movement's days and the life of its unit."""
    last = min(day for day in (today, movement.end_on, movement.unit.valid_to) if day)
    return max(movement.start_on, last)


def members(movements: Iterable[Movement]) -> Members:
    """The members of the movements' clusters: no query where none is for a cluster, else one."""
    tied = [one.pk for one in movements if one.scope == Scope.CLUSTER]
    return circles().members_of(tied) if tied else {}


def asks(movement: Movement, unit: Unit, known: Members) -> bool:
    """Is ``unit`` to answer with a plan of its own?"""
    if movement.pk in known:
        return unit.pk != movement.unit_id and unit in known[movement.pk]
    return unit.parent_id == movement.unit_id


def concerns(movement: Movement, unit: Unit, known: Members) -> bool:
    """Are the papers of the movement to be made known at ``unit``?"""
    above = set(unit.ancestor_ids())
    if movement.pk in known:
        return unit.pk == movement.unit_id or any(member.pk in above for member in known[movement.pk])
    return movement.unit_id in above


def audiences(
    movements: Sequence[Movement], today: dt.date, answered: Mapping[int, Collection[int]]
) -> dict[int, list[Unit]]:
    """The units asked by each movement, by their name: two queries at most. A unit below that has answered (the
    numbers of such units are told by movement) and has ended since stays; of a cluster exactly its members are asked.
    """
    known = members(movements)
    setters = {one.unit_id for one in movements if one.pk not in known}
    below: dict[int | None, list[Unit]] = defaultdict(list)
    for unit in Unit.objects.filter(parent__in=setters).order_by("sort_key", "pk"):
        below[unit.parent_id].append(unit)
    found: dict[int, list[Unit]] = {}
    for one in movements:
        if one.pk in known:
            found[one.pk] = [unit for unit in known[one.pk] if unit.pk != one.unit_id]
        else:
            day, there = board_day(one, today), answered.get(one.pk, ())
            found[one.pk] = [unit for unit in below[one.unit_id] if unit.pk in there or _lives(unit, day)]
    return found


def _lives(unit: Unit, day: dt.date) -> bool:
    return (unit.valid_from or day) <= day <= (unit.valid_to or day)
