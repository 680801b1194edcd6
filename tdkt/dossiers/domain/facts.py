"""Turn records into cases for the judge. The only place where a case is built from the database."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from tdkt.dossiers.domain.law import award_name, rank_of, rulebook
from tdkt.dossiers.domain.person_facts import Fact, FactsBySubject, people_facts
from tdkt.dossiers.domain.unit_facts import collective_facts
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.people.models import Occupation, Person
from tdkt.units.models import Unit


@dataclass(frozen=True)
class Claim:
    """A title that a subject is also put forward for in the same round; higher awards may rest on it."""

    code: str
    ground: str
    year: int

    def fact(self) -> Fact:
        """As if it were held: the round decides on both together."""
        fact = {"type": "award", "code": self.code, "year": self.year, "category": "cong_trang"}
        return fact | ({"ground": self.ground} if self.ground in ("grade", "initiative") else {})

    def words(self) -> str:
        """How the verdict says what it takes for granted."""
        return f"{award_name(self.code)} năm {self.year} đang được đề nghị trong cùng đợt này"


Details = Callable[[Sequence[Nomination]], Mapping[int, Fact]]

_details: list[Details] = []


def register(source: Details) -> None:
    """Rooms above join in ``ready``: ``source`` tells, by line, more of what its unit vouches for (of a movement, who
    launched it and how long it ran); a constant number of queries for any number of lines.
    """
    if source not in _details:
        _details.append(source)


@dataclass
class Facts:
    """Facts about everybody of one question, people and collectives apart."""

    people: FactsBySubject
    units: FactsBySubject
    claims: dict[tuple[str, int], list[Claim]]
    details: dict[int, Fact]

    def case(self, line: Nomination, subject: dict[str, Any], on: AwardRound) -> tuple[dict[str, Any], list[str]]:
        """The case of one line, and the words for what it takes for granted."""
        key = line.person_id or line.unit_id or 0
        own = (self.people if line.person_id else self.units).get(key, [])
        claims = self._supporting(line, key)
        more = self.details.get(line.pk, {})
        told = [{"type": "attested", "what": what, "year": on.year} | more for what in line.attested]
        facts = [*own, *(claim.fact() for claim in claims), *told]
        case = build_case(
            code=line.code, subject=subject, facts=facts, year=on.year, judged_on=on.judged_on, basis=line.basis
        )
        return case, [claim.words() for claim in claims]

    def _supporting(self, line: Nomination, key: int) -> list[Claim]:
        """Titles of the same round that stand lower than the line's own title, or any title under a form."""
        catalogue = rulebook().catalogue.awards
        mine = catalogue.get(line.code)
        claims = self.claims.get((line.kind, key), [])
        if mine is None:
            return []
        return [
            claim
            for claim in claims
            if claim.code != line.code and (mine.type == "form" or rank_of(claim.code) < mine.rank)
        ]


def build_case(
    *, code: str, subject: dict[str, Any], facts: list[Fact], year: int, judged_on: dt.date, basis: str = ""
) -> dict[str, Any]:
    """A case of the public format, version 1."""
    case: dict[str, Any] = {
        "award": code, "judged_on": judged_on.isoformat(), "year": year, "layers": list(rulebook().layers),
        "subject": subject, "facts": facts,
    }  # fmt: skip
    if not any(fact["type"] == "grade" and fact["year"] == year for fact in facts):
        case["unknown"] = ["grade"]  # nobody has entered the year's grade yet: not the same as a bad grade
    return case | ({"basis": basis} if basis else {})


def person_subject(person: Person) -> dict[str, Any]:
    """The subject of a case about a person; the law has no occupation for those from outside."""
    subject = {"kind": "person", "gender": person.gender}
    return subject if person.occupation == Occupation.OUTSIDER else {**subject, "occupation": person.occupation}


def unit_subject() -> dict[str, Any]:
    """The subject of a case about a collective."""
    return {"kind": "collective"}


def subject_of(line: Nomination) -> dict[str, Any]:
    """The subject of a line's case; ``person`` and ``unit`` should be loaded already."""
    if line.person is not None:
        return person_subject(line.person)
    return unit_subject()


def gather(lines: Sequence[Nomination], on: AwardRound) -> Facts:
    """Everything the judge needs for these lines of one round; the queries do not grow with the lines."""
    claims, nominated = claims_of(on)
    people = {line.person_id for line in lines if line.person_id}
    units = {line.unit_id for line in lines if line.unit_id}
    return Facts(
        people=people_facts(people, judged_on=on.judged_on) if people else {},
        units=collective_facts(units, year=on.year, judged_on=on.judged_on, nominated=nominated) if units else {},
        claims=claims,
        details={pk: fact for source in _details for pk, fact in source(lines).items()},
    )


def claims_of(on: AwardRound) -> tuple[dict[tuple[str, int], list[Claim]], dict[str, set[int]]]:
    """Titles put forward in the round and in those that passed lines up to it: by subject, and by title for people."""
    titles = {code for code, info in rulebook().catalogue.awards.items() if info.type == "title"}
    below = Nomination.objects.filter(round=on, came_from__isnull=False).values("came_from")
    rows = Nomination.objects.alive().filter(Q(round=on) | Q(round__in=below), code__in=titles)
    by_subject: dict[tuple[str, int], list[Claim]] = defaultdict(list)
    by_title: dict[str, set[int]] = defaultdict(set)
    for person, unit, code, ground in rows.values_list("person", "unit", "code", "ground"):
        kind, key = ("person", person) if person else ("collective", unit)
        by_subject[kind, key].append(Claim(code, ground, on.year))
        if person:
            by_title[code].add(person)
    return by_subject, by_title


def cases_for_people(people: Iterable[Person], *, year: int, judged_on: dt.date) -> dict[int, dict[str, Any]]:
    """A case without an award for each person, for pages that ask about every award at once."""
    chosen = list(people)
    facts = people_facts([person.pk for person in chosen], judged_on=judged_on)
    return {
        person.pk: _open_case(person_subject(person), facts.get(person.pk, []), year, judged_on) for person in chosen
    }


def cases_for_units(
    units: Iterable[Unit], *, year: int, judged_on: dt.date, nominated: dict[str, set[int]] | None = None
) -> dict[int, dict[str, Any]]:
    """A case without an award for each collective."""
    chosen = list(units)
    facts = collective_facts([unit.pk for unit in chosen], year=year, judged_on=judged_on, nominated=nominated)
    return {unit.pk: _open_case(unit_subject(), facts.get(unit.pk, []), year, judged_on) for unit in chosen}


def _open_case(subject: dict[str, Any], facts: list[Fact], year: int, judged_on: dt.date) -> dict[str, Any]:
    case = build_case(code="", subject=subject, facts=facts, year=year, judged_on=judged_on)
    del case["award"]
    return case
