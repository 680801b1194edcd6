"""Synthetic careers of N people, or collectives, over ten years: NumPy rows, the same in every run of one seed.

Shares are invented but plausible: nine in ten graded good or better, one in seven a CSTDCS, one in a hundred of the
years a ministry-level title, forms of the ladder given by the ladder's own steps and so ever rarer.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from tdkt.law.api import load_rulebook
from tdkt.law.engine.facts import Discipline, Hold
from tdkt.law.engine.nation.events import Events
from tdkt.law.engine.nation.initiatives import InitiativeRows
from tdkt.law.engine.nation.rows import AwardRows, GradeRows, snapshot
from tdkt.law.engine.nation.snapshot import Snapshot
from tdkt.law.engine.vocabulary import GRADE_RANK

DAY, YEAR, FIRST = date(2024, 12, 20), 2024, 2015
LAYERS = ("state",)
YEARS = range(FIRST, YEAR + 1)
SHARES = {
    "person": {
        "LDTT": 0.8, "CSTDCS": 0.3, "CSTDB": 0.03, "CSTDTQ": 0.001, "BKB": 0.06, "BKTTG": 0.02, "HCLD3": 0.01,
        "HCLD2": 0.004, "HCLD1": 0.001,
    },
    "collective": {
        "TTLDTT": 0.7, "TTLDXS": 0.3, "CTDB": 0.06, "CTDCP": 0.01, "BKB": 0.08, "BKTTG": 0.04, "HCLD3": 0.02,
        "HCLD2": 0.008, "HCLD1": 0.002,
    },
}  # fmt: skip
GRADES = (None, "completed", "good", "excellent")
GRADE_SHARES = (0.03, 0.07, 0.6, 0.3)
INITIATIVES = (None, "unit", "ministry", "national")
INITIATIVE_SHARES = (0.8, 0.17, 0.025, 0.005)
DISCIPLINED, HELD, LASTING = 0.01, 0.005, 0.5


@dataclass
class Careers:
    """Everybody's rows. `initiative[year][person]` is a place in INITIATIVES."""

    size: int
    kind: str
    awards: AwardRows
    grades: GradeRows
    initiative: Any
    disciplined: Any
    held: Any

    def events(self) -> Events:
        """Discipline and holds of the few."""
        events = Events()
        events.numbers["discipline"] = self.disciplined.astype(np.int32)
        events.tables["discipline"] = [None, *DISCIPLINE]
        events.numbers["hold"] = self.held.astype(np.int32)
        events.tables["hold"] = [None, HOLD]
        return events

    @cached_property
    def initiatives(self) -> InitiativeRows:
        """As rows, like awards and grades."""
        year, person = np.nonzero(self.initiative)
        return InitiativeRows(person, year + FIRST, np.zeros(len(person), dtype=np.int8), self.initiative[year, person])

    def snapshot(self, codes: list[str], layers: tuple[str, ...] = LAYERS) -> Snapshot:
        """Columns for some awards, from the rows."""
        edition = load_rulebook().edition(DAY, layers)
        return snapshot(
            self.size, edition, DAY, YEAR, kind=self.kind, awards=self.awards, grades=self.grades,
            events=self.events(), codes=codes, initiatives=self.initiatives,
        )  # fmt: skip

    def case(self, person: int, code: str) -> dict[str, Any]:
        """One of them in the public format."""
        awards, grades = (np.flatnonzero(rows.person == person).tolist() for rows in (self.awards, self.grades))
        return self._case(person, awards, grades) | {"award": code}

    def cases(self) -> Iterator[dict[str, Any]]:
        """All of them, in order."""
        awards, grades = (_by_person(rows.person, self.size) for rows in (self.awards, self.grades))
        lowest = "LDTT" if self.kind == "person" else "TTLDTT"
        for person in range(self.size):
            yield self._case(person, awards[person], grades[person]) | {"award": lowest}

    def _case(self, person: int, awards: Iterable[int], grades: Iterable[int]) -> dict[str, Any]:
        a, g = self.awards, self.grades
        facts: list[dict[str, Any]] = [
            {"type": "award", "code": a.codes[a.code[row]], "year": int(a.year[row]),
             "decided_on": str(a.decided_on[row]), "category": a.categories[a.category[row]]}
            for row in awards
        ]  # fmt: skip
        facts += [{"type": "grade", "year": int(g.year[row]), "value": GRADE_WORDS[int(g.rank[row])]} for row in grades]
        facts += [
            {"type": "initiative", "kind": "initiative", "level": INITIATIVES[place], "year": year}
            for year, place in zip(YEARS, self.initiative[:, person].tolist(), strict=True) if place
        ]  # fmt: skip
        if self.disciplined[person]:
            item = DISCIPLINE[self.disciplined[person] - 1][0]
            ended = item.ended_on.isoformat() if item.ended_on else None
            facts.append({"type": "discipline", "form": item.form, "decided_on": item.decided_on.isoformat(),
                          "ended_on": ended})  # fmt: skip
        if self.held[person]:
            facts.append({"type": "hold", "kind": "complaint", "from": HOLD[0].since.isoformat(), "to": None})
        return {
            "judged_on": DAY.isoformat(), "year": YEAR, "layers": list(LAYERS), "subject": {"kind": self.kind},
            "facts": facts,
        }  # fmt: skip

    def flat(self) -> dict[str, Any]:
        """Everything as one table (person, what, year), the shape every peer is given."""
        a, g = self.awards, self.grades
        words = what_words(a.codes)
        rank_place = np.array([words.index(f"grade:{rank}") for rank in range(1, 5)], dtype=np.int16)
        ini_year, ini_person = np.nonzero(self.initiative)
        ini_what = self.initiative[ini_year, ini_person] - 1 + words.index("initiative:unit")
        barred = np.flatnonzero((self.disciplined == 1) | (self.held == 1))
        cleaned = np.flatnonzero(self.disciplined > 1)
        return {
            "person": np.concatenate([a.person, g.person, ini_person, barred, cleaned]).astype(np.int32),
            "what": np.concatenate([
                a.code, rank_place[g.rank - 1], ini_what, np.full(len(barred), words.index("barred")),
                np.full(len(cleaned), words.index("clean_from")),
            ]).astype(np.int16),
            "year": np.concatenate([
                a.year, g.year, ini_year + FIRST, np.full(len(barred), YEAR),
                CLEAN_YEARS[self.disciplined[cleaned] - 2],
            ]).astype(np.int16),
        }  # fmt: skip


