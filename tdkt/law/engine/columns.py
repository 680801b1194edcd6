"""The same conditions over many subjects at once: NumPy columns of year bits instead of one int.

Titles, forms and grades are columns; rare events (initiatives, discipline, positions …) stay lists beside them, and the
conditions on those are answered one by one for the few who have any.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise
from operator import itemgetter
from typing import Any

import numpy as np
import numpy.typing as npt

from .answers import NO, UNKNOWN, YES
from .arrays import ArrayOps
from .bits import ALL, bit, either, through
from .career import MASS, Career
from .conditions import Condition
from .conditions.bitwise import deadline
from .edition import Edition
from .facts import Award, Facts, kinds_in
from .items import Clause
from .rows import Rows
from .vocabulary import GRADE_RANK

Column = npt.NDArray[np.uint64]
Codes = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]

NOBODY = 255  # marks "this clause is not about the subject" while the best clause is looked for


@dataclass
class Columns:
    """Many subjects of one kind on one day under one edition, with one achievement year for all.

    `facts` holds the events of those who have any; its awards and grades are not read.
    `subjects` holds gender, occupation, can_receive_flags of those who differ from the default.
    """

    size: int
    edition: Edition
    judged_on: date
    year: int
    kind: str = "person"
    facts: Mapping[int, Facts] = field(default_factory=dict)
    subjects: Mapping[int, dict[str, Any]] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()
    awards: Rows = field(default_factory=lambda: Rows.of([]))
    grades: Sequence[tuple[int, int, str]] = ()

    ops = ArrayOps()
    year_told = True

    def __post_init__(self) -> None:
        self.upto = through(self.year)
        self.names, self.positions = self.edition.names, self.edition.catalogue.positions
        self._columns: dict[Any, Any] = {}
        self._views: dict[int, Career] = {}
        self._standards: dict[str, Any] = {}
        self._answers: dict[int, Any] = {}
        self._alive: Flags | None = None

    # --- rows to columns

    @cached_property
    def _by_code(self) -> dict[str, npt.NDArray[np.int64]]:
        """Row numbers of each code, those that count only."""
        codes = np.array(self.awards.code, dtype=object)
        keep = self._counted_rows()
        order = np.argsort(
            np.array([self._code_number[code] for code in self.awards.code], dtype=np.int16), kind="stable"
        )
        order = order[keep[order]]
        if not len(order):
            return {}
        cuts = np.flatnonzero(codes[order][1:] != codes[order][:-1]) + 1
        bounds = [0, *cuts.tolist(), len(order)]
        return {str(codes[order[first]]): order[first:last] for first, last in pairwise(bounds)}

    @cached_property
    def _code_number(self) -> dict[str, int]:
        return {code: number for number, code in enumerate(self.edition.catalogue.awards)}

    def _counted_rows(self) -> Flags:
        today = self.judged_on
        late = [day is not None and day > today for day in self.awards.decided_on]
        keep: Flags = ~np.array(late, dtype=bool)
        if MASS in self.awards.issuer:
            keep &= np.array([issuer != MASS for issuer in self.awards.issuer], dtype=bool)
        return keep

    @cached_property
    def _person(self) -> npt.NDArray[np.int64]:
        return np.array(self.awards.person, dtype=np.int64)

    @cached_property
    def _year(self) -> npt.NDArray[np.int64]:
        return np.array(self.awards.year, dtype=np.int64)

    def _pivot(self, people: npt.NDArray[np.int64], years: npt.NDArray[np.int64]) -> Column:
        """One column of bits; a year at a time, which is faster than one row at a time."""
        column = np.zeros(self.size, dtype=np.uint64)
        for year in np.unique(years):
            column[people[years == year]] |= np.uint64(bit(int(year)))
        return column

    def _kept(self, key: Any, make: Callable[[], Any]) -> Any:
        if key not in self._columns:
            self._columns[key] = make()
        return self._columns[key]

    def held(self, code: str, category: str, ground: str, *, hopeful: bool) -> Any:
        if hopeful and ("award" in self.unknown or code in self.unknown):
            return ALL
        return self._kept((code, category, ground), lambda: self._held(code, category, ground))

    def _held(self, code: str, category: str, ground: str) -> Any:
        rows = self._by_code.get(code)
        if rows is None:
            return 0
        merit = category in ("", "cong_trang")
        if not (merit and not self.edition.is_form(code)) and category != "any":
            wanted = ("", "cong_trang") if merit else (category,)
            rows = rows[[self.awards.category[row] in wanted for row in rows]]
        if ground:
            rows = rows[[self.awards.ground[row] == ground for row in rows]]
        return self._pivot(self._person[rows], self._year[rows])

    def graded(self, rank: int, *, hopeful: bool) -> Any:
        known = self._grade_columns
        if hopeful and "grade" in self.unknown:
            return known[rank] | (ALL ^ known[1])
        return known[rank]

    @cached_property
    def _grade_columns(self) -> list[Any]:
        if not len(self.grades):
            return [0] * 5
        person, year = (np.array(list(map(itemgetter(place), self.grades)), dtype=np.int64) for place in (0, 1))
        ranks = np.array([GRADE_RANK[value] for _, _, value in self.grades], dtype=np.int8)
        columns: list[Any] = [0] * 5
        for rank in (4, 3, 2, 1):
            columns[rank] = self._pivot(person[ranks == rank], year[ranks == rank])
            if rank < 4:
                columns[rank] = columns[rank] | columns[rank + 1]
        return columns

    def opens(self, code: str, *, hopeful: bool) -> Any:
        if hopeful and ("award" in self.unknown or code in self.unknown):
            return ALL
        return self._kept(("opens", code), lambda: self._opens(code))

    def opens_any(self, codes: Iterable[str], *, hopeful: bool) -> Any:
        result: Any = 0
        for code in codes:
            result = either(result, self.opens(code, hopeful=hopeful))
        return result

    def _opens(self, code: str) -> Any:
        rows = self._by_code.get(code)
        if rows is None:
            return 0
        if self.edition.is_form(code):
            rows = rows[[self.awards.category[row] in ("", "cong_trang") for row in rows]]
        clock = self._nobody.first_year_after
        firsts = np.array([clock(self._award(row)) for row in rows], dtype=np.int64)
        return self._pivot(self._person[rows], firsts)

    def _award(self, row: int) -> Award:
        end = self.awards.period_end[row]
        year = int(self.awards.year[row])
        return Award(self.awards.code[row], year, self.awards.decided_on[row], None if end is None else (year, end))

    def still_open(self, code: str, by: str, years_after: int, *, hopeful: bool) -> Any:
        if hopeful and ("award" in self.unknown or code in self.unknown):
            return ALL
        key = ("open", code, by, years_after, hopeful)
        return self._kept(key, lambda: self._still_open(code, by, years_after, hopeful=hopeful))

    def _still_open(self, code: str, by: str, years_after: int, *, hopeful: bool) -> Any:
        rows = self._by_code.get(code)
        if rows is None:
            return 0
        late = 1 if hopeful else 0
        decided = [day.year if (day := self.awards.decided_on[row]) else self.awards.year[row] + late for row in rows]
        rows = rows[[self.judged_on <= deadline(year, by, years_after) for year in decided]]
        return self._pivot(self._person[rows], self._year[rows])

    def trailing(self, years: Any, upto: Any, *, hopeful: bool) -> Any:
        """As of `Career`; ladders share their runs, so they are kept."""
        return self._kept(
            ("run", years, upto, hopeful), lambda: self.ops.trailing(years.bits(self, hopeful=hopeful), upto)
        )

    def clean_years(self) -> Any:
        return self._kept("clean", self._clean_years)

    def _clean_years(self) -> Any:
        column = np.full(self.size, ALL, dtype=np.uint64)
        for person in self._holders(frozenset({"discipline"})):
            column[person] = self.view(person).clean_years()
        return column

    # --- what conditions ask

    def not_looked_up(self, kinds: frozenset[str]) -> bool:
        return self._nobody.not_looked_up(kinds)

    def proposal_ends(self) -> tuple[int, ...]:
        return (self.upto,)

    def evaluate(self, condition: Condition, region: Any = None) -> Any:
        """On columns where the condition can; else nobody's answer, and one by one for those who have such facts."""
        if condition.wide:
            return condition.answer(self, region)
        holders = self._holders(condition.looks_at())
        if self._alive is not None:
            holders = [person for person in holders if self._alive[person]]
        answer = condition.answer(self._nobody, 0 if region is not None else None)
        if not holders:
            return answer
        column = np.full(self.size, answer, dtype=np.uint8)
        for person in holders:
            own = None if region is None else int(region[person]) if isinstance(region, np.ndarray) else region
            column[person] = condition.answer(self.view(person), own)
        return column

    def all_of(self, conditions: Iterable[Condition], region: Any, answer: Any) -> Any:
        """The worst of an answer and the conditions'; events are not read of those who are out already."""
        alive = self._alive
        for condition in conditions:
            self._narrow(alive, answer != NO)
            answer = self.ops.worst([answer, condition.settle(self, region)])
        self._alive = alive
        return answer

    def one_of(self, conditions: Iterable[Condition], region: Any) -> Any:
        """The best of the conditions' answers; events are not read of those who have it already."""
        alive, answer = self._alive, np.uint8(NO)
        for condition in conditions:
            self._narrow(alive, answer != YES)
            answer = self.ops.best([answer, condition.settle(self, region)])
        self._alive = alive
        return answer

    def _narrow(self, alive: Flags | None, more: Any) -> None:
        if isinstance(more, np.ndarray) and more.ndim:
            self._alive = more if alive is None else alive & more

    def standard(self, code: str) -> Any:
        if code not in self._standards:
            alive, self._alive = self._alive, None
            self._standards[code] = 0
            self._standards[code] = self.verdicts(code)
            self._alive = alive
        return self._standards[code]

    def view(self, person: int) -> Career:
        """One of the subjects, for conditions that look at events."""
        if person not in self._views:
            self._views[person] = _View(self, person)
        return self._views[person]

    @cached_property
    def _nobody(self) -> Career:
        return Career(Facts(), self.edition, self.judged_on, year=self.year, kind=self.kind, unknown=self.unknown)

    @cached_property
    def _people_of(self) -> dict[str, list[int]]:
        """Who has facts of each kind."""
        found: dict[str, list[int]] = {"subject": sorted(self.subjects)}
        for person in sorted(self.facts):
            for kind in kinds_in(self.facts[person]):
                found.setdefault(kind, []).append(person)
        return found

    def _holders(self, kinds: frozenset[str]) -> list[int]:
        lists = [self._people_of[kind] for kind in sorted(kinds) if kind in self._people_of]
        if len(lists) == 1:
            return lists[0]
        return sorted({person for people in lists for person in people})

    # --- verdicts

    def clause_codes(self, clause: Clause) -> Any:
        """The answers of one clause for everybody. Bars are shared and kept; what reads events comes last."""
        alive, self._alive = self._alive, None
        bars = self.ops.worst([self._settled(condition) for condition in clause.need if condition.guard])
        self._alive = alive
        rest = sorted((condition for condition in clause.need if not condition.guard), key=reads_events)
        return self.all_of(rest, None, bars)

    def _settled(self, condition: Condition) -> Any:
        key = id(condition)
        if key not in self._answers:
            self._answers[key] = condition.settle(self)
        return self._answers[key]

    def verdicts(self, code: str, basis: str = "") -> Codes:
        """Verdict codes (0..3, see answers) of everybody for one award: the best awake clause, as for one subject."""
        awake_best = np.full(self.size, NOBODY, dtype=np.uint8)
        any_best = np.full(self.size, NOBODY, dtype=np.uint8)
        basis = self.edition.basis_of(code, basis)
        for clause in self.edition.of(code, self.kind):
            if not basis or clause.basis == basis:
                applies = self._applies(clause)
                if not applies.any():
                    continue
                self._narrow(None, applies)
                answers = np.broadcast_to(np.asarray(self.clause_codes(clause), dtype=np.uint8), (self.size,))
                self._alive = None
                any_best = _better(any_best, answers, applies)
                awake_best = _better(awake_best, answers, applies & self._awake(clause))
        best = np.where(awake_best == NOBODY, any_best, awake_best)
        result: Codes = np.where(best == NOBODY, np.uint8(UNKNOWN), best)
        return result

    def final(self, code: str, basis: str = "") -> Codes:
        """The same, with what the cautions in force make unknown."""
        if any(code in caution.unknown for caution in self.edition.cautions_for(code, self.kind)):
            return np.full(self.size, UNKNOWN, dtype=np.uint8)
        return self.verdicts(code, basis)

    def _applies(self, clause: Clause) -> Flags:
        return self._flags(clause.applies.applies, sorted(self.subjects))

    def _awake(self, clause: Clause) -> Flags:
        kinds = frozenset({"attested", "cluster", "achievement"})
        return self._flags(lambda career: career.awake(clause), self._holders(kinds))

    def _flags(self, test: Callable[[Career], bool], people: Iterable[int]) -> Flags:
        flags = np.full(self.size, test(self._nobody), dtype=bool)
        for person in people:
            flags[person] = test(self.view(person))
        return flags


