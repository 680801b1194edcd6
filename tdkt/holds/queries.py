"""What other rooms ask about holds, for many subjects in a constant number of queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from tdkt.core.answers import ALLOWED, Answer, Denied
from tdkt.holds.models import Hold

Fact = dict[str, Any]
Key = tuple[str, int]
"""``("person", 7)`` or ``("collective", 7)``: how the award round names a subject."""

ONE = dt.timedelta(days=1)


def holds_of(
    person_ids: Iterable[int], unit_ids: Iterable[int], *, judged_on: dt.date | None = None
) -> dict[Key, list[Fact]]:
    """Facts of the case format about the holds of many subjects: one query.

    ``to`` is the last day that was stopped, the day before the conclusion: on the day of a clearing conclusion the
    award goes on. A hold concluded on the day it was opened stopped no day and leaves no fact.

    Args:
        judged_on: leave out what was opened later.
    """
    rows = _of(list(person_ids), list(unit_ids))
    if judged_on is not None:
        rows = rows.filter(opened_on__lte=judged_on)
    facts: dict[Key, list[Fact]] = defaultdict(list)
    for person, unit, kind, start, end in rows.values_list("person", "unit", "kind", "opened_on", "closed_on"):
        if end is not None and end <= start:
            continue
        key = ("person", person) if person else ("collective", unit)
        last = (end - ONE).isoformat() if end else None
        facts[key].append({"type": "hold", "kind": kind, "from": start.isoformat(), "to": last})
    return dict(facts)


def open_holds_of(person_ids: Iterable[int], unit_ids: Iterable[int], day: dt.date) -> dict[Key, list[Hold]]:
    """The holds that stop each subject on ``day``: one query. A subject that is free is not in the answer."""
    found: dict[Key, list[Hold]] = defaultdict(list)
    rows = _of(list(person_ids), list(unit_ids)).open_on(day).select_related("person", "unit")
    for hold in rows.order_by("opened_on", "pk"):
        found["person" if hold.person_id else "collective", hold.person_id or hold.unit_id or 0].append(hold)
    return dict(found)


def may_pass(person_ids: Iterable[int], unit_ids: Iterable[int], day: dt.date) -> Answer:
    """May dossiers of all these subjects go on (be accepted, voted, granted, proposed) on ``day``? One query; the
    refusal names the first subject that is stopped, and why.
    """
    for holds in open_holds_of(person_ids, unit_ids, day).values():
        return Denied(f"{holds[0].subject_name}: {holds[0].stop_words}")
    return ALLOWED


def _of(people: list[int], units: list[int]) -> Any:
    return Hold.objects.filter(Q(person__in=people) | Q(unit__in=units))
