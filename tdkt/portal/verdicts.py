"""What the judge says of somebody on a day, for every award at once."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from tdkt.dossiers.domain.facts import cases_for_people, cases_for_units
from tdkt.law import live
from tdkt.law.api import CaseError
from tdkt.outlook.pages import for_own_eyes
from tdkt.people.models import Person
from tdkt.units.models import Unit

ORDER = {"eligible": 0, "council": 1, "unknown": 2, "not_eligible": 3}


@dataclass(frozen=True, slots=True)
class Standing:
    """One award and the judge's word on it."""

    code: str
    name: str
    is_title: bool
    verdict: str


def of_person(person: Person, year: int, day: dt.date, *, own: bool = False) -> list[Standing]:
    """Every award a person may hold, by the law of ``day``; ``own``: as the person himself may see it."""
    case = cases_for_people([person], year=year, judged_on=day)[person.pk]
    return _all(for_own_eyes(case) if own else case, "person", day)


def of_unit(unit: Unit, year: int, day: dt.date) -> list[Standing]:
    """Every award a collective may hold, by the law of ``day``."""
    case = cases_for_units([unit], year=year, judged_on=day)[unit.pk]
    return _all(case, "collective", day)


def _all(case: dict[str, Any], kind: str, day: dt.date) -> list[Standing]:
    book = live.rulebook()
    codes = [code for code in book.codes_for(kind) if book.decider(code, kind, day) is not None]
    if not codes:
        return []
    catalogue = book.catalogue.awards
    words = _ask(case, codes, day)
    rows = [Standing(code, catalogue[code].name, catalogue[code].type == "title", words[code]) for code in codes]
    return sorted(rows, key=lambda row: (ORDER.get(row.verdict, 4), not row.is_title, catalogue[row.code].rank))


def _ask(case: dict[str, Any], codes: list[str], day: dt.date) -> dict[str, str]:
    book = live.rulebook()
    try:
        asked = book.parse({**case, "award": codes[0]})
    except CaseError:
        return dict.fromkeys(codes, "unknown")
    career = book.career(
        asked.facts, judged_on=day, year=case["year"], kind=asked.kind, unknown=asked.unknown, **asked.subject
    )
    words: dict[str, str] = book.judge_all(career, codes)
    return words