GRADE_WORDS = {rank: word for word, rank in GRADE_RANK.items()}


def _by_person(person: Any, size: int) -> list[list[int]]:
    """Row numbers of each person."""
    order = np.argsort(person, kind="stable")
    cuts = np.searchsorted(person[order], np.arange(1, size))
    return [part.tolist() for part in np.split(order, cuts)]


DISCIPLINE: list[list[Discipline]] = [
    [Discipline("khien_trach", date(2024, 5, 1), None)],
    *([Discipline("khien_trach", date(year, 3, 1), date(year + 1, 3, 1))] for year in range(2016, 2022)),
]
CLEAN_YEARS = np.array([year + 2 for year in range(2016, 2022)])
"""The first whole year after the end of each: the clock of the rulebook."""

HOLD = [Hold("complaint", date(2024, 10, 1), None)]


def what_words(codes: list[str]) -> list[str]:
    """The words of the column `what` of the flat table."""
    grades = [f"grade:{rank}" for rank in range(1, 5)]
    return [*codes, *grades, *(f"initiative:{level}" for level in INITIATIVES[1:]), "barred", "clean_from"]


def careers(size: int, kind: str = "person", seed: int = 20241220) -> Careers:
    """N careers. Titles are independent by year; forms of the ladder come at most once each, in the ladder's order."""
    rng = np.random.default_rng(seed + (kind != "person"))
    catalogue = list(load_rulebook().catalogue.awards)
    person, code, year = _awards(rng, size, kind, catalogue)
    days = (year.astype(np.int64) - 1970).astype("datetime64[Y]").astype("datetime64[D]") + np.timedelta64(349, "D")
    zeros = np.zeros(len(person), dtype=np.int8)
    rows = AwardRows(
        person, code, year, days, zeros.astype(np.int16), zeros + 1, zeros, np.ones(len(person), dtype=bool), catalogue
    )
    places = rng.choice(len(GRADES), size=(len(YEARS), size), p=GRADE_SHARES).astype(np.int8)
    graded_year, graded = np.nonzero(places)
    ranks = places[graded_year, graded] + 1
    grades = GradeRows(graded.astype(np.int32), (graded_year + FIRST).astype(np.int16), ranks.astype(np.int8))
    shares = INITIATIVE_SHARES if kind == "person" else (1.0, 0.0, 0.0, 0.0)
    initiative = rng.choice(len(INITIATIVES), size=(len(YEARS), size), p=shares).astype(np.int8)
    disciplined = rng.choice(8, size=size, p=[1 - DISCIPLINED, *([DISCIPLINED / 7] * 7)]).astype(np.int8)
    return Careers(size, kind, rows, grades, initiative, disciplined, (rng.random(size) < HELD).astype(np.int8))


def _awards(rng: Any, size: int, kind: str, catalogue: list[str]) -> tuple[Any, Any, Any]:
    people, codes, years = [], [], []
    for code, share in SHARES[kind].items():
        if catalogue_is_form(code):
            chosen = np.flatnonzero(rng.random(size) < share * 4)
            when = rng.integers(FIRST, YEAR + 1, size=len(chosen))
        else:
            when, chosen = np.nonzero(rng.random((len(YEARS), size), dtype=np.float32) < share)
            when = when + FIRST
        people.append(chosen.astype(np.int32))
        years.append(when.astype(np.int16))
        codes.append(np.full(len(chosen), catalogue.index(code), dtype=np.int16))
    return np.concatenate(people), np.concatenate(codes), np.concatenate(years)


def catalogue_is_form(code: str) -> bool:
    return load_rulebook().catalogue.awards[code].type == "form"


def to_parquet(made: Careers, file: Path) -> None:
    """The flat table as Parquet."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table(made.flat()), file)
