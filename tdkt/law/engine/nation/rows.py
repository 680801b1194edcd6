"""Rows of awards and grades, as arrays, made into the columns of a snapshot."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from tdkt.law.engine.bits import bit
from tdkt.law.engine.conditions.bitwise import deadline
from tdkt.law.engine.edition import Edition

from .blocks import Answers, Block
from .events import Events
from .initiatives import InitiativeRows
from .planes import WORD, Plane, Words, Years, some
from .snapshot import Snapshot

Ints = npt.NDArray[Any]
NONE = np.datetime64("NaT")
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

    def __init__(self) -> None:
        super().__init__()
        self.names: dict[Any, None] = {}

    def get(self, key: Any, _default: Any = None) -> Any:
        self.names[key] = None
        return Years({0: np.zeros(1, dtype=np.uint64)})  # not a plain 0, which would end the questions early


def wanted(
    edition: Edition, judged_on: date, year: int, kind: str, codes: Iterable[str], unknown: frozenset[str]
) -> list[tuple[Any, ...]]:
    """The columns that the awards of a kind are judged by."""
    noted = _Noted()
    block = Block(1, edition, judged_on, year, kind, noted, Events(), Answers(), unknown)
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
    keys = [key for key in wanted(edition, judged_on, year, kind, codes, unknown) if maker.any(key)]
    made = [maker.planes(key) for key in keys]
    years = [year for planes in made for year in planes] or [bit_number(year)]
    first = min(years)
    bits: Words = np.zeros((len(keys), max(years) + 1 - first, -(-size // WORD)), dtype=np.uint64)
    filled = set()
    for place, planes in enumerate(made):
        for its, plane in planes.items():
            bits[place, its - first] = plane
            filled.add((place, its - first))
    return Snapshot(size, judged_on, year, kind, keys, bits, first, filled, events, unknown)


class _Maker:
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
        late = awards.decided_on > np.datetime64(judged_on)
        counted = np.flatnonzero(awards.counts.astype(bool) & ~late)
        order = counted[np.argsort(awards.code[counted], kind="stable")]
        cuts = np.searchsorted(awards.code[order], np.arange(len(awards.codes) + 1))
        self.rows = {code: order[cuts[n] : cuts[n + 1]] for n, code in enumerate(awards.codes)}

    def any(self, key: tuple[Any, ...]) -> bool:
        if key[0] == "initiative":
            return self.initiatives is not None and len(self.initiatives.of(key)[0]) > 0
        return len(self.grades.person) > 0 if key[0] == "graded" else len(self.rows.get(key[1], ())) > 0

    def planes(self, key: tuple[Any, ...]) -> dict[int, Plane]:
        return {bit: some(self.size, people) for bit, people in self._by_year(*self.people(key)).items()}

    def _by_year(self, people: Ints, years: Ints) -> dict[int, Ints]:
        found: dict[int, list[Ints]] = {}
        for year in np.unique(years).tolist():
            found.setdefault(bit_number(year), []).append(people[years == year])
        return {bit: np.concatenate(parts) for bit, parts in found.items()}

    def people(self, key: tuple[Any, ...]) -> tuple[Ints, Ints]:
        """People and their years."""
        if key[0] == "graded":
            chosen = self.grades.rank >= key[1]
            return self.grades.person[chosen], self.grades.year[chosen]
        if key[0] == "initiative" and self.initiatives is not None:
            return self.initiatives.of(key)
        rows = self.rows[key[1]]
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
        day, year, end = awards.decided_on[rows], awards.year[rows].astype(np.int64), awards.period_end[rows]
        by_period = np.where(end > 0, end, year) + 1
        month = day.astype("datetime64[M]")
        decided = np.where(np.isnat(day), 0, day.astype("datetime64[Y]").astype(np.int64) + 1970)
        months = np.where(np.isnat(day), 0, month.astype(np.int64) % 12 + 1)
        days = np.where(np.isnat(day), 0, (day - month).astype(np.int64) + 1)
        passed = months * 100 + days <= today.month * 100 + today.day
        early = passed & (decided > year) if self.year < today.year else np.zeros(len(rows), dtype=bool)
        by_decision = np.where(early, decided, decided + 1)
        always = self.edition.parameters.get("clock") == "decision"
        uses = ~np.isnat(day) & (True if always else end == 0)
        return np.asarray(np.where(uses, by_decision, by_period))

    def _still_open(self, rows: Ints, by: str, years_after: int, hopeful: bool) -> Ints:  # noqa: FBT001  from the key
        day = self.awards.decided_on[rows]
        told = day.astype("datetime64[Y]").astype(np.int64) + 1970
        decided = np.where(np.isnat(day), self.awards.year[rows] + (1 if hopeful else 0), told)
        known = np.unique(decided).tolist()
        open_ = [year for year in known if self.judged_on <= deadline(year, by, years_after)]
        return rows[np.isin(decided, open_)]


def bit_number(year: int) -> int:
    return bit(year).bit_length() - 1
