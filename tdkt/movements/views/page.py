"""The page of one movement: what it is, its papers, the board, the tree, the reviews, what may be done."""

from collections import defaultdict
from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tdkt.accounts.middleware import OfficeRequest
from tdkt.core.history import history_of
from tdkt.movements.access import may_keep
from tdkt.movements.audience import Members, asks, concerns, members
from tdkt.movements.board import tally_bar, tiles_of
from tdkt.movements.circles import circles
from tdkt.movements.due import due_of, length_of
from tdkt.movements.models import TO_MAKE_KNOWN, Acknowledgement, Movement, MovementAward, MovementPaper, ReviewKind
from tdkt.movements.queries import (
    UnitAnswer,
    answers,
    figures,
    lacks_launching_paper,
    papers_to_issue,
    progress_words,
    root_of,
    tally,
)
from tdkt.movements.reach import unreached
from tdkt.movements.states import STEPS, State
from tdkt.movements.story import story_of
from tdkt.movements.views.web import keeps, movement_for, own_units, reads_unit
from tdkt.units.models import Unit

OPEN = (State.RUNNING, State.HALF_REVIEWED)


@require_GET
def detail(request: OfficeRequest, pk: int) -> HttpResponse:
    """One movement."""
    movement = movement_for(request, pk)
    reads = reads_unit(request, movement.unit)
    own = own_units(request)
    rows = answers(movement, request.today)
    mine = {unit.pk for unit in own}
    shown = rows if reads else [row for row in rows if row.unit.pk in mine]
    counted = tally(rows)
    root, tree, known = root_of(movement), _tree(request, movement), members([movement])
    acts = _acts(request, movement, rows, own, known)
    context: dict[str, Any] = {
        "movement": movement, "root": root, "reads": reads, "tally": counted, "bar": tally_bar(counted),
        "progress": progress_words(rows),
        "tiles": tiles_of(shown), "due": due_of(movement), "length": length_of(root),
        "steps": _steps(movement), "papers": _papers(movement, own, known, rows), "circle": circles().name_of(movement),
        "opened": {node["movement"].pk for node in tree}, "to_issue": papers_to_issue(movement),
        "tree": tree, "reviews": _reviews(movement) if reads else [],
        "unreached": unreached(rows, movement.unit, request.today) if acts["remind"] else None,
        "awards": MovementAward.objects.standing().filter(movement=movement).count(),
        "follower": movement.rolled_into.first(),
        "story": story_of(history_of(movement)) if reads else [], "acts": acts,
    }  # fmt: skip
    return render(request, "movements/detail.html", context)


def _steps(movement: Movement) -> list[dict[str, Any]]:
    order = list(State)
    at = order.index(State(movement.state))
    half = any(review.kind == ReviewKind.HALF for review in movement.reviews.all())
    return [
        {"name": state.label, "now": place == at, "done": place < at and (state != State.HALF_REVIEWED or half)}
        for place, state in enumerate(order)
    ]


def _acts(
    request: OfficeRequest, movement: Movement, rows: list[UnitAnswer], own: list[Unit], known: Members
) -> dict[str, Any]:
    """What this user may do here and now."""
    keeper = keeps(request, movement.unit)
    draft, open_ = movement.state == State.DRAFT, movement.state in OPEN
    answered = {row.unit.pk for row in rows if row.response}
    may_launch = may_keep(request.user, STEPS["launch"].by, movement.unit, request.today, "phát động phong trào")
    return {
        "keeper": keeper,
        "edit": keeper and draft,
        "lacks_paper": draft and lacks_launching_paper(movement),
        "launch": draft and bool(may_launch),
        "answer": [u for u in own if open_ and asks(movement, u, known) and u.pk not in answered],
        "answer_for": [
            row.unit
            for row in rows
            if keeper and open_ and not row.response and movement.unit_id in row.unit.ancestor_ids()
        ],
        "half": keeper and movement.state == State.RUNNING,
        "final": keeper and open_,
        "days": keeper and open_,
        "roll": keeper and not draft,
        "remind": keeper and open_ and any(not row.has_answered for row in rows),
        "awards": keeper and not draft,
        "any": keeper,
    }


def _papers(movement: Movement, own: list[Unit], among: Members, rows: list[UnitAnswer]) -> list[dict[str, Any]]:
    """Each paper, how many units have made it known, and the user's own units that have not."""
    papers = MovementPaper.objects.filter(movement=movement).select_related("file")
    listed = list(papers)
    inside = [unit for unit in own if concerns(movement, unit, among)]
    known: dict[int, dict[int, Acknowledgement]] = defaultdict(dict)
    for noted in Acknowledgement.objects.filter(paper__in=listed, unit__in=inside).select_related("unit"):
        known[noted.paper_id][noted.unit_id] = noted
    counts = dict(
        Acknowledgement.objects.filter(paper__in=listed, unit__in=[row.unit for row in rows])
        .values_list("paper")
        .annotate(n=Count("pk"))
    )
    launched = movement.state != State.DRAFT
    return [
        {
            "paper": paper, "count": counts.get(paper.pk, 0), "asked": launched and paper.kind in TO_MAKE_KNOWN,
            "known": list(known[paper.pk].values()),
            "left": [u for u in inside if launched and paper.kind in TO_MAKE_KNOWN and u.pk not in known[paper.pk]],
        }
        for paper in listed
    ]  # fmt: skip


def _tree(request: OfficeRequest, movement: Movement) -> list[dict[str, Any]]:
    """The responses the user may read, two levels down."""
    seen = Movement.objects.visible_to(request.user, request.today).select_related("unit")
    first = list(seen.filter(parent=movement).order_by("unit__sort_key"))
    below: dict[int | None, list[Movement]] = defaultdict(list)
    for response in seen.filter(parent__in=first).order_by("unit__sort_key"):
        below[response.parent_id].append(response)
    return [{"movement": one, "below": below[one.pk], "upper": movement.theme} for one in first]


NAMES = (
    ("people_taking_part", "people", "Số người tham gia"), ("targets_total", "targets", "Chỉ tiêu đã giao"),
    ("targets_met", "met", "Chỉ tiêu đạt và vượt"), ("role_models", "models", "Điển hình tiên tiến"),
)  # fmt: skip


def _reviews(movement: Movement) -> list[dict[str, Any]]:
    """Own figures beside those rolled up, for each kind somebody has reported."""
    own = {review.kind: review for review in movement.reviews.all()}
    found = []
    for kind, summed in figures(movement).items():
        if not summed["reviews"]:
            continue
        review = own.get(kind)
        lines = [(label, getattr(review, mine) if review else None, summed[all_]) for mine, all_, label in NAMES]
        label = ReviewKind(kind).label
        found.append({"name": label, "own": review, "lines": lines, "told": summed["reviews"], "of": summed["plans"]})
    return found
