"""Reads for the board of a movement."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Sum

from tdkt.movements.models import Acknowledgement, Movement, MovementReview, ReviewKind
from tdkt.movements.states import State
from tdkt.units.models import Unit


@dataclass(frozen=True, slots=True)
class UnitAnswer:
    """How one unit stands towards a movement."""

    unit: Unit
    response: Movement | None
    papers_known: int
    papers_total: int
    late: bool

    @property
    def has_answered(self) -> bool:
        """A launched plan counts; a draft does not."""
        return self.response is not None and self.response.state != State.DRAFT


def answers(movement: Movement, today: dt.date) -> list[UnitAnswer]:
    """Every direct lower unit of the movement's unit, with its response: four queries whatever their number."""
    below = Unit.objects.filter(parent=movement.unit).alive_on(max(movement.start_on, min(today, movement.end_on)))
    responses = {response.unit_id: response for response in movement.responses.all()}
    known = dict(Acknowledgement.objects.filter(paper__movement=movement).values_list("unit").annotate(n=Count("pk")))
    total = movement.papers.count()
    due = movement.response_due_on or movement.end_on
    found = []
    for unit in below.order_by("sort_key"):
        response = responses.get(unit.pk)
        done = response is not None and response.state != State.DRAFT
        found.append(UnitAnswer(unit, response, known.get(unit.pk, 0), total, late=not done and today > due))
    return found


def rolled_up(movement: Movement, kind: str = ReviewKind.FINAL) -> dict[str, int]:
    """The figures of the movement's own review and of all responses below it, added up over the whole tree."""
    level, pks = [movement.pk], [movement.pk]
    while level:
        level = list(Movement.objects.filter(parent__in=level).values_list("pk", flat=True))
        pks += level
    summed = MovementReview.objects.filter(movement__in=pks, kind=kind).aggregate(
        reviews=Count("pk"), people=Sum("people_taking_part"), targets=Sum("targets_total"), met=Sum("targets_met"),
        models=Sum("role_models"),
    )  # fmt: skip
    return {key: value or 0 for key, value in summed.items()}
