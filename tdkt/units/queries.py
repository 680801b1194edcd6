"""Questions about the structure: what made up a unit, what became of it, what stands above and below it."""

import datetime as dt

from django.db.models.expressions import RawSQL

from tdkt.units.models import Unit, UnitQuerySet

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


def made_up_of(unit: Unit) -> UnitQuerySet:
    """Every unit that went into ``unit``, however many mergers and renamings ago. One query."""
    return Unit.objects.filter(pk__in=RawSQL(_EARLIER, [unit.pk]))  # noqa: S611 - constant text, bound parameter


def became(unit: Unit) -> UnitQuerySet:
    """Every unit that carries ``unit`` on, directly or later. One query."""
    return Unit.objects.filter(pk__in=RawSQL(_LATER, [unit.pk]))  # noqa: S611 - constant text, bound parameter


def ancestors(unit: Unit) -> list[Unit]:
    """The units above, from the top down to the one just above."""
    found = Unit.objects.in_bulk(unit.ancestor_ids()[:-1])
    return [found[key] for key in unit.ancestor_ids()[:-1]]


def subtree(unit: Unit, day: dt.date | None = None) -> UnitQuerySet:
    """The unit and all below it; with ``day`` only those that exist then."""
    below = Unit.objects.under(unit)
    return below if day is None else below.alive_on(day)
