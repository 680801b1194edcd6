"""The people of a snapshot, asked as one career is: year bits as planes, events answered by history."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from math import prod
from typing import Any

import numpy as np

from tdkt.law.engine.answers import NO, UNKNOWN, YES
from tdkt.law.engine.bits import ALL, through
from tdkt.law.engine.bits import either as union
from tdkt.law.engine.career import Career
from tdkt.law.engine.columns import reads_events
from tdkt.law.engine.conditions import Condition
from tdkt.law.engine.conditions.initiatives import Initiatives
from tdkt.law.engine.edition import Edition
from tdkt.law.engine.facts import Facts
from tdkt.law.engine.items import Clause

from .circuit import Circuit
from .events import BITS_TOO, Events, in_region, reads
from .few import answers_of, spread, years_of_some
from .groups import CAUTION, EVERYBODY, Best, Group, codes, narrowed
from .initiatives import answer as wide_answer
from .plane_ops import PlaneOps
from .planes import Plane, Years, anybody, at, both

MOST = 4096
"""Histories up to which every one is answered at once and kept as a table."""


WAKING = frozenset({"attested", "cluster", "achievement"})
"""Kinds of fact that wake a clause which otherwise only people could settle."""


class Block:
    """People of one kind, asked as a career is. A key that `bits` does not have is empty: nobody has such a year.

    `asked`: those whose answer still matters, when events are many and are looked at person by person.
    """

    ops = PlaneOps()
    year_told = True

    def __init__(
        self,
        circuit: Circuit,
        edition: Edition,
        judged_on: date,
        year: int,
        kind: str,
        bits: Mapping[Any, Any],
        events: Events,
        unknown: frozenset[str] = frozenset(),
    ) -> None:
        self.circuit, self.edition, self.judged_on, self.year, self.kind = circuit, edition, judged_on, year, kind
        self.bits, self.events, self.unknown = bits, events, unknown
        self.upto = through(year)
        self.names, self.positions = edition.names, edition.catalogue.positions
        self.asked: Plane = True
        self._made: dict[Any, Any] = {}
        self._views: dict[int, Career] = {}
        self._standards: dict[str, Any] = {}

    def _kept(self, key: Any, make: Callable[[], Any]) -> Any:
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    @cached_property
    def _nobody(self) -> Career:
        return Career(Facts(), self.edition, self.judged_on, year=self.year, kind=self.kind, unknown=self.unknown)

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

    def opens_any(self, codes: tuple[str, ...], *, hopeful: bool) -> Any:
        """As of `Career`. Each ladder's list ends with the list of the next, so what they end with is kept."""
        if not codes:
            return 0
        first = self.opens(codes[0], hopeful=hopeful)
        if len(codes) == 1:
            return first
        rest = self._kept(("opens", codes[1:], hopeful), lambda: self.opens_any(codes[1:], hopeful=hopeful))
        return union(first, rest)

    def still_open(self, code: str, by: str, years_after: int, *, hopeful: bool) -> Any:
        if self._hoped(code, hopeful=hopeful):
            return ALL
        return self.bits.get(("open", code, by, years_after, hopeful), 0)

    def trailing(self, years: Any, upto: int, *, hopeful: bool) -> Any:
        """As of `Career`; ladders share their runs, so they are kept."""
        return self._kept(
            ("run", years, upto, hopeful), lambda: self.ops.trailing(years.bits(self, hopeful=hopeful), upto)
        )

    def clean_years(self) -> Any:
        return self._kept("clean", self._clean_years)

    def _clean_years(self) -> Any:
        kinds = self.events.kinds(frozenset({"discipline"}))
        asked, self.asked = self.asked, True  # kept for other clauses, so for everybody
        usual, *some = self._exceptions(("clean",), kinds, Career.clean_years, np.uint64)
        self.asked = asked
        return years_of_some(self.circuit, int(usual), *some)

    def proposal_ends(self) -> tuple[int, ...]:
        return (self.upto,)

    def not_looked_up(self, kinds: frozenset[str]) -> bool:
        return self._nobody.not_looked_up(kinds)

    # --- conditions

    def evaluate(self, condition: Condition, region: Any = None) -> Any:
        if condition.wide:
            return condition.answer(self, region)
        if isinstance(condition, Initiatives):
            return self._initiatives(condition, region)
        read = reads(condition)
        kinds = self.events.kinds(read)
        if read & BITS_TOO:
            return self._one_by_one(condition, kinds)
        return self._of_events(condition, kinds, region)

    def all_of(self, conditions: Iterable[Condition], region: Any, answer: Any) -> Any:
        """The worst of an answer and the conditions'; events are not read of those who are out already."""
        asked = self.asked
        for condition in conditions:
            self._narrow(asked, answer, NO)
            answer = self.ops.worst([answer, condition.settle(self, region)])
        self.asked = asked
        return answer

    def one_of(self, conditions: Iterable[Condition], region: Any) -> Any:
        """The best of the conditions' answers; events are not read of those who have it already."""
        asked, answer = self.asked, NO
        for condition in conditions:
            self._narrow(asked, answer, YES)
            answer = self.ops.best([answer, condition.settle(self, region)])
        self.asked = asked
        return answer

    def _narrow(self, asked: Plane, answer: Any, final: int) -> None:
        if not self._calm:
            self.asked = both(asked, answer != final)

    @cached_property
    def _calm(self) -> bool:
        """Whether histories are so few that it never matters who is still in question."""
        few = prod(len(table) for table in self.events.tables.values()) <= MOST
        return few and not {"initiative", "service"} & self.events.tables.keys()

    def standard(self, code: str) -> Any:
        if code not in self._standards:
            asked, self.asked = self.asked, True
            self._standards[code] = 0
            self._standards[code] = codes(self.verdicts(code))
            self.asked = asked
        return self._standards[code]

    # --- events

    def _initiatives(self, condition: Initiatives, region: Any) -> Any:
        """From year bits; of those who have a history instead, from that."""
        plain = wide_answer(condition, self, region)
        kinds = self.events.kinds(condition.types)
        if not kinds:
            return plain
        own = self._of_events(condition, kinds, region)
        return self.ops.choose(self.circuit.some(self._holders(kinds)), own, plain)

    def _of_events(self, condition: Condition, kinds: tuple[str, ...], region: Any) -> Any:
        if in_region(condition) and isinstance(region, Years):
            return self._in_region(condition, kinds, region)
        fixed = None if region is None else 0 if isinstance(region, Years) else int(region)
        return self._codes((id(condition), fixed), kinds, lambda career: int(condition.answer(career, fixed)))

    def _codes(self, key: Any, kinds: tuple[str, ...], ask: Callable[[Career], int]) -> Any:
        usual, *some = self._exceptions(key, kinds, ask, np.uint8)
        return answers_of(self.circuit, int(usual), *some)

    def _exceptions(
        self, key: Any, kinds: tuple[str, ...], ask: Callable[[Career], Any], dtype: Any
    ) -> tuple[Any, Any, Any, Any]:
        """The answer of those who have no such events; who has some; what they answer, and which of it each."""
        usual = self._kept((key, ()), lambda: ask(self._nobody))
        if not kinds:
            return usual, (), (), ()
        people = self._holders(kinds)
        many = prod(len(self.events.tables[kind]) for kind in kinds)
        if many > MOST or many > len(people):
            people = self._chosen(kinds)
            return usual, people, *self._rare(key, kinds, people, ask, dtype)
        made = np.array([ask(self._career(kinds, place)) for place in range(many)], dtype=dtype)
        return usual, people, made, self._kept(("numbers", kinds), lambda: self._joined(kinds, people))

    def _rare(
        self, key: Any, kinds: tuple[str, ...], people: Any, ask: Callable[[Career], Any], dtype: Any
    ) -> tuple[Any, Any]:
        """The same where a table would not pay, or be too long: only of those whose answer still matters."""
        found, places = np.unique(self._joined(kinds, people), return_inverse=True)
        return np.array([self._of_history(key, kinds, n, ask) for n in found.tolist()], dtype=dtype), places

    def _in_region(self, condition: Condition, kinds: tuple[str, ...], region: Years) -> Any:
        """The answer rests on the years of a ladder as well."""
        people = self._chosen(kinds)
        regions, where = np.unique(region.people(people), return_inverse=True)
        number = self._joined(kinds, people).astype(np.int64) * len(regions) + where
        found, places = np.unique(number, return_inverse=True)
        values = [
            self._region_answer(condition, kinds, pair // len(regions), int(regions[pair % len(regions)]))
            for pair in found.tolist()
        ]
        usual = int(condition.answer(self._nobody, 0))
        return answers_of(self.circuit, usual, people, np.array(values, dtype=np.uint8), places)

    def _of_history(self, key: Any, kinds: tuple[str, ...], place: int, ask: Callable[[Career], Any]) -> Any:
        return self._kept((key, place), lambda: ask(self._career(kinds, place)))

    def _region_answer(self, condition: Condition, kinds: tuple[str, ...], place: int, region: int) -> Any:
        key = (id(condition), place, region)
        return self._kept(key, lambda: condition.answer(self._career(kinds, place), region))

    def _one_by_one(self, condition: Condition, kinds: tuple[str, ...]) -> Any:
        people = self._chosen(kinds)
        values = [condition.answer(self.view(person)) for person in people.tolist()]
        usual = int(condition.answer(self._nobody))
        return answers_of(self.circuit, usual, people, np.array(values, dtype=np.uint8), slice(None))

    def _holders(self, kinds: tuple[str, ...]) -> Any:
        """Who has such an event."""
        return self._kept(("holders", kinds), lambda: self.events.holders(kinds))

    def _chosen(self, kinds: tuple[str, ...]) -> Any:
        """Who has such an event and is still asked about."""
        people = self._holders(kinds)
        return people if self.asked is True else people[at(self.asked, people)]

    def _joined(self, kinds: tuple[str, ...], people: Any) -> Any:
        """One number for the histories of several kinds."""
        number = np.zeros(len(people), dtype=np.int64)
        for kind in kinds:
            number = number * len(self.events.tables[kind]) + self.events.numbers[kind][people]
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
        """One of the people, for conditions that look at events and years together."""
        if person not in self._views:
            places = {kind: int(numbers[person]) for kind, numbers in self.events.numbers.items()}
            self._views[person] = _Person(self, person, self.events.facts(places), self.events.subject(places))
        return self._views[person]

    # --- verdicts with their reasons

    def final(self, code: str, basis: str = "") -> list[Group]:
        """Everybody before one award, in groups of one answer and reason; what the cautions in force make unknown."""
        if any(code in caution.unknown for caution in self.edition.cautions_for(code, self.kind)):
            return [(UNKNOWN, CAUTION, True)]
        return self.verdicts(code, basis)

    def verdicts(self, code: str, basis: str = "") -> list[Group]:
        """The same by the clauses alone: the best awake clause, as for one subject."""
        clauses = self._clauses(code, self.edition.basis_of(code, basis))
        settled = any(applies is True and awake is True for _, _, applies, awake in clauses)
        best, asleep = Best(), Best()
        for place, clause, applies, awake in clauses:
            if settled and awake is False:
                continue  # a sleeping clause counts only where none is awake
            self.asked = applies
            found = self._answered(clause, fallen=best.covered is not True)
            self.asked = True
            best.offer(found, place, both(applies, awake))
            if not settled:
                asleep.offer(found, place, applies)
        return best.over(asleep)

    def _clauses(self, code: str, basis: str) -> list[tuple[int, Clause, Plane, Plane]]:
        """The clauses about anybody here: number, clause, about whom, awake for whom."""
        who, waking = (self.events.kinds(kinds) for kinds in (frozenset({"subject"}), WAKING))
        found = [
            (place, clause, self._flags(who, clause, _applies), self._flags(waking, clause, Career.awake))
            for place, clause in enumerate(self.edition.of(code, self.kind))
            if not basis or clause.basis == basis
        ]
        return [item for item in found if item[2] is not False]

    def _answered(self, clause: Clause, *, fallen: bool) -> list[Group]:
        """Everybody by the worst answer of the conditions and the number of the first condition that gave it."""
        bars, others = self._kept(("order", id(clause)), lambda: judged_order(clause))
        asked = self.asked
        groups = self._kept(("bars", tuple(map(id, bars))), lambda: self._barred(bars))
        for number, condition in enumerate(others, start=len(bars)):
            if not self._calm:
                self.asked = both(asked, anybody(who for answer, _, who in groups if answer != NO))
            groups = narrowed(groups, number, condition.settle(self), fallen=fallen)
        self.asked = asked
        return list(groups)

    def _barred(self, bars: list[Condition]) -> list[Group]:
        self.asked = True  # kept for other clauses, so for everybody
        groups = EVERYBODY
        for number, condition in enumerate(bars):
            groups = narrowed(groups, number, condition.settle(self))
        return groups

    def _flags(self, kinds: tuple[str, ...], clause: Clause, test: Callable[[Career, Clause], bool]) -> Plane:
        if not kinds:
            return test(self._nobody, clause)
        usual, people, values, places = self._exceptions(
            (id(clause), kinds), kinds, lambda career: test(career, clause), np.bool_
        )
        return spread(self.circuit, bool(usual), people, values != usual, places) if len(people) else bool(usual)


def _applies(career: Career, clause: Clause) -> bool:
    return clause.applies.applies(career)


def judged_order(clause: Clause) -> tuple[list[Condition], list[Condition]]:
    """Bars, which clauses share, and the others, what reads events last: the order in which reasons are numbered."""
    bars = [condition for condition in clause.need if condition.guard]
    return bars, sorted((condition for condition in clause.need if not condition.guard), key=reads_events)


class _Person(Career):
    """One of the block, whole."""

    def __init__(self, block: Block, person: int, facts: Facts, who: dict[str, Any]) -> None:
        self._block, self._at = block, person
        super().__init__(
            facts, block.edition, block.judged_on, year=block.year, kind=block.kind, unknown=block.unknown, **who
        )

    def _one(self, value: Any) -> int:
        return value.person(self._at) if isinstance(value, Years) else int(value)

    def held(self, code: str, category: str, ground: str, *, hopeful: bool) -> int:
        return self._one(self._block.held(code, category, ground, hopeful=hopeful))

    def graded(self, rank: int, *, hopeful: bool) -> int:
        return self._one(self._block.graded(rank, hopeful=hopeful))

    def opens(self, code: str, *, hopeful: bool) -> int:
        return self._one(self._block.opens(code, hopeful=hopeful))

    def still_open(self, code: str, by: str, years_after: int, *, hopeful: bool) -> int:
        return self._one(self._block.still_open(code, by, years_after, hopeful=hopeful))
