"""The structure as it stood in a year: who was under whom, even where units have moved or merged since."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from tdkt.units.models import Unit, UnitParent


@dataclass(frozen=True)
class Tree:
    """A unit and all that stood below it in one year."""

    root: int
    parents: dict[int, int]

    @cached_property
    def members(self) -> frozenset[int]:
        """The unit itself and everything below it."""
        return frozenset(unit for unit in {*self.parents, self.root} if self.root in self.chain(unit))

    def chain(self, unit: int) -> list[int]:
        """From ``unit`` up to the top; ends even on a circle."""
        line = [unit]
        while (above := self.parents.get(line[-1])) is not None and above not in line:
            line.append(above)
        return line

    def branch(self, unit: int) -> int:
        """The unit just below the root that ``unit`` belongs to; the root stands for itself."""
        line = self.chain(unit)
        place = line.index(self.root)
        return line[place - 1] if place else self.root


def tree_in(unit: Unit, year: int) -> Tree:
    """The structure under ``unit`` in ``year``: of several parents in the year the last counts. Two queries."""
    return trees_in(unit, [year])[year]


def trees_in(unit: Unit, years: Iterable[int]) -> dict[int, Tree]:
    """The structure under ``unit`` in each of the years, for the same two queries."""
    periods = sorted(
        UnitParent.objects.all(), key=lambda row: (row.valid_from or dt.date.min, row.valid_to or dt.date.max)
    )
    dated = {period.unit_id for period in periods}
    listed = Unit.objects.filter(parent__isnull=False).values_list("pk", "parent")
    undated = {child: parent for child, parent in listed if parent and child not in dated}
    return {year: Tree(unit.pk, undated | _parents(periods, year)) for year in years}


def _parents(periods: Iterable[UnitParent], year: int) -> dict[int, int]:
    starts, ends = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return {
        period.unit_id: period.parent_id
        for period in periods
        if (period.valid_from or starts) <= ends and (period.valid_to or ends) >= starts
    }
