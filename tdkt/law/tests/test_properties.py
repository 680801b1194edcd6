"""What must hold for every career."""

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tdkt.law.api import load_rulebook
from tdkt.law.engine.answers import VERDICTS

from .cast import DISCIPLINES, MERITS, careers, case

AWARDS = ("LDTT", "CSTDCS", "CSTDB", "CSTDTQ", "BKB", "BKTTG", "HCLD3", "HCLD2", "KNCKS")
DAYS = ("2016-12-20", "2019-12-20", "2023-12-20", "2024-12-20", "2025-12-20")


def rank(award: str, facts: list[dict[str, Any]], day: str, **more: Any) -> int:
    year = int(day[:4])
    seen = [fact for fact in facts if fact.get("year", 0) <= year and fact.get("decided_on", "0") <= day]
    made = case(award, *seen, on=day, year=year, layers=["state", "procuracy"], **more)
    return VERDICTS.index(load_rulebook().judge(made).verdict)


LADDER = ("BKB", "BKTTG", "HCLD3", "HCLD2", "HCLD1", "HCDL3", "HCDL2", "HCDL1", "HCHCM", "HCSV")


def _restarts(code: str, award: str) -> bool:
    """The same award once more, or a form above it: the years it rewarded are spent (Luật 06/2022 Điều 5 k2 c)."""
    return code == award or (code in LADDER and award in LADDER and LADDER.index(code) > LADDER.index(award))


QUESTIONS = given(careers(), st.sampled_from(AWARDS), st.sampled_from(DAYS))
FEW = settings(max_examples=120, deadline=None)


@FEW
@given(careers(), MERITS, st.sampled_from(AWARDS), st.sampled_from(DAYS))
def test_one_more_merit_never_makes_a_verdict_worse(facts: Any, merit: Any, award: str, day: str) -> None:
    if not _restarts(merit.get("code", ""), award):
        assert rank(award, [*facts, merit], day) >= rank(award, facts, day)


@FEW
@given(careers(), DISCIPLINES, st.sampled_from(AWARDS), st.sampled_from(DAYS))
def test_a_discipline_never_makes_a_verdict_better(facts: Any, discipline: Any, award: str, day: str) -> None:
    assert rank(award, [*facts, discipline], day) <= rank(award, facts, day)


@FEW
@QUESTIONS
def test_the_order_of_facts_never_matters(facts: Any, award: str, day: str) -> None:
    shuffled = list(facts)
    random.Random(7).shuffle(shuffled)  # noqa: S311  any order will do
    assert rank(award, shuffled, day) == rank(award, facts, day)


@FEW
@given(careers(), st.sampled_from(AWARDS), st.sampled_from(DAYS), st.sampled_from(("grade", "award", "initiative")))
def test_what_was_not_looked_up_never_makes_a_yes_nor_a_no_out_of_nothing(
    facts: Any, award: str, day: str, kind: str
) -> None:
    known = rank(award, facts, day)
    unsure = rank(award, facts, day, unknown=[kind])
    assert unsure == known or VERDICTS[unsure] == "unknown"


@FEW
@given(careers(), st.sampled_from(AWARDS), st.sampled_from(DAYS))
def test_a_yes_needs_the_facts_it_rests_on(facts: Any, award: str, day: str) -> None:
    without = [fact for fact in facts if fact["type"] != "grade"]
    assert rank(award, without, day, unknown=["grade"]) != VERDICTS.index("eligible") or rank(
        award, without, day
    ) == VERDICTS.index("eligible")
