"""What the judge would say of people who are not put forward yet."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from tdkt.dossiers.domain.facts import Claim, cases_for_people, cases_for_units, claims_of
from tdkt.dossiers.domain.law import rulebook
from tdkt.dossiers.models import AwardRound
from tdkt.law.api import CaseError
from tdkt.people.models import Person
from tdkt.units.models import Unit

HIGHEST_RANK = 30
"""A year-end round offers titles, and forms up to the Prime Minister's certificate; orders have their own dossiers."""

Words = dict[int, dict[str, str]]


def offered(kind: str, on: dt.date) -> list[str]:
    """The awards a year-end round asks about and that somebody may decide on that day."""
    catalogue = rulebook().catalogue.awards
    return [
        code
        for code in rulebook().codes_for(kind)
        if (catalogue[code].type == "title" or catalogue[code].rank <= HIGHEST_RANK)
        and rulebook().decider(code, kind, on) is not None
    ]


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
    return book.judge_all(career, codes)
