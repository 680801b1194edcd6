"""Rows of awards and grades, as arrays, made into the columns of a snapshot."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from tdkt.law.engine.bits import FIRST, LAST
from tdkt.law.engine.conditions.bitwise import deadline
from tdkt.law.engine.edition import Edition

from .blocks import Block
from .circuit import WORD, Circuit, Words
from .events import Events
from .initiatives import InitiativeRows
from .planes import Years
from .snapshot import Snapshot, numbers_of

Ints = npt.NDArray[Any]
NOBODY: tuple[Ints, Ints] = (np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp))
MERIT = ("", "cong_trang")


@dataclass
class AwardRows:
    """One element for each award. `code`, `category` and `ground` are places in the lists of words beside them."""

    person: Ints
    code: Ints
    year: Ints
    decided_on: Ints  # datetime64[D], NaT where not told
    period_end: Ints  # 0 where no period is written
    category: Ints
    ground: Ints
    counts: Ints  # False for awards of mass organisations
    codes: list[str]
    categories: list[str] = field(default_factory=lambda: ["", "cong_trang", "dot_xuat", "phong_trao", "cong_hien"])
    grounds: list[str] = field(default_factory=lambda: ["", "grade", "initiative", "topic"])


@dataclass
class GradeRows:
    """One element for each grade; `rank` is 1 (failed) to 4 (excellent)."""

    person: Ints
    year: Ints
    rank: Ints


class _Noted(dict[Any, Any]):
    """Empty columns, and the names of those that were asked for."""

    def __init__(self, circuit: Circuit) -> None:
        super().__init__()
        self.names: dict[Any, None] = {}
        self.some = Years({0: circuit.given(np.zeros(1, dtype=np.uint64))})

    def get(self, key: Any, _default: Any = None) -> Any:
        self.names[key] = None
        return self.some  # not a plain 0, which would end the questions early


def wanted(
    edition: Edition, judged_on: date, year: int, kind: str, codes: Iterable[str], unknown: frozenset[str]
) -> list[tuple[Any, ...]]:
    """The columns that the awards of a kind are judged by."""
    circuit = Circuit(1)
    noted = _Noted(circuit)
    block = Block(circuit, edition, judged_on, year, kind, noted, Events(), unknown)
    for code in codes:
        block.verdicts(code)
    own = [("held", code, "", "") for code in edition.catalogue.awards]
    return list(dict.fromkeys([*noted.names, *own]))


def snapshot(  # noqa: PLR0913  a snapshot is made of these
    size: int,
    edition: Edition,
    judged_on: date,
    year: int,
    *,
    kind: str,
    awards: AwardRows,
    grades: GradeRows,
    events: Events,
    codes: Iterable[str],
    initiatives: InitiativeRows | None = None,
    unknown: frozenset[str] = frozenset(),
) -> Snapshot:
    """Everybody's columns for the awards `codes`. `initiatives` are the plain ones; the others are among `events`."""
    maker = _Maker(size, edition, judged_on, year, awards, grades, initiatives)
    found = [(key, maker.people(key)) for key in wanted(edition, judged_on, year, kind, codes, unknown)]
    made = [(key, *_planes(size, *told)) for key, told in found if len(told[0])]
    first = min((low for _, low, _ in made), default=FIRST) - FIRST
    years = max((low + len(planes) for _, low, planes in made), default=FIRST + 1) - FIRST - first
    bits: Words = np.zeros((len(made), years, -(-size // WORD)), dtype=np.uint64)
    for place, (_, low, planes) in enumerate(made):
        bits[place, low - FIRST - first :][: len(planes)] = planes
    filled = numbers_of(np.asarray(bits.any(axis=-1)))
    keys = [key for key, _, _ in made]
    return Snapshot(size, judged_on, year, kind, keys, bits, first, filled, events, unknown)


def _planes(size: int, people: Ints, years: Ints) -> tuple[int, Words]:
    """The first year, and a plane for it and each that follows. A flag for everybody and year, then packed."""
    years = np.clip(years, FIRST, LAST).astype(np.intp)
    first, wide = int(years.min()), size + -size % WORD
    flags = np.zeros((int(years.max()) - first + 1) * wide, dtype=bool)
    years -= first
    years *= wide
    years += people
    flags[years] = True
    return first, np.packbits(flags, bitorder="little").view("<u8").reshape(-1, wide // WORD)


class _Maker:
    """Whose year is in a column, and which."""

    def __init__(
        self,
        size: int,
        edition: Edition,
        judged_on: date,
        year: int,
        awards: AwardRows,
        grades: GradeRows,
        initiatives: InitiativeRows | None,
    ) -> None:
        self.size, self.edition, self.judged_on, self.year = size, edition, judged_on, year
        self.awards, self.grades, self.initiatives = awards, grades, initiatives
        late = awards.decided_on > np.datetime64(judged_on)  # False where no day is told
        self.counted = awards.counts.astype(bool) & ~late
        present = np.zeros(len(awards.codes), dtype=bool)
        present[awards.code] = True
        self.places = {code: place for place, code in enumerate(awards.codes) if present[place]}
        self._rows: dict[str, Ints] = {}

    def rows(self, code: str) -> Ints:
        """The rows of an award that count."""
        if code not in self.places:
            return NOBODY[0]
        if code not in self._rows:
            self._rows[code] = np.flatnonzero((self.awards.code == self.places[code]) & self.counted)
        return self._rows[code]

    def people(self, key: tuple[Any, ...]) -> tuple[Ints, Ints]:
        """People and their years."""
        if key[0] == "graded":
            chosen = self.grades.rank >= key[1]
            return self.grades.person[chosen], self.grades.year[chosen]
        if key[0] == "initiative":
            return self.initiatives.of(key) if self.initiatives is not None else NOBODY
        rows = self.rows(key[1])
        if key[0] == "held":
            rows = self._of(rows, key)
            years = self.awards.year[rows]
        elif key[0] == "opens":
            rows = self._of(rows, ("held", key[1], "", ""))
            years = self._first_years(rows)
        else:
            rows = self._still_open(rows, *key[2:])
            years = self.awards.year[rows]
        return self.awards.person[rows], years

    def _of(self, rows: Ints, key: tuple[Any, ...]) -> Ints:
        _, code, category, ground = key
        merit = category in MERIT
        if category != "any" and not (merit and not self.edition.is_form(code)):
            places = [self.awards.categories.index(word) for word in (MERIT if merit else (category,))]
            rows = rows[np.isin(self.awards.category[rows], places)]
        return rows[self.awards.ground[rows] == self.awards.grounds.index(ground)] if ground else rows

    def _first_years(self, rows: Ints) -> Ints:
        """The twin of `Career.first_year_after`."""
        awards, today = self.awards, self.judged_on
        year, end = awards.year[rows].astype(np.int64), awards.period_end[rows]
        told, day, place = _calendar(awards.decided_on[rows])
        by_period = np.where(end > 0, end, year) + 1
        month = day.astype("datetime64[M]")
        of_day = day.astype("datetime64[Y]").astype(np.int64) + 1970
        decided = of_day[place]
        by_decision = decided + 1
        if self.year < today.year:
            date_of_year = (month.astype(np.int64) % 12 + 1) * 100 + (day - month).astype(np.int64) + 1
            passed = date_of_year <= today.month * 100 + today.day
            by_decision -= passed[place] & (decided > year)
        always = self.edition.parameters.get("clock") == "decision"
        return np.asarray(np.where(told & (True if always else end == 0), by_decision, by_period))

    def _still_open(self, rows: Ints, by: str, years_after: int, hopeful: bool) -> Ints:  # noqa: FBT001  from the key
        told, day, place = _calendar(self.awards.decided_on[rows])
        decided = (day.astype("datetime64[Y]").astype(np.int64) + 1970)[place]
        decided = np.where(told, decided, self.awards.year[rows] + (1 if hopeful else 0))
        if not len(rows):
            return rows
        known = range(int(decided.min()), int(decided.max()) + 1)
        first = next((year for year in known if self.judged_on <= deadline(year, by, years_after)), known.stop)
        return rows[decided >= first]


def _calendar(days: Ints) -> tuple[Ints, Ints, Ints]:
    """Where a day is told; all days from the first to the last; each one's place among these (0 where none is told)."""
    told, number = ~np.isnat(days), days.astype(np.int64)
    if not told.any():
        return told, np.zeros(1, dtype="datetime64[D]"), np.zeros(len(days), dtype=np.intp)
    first = int(number[told].min())
    calendar = np.arange(first, int(number[told].max()) + 1).astype("datetime64[D]")
    return told, calendar, np.where(told, number - first, 0)
