"""Long reads of decisions and the ledger."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Prefetch, Q, QuerySet

from tdkt.accounts.access import units_seen_by
from tdkt.accounts.models import User
from tdkt.awards.models import Award, Decision, IssuerLevel
from tdkt.core.text import search_key
from tdkt.councils.models import VoteResult
from tdkt.decisions.models import SubmissionLine
from tdkt.dossiers.domain.climb import waiting_below
from tdkt.dossiers.models import AwardRound, Nomination, NominationQuerySet
from tdkt.dossiers.states import State


def awards_seen_by(user: User, day: dt.date) -> QuerySet[Award]:
    """Lines of the ledger of the units the user reads."""
    return Award.objects.filter(host_unit__in=units_seen_by(user, day))


def decisions_seen_by(user: User, day: dt.date) -> QuerySet[Decision]:
    """Decisions issued by the units the user reads, or that honour somebody there."""
    seen = units_seen_by(user, day)
    theirs = Award.objects.filter(host_unit__in=seen)
    return Decision.objects.filter(
        Q(issuer_unit__in=seen) | Q(pk__in=theirs.values("decision")) | Q(pk__in=theirs.values("cancelled_by"))
    )


def votes_of(on: AwardRound) -> "Prefetch[Literal['votes'], Any, Any]":
    """What the council of the round voted on each line, as ``line.votes_here``."""
    return Prefetch("votes", VoteResult.objects.filter(session__round=on), to_attr="votes_here")


def lines_waiting(on: AwardRound, lines: NominationQuerySet) -> QuerySet[Nomination]:
    """What levels below have submitted for the round before it was opened, by the unit that submitted, with the
    submission as ``line.carried`` and whether the same subject stands in the round for the same award as ``line.twin``.
    """
    alike = Nomination.objects.filter(round=on, code=OuterRef("code"), basis=OuterRef("basis"))
    there = alike.exclude(state=State.WITHDRAWN)
    twin = Exists(there.filter(person=OuterRef("person"))) | Exists(there.filter(unit=OuterRef("unit")))
    carried = SubmissionLine.objects.open().select_related("submission")
    return (
        lines.filter(pk__in=waiting_below(on).values("pk"))
        .with_names()
        .prefetch_related(Prefetch("submission_lines", carried, to_attr="carried"))
        .annotate(twin=ExpressionWrapper(twin, output_field=BooleanField()))
        .defer("verdict_detail")
        .order_by("round__unit__sort_key", "round", "code", "person__sort_key", "unit__sort_key", "pk")
    )


def passed_lines(on: AwardRound, lines: QuerySet[Nomination]) -> QuerySet[Nomination]:
    """What the council passed and nobody has decided on yet."""
    return (
        lines.filter(round=on, state=State.PASSED)
        .select_related("person", "unit", "host_unit")
        .prefetch_related(votes_of(on))
        .defer("verdict_detail")
        .order_by("code", "person__sort_key", "unit__sort_key", "pk")
    )


@dataclass(frozen=True)
class LedgerFilter:
    """What the look-up is narrowed to; every field may be empty."""

    words: str = ""
    code: str = ""
    year: str = ""
    status: str = ""
    level: str = ""
    kind: str = ""

    def narrow(self, awards: QuerySet[Award]) -> QuerySet[Award]:
        """The lines that answer the filter."""
        for word in search_key(self.words).split():
            awards = awards.filter(
                Q(person__search_key__contains=word)
                | Q(unit__search_key__contains=word)
                | Q(host_unit__search_key__contains=word)
            )
        if self.code:
            awards = awards.filter(code=self.code)
        if self.year.isdecimal():
            awards = awards.filter(period_to=int(self.year))
        if self.level:
            awards = awards.filter(decided_by=self.level)
        if self.kind in ("person", "collective"):
            awards = awards.filter(person__isnull=self.kind == "collective")
        if self.status == "cancelled":
            return awards.filter(cancelled_by__isnull=False)
        return awards.filter(status=self.status, cancelled_by__isnull=True) if self.status else awards


def ledger(awards: QuerySet[Award]) -> QuerySet[Award]:
    """Lines as the look-up shows them, newest first."""
    return (
        awards.select_related("person", "unit", "host_unit", "decision", "cancelled_by")
        .defer("receipt")
        .order_by("-period_to", "code", "person__sort_key", "unit__sort_key", "pk")
    )


def levels_waiting(lines: QuerySet[Nomination]) -> list[tuple[str, str, int]]:
    """How many passed lines wait for each deciding level."""
    counted = lines.order_by().values("decided_by").annotate(number=Count("pk"))
    return [(row["decided_by"], str(IssuerLevel(row["decided_by"]).label), row["number"]) for row in counted]
