"""Many subjects at once get the same answers as one by one."""

import random
from datetime import date
from typing import Any

import numpy as np
import pytest

from tdkt.law.api import load_rulebook
from tdkt.law.engine.answers import VERDICTS
from tdkt.law.engine.columns import Columns
from tdkt.law.engine.facts import Facts
from tdkt.law.engine.judge import career_of
from tdkt.law.engine.rows import Rows

from .cast import case, made_up_facts

DAYS = (date(2018, 12, 20), date(2023, 12, 20), date(2024, 6, 15), date(2025, 12, 20), date(2026, 11, 1))


def columns_of(cases: list[Any], day: date, year: int, kind: str) -> Columns:
    rulebook = load_rulebook()
    rows = [
        (person, a.code, a.year, a.decided_on, a.period[1] if a.period else None, a.ground, a.issuer, a.category)
        for person, parsed in enumerate(cases)
        for a in parsed.facts.awards
    ]
    grades = [(p, year, value) for p, parsed in enumerate(cases) for year, value in parsed.facts.grades.items()]
    return Columns(
        size=len(cases),
        edition=rulebook.edition(day, ("state", "procuracy")),
        judged_on=day,
        year=year,
        kind=kind,
        facts={person: parsed.facts for person, parsed in enumerate(cases)},
        subjects={person: parsed.subject for person, parsed in enumerate(cases)},
        awards=Rows.of(rows),
        grades=grades,
    )


def made_up_cases(kind: str, day: date, year: int) -> list[Any]:
    rng = random.Random(20241220)  # noqa: S311  made-up careers, the same in every run
    rulebook = load_rulebook()
    award = "LDTT" if kind == "person" else "TTLDTT"
    made = []
    for _ in range(120):
        facts = [fact for fact in made_up_facts(rng, kind) if fact.get("year", 2000) <= year]
        facts = [fact for fact in facts if str(fact.get("decided_on") or fact.get("from") or "2000") <= day.isoformat()]
        who = {
            "kind": kind,
            "gender": rng.choice(("female", "male")),
            "occupation": rng.choice(("worker", "civil_servant")),
        }
        subject = who if kind == "person" else {"kind": kind, "can_receive_flags": rng.random() < 0.8}
        made.append(rulebook.parse(case(award, *facts, on=day.isoformat(), year=year, subject=subject)))
    return made


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("kind", ["person", "collective"])
def test_everybody_at_once_and_one_by_one_agree(kind: str, day: date) -> None:
    rulebook = load_rulebook()
    year = day.year if day.month > 6 else day.year - 1
    cases = made_up_cases(kind, day, year)
    columns = columns_of(cases, day, year, kind)
    for code in rulebook.codes_for(kind):
        together = [VERDICTS[answer] for answer in columns.final(code)]
        alone = [rulebook.judge_all(career_of(parsed, columns.edition), [code])[code] for parsed in cases]
        assert (code, together) == (code, alone)


def test_nobody_with_facts_is_answered_too() -> None:
    edition = load_rulebook().edition(date(2024, 12, 20))
    columns = Columns(size=3, edition=edition, judged_on=date(2024, 12, 20), year=2024)
    assert columns.final("CSTDB").tolist() == [0, 0, 0]


def test_what_was_not_looked_up_stays_unknown_for_everybody() -> None:
    edition = load_rulebook().edition(date(2024, 12, 20))
    unknown = frozenset({"grade"})
    columns = Columns(size=2, edition=edition, judged_on=date(2024, 12, 20), year=2024, unknown=unknown)
    assert columns.final("LDTT").tolist() == [1, 1]


def test_a_person_with_an_event_is_judged_by_it_and_the_others_are_not() -> None:
    edition = load_rulebook().edition(date(2024, 12, 20))
    parsed = load_rulebook().parse(case("LDTT", {"type": "hold", "kind": "press", "from": "2024-12-01"}))
    columns = Columns(
        size=2,
        edition=edition,
        judged_on=date(2024, 12, 20),
        year=2024,
        facts={0: parsed.facts, 1: Facts()},
        grades=[(0, 2024, "good"), (1, 2024, "good")],
    )
    assert columns.final("LDTT").tolist() == [0, 3]
    assert columns.final("LDTT").dtype == np.uint8