def reads_events(condition: Condition) -> bool:
    """Whether any part of it looks at more than year bits."""
    return any(not part.wide for part in condition.parts())


def _better(best: Codes, answers: Codes, counts: Flags) -> Codes:
    gains = counts & ((best == NOBODY) | (answers > best))
    result: Codes = np.where(gains, answers, best)
    return result


_NO_FACTS = Facts()


class _View(Career):
    """One subject of the columns: its events as lists, its titles and grades read from the columns."""

    def __init__(self, columns: Columns, person: int) -> None:
        self._columns, self._at = columns, person
        super().__init__(
            columns.facts.get(person, _NO_FACTS),
            columns.edition,
            columns.judged_on,
            year=columns.year,
            kind=columns.kind,
            unknown=columns.unknown,
            **columns.subjects.get(person, {}),
        )

    def _fill(self) -> None:
        """Titles and grades come from the columns."""

    def _one(self, value: Any) -> int:
        return int(value[self._at]) if isinstance(value, np.ndarray) else int(value)

    def held(self, code: str, category: str, ground: str, *, hopeful: bool) -> int:
        return self._one(self._columns.held(code, category, ground, hopeful=hopeful))

    def graded(self, rank: int, *, hopeful: bool) -> int:
        return self._one(self._columns.graded(rank, hopeful=hopeful))

    def opens(self, code: str, *, hopeful: bool) -> int:
        return self._one(self._columns.opens(code, hopeful=hopeful))

    def still_open(self, code: str, by: str, years_after: int, *, hopeful: bool) -> int:
        return self._one(self._columns.still_open(code, by, years_after, hopeful=hopeful))
