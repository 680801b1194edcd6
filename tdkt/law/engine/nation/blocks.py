"""One block of the nation: columns read from the snapshot, events answered by history."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from tdkt.law.engine.answers import NO, UNKNOWN, YES
from tdkt.law.engine.bits import ALL
from tdkt.law.engine.career import Career
from tdkt.law.engine.columns import NOBODY, Codes, Columns, Flags, reads_events
from tdkt.law.engine.conditions import Condition
from tdkt.law.engine.conditions.initiatives import Initiatives
from tdkt.law.engine.edition import Edition
from tdkt.law.engine.facts import Facts
from tdkt.law.engine.items import Clause

from .events import BITS_TOO, Events, in_region, reads
from .initiatives import answer as wide_answer

Reasons = npt.NDArray[np.uint16]
"""Clause number << 8 | number of the condition that made the answer; see `ALL_MET`, `CAUTION`, `NO_CLAUSE`."""

ALL_MET, CAUTION, NO_CLAUSE = 0xFF, 0xFFFE, 0xFFFF
MOST = 4096
"""Histories up to which every one is answered at once and kept as a table."""


class Answers:
    """What has been answered for each history already; shared by all blocks of one question."""

    def __init__(self) -> None:
        self.kept: dict[Any, Any] = {}
        self.tables: dict[Any, npt.NDArray[Any]] = {}


class Block(Columns):
    """Columns whose year bits are given. `bits` is keyed as `Columns` asks for them; a key not there is empty."""

    def __init__(  # noqa: PLR0913, PLR0917  a block of people is these things
        self,
        size: int,
        edition: Edition,
        judged_on: date,
        year: int,
        kind: str,
        bits: Mapping[Any, Any],
        events: Events,
        answers: Answers,
        unknown: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(size, edition, judged_on, year, kind, unknown=unknown)
        self.bits, self.events, self.answers = bits, events, answers
        self.reasons: dict[str, Reasons] = {}

    # --- year bits

    def _hoped(self, code: str, *, hopeful: bool) -> bool:
        return hopeful and ("award" in self.unknown or code in self.unknown)

    def held(self, code: str, category: str, ground: str, *, hopeful: bool) -> Any:
        return ALL if self._hoped(code, hopeful=hopeful) else self.bits.get(("held", code, category, ground), 0)

    def graded(self, rank: int, *, hopeful: bool) -> Any:
        known = self.bits.get(("graded", rank), 0)
        if hopeful and "grade" in self.unknown:
            return known | (ALL ^ self.bits.get(("graded", 1), 0))
        return known

    def opens(self, code: str, *, hopeful: bool) -> Any:
        return ALL if self._hoped(code, hopeful=hopeful) else self.bits.get(("opens", code), 0)

    def still_open(self, code: str, by: str, years_after: int, *, hopeful: bool) -> Any:
        if self._hoped(code, hopeful=hopeful):
            return ALL
        return self.bits.get(("open", code, by, years_after, hopeful), 0)

    def clean_years(self) -> Any:
        return self._kept("clean", self._clean_years)

    def _clean_years(self) -> Any:
        return self._by_history(("clean",), self.events.kinds(frozenset({"discipline"})), Career.clean_years, np.uint64)

    # --- events

    def evaluate(self, condition: Condition, region: Any = None) -> Any:
        if condition.wide:
            return condition.answer(self, region)
        if isinstance(condition, Initiatives):
            return self._initiatives(condition, region)
        kinds = self.events.kinds(reads(condition))
        if reads(condition) & BITS_TOO:
            return self._one_by_one(condition, kinds)
        return self._of_events(condition, kinds, region)

    def _initiatives(self, condition: Initiatives, region: Any) -> Any:
        """From year bits; of those who have a history instead, from that."""
        plain = wide_answer(condition, self, region)
        kinds = self.events.kinds(condition.types)
        if not kinds:
            return plain
        own = self._of_events(condition, kinds, region)
        return np.where(self.events.numbers["initiative"] != 0, own, plain)

    def _of_events(self, condition: Condition, kinds: tuple[str, ...], region: Any) -> Any:
        if in_region(condition) and isinstance(region, np.ndarray):
            return self._in_region(condition, kinds, region)
        fixed = None if region is None else 0 if isinstance(region, np.ndarray) else int(region)
        return self._by_history(
            (id(condition), fixed), kinds, lambda career: int(condition.answer(career, fixed)), np.uint8
        )

    def _by_history(self, key: Any, kinds: tuple[str, ...], ask: Callable[[Career], Any], dtype: Any) -> Any:
        """The answer of each history, spread over those who have it."""
        if not kinds:
            return self._once((key, ()), lambda: ask(self._nobody))
        sizes = [len(self.events.tables[kind]) for kind in kinds]
        if int(np.prod(sizes)) > MOST:
            return self._rare(key, kinds, ask, dtype)
        number = self._joined(kinds)
        made = self.answers.tables.get((key, dtype))
        if made is None:
            made = np.array([ask(self._career(kinds, place)) for place in range(int(np.prod(sizes)))], dtype=dtype)
            self.answers.tables[key, dtype] = made
        return made[number]

    def _rare(self, key: Any, kinds: tuple[str, ...], ask: Callable[[Career], Any], dtype: Any) -> Any:
        """The same where histories are too many for a table: only of those whose answer still matters."""
        chosen = self._chosen(kinds)
        column = np.full(self.size, self._once((key, ()), lambda: ask(self._nobody)), dtype=dtype)
        if len(chosen):
            found, places = np.unique(self._joined(kinds)[chosen], return_inverse=True)
            answers = [self._of_history((key, n), kinds, n, ask) for n in found.tolist()]
            column[chosen] = np.array(answers, dtype=dtype)[places]
        return column

    def _in_region(self, condition: Condition, kinds: tuple[str, ...], region: Any) -> Any:
        column = np.full(self.size, condition.answer(self._nobody, 0), dtype=np.uint8)
        chosen = self._chosen(kinds)
        if not len(chosen):
            return column
        regions, where = np.unique(region[chosen], return_inverse=True)
        number = self._joined(kinds)[chosen].astype(np.int64) * len(regions) + where
        found, places = np.unique(number, return_inverse=True)
        answers = [
            self._region_answer(condition, kinds, pair // len(regions), int(regions[pair % len(regions)]))
            for pair in found.tolist()
        ]
        column[chosen] = np.array(answers, dtype=np.uint8)[places]
        return column

    def _region_answer(self, condition: Condition, kinds: tuple[str, ...], place: int, region: int) -> Any:
        key = (id(condition), place, region)
        return self._of_history(key, kinds, place, lambda career: condition.answer(career, region))

    def _of_history(self, key: Any, kinds: tuple[str, ...], place: int, ask: Callable[[Career], Any]) -> Any:
        return self._once(key, lambda: ask(self._career(kinds, place)))

    def _one_by_one(self, condition: Condition, kinds: tuple[str, ...]) -> Any:
        column = np.full(self.size, condition.answer(self._nobody), dtype=np.uint8)
        for person in self._chosen(kinds).tolist():
            column[person] = condition.answer(self.view(person))
        return column

    def _once(self, key: Any, ask: Callable[[], Any]) -> Any:
        if key not in self.answers.kept:
            self.answers.kept[key] = ask()
        return self.answers.kept[key]

    def _chosen(self, kinds: tuple[str, ...]) -> Any:
        """Who has such an event and is not out already."""
        flags: Flags = np.zeros(self.size, dtype=bool)
        for kind in kinds:
            flags |= self.events.numbers[kind] != 0
        if self._alive is not None:
            flags &= self._alive
        return np.flatnonzero(flags)

    def _joined(self, kinds: tuple[str, ...]) -> Any:
        """One number for the histories of several kinds."""
        if len(kinds) == 1:
            return self.events.numbers[kinds[0]]
        return self._kept(("joined", kinds), lambda: self._join(kinds))

    def _join(self, kinds: tuple[str, ...]) -> Any:
        number = np.zeros(self.size, dtype=np.int64)
        for kind in kinds:
            number = number * len(self.events.tables[kind]) + self.events.numbers[kind]
        return number

    def _career(self, kinds: tuple[str, ...], number: int) -> Career:
        places = {}
        for kind in reversed(kinds):
            number, places[kind] = divmod(number, len(self.events.tables[kind]))
        who = self.events.subject(places)
        return Career(
            self.events.facts(places), self.edition, self.judged_on,
            year=self.year, kind=self.kind, unknown=self.unknown, **who,
        )  # fmt: skip

    def view(self, person: int) -> Career:
        if person not in self._views:
            places = {kind: int(numbers[person]) for kind, numbers in self.events.numbers.items()}
            self._views[person] = _Person(self, person, self.events.facts(places), self.events.subject(places))
        return self._views[person]

    # --- verdicts with their reasons

    def verdicts(self, code: str, basis: str = "") -> Codes:
        """As of `Columns`; `reasons[code]` then says which clause and which condition made each answer."""
        clauses = self._considered(code, self.edition.basis_of(code, basis))
        settled = any(applies is True and awake is True for _, _, applies, awake in clauses)
        best, asleep = _Best(self.size), _Best(self.size)
        for place, clause, applies, awake in clauses:
            if settled and awake is False:
                continue  # a sleeping clause counts only where none is awake
            self._narrow(None, applies)
            answer, reason = self._answered(clause)
            self._alive = None
            reason = reason + np.uint16(place << 8)
            best.offer(answer, reason, _both(applies, awake))
            if not settled:
                asleep.offer(answer, reason, applies)
        answers, self.reasons[code] = best.over(asleep)
        return answers

    def _considered(self, code: str, basis: str) -> list[tuple[int, Clause, Any, Any]]:
        """The clauses about anybody here: number, clause, about whom, awake for whom (True or False for all alike)."""
        found = [
            (place, clause, self._whom(clause), self._awake_for(clause))
            for place, clause in enumerate(self.edition.of(code, self.kind))
            if not basis or clause.basis == basis
        ]
        return [item for item in found if np.any(item[2])]

    def final(self, code: str, basis: str = "") -> Codes:
        if any(code in caution.unknown for caution in self.edition.cautions_for(code, self.kind)):
            self.reasons[code] = np.full(self.size, CAUTION, dtype=np.uint16)
            return np.full(self.size, UNKNOWN, dtype=np.uint8)
        return self.verdicts(code, basis)

    def _answered(self, clause: Clause) -> tuple[Any, Any]:
        """The worst answer of the conditions, and the number of the first condition that gave it."""
        bars, others = self._order(clause)
        alive = self._alive
        answer, reason = self._kept(
            ("bars", tuple(map(id, bars))), lambda: self._worst(bars, 0, np.uint8(YES), ALL_MET)
        )
        self._alive = alive
        answer, reason = self._worst(others, len(bars), answer, reason)
        self._alive = alive
        return answer, reason

    def _worst(self, conditions: list[Condition], first: int, answer: Any, reason: Any) -> tuple[Any, Any]:
        """The worst of an answer and the conditions'; `first` is the number of the first of them."""
        alive = self._alive if first else None
        for number, condition in enumerate(conditions, start=first):
            self._alive = alive
            if not self._calm:
                self._narrow(alive, answer != NO)
            code = condition.settle(self)
            if isinstance(code, int | np.integer) and code >= YES:
                continue
            reason = np.where(code < answer, np.uint16(number), reason)
            answer = np.minimum(answer, np.asarray(code, dtype=np.uint8))
        return answer, reason

    def _order(self, clause: Clause) -> tuple[list[Condition], list[Condition]]:
        return self._once(("order", id(clause)), lambda: judged_order(clause))  # type: ignore[no-any-return]

    @cached_property
    def _calm(self) -> bool:
        """Whether histories are so few that it never matters who is still in question."""
        few = np.prod([len(table) for table in self.events.tables.values()] or [1], dtype=np.float64) <= MOST
        return bool(few) and not {"initiative", "service"} & self.events.tables.keys()

    def _whom(self, clause: Clause) -> Any:
        kinds = self.events.kinds(frozenset({"subject"}))
        return self._by_history(("for", id(clause)), kinds, clause.applies.applies, np.bool_)

    def _awake_for(self, clause: Clause) -> Any:
        kinds = self.events.kinds(frozenset({"attested", "cluster", "achievement"}))
        return self._by_history(("awake", id(clause)), kinds, lambda career: career.awake(clause), np.bool_)


