"""Reads over many registrations, each a constant number of queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from tdkt.accounts.models import Role, RoleHolding
from tdkt.core.text import search_key
from tdkt.registrations.domain.lists import season_day
from tdkt.registrations.models import Registration, UnitRegistration
from tdkt.registrations.states import HANDED_IN, REGISTERED, State
from tdkt.units.models import Unit


def registered_facts(column: str, keys: Iterable[int], *, until: int) -> list[tuple[int, int, str]]:
    """Subject, year and code of what was registered up to a year, on lists a head has agreed to; one query.

    ``column`` is ``person`` or ``unit``. Registering is one of the grounds of a title in the law before 2024
    (Luật 15/2003/QH11 Điều 10).
    """
    rows = Registration.objects.alive().filter(
        **{f"{column}__in": list(keys)}, year__lte=until, unit_list__state__in=REGISTERED
    )
    return list(rows.values_list(column, "year", "code"))


def codes_registered(column: str, keys: Iterable[int], year: int) -> dict[int, set[str]]:
    """What each subject strives for in a year, on whatever list; one query."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = Registration.objects.alive().filter(**{f"{column}__in": list(keys)}, year=year)
    for key, code in rows.values_list(column, "code"):
        found[key].add(code)
    return found


def people_registered(year: int, codes: Iterable[str]) -> dict[str, set[int]]:
    """By title, the people who strive for it in a year; one query."""
    found: dict[str, set[int]] = defaultdict(set)
    rows = Registration.objects.alive().filter(year=year, code__in=list(codes), person__isnull=False)
    for code, person in rows.values_list("code", "person"):
        if person is not None:
            found[code].add(person)
    return found


def lines_of(unit: Unit, year: int) -> QuerySet[Registration]:
    """The lines of one list as a page shows them: the collective first, then people by given name."""
    rows = Registration.objects.alive().filter(unit_list__unit=unit, year=year)
    return rows.select_related("person", "unit", "registered_by", "unit_list__unit")


def matching(rows: QuerySet[Registration], words: str) -> QuerySet[Registration]:
    """Lines whose subject has all the words."""
    for word in search_key(words).split():
        rows = rows.filter(Q(person__search_key__contains=word) | Q(unit__search_key__contains=word))
    return rows


@dataclass(frozen=True)
class Below:
    """How one unit below stands: its list (none yet: ``None``), lines by kind, and whether somebody can be told."""

    unit: Unit
    unit_list: UnitRegistration | None
    people: int
    collectives: int
    staffed: bool
    late_days: int

    @property
    def state(self) -> State | None:
        """Where the list stands; none while nothing has been written."""
        if self.unit_list is None or (self.unit_list.state == State.DRAFT and not self.people + self.collectives):
            return None
        return State(self.unit_list.state)

    @property
    def is_awaited(self) -> bool:
        """The level above does not have the list."""
        return self.state not in HANDED_IN


def below(unit: Unit, year: int, day: dt.date) -> list[Below]:
    """The units directly below, in the order of their names: four queries."""
    units = list(Unit.objects.filter(parent=unit).alive_on(season_day(year, day)).order_by("sort_key"))
    lists = {one.unit_id: one for one in UnitRegistration.objects.filter(unit__in=units, year=year)}
    counted = (
        Registration.objects.alive()
        .filter(unit_list__in=[one.pk for one in lists.values()])
        .values_list("unit_list__unit")
        .annotate(people=Count("person"), collectives=Count("unit"))
        .order_by()
    )
    numbers = {pk: (people, collectives) for pk, people, collectives in counted}
    staffed = set(
        RoleHolding.objects.on(day)
        .filter(role=Role.UNIT_OFFICER, unit__in=units, user__is_active=True)
        .values_list("unit", flat=True)
    )
    return [_below(one, lists.get(one.pk), numbers.get(one.pk, (0, 0)), staffed, day) for one in units]


def _below(
    unit: Unit, unit_list: UnitRegistration | None, numbers: tuple[int, int], staffed: set[int], day: dt.date
) -> Below:
    due = unit_list.due_on if unit_list else None
    waiting = unit_list is None or unit_list.state not in HANDED_IN
    late = (day - due).days if waiting and due and due < day else 0
    return Below(unit, unit_list, *numbers, unit.pk in staffed, late)


def lists_for(units: Sequence[Unit], year: int) -> dict[int, UnitRegistration]:
    """The lists of several units with the number of their lines; one query."""
    rows = UnitRegistration.objects.filter(unit__in=units, year=year).select_related("unit", "agreed_by")
    alive = Q(lines__withdrawn_at__isnull=True)
    counted = rows.annotate(people=Count("lines__person", filter=alive), collectives=Count("lines__unit", filter=alive))
    return {one.unit_id: one for one in counted}
