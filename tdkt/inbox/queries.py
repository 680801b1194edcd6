"""Reads for the year's guide and for who is late."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tdkt.accounts.models import User
from tdkt.inbox.models import Deadline, DeadlineDone, Notice, NoticeQuerySet, Scope
from tdkt.inbox.schedule import Due, due_days
from tdkt.units.models import Unit


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the year with its day, and whether one unit has done it."""

    deadline: Deadline
    due: Due
    mine: bool
    done_on: dt.date | None
    late: bool


@dataclass(frozen=True, slots=True)
class UnitRow:
    """How one unit stands towards the steps: the steps that are late, and how many are done."""

    unit: Unit
    late: tuple[Deadline, ...]
    done: int
    total: int


def waiting_for(user: User, day: dt.date) -> NoticeQuerySet:
    """What waits for the user, the soonest first: for the home page and its counter."""
    return Notice.objects.visible_to(user, day).filter(done_at__isnull=True).select_related("unit")


def targets_of(deadlines: Sequence[Deadline], today: dt.date) -> dict[Deadline, list[Unit]]:
    """The units that still have to do each step: three queries however many steps and units."""
    setters = {step.unit_id for step in deadlines}
    below: dict[int | None, list[Unit]] = defaultdict(list)
    for unit in Unit.objects.filter(parent__in=setters).alive_on(today):
        below[unit.parent_id].append(unit)
    done = set(DeadlineDone.objects.filter(deadline__in=deadlines).values_list("deadline", "unit"))
    found: dict[Deadline, list[Unit]] = {}
    for step in deadlines:
        asked = [step.unit] if step.scope == Scope.OWN else below[step.unit_id]
        found[step] = [unit for unit in asked if (step.pk, unit.pk) not in done]
    return found


def year_of(unit: Unit, year: int, mine: Iterable[Unit], today: dt.date) -> list[Step]:
    """The steps of a unit's year in the order of their days, as the units in ``mine`` have to keep them."""
    steps = list(Deadline.objects.filter(unit=unit, year=year).select_related("unit", "after"))
    due = due_days(steps)
    own = {one.pk for one in mine}
    parents = {one.parent_id for one in mine}
    done: dict[int, dt.date] = {}
    for pk, day in DeadlineDone.objects.filter(deadline__in=steps, unit__in=own).values_list("deadline", "done_on"):
        done[pk] = min(day, done.get(pk, day))
    rows = [_step(step, due[step.pk], own, parents, done.get(step.pk), today) for step in steps]
    return sorted(rows, key=lambda row: (row.due.day or dt.date.max, row.deadline.order))


def _step(
    step: Deadline, due: Due, own: set[int], parents: set[int | None], done_on: dt.date | None, today: dt.date
) -> Step:
    mine = step.unit_id in (own if step.scope == Scope.OWN else parents)
    late = mine and done_on is None and due.day is not None and due.day < today
    return Step(step, due, mine, done_on, late)


def day_of(unit: Unit, year: int, today: dt.date) -> dt.date:
    """The day whose lower units are asked: today, kept within the year and the life of the unit."""
    last = min(day for day in (today, dt.date(year, 12, 31), unit.valid_to) if day)
    return max(dt.date(year, 1, 1), last)


def progress_of(unit: Unit, year: int, today: dt.date) -> dict[int, tuple[int, int]]:
    """For each step of the units below: how many have done it, of how many; three queries."""
    below = set(Unit.objects.filter(parent=unit).alive_on(day_of(unit, year, today)).values_list("pk", flat=True))
    done: dict[int, set[int]] = defaultdict(set)
    rows = DeadlineDone.objects.filter(deadline__unit=unit, deadline__year=year, deadline__scope=Scope.BELOW)
    for step, who in rows.values_list("deadline", "unit"):
        done[step].add(who)
    steps = Deadline.objects.filter(unit=unit, year=year, scope=Scope.BELOW).values_list("pk", flat=True)
    return {step: (len(done[step] & below), len(below)) for step in steps}


def who_is_late(unit: Unit, year: int, today: dt.date) -> list[UnitRow]:
    """The units directly below with the steps they have not done by their day, worst first: three queries."""
    steps = list(Deadline.objects.filter(unit=unit, year=year, scope=Scope.BELOW))
    due = due_days(Deadline.objects.filter(unit=unit, year=year))
    done: dict[int, set[int]] = defaultdict(set)
    for who, what in DeadlineDone.objects.filter(deadline__in=steps).values_list("unit", "deadline"):
        done[who].add(what)
    rows = []
    for child in Unit.objects.filter(parent=unit).alive_on(day_of(unit, year, today)).order_by("sort_key"):
        open_steps = [step for step in steps if step.pk not in done[child.pk]]
        late = tuple(s for s in open_steps if (day := due[s.pk].day) is not None and day < today)
        rows.append(UnitRow(child, late, len(steps) - len(open_steps), len(steps)))
    return sorted(rows, key=lambda row: (-len(row.late), row.unit.sort_key))