def judged_order(clause: Clause) -> tuple[list[Condition], list[Condition]]:
    """Bars, which clauses share, and the others, what reads events last: the order in which reasons are numbered."""
    bars = [condition for condition in clause.need if condition.guard]
    return bars, sorted((condition for condition in clause.need if not condition.guard), key=reads_events)


def _both(one: Any, other: Any) -> Any:
    if one is True:
        return other
    return one if other is True else other if other is False else one & other


class _Best:
    """The best answer offered so far, and its reason."""

    def __init__(self, size: int) -> None:
        self.answer: Codes = np.full(size, NOBODY, dtype=np.uint8)
        self.reason: Reasons = np.full(size, NO_CLAUSE, dtype=np.uint16)
        self.empty, self.full = True, False

    def offer(self, answer: Any, reason: Any, counts: Any) -> None:
        if counts is False:
            return
        if counts is True and self.empty:
            self.answer[:], self.reason[:] = answer, reason
        else:
            gains = (self.answer == NOBODY) | (answer > self.answer)
            if counts is not True:
                gains &= counts
            np.copyto(self.answer, answer, where=gains)
            np.copyto(self.reason, reason, where=gains)
        self.full |= counts is True
        self.empty = False

    def over(self, other: "_Best") -> tuple[Codes, Reasons]:
        """This one's where it has any, else the other's; nobody's answer is unknown."""
        if not self.full:
            empty = self.answer == NOBODY
            np.copyto(self.answer, other.answer, where=empty)
            np.copyto(self.reason, other.reason, where=empty)
            self.answer[self.answer == NOBODY] = UNKNOWN
        return self.answer, self.reason


class _Person(Career):
    """One of the block, whole."""

    def __init__(self, block: Block, person: int, facts: Facts, who: dict[str, Any]) -> None:
        self._block, self._at = block, person
        super().__init__(
            facts, block.edition, block.judged_on, year=block.year, kind=block.kind, unknown=block.unknown, **who
        )

    def _one(self, value: Any) -> int:
        return int(value[self._at]) if isinstance(value, np.ndarray) else int(value)

    def held(self, code: str, category: str, ground: str, *, hopeful: bool) -> int:
        return self._one(self._block.held(code, category, ground, hopeful=hopeful))

    def graded(self, rank: int, *, hopeful: bool) -> int:
        return self._one(self._block.graded(rank, hopeful=hopeful))

    def opens(self, code: str, *, hopeful: bool) -> int:
        return self._one(self._block.opens(code, hopeful=hopeful))

    def still_open(self, code: str, by: str, years_after: int, *, hopeful: bool) -> int:
        return self._one(self._block.still_open(code, by, years_after, hopeful=hopeful))
