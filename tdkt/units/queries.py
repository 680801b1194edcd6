"""Questions about the structure: what made up a unit, what became of it, who stood above it on a day."""

import datetime as dt

from django.db.models import Q
from django.db.models.expressions import RawSQL

from tdkt.core.answers import Refused
from tdkt.units.models import Unit, UnitParent, UnitQuerySet

# One recursive query each, the same text on SQLite and PostgreSQL. UNION (not UNION ALL) ends even on a circle.
_EARLIER = """
WITH RECURSIVE line(id) AS (
    SELECT predecessor_id FROM units_succession WHERE successor_id = %s
    UNION SELECT s.predecessor_id FROM units_succession s JOIN line ON s.successor_id = line.id
) SELECT id FROM line
"""
_LATER = """
WITH RECURSIVE line(id) AS (
    SELECT successor_id FROM units_succession WHERE predecessor_id = %s
    UNION SELECT s.successor_id FROM units_succession s JOIN line ON s.predecessor_id = line.id
) SELECT id FROM line
"""


class NoSuchUnit(Refused):
    """No single unit carries the code on the day."""


def made_up_of(unit: Unit) -> UnitQuerySet:
    """Every unit that went into ``unit``, however many mergers and renamings ago. One query."""
    return Unit.objects.filter(pk__in=RawSQL(_EARLIER, [unit.pk]))  # noqa: S611 - constant text, bound parameter


def became(unit: Unit) -> UnitQuerySet:
    """Every unit that carries ``unit`` on, directly or later. One query."""
    return Unit.objects.filter(pk__in=RawSQL(_LATER, [unit.pk]))  # noqa: S611 - constant text, bound parameter


def unit_on(*, code: str, day: dt.date) -> Unit:
    """The unit of this code if it exists on ``day``, else the one unit that carries it on by then.

    Raises:
        NoSuchUnit: the code is unknown, not yet founded, or was split so that no single unit carries it on.
    """
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        raise NoSuchUnit(f"Không có đơn vị mang mã “{code}”; hãy xem lại mã trong danh mục đơn vị.")
    if Unit.objects.alive_on(day).filter(pk=unit.pk).exists():
        return unit
    later = list(became(unit).alive_on(day)[:2])
    if len(later) != 1:
        raise NoSuchUnit(f"Vào ngày {day:%d/%m/%Y} không có đúng một đơn vị kế tục {unit} (mã {code}).")
    return later[0]


def ancestors(unit: Unit) -> list[Unit]:
    """The units above, from the top down to the one just above."""
    found = Unit.objects.in_bulk(unit.ancestor_ids()[:-1])
    return [found[key] for key in unit.ancestor_ids()[:-1]]


def subtree(unit: Unit, day: dt.date | None = None) -> UnitQuerySet:
    """The unit and all below it; with ``day`` only those that exist then."""
    below = Unit.objects.under(unit)
    return below if day is None else below.alive_on(day)


def parent_on(unit: Unit, day: dt.date) -> Unit | None:
    """Who stood above ``unit`` on ``day``."""
    period = (
        UnitParent.objects.filter(unit=unit)
        .filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gte=day))
        .select_related("parent")
        .first()
    )
    return period.parent if period else None
