"""A nation judged from its stored columns gets the answers that each gets alone."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tdkt.law.api import load_rulebook
from tdkt.law.engine.answers import VERDICTS
from tdkt.law.engine.bits import bit
from tdkt.law.engine.facts import Award
from tdkt.law.engine.judge import career_of
from tdkt.law.engine.nation import circuit, events, initiatives, rows
from tdkt.law.engine.nation.snapshot import Snapshot, sweep
from tdkt.law.engine.vocabulary import GRADE_RANK, INITIATIVES, LEVEL_RANK

from .test_columns import DAYS, made_up_cases


def award_rows(everybody: list[list[Award]]) -> rows.AwardRows:
    codes = list(load_rulebook().catalogue.awards)
    told = [(person, award) for person, awards in enumerate(everybody) for award in awards]
    categories, grounds = ["", "cong_trang", "dot_xuat"], ["", "grade", "initiative"]
    return rows.AwardRows(
        person=np.array([person for person, _ in told], dtype=np.int64),
        code=np.array([codes.index(a.code) for _, a in told], dtype=np.int16),
        year=np.array([a.year for _, a in told], dtype=np.int64),
        decided_on=np.array([a.decided_on for _, a in told], dtype="datetime64[D]"),
        period_end=np.array([a.period[1] if a.period else 0 for _, a in told], dtype=np.int64),
        category=np.array([categories.index(a.category) for _, a in told], dtype=np.int8),
        ground=np.array([grounds.index(a.ground) for _, a in told], dtype=np.int8),
        counts=np.array([a.issuer != "mass_organisation" for _, a in told], dtype=bool),
        codes=codes,
        categories=categories,
        grounds=grounds,
    )


def initiative_rows(cases: list[Any]) -> initiatives.InitiativeRows:
    """Those of people whose initiatives are plain; their history is taken away."""
    told = [
        (person, item.year, list(INITIATIVES).index(item.kind), LEVEL_RANK[item.level])
        for person, parsed in enumerate(cases)
        if initiatives.plain(parsed.facts.initiatives)
        for item in parsed.facts.initiatives
    ]
    return initiatives.InitiativeRows(*(np.array(told, dtype=np.int64).reshape(-1, 4).T))


def snapshot_of(cases: list[Any], day: date, year: int, kind: str, unknown: frozenset[str] = frozenset()) -> Snapshot:
    rulebook = load_rulebook()
    left = {
        person: replace(parsed.facts, initiatives=[]) if initiatives.plain(parsed.facts.initiatives) else parsed.facts
        for person, parsed in enumerate(cases)
    }
    graded = [(p, y, GRADE_RANK[value]) for p, parsed in enumerate(cases) for y, value in parsed.facts.grades.items()]
    return rows.snapshot(
        len(cases),
        rulebook.edition(day),
        day,
        year,
        kind=kind,
        awards=award_rows([parsed.facts.awards for parsed in cases]),
        grades=rows.GradeRows(*(np.array(column, dtype=np.int64) for column in zip(*graded, strict=True))),
        events=events.gathered(len(cases), left, {n: parsed.subject for n, parsed in enumerate(cases)}),
        initiatives=initiative_rows(cases),
        codes=rulebook.codes_for(kind),
        unknown=unknown,
    )


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("kind", ["person", "collective"])
def test_the_stored_nation_and_each_alone_agree(kind: str, day: date, tmp_path: Path) -> None:
    rulebook = load_rulebook()
    year = day.year if day.month > 6 else day.year - 1
    cases = made_up_cases(kind, day, year)
    snapshot_of(cases, day, year, kind).save(tmp_path / "nation")
    stored = Snapshot.load(tmp_path / "nation")
    judged = sweep(stored, rulebook.edition(day), rulebook.codes_for(kind))
    for code in rulebook.codes_for(kind):
        together = [VERDICTS[answer] for answer in judged.answers[code]]
        alone = [rulebook.judge_all(career_of(parsed, rulebook.edition(day)), [code])[code] for parsed in cases]
        assert (code, together) == (code, alone)


def test_people_judged_in_several_stretches_have_the_answers_and_reasons_of_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    day = date(2024, 12, 20)
    rulebook = load_rulebook()
    edition, codes = rulebook.edition(day), rulebook.codes_for("person")
    nation = snapshot_of(made_up_cases("person", day, 2024), day, 2024, "person")
    one = sweep(nation, edition, codes)
    monkeypatch.setattr(circuit, "STRETCH", 1)
    many = sweep(nation, edition, codes)
    for code in codes:
        assert one.answers[code].tolist() == many.answers[code].tolist()
        assert one.reasons[code].tolist() == many.reasons[code].tolist()


UNKNOWN = ((), ("award",), ("grade",), ("initiative", "discipline"), ("CSTDCS", "BKB"), ("hold", "subject", "position"))


@pytest.mark.parametrize("unknown", UNKNOWN)
@pytest.mark.parametrize("kind", ["person", "collective"])
def test_what_nobody_looked_up_is_unknown_to_the_nation_as_to_each_alone(kind: str, unknown: tuple[str, ...]) -> None:
    day = date(2024, 12, 20)
    rulebook = load_rulebook()
    edition, codes = rulebook.edition(day), rulebook.codes_for(kind)
    cases = made_up_cases(kind, day, 2024)
    judged = sweep(snapshot_of(cases, day, 2024, kind, frozenset(unknown)), edition, codes)
    alone = [
        rulebook.judge_all(career_of(replace(parsed, unknown=frozenset(unknown)), edition), codes) for parsed in cases
    ]
    for code in codes:
        assert (code, [VERDICTS[answer] for answer in judged.answers[code]]) == (code, [one[code] for one in alone])


def test_changing_one_person_on_file_leaves_everybody_else_as_they_were(tmp_path: Path) -> None:
    day = date(2024, 12, 20)
    snapshot_of(made_up_cases("person", day, 2024), day, 2024, "person").save(tmp_path)
    key, before = ("graded", 3), [Snapshot.load(tmp_path).own(person) for person in range(120)]
    changed = before[70] | {key: before[70][key] ^ bit(2023)}
    Snapshot.load(tmp_path, writable=True).put(70, changed, {})
    after = [Snapshot.load(tmp_path).own(person) for person in range(120)]
    assert after == [*before[:70], changed, *before[71:]]


@pytest.mark.parametrize(("key", "years"), [(("graded", 3), bit(1980)), (("held", "no such code", "", ""), bit(2024))])
def test_a_change_that_the_file_has_no_place_for_is_refused(key: tuple[Any, ...], years: int, tmp_path: Path) -> None:
    day = date(2024, 12, 20)
    snapshot_of(made_up_cases("person", day, 2024), day, 2024, "person").save(tmp_path)
    nation = Snapshot.load(tmp_path, writable=True)
    before = nation.own(5)
    with pytest.raises(ValueError, match="the snapshot has no"):
        nation.put(5, before | {key: years}, {})
    assert Snapshot.load(tmp_path).own(5) == before
