"""What stands before a council."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from tdkt.confirmations.telling import worth_telling
from tdkt.councils.domain.marks import PassMark, pass_mark
from tdkt.councils.models import CouncilSession, SessionState, VoteResult
from tdkt.dossiers.domain.law import award_name
from tdkt.dossiers.models import Nomination
from tdkt.dossiers.states import State


@dataclass
class VoteRow:
    """One line before the council, the votes it needs, the votes it got."""

    line: Nomination
    award: str
    mark: PassMark
    needed: int
    result: VoteResult | None
    said: list[str]
    typed_for: str = ""
    typed_against: str = ""


@dataclass(frozen=True)
class Asked:
    """How many votes some awards need, and the rule that says so."""

    needed: int
    source: str
    awards: list[str]


def marks_asked(rows: Iterable[VoteRow]) -> list[Asked]:
    """Each rule once, the strictest first, with the awards before the council that it holds for."""
    found: dict[tuple[int, str], dict[str, None]] = defaultdict(dict)
    for row in rows:
        found[row.needed, row.mark.source][row.award] = None
    return [Asked(needed, source, list(found[needed, source])) for needed, source in sorted(found, reverse=True)]


def vote_rows(session: CouncilSession) -> list[VoteRow]:
    """Lines voted on in this session, and while it is open those still waiting, each with what the council must know of
    departments, authorities and clusters; a constant number of queries.
    """
    mine = Q(pk__in=session.results.values("nomination"))
    if session.state == SessionState.OPEN:
        voted = VoteResult.objects.filter(session__round=session.round_id).values("nomination")
        mine |= Q(round=session.round_id, state=State.ACCEPTED) & ~Q(pk__in=voted)
    lines = list(
        Nomination.objects.filter(mine)
        .select_related("person", "unit", "host_unit", "round__unit")
        .defer("verdict_detail")
        .order_by("code", "person__sort_key", "unit__sort_key", "pk")
    )
    said = worth_telling(lines, today=session.held_on, on=session.round)
    results = {one.nomination_id: one for one in session.results.all()}
    marks: dict[tuple[str, str, str], PassMark] = {}
    return [_row(session, line, results.get(line.pk), said.get(line.pk, []), marks) for line in lines]


def _row(
    session: CouncilSession,
    line: Nomination,
    result: VoteResult | None,
    said: list[str],
    marks: dict[tuple[str, str, str], PassMark],
) -> VoteRow:
    key = (line.code, line.kind, line.basis)
    if key not in marks:
        marks[key] = pass_mark(
            code=line.code, kind=line.kind, basis=line.basis, on=session.held_on, unit=session.council.unit
        )
    mark = marks[key]
    row = VoteRow(line, award_name(line.code), mark, mark.needed(session.members_total), result, said)
    if result:
        row.typed_for, row.typed_against = str(result.votes_for), str(result.votes_against)
    return row
