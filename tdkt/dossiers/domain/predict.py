"""What the judge would say of people who are not put forward yet."""

from collections.abc import Sequence
from typing import Any

from tdkt.dossiers.domain.facts import Claim, cases_for_people, cases_for_units, claims_of
from tdkt.dossiers.domain.law import rulebook
from tdkt.dossiers.kinds import rules_of
from tdkt.dossiers.models import AwardRound, RoundKind
from tdkt.law.api import CaseError
from tdkt.people.models import Person
from tdkt.units.models import Unit

HIGHEST_RANK = 40
"""A round says at once what the judge expects for titles and for forms up to the first order; higher ones are asked for
by name.
"""

Words = dict[int, dict[str, str]]


def may_ask(kind: str, on: AwardRound) -> list[str]:
    """The awards that may be put forward in a round and that somebody may decide on that day.

    First those the law has a standard for on the round's basis. A yearly title without one is left out: it is the
    year-end round's. Forms stay: whoever decides may weigh what no clause describes.
    """
    rules, book = rules_of(on.kind), rulebook()
    edition, awards = book.edition(on.judged_on), book.catalogue.awards
    found: dict[bool, list[str]] = {True: [], False: []}
    for code in book.codes_for(kind):
        if (rules.awards and code not in rules.awards) or book.decider(code, kind, on.judged_on) is None:
            continue
        described = any(clause.basis in rules.bases for clause in edition.of(code, kind))
        if described or awards[code].type != "title":
            found[described].append(code)
    return found[True] + found[False]


def offered(kind: str, on: AwardRound) -> list[str]:
    """Those of them that the judge is asked about for everybody before anyone is put forward."""
    awards = rulebook().catalogue.awards
    return [code for code in may_ask(kind, on) if awards[code].type == "title" or awards[code].rank <= HIGHEST_RANK]


def predict_people(people: Sequence[Person], on: AwardRound, codes: Sequence[str]) -> Words:
    """The verdict's word for each person and award; the queries do not grow with the people."""
    cases = cases_for_people(people, year=on.year, judged_on=on.judged_on)
    claims, _ = claims_of(on)
    return {key: _ask(case, claims.get(("person", key), []), on, codes) for key, case in cases.items()}


def predict_units(units: Sequence[Unit], on: AwardRound, codes: Sequence[str]) -> Words:
    """The verdict's word for each collective and award."""
    claims, nominated = claims_of(on)
    cases = cases_for_units(units, year=on.year, judged_on=on.judged_on, nominated=nominated)
    return {key: _ask(case, claims.get(("collective", key), []), on, codes) for key, case in cases.items()}


def _ask(case: dict[str, Any], claims: list[Claim], on: AwardRound, codes: Sequence[str]) -> dict[str, str]:
    if not codes:
        return {}
    book = rulebook()
    full = {**case, "award": codes[0], "facts": [*case["facts"], *(claim.fact() for claim in claims)]}
    try:
        asked = book.parse(full)
    except CaseError:
        return dict.fromkeys(codes, "unknown")
    career = book.career(
        asked.facts, judged_on=on.judged_on, year=on.year, kind=asked.kind, unknown=asked.unknown, **asked.subject
    )
    basis = "" if on.kind == RoundKind.YEAR_END else rules_of(on.kind).bases[0]
    return book.judge_all(career, codes, basis)
