"""Long reads of the award round."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from tdkt.core.text import search_key
from tdkt.dossiers.kinds import rules_of
from tdkt.dossiers.models import AwardRound, Nomination, NominationPaper, NominationQuerySet
from tdkt.dossiers.states import OPEN_TO_SENDER, WITH_THE_APPRAISER, State
from tdkt.holds.models import Hold
from tdkt.people.models import Posting
from tdkt.units.models import Unit


@dataclass(frozen=True)
class DeskFilter:
    """What the desk is narrowed to; every field may be empty."""

    words: str = ""
    unit: str = ""
    state: str = ""
    verdict: str = ""
    code: str = ""
    level: str = ""
    who: str = ""
    me: int | None = None

    def narrow(self, lines: QuerySet[Nomination]) -> QuerySet[Nomination]:
        """The lines that answer the filter."""
        for word in search_key(self.words).split():
            lines = lines.filter(Q(person__search_key__contains=word) | Q(unit__search_key__contains=word))
        exact = {"state": self.state, "code": self.code, "decided_by": self.level}
        lines = lines.filter(**{name: value for name, value in exact.items() if value})
        if self.verdict:
            lines = lines.filter(verdict="" if self.verdict == "none" else self.verdict)
        if self.who == "toi":
            lines = lines.filter(assigned_to=self.me)
        elif self.who == "chua":
            lines = lines.filter(assigned_to__isnull=True)
        if self.unit.isdecimal():
            lines = lines.filter(unit_list__unit=int(self.unit))
        return lines


def desk_lines(lines: NominationQuerySet, on: AwardRound, day: dt.date) -> QuerySet[Nomination]:
    """The lines of a round as the desk shows them: people by given name, then collectives; papers counted, and
    whether a hold stops the line on ``day``.
    """
    holds = Hold.objects.open_on(day).order_by()
    held = Exists(holds.filter(person=OuterRef("person_id"))) | Exists(holds.filter(unit=OuterRef("unit_id")))
    papers = (
        NominationPaper.objects.filter(nomination=OuterRef("pk"))
        .order_by()
        .values("nomination")
        .annotate(number=Count("pk"))
    )
    return (
        lines.of_round(on)
        .select_related("person", "unit", "host_unit", "round__unit", "assigned_to")
        .defer("verdict_detail", "attested")
        .annotate(paper_count=Coalesce(Subquery(papers.values("number")), 0))
        .annotate(held=ExpressionWrapper(held, output_field=BooleanField()))
        .order_by(F("person__sort_key").asc(nulls_last=True), "unit__sort_key", "code", "pk")
    )


def progress(on: AwardRound, units: QuerySet[Unit]) -> list[dict[str, Any]]:
    """How far each direct unit of the round's owner has come: four queries.

    Owner and its direct units alive in the year's end are listed, whether or not they have a list.
    """
    expected = list(Unit.objects.filter(Q(pk=on.unit_id) | Q(parent=on.unit_id), pk__in=units).alive_on(on.judged_on))
    counted = on.lists.annotate(
        lines=Count("nominations", filter=~Q(nominations__state=State.WITHDRAWN)),
        open=Count("nominations", filter=Q(nominations__state__in=OPEN_TO_SENDER)),
        returned=Count("nominations", filter=Q(nominations__state=State.RETURNED)),
        waiting=Count("nominations", filter=Q(nominations__state__in=WITH_THE_APPRAISER)),
    )
    lists = {one.unit_id: one for one in counted}
    below = _from_below(on)
    listed = {unit.pk for unit in expected}
    shown = expected + [unit for unit in units.filter(pk__in=lists.keys()) if unit.pk not in listed]
    return [_row(unit, lists.get(unit.pk), below.get(unit.pk, {}), on) for unit in shown]


COUNTED = ("lines", "open", "returned", "waiting")


def _from_below(on: AwardRound) -> dict[int, dict[str, Any]]:
    """Lines that climbed into the round, by the unit that passed them on, and when it first did; one query.

    A line that had waited for the round counts as passed on when it was proposed.
    """
    climbed = Nomination.objects.filter(round=on, came_from__isnull=False).values("came_from__unit")
    told = climbed.annotate(
        lines=Count("pk", distinct=True),
        open=Count("pk", filter=Q(state__in=OPEN_TO_SENDER), distinct=True),
        returned=Count("pk", filter=Q(state=State.RETURNED), distinct=True),
        waiting=Count("pk", filter=Q(state__in=WITH_THE_APPRAISER), distinct=True),
        sent=Min("steps__at", filter=Q(steps__step__in=("forward", "propose"), steps__round=F("came_from"))),
    ).order_by()
    return {row["came_from__unit"]: dict(row) for row in told}


def _row(unit: Unit, found: Any, below: dict[str, Any], on: AwardRound) -> dict[str, Any]:
    moments = [at for at in (found.first_sent_at if found else None, below.get("sent")) if at]
    sent, due = min(moments, default=None), on.lists_due_on
    counts = {name: (getattr(found, name) if found else 0) + below.get(name, 0) for name in COUNTED}
    late = bool(due and sent and timezone.localdate(sent) > due)
    return {"unit": unit, "list": found, "sent": sent, **counts, "late": late, "due": due}


def people_of(unit: Unit, on: AwardRound) -> QuerySet[Posting]:
    """Each posting of the round's year in the unit's subtree, the last of each person first; those from outside only
    where the kind of round takes them.
    """
    first, last = f"{on.year}-01-01", f"{on.year}-12-31"
    everybody = Posting.objects.all() if rules_of(on.kind).outsiders else Posting.objects.of_staff()
    held = everybody.filter(unit__path__startswith=unit.path or "-", valid_from__lte=last)
    return (
        held.exclude(valid_to__lt=first)
        .select_related("person", "unit")
        .order_by("person__sort_key", "person", "-valid_from")
    )


def latest_postings(unit: Unit, on: AwardRound) -> list[Posting]:
    """One posting a person: the last of the year in the subtree, in the order of names."""
    seen: set[int] = set()
    found = []
    for posting in people_of(unit, on):
        if posting.person_id not in seen:
            seen.add(posting.person_id)
            found.append(posting)
    return found
