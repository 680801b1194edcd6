"""The movements of nominations: which may be named, what the judge is told of them, who names none."""

import datetime as dt
from collections.abc import Iterable, Sequence

from tdkt.awards.models import Basis
from tdkt.closings.models import NominatedFor
from tdkt.dossiers.domain.person_facts import Fact
from tdkt.dossiers.models import Nomination
from tdkt.movements.due import launcher_of
from tdkt.movements.models import Movement, MovementQuerySet, concerning
from tdkt.movements.states import State
from tdkt.units.models import Unit

MISSING = "Chưa ghi được khen theo phong trào nào"


def may_be_named(unit: Unit, year: int) -> MovementQuerySet:
    """The launched movements that the unit takes part in and that run in the year: its own, of units above, of its
    clusters. Answers are left out: the movement they answer is the one that is closed.
    """
    found = Movement.objects.in_year(year).filter(concerning(unit.ancestor_ids()), parent__isnull=True)
    return found.exclude(state=State.DRAFT).select_related("unit")


def named_by(lines: Iterable[Nomination]) -> dict[int, Movement]:
    """The movement of each line of the type “phong trào thi đua”; one query."""
    asked = [line.pk for line in lines if line.basis == Basis.MOVEMENT]
    rows = NominatedFor.objects.filter(nomination__in=asked) if asked else NominatedFor.objects.none()
    return {row.nomination_id: row.movement for row in rows.select_related("movement__unit")}


def movement_facts(lines: Sequence[Nomination]) -> dict[int, Fact]:
    """For the judge: who launched the movement that a line is for, and how many whole years it runs."""
    return {
        pk: {"launched_by": launcher_of(movement), "ran_years": movement.whole_years}
        for pk, movement in named_by(lines).items()
    }


def movement_gaps(lines: Sequence[Nomination]) -> dict[int, list[str]]:
    """Lines for a movement that do not say for which, though there is one to name."""
    named = named_by(lines)
    silent = [line for line in lines if line.basis == Basis.MOVEMENT and line.pk not in named]
    if not silent:
        return {}
    years = {line.round.year for line in silent}
    there = {year: _any_runs(year) for year in years}
    return {line.pk: [MISSING] for line in silent if there[line.round.year]}


def _any_runs(year: int) -> bool:
    return Movement.objects.in_year(year).exclude(state=State.DRAFT).exists()


def days_of(movement: Movement) -> str:
    """``01/01/2019 – 31/12/2025, 07 năm tròn``."""
    years = f", {movement.whole_years:02} năm tròn" if movement.whole_years else ", dưới 01 năm"
    return f"{_day(movement.start_on)} – {_day(movement.end_on)}{years}"


def _day(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"
