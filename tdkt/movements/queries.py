"""Reads for the board of a movement and for the list of movements."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Sum

from tdkt.movements.audience import audiences
from tdkt.movements.due import due_of
from tdkt.movements.models import (
    LAUNCHING,
    TO_MAKE_KNOWN,
    Acknowledgement,
    Movement,
    MovementReview,
    PaperKind,
    ReviewKind,
)
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
    reviews: dict[str, MovementReview] = field(default_factory=dict)

    @property
    def has_answered(self) -> bool:
        """A launched plan counts; a draft does not."""
        return self.response is not None and self.response.state != State.DRAFT

    @property
    def half(self) -> MovementReview | None:
        """Its half-time review."""
        return self.reviews.get(ReviewKind.HALF)

    @property
    def final(self) -> MovementReview | None:
        """Its final review."""
        return self.reviews.get(ReviewKind.FINAL)


def answers(movement: Movement, today: dt.date) -> list[UnitAnswer]:
    """Every unit the movement asks, with its response: five queries whatever their number."""
    responses = {response.unit_id: response for response in movement.responses.all()}
    asked = audiences([movement], today, {movement.pk: responses})[movement.pk]
    known = dict(
        Acknowledgement.objects.filter(paper__movement=movement, paper__kind__in=TO_MAKE_KNOWN)
        .values_list("unit")
        .annotate(n=Count("pk"))
    )
    total = movement.papers.filter(kind__in=TO_MAKE_KNOWN).count()
    reviews: dict[int, dict[str, MovementReview]] = defaultdict(dict)
    for review in MovementReview.objects.filter(movement__parent=movement):
        reviews[review.movement_id][review.kind] = review
    over = due_of(movement).over(today)
    found = []
    for unit in asked:
        response = responses.get(unit.pk)
        done = response is not None and response.state != State.DRAFT
        held = reviews[response.pk] if response else {}
        found.append(UnitAnswer(unit, response, known.get(unit.pk, 0), total, not done and over, held))
    return found


@dataclass(frozen=True, slots=True)
class Tally:
    """How many lower units have answered a movement, are drafting, are late, have not begun."""

    total: int = 0
    answered: int = 0
    drafting: int = 0
    late: int = 0

    @property
    def waiting(self) -> int:
        """Neither answered nor late nor drafting."""
        return self.total - self.answered - self.drafting - self.late

    @property
    def words(self) -> str:
        """``28/35 đơn vị đã hưởng ứng, 3 quá hạn``."""
        if not self.total:
            return "Không có đơn vị trực thuộc"
        late = f", {self.late} quá hạn" if self.late else ""
        return f"{self.answered}/{self.total} đơn vị đã hưởng ứng{late}"


def tally(rows: Iterable[UnitAnswer]) -> Tally:
    """The board in four numbers; a late draft counts as late."""
    listed = list(rows)
    answered = sum(row.has_answered for row in listed)
    late = sum(row.late for row in listed)
    drafting = sum(row.response is not None and not row.has_answered and not row.late for row in listed)
    return Tally(len(listed), answered, drafting, late)


def progress_words(rows: Sequence[UnitAnswer]) -> str:
    """``12/15 đơn vị đã quán triệt đủ văn bản; 11/15 đã sơ kết; 9/15 đã tổng kết``."""
    whole = len(rows)
    known = sum(row.papers_known >= row.papers_total for row in rows)
    half, final = sum(bool(row.half) for row in rows), sum(bool(row.final) for row in rows)
    return f"{known}/{whole} đơn vị đã quán triệt đủ văn bản; {half}/{whole} đã sơ kết; {final}/{whole} đã tổng kết"


def tallies(movements: Sequence[Movement], today: dt.date) -> dict[int, Tally]:
    """The same for many movements at once: two queries whatever their number, one more where clusters are asked."""
    states: dict[int, dict[int, str]] = defaultdict(dict)
    responses = Movement.objects.filter(parent__in=[movement.pk for movement in movements])
    for parent, unit_pk, state in responses.values_list("parent", "unit", "state"):
        states[parent or 0][unit_pk] = state
    asked = audiences(movements, today, states)
    return {one.pk: _tally(one, asked[one.pk], states[one.pk], today) for one in movements}


def _tally(movement: Movement, asked: Sequence[Unit], states: dict[int, str], today: dt.date) -> Tally:
    over = due_of(movement).over(today)
    answered = sum(states.get(unit.pk, State.DRAFT) != State.DRAFT for unit in asked)
    drafting = 0 if over else sum(states.get(unit.pk) == State.DRAFT for unit in asked)
    return Tally(len(asked), answered, drafting, len(asked) - answered if over else 0)


EMPTY = {"reviews": 0, "people": 0, "targets": 0, "met": 0, "models": 0}


def figures(movement: Movement) -> dict[str, dict[str, int]]:
    """For each kind of review: the figures of the movement's own and of all responses below, added up over the whole
    tree; ``plans`` counts the launched plans that could report, ``reviews`` those that did.
    """
    pks, plans = tree_of(movement)
    summed = MovementReview.objects.filter(movement__in=pks).values("kind").annotate(
        reviews=Count("pk"), people=Sum("people_taking_part"), targets=Sum("targets_total"), met=Sum("targets_met"),
        models=Sum("role_models"),
    )  # fmt: skip
    found = {str(kind): EMPTY | {"plans": plans} for kind in ReviewKind.values}
    for row in summed.order_by():
        found[row["kind"]] |= {name: row[name] or 0 for name in EMPTY}  # type: ignore[literal-required]
    return found


def rolled_up(movement: Movement, kind: str = ReviewKind.FINAL) -> dict[str, int]:
    """The figures of one kind of review over the whole tree."""
    return figures(movement)[kind]


def tree_of(movement: Movement) -> tuple[list[int], int]:
    """The movement and all responses below it, and how many of them are launched; one query a level."""
    level, pks, launched = [movement.pk], [movement.pk], int(movement.state != State.DRAFT)
    while level:
        rows = list(Movement.objects.filter(parent__in=level).values_list("pk", "state"))
        level = [pk for pk, _state in rows]
        pks += level
        launched += sum(state != State.DRAFT for _pk, state in rows)
    return pks, launched


def root_of(movement: Movement) -> Movement:
    """The movement at the top of the tree; one query a level above."""
    while movement.parent is not None:
        movement = movement.parent
    return movement


@dataclass(frozen=True, slots=True)
class ToIssue:
    """A paper last year's movement had: this year's is to be issued."""

    kind: str
    name: str
    last: str
    issued: bool


def papers_to_issue(movement: Movement) -> list[ToIssue]:
    """For a movement carried over: the papers of the earlier one, and whether as many of the kind are here."""
    if movement.rolled_from is None:
        return []
    here = Counter(movement.papers.values_list("kind", flat=True))
    found = []
    for paper in movement.rolled_from.papers.filter(kind__in=TO_MAKE_KNOWN):
        here[paper.kind] -= 1
        found.append(ToIssue(paper.kind, PaperKind(paper.kind).label, str(paper), here[paper.kind] >= 0))
    return found


def lacks_launching_paper(movement: Movement) -> bool:
    """No directive or plan is written down yet."""
    return not movement.papers.filter(kind__in=LAUNCHING).exists()


def years_of(spans: Iterable[tuple[dt.date, dt.date]]) -> list[int]:
    """The years in which something runs, latest first."""
    return sorted({year for start, end in spans for year in range(start.year, end.year + 1)}, reverse=True)
