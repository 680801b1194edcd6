"""Facts about many people in a constant number of queries, in the words of the case format."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from tdkt.awards.models import Award, IssuerLevel
from tdkt.dossiers.domain.law import rulebook
from tdkt.holds.queries import holds_of
from tdkt.initiatives.models import InitiativeAuthor
from tdkt.people.models import Absence, Discipline, Person, PersonGrade, Posting
from tdkt.registrations.queries import registered_facts

Fact = dict[str, Any]
FactsBySubject = dict[int, list[Fact]]

STATE_LEVELS = (IssuerLevel.PRIME_MINISTER, IssuerLevel.PRESIDENT)
GROUND_WORDS = {"grade": "grade", "initiative": "initiative", "sudden_merit": "sudden"}
OWN_SECTOR = "procuracy"
DAYS_A_YEAR = 365.25
DAYS_A_MONTH = 30.4375


def people_facts(people: Iterable[int], *, judged_on: dt.date) -> FactsBySubject:
    """What the records say on ``judged_on`` about each person; nine queries however many people."""
    keys = list(people)
    facts: FactsBySubject = defaultdict(list)
    award_facts(facts, "person", keys, judged_on)
    _grades(facts, keys, judged_on)
    _initiatives(facts, keys, judged_on)
    _disciplines(facts, keys, judged_on)
    _absences(facts, keys, judged_on)
    _positions(facts, keys, judged_on)
    _service(facts, keys, judged_on)
    registration_facts(facts, "person", keys, judged_on)
    for (_, key), found in holds_of(keys, (), judged_on=judged_on).items():
        facts[key] += found
    return facts


def award_facts(facts: FactsBySubject, subject: str, keys: list[int], judged_on: dt.date) -> None:
    """Standing lines of the ledger; ``subject`` is the column that holds the key."""
    known = rulebook().catalogue.awards
    rows = (
        Award.objects.standing()
        .filter(**{f"{subject}__in": keys}, period_to__lte=judged_on.year, code__in=list(known))
        .values_list(
            subject, "code", "basis", "ground", "period_from", "period_to", "decided_by", "decision__signed_on"
        )
    )
    for key, code, basis, ground, first, last, level, signed_on in rows:
        fact = {
            "type": "award", "code": code, "year": last, "period": [first, last], "category": basis,
            "issuer": "state" if level in STATE_LEVELS else level,
        }  # fmt: skip
        if ground in GROUND_WORDS:
            fact["ground"] = GROUND_WORDS[ground]
        if signed_on and signed_on.year >= last:
            fact["decided_on"] = signed_on.isoformat()
        facts[key].append(fact)


def registration_facts(facts: FactsBySubject, subject: str, keys: list[int], judged_on: dt.date) -> None:
    """What was registered for, on lists a head agreed to; ``subject`` is the column that holds the key."""
    known = rulebook().catalogue.awards
    for key, year, code in registered_facts(subject, keys, until=judged_on.year):
        if code in known:
            facts[key].append({"type": "registration", "year": year, "code": code})


def _grades(facts: FactsBySubject, keys: list[int], judged_on: dt.date) -> None:
    rows = PersonGrade.objects.filter(person__in=keys, year__lte=judged_on.year)
    for key, year, value in rows.values_list("person", "year", "value"):
        facts[key].append({"type": "grade", "year": year, "value": value})


def _initiatives(facts: FactsBySubject, keys: list[int], judged_on: dt.date) -> None:
    rows = InitiativeAuthor.objects.filter(person__in=keys, initiative__year__lte=judged_on.year).values_list(
        "person", "initiative__kind", "initiative__level", "initiative__year", "initiative__recognised_by_head",
        "used_for__code",
    )  # fmt: skip
    for key, kind, level, year, by_head, used in rows:
        facts[key].append(
            {
                "type": "initiative",
                "kind": kind,
                "level": level,
                "year": year,
                "recognised_by_head": by_head,
                "used_for": [used] if used else [],
            }
        )


def _disciplines(facts: FactsBySubject, keys: list[int], judged_on: dt.date) -> None:
    rows = Discipline.objects.filter(person__in=keys, decided_on__lte=judged_on)
    for key, form, decided_on, ended_on in rows.values_list("person", "form", "decided_on", "ended_on"):
        fact: Fact = {"type": "discipline", "form": form, "decided_on": decided_on.isoformat()}
        if ended_on:
            fact["ended_on"] = ended_on.isoformat()
        facts[key].append(fact)


def _absences(facts: FactsBySubject, keys: list[int], judged_on: dt.date) -> None:
    rows = Absence.objects.filter(person__in=keys, year__lte=judged_on.year)
    for key, year, days, reason in rows.values_list("person", "year", "working_days", "reason"):
        facts[key].append({"type": "absence", "year": year, "working_days": days, "reason": reason})


def _positions(facts: FactsBySubject, keys: list[int], judged_on: dt.date) -> None:
    held: dict[tuple[int, str], int] = defaultdict(int)
    rows = Posting.objects.filter(person__in=keys, valid_from__lte=judged_on).exclude(position_code="")
    for key, code, since, until in rows.values_list("person", "position_code", "valid_from", "valid_to"):
        held[key, code] += (min(until or judged_on, judged_on) - since).days + 1
    for (key, code), days in held.items():
        facts[key].append({"type": "position", "title": code, "years": round(days / DAYS_A_YEAR, 2)})


def _service(facts: FactsBySubject, keys: list[int], judged_on: dt.date) -> None:
    rows = Person.objects.filter(pk__in=keys).values_list("pk", "recruited_on", "joined_sector_on", "retired_on")
    for key, recruited, joined, retired in rows:
        last = min(retired or judged_on, judged_on)
        if joined and joined <= last:
            years = round((last - joined).days / DAYS_A_YEAR, 2)
            facts[key].append({"type": "service", "sector": OWN_SECTOR, "years": years})
        if recruited and recruited <= judged_on:
            facts[key].append(_first_year(recruited))
        if retired and retired <= judged_on:
            facts[key].append({"type": "retired", "year": retired.year})


def _first_year(recruited: dt.date) -> Fact:
    """Months worked in the year of recruitment, the month begun counting by its days."""
    months = ((dt.date(recruited.year, 12, 31) - recruited).days + 1) / DAYS_A_MONTH
    return {
        "type": "employment", "year": recruited.year, "months": min(12, round(months, 1)), "basis": "newly_recruited",
    }  # fmt: skip
