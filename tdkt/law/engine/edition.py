"""The law on one day, as some layers see it: clauses with every detail worked in, once for each interval of days."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from .conditions import Chain, Condition
from .conditions.logic import OneOf
from .items import (
    BaseSalary,
    BonusTable,
    CareerTable,
    Catalogue,
    Caution,
    Clause,
    Decider,
    Detail,
    Quota,
    Step,
    Transition,
)
from .loader import Instrument, Library


@dataclass
class Edition:
    """What is in force together. `since` is the first day of the interval it was built for."""

    catalogue: Catalogue
    layers: tuple[str, ...]
    since: date
    clauses: list[Clause] = field(default_factory=list)
    quotas: list[Quota] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    deciders: list[Decider] = field(default_factory=list)
    bonuses: list[BonusTable] = field(default_factory=list)
    salaries: list[BaseSalary] = field(default_factory=list)
    careers: list[CareerTable] = field(default_factory=list)
    cautions: list[Caution] = field(default_factory=list)
    transitions: list[Transition] = field(default_factory=list)
    parameters: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    _steps_json: dict[tuple[str, str, str], list[dict[str, Any]]] = field(default_factory=dict)
    _by_award: dict[tuple[str, str], list[Clause]] = field(default_factory=dict)

    def of(self, award: str, kind: str) -> list[Clause]:
        """The clauses of an award for a kind of subject."""
        key = (award, kind)
        if key not in self._by_award:
            self._by_award[key] = [c for c in self.clauses if c.award == award and kind in c.kinds]
        return self._by_award[key]

    def basis_of(self, award: str, basis: str) -> str:
        """The basis that narrows the clauses of an award; some awards have none of their own."""
        info = self.catalogue.awards.get(award)
        return "" if info is not None and info.any_basis else basis

    def is_form(self, code: str) -> bool:
        info = self.catalogue.awards.get(code)
        return info is not None and info.type == "form"

    def career_positions(self, table: str, group: str) -> frozenset[str]:
        """Positions of the group and of every higher group of the table."""
        found: set[str] = set()
        for item in self.careers:
            if item.table == table:
                for name, positions in item.groups:
                    found.update(positions)
                    if name == group:
                        return frozenset(found)
        return frozenset()

    def unsettled_positions(self, table: str) -> frozenset[str]:
        """Positions whose group in the table has to be taken from a decision this rulebook has not seen."""
        return frozenset(title for item in self.careers if item.table == table for title in item.unsettled)

    def steps_for(self, award: str, kind: str, basis: str = "") -> list[Step]:
        return [step for step in self.steps if step.target.covers(award, kind, basis)]

    def steps_json(self, award: str, kind: str, basis: str = "") -> list[dict[str, Any]]:
        """The same as data, made once."""
        key = (award, kind, basis)
        if key not in self._steps_json:
            self._steps_json[key] = [step.to_json() for step in self.steps_for(*key)]
        return list(self._steps_json[key])

    def steps_of_bases(self, award: str, kind: str, bases: frozenset[str]) -> list[dict[str, Any]]:
        """The steps of any of some bases; of every basis where none is told. In the order of the rulebook."""
        if len(bases) <= 1:
            return self.steps_json(award, kind, next(iter(bases), ""))
        found = self.steps_for(award, kind)
        return [step.to_json() for step in found if not step.target.bases or bases & set(step.target.bases)]

    def cautions_for(self, award: str, kind: str) -> list[Caution]:
        return [caution for caution in self.cautions if caution.target.covers(award, kind)]

    def decider(self, award: str, kind: str) -> Decider | None:
        """The decider of the highest layer that names one."""
        found = [decider for decider in self.deciders if decider.target.covers(award, kind)]
        return found[-1] if found else None


def change_days(library: Library) -> list[date]:
    """Every day on which something begins, or has just ended."""
    days: set[date] = {library.catalogue.covers_from}
    for instrument in library.instruments:
        for items in instrument.items.values():
            for item in items:
                days.add(item.since)
                if item.until is not None and item.until < date.max:
                    days.add(date.fromordinal(item.until.toordinal() + 1))
    return sorted(days)


def transitions_for(
    library: Library, layers: tuple[str, ...], day: date, received: date | None
) -> tuple[Transition, ...]:
    """The rules by which a dossier received on a day stays under the older law."""
    return tuple(
        item
        for book in library.instruments
        if book.layer in layers
        for item in book.items["transitions"]
        if item.reaches(received, day)
    )


def build(library: Library, layers: tuple[str, ...], day: date, transitions: tuple[Transition, ...] = ()) -> Edition:
    """The edition in force on a day. Layers in the order given, inside a layer by date of the instrument."""
    edition = Edition(library.catalogue, layers, day, names=library.catalogue.names(), transitions=[*transitions])
    ordered = [
        instrument
        for layer in layers
        for instrument in sorted(
            (i for i in library.instruments if i.layer == layer), key=lambda i: (i.since, i.file.split("/"))
        )
    ]
    details: list[Detail] = []
    for instrument in ordered:
        _gather(edition, instrument, day, details)
    for detail in details:
        edition.clauses = _apply(edition.clauses, detail)
    return edition


def _gather(edition: Edition, instrument: Instrument, day: date, details: list[Detail]) -> None:
    moved = [item for item in edition.transitions if item.layer == instrument.layer]
    if any(item.instrument == instrument.short for item in moved):
        return
    kept = {item.received_before - timedelta(days=1) for item in moved}

    def live(section: str) -> list[Any]:
        """In force, or ended with the rules that a dossier already received stays under."""
        return [item for item in instrument.items[section] if item.in_force(day) or item.until in kept]

    edition.clauses += live("clauses")
    edition.quotas += live("quotas")
    edition.steps += live("procedure")
    edition.deciders += live("deciders")
    edition.bonuses += live("bonus")
    edition.salaries += live("base_salary")
    edition.careers += live("careers")
    edition.cautions += live("warnings")
    edition.parameters |= {item.name: item.value for item in live("parameters")}
    details += live("details")


def _apply(clauses: list[Clause], detail: Detail) -> list[Clause]:
    if detail.instead:
        clauses = [c for c in clauses if c.file == detail.file or not detail.reaches(c)]
    return [_worked_in(clause, detail) if detail.reaches(clause) else clause for clause in clauses]


def _worked_in(clause: Clause, detail: Detail) -> Clause:
    need = [part for condition in clause.need for part in _changed(condition, detail)]
    return replace(clause, need=(*need, *detail.add))


def _changed(condition: Condition, detail: Detail) -> Iterable[Condition]:
    if condition.name and condition.name in detail.replace:
        fresh = detail.replace[condition.name]
        return (replace(fresh[0], name=condition.name), *fresh[1:])
    if condition.name and condition.name in detail.open:
        ways = (replace(condition, name=""), *detail.open[condition.name])
        return (OneOf(of=ways, cite=condition.cite, mark=condition.mark, name=condition.name),)
    return (_sharpened(condition, detail),)


def _sharpened(condition: Condition, detail: Detail) -> Condition:
    if detail.every is None and not detail.clean_start:
        return condition
    if isinstance(condition, Chain):
        return condition.sharpened(detail.every, clean=detail.clean_start)
    if isinstance(condition, OneOf):
        return replace(condition, of=tuple(_sharpened(part, detail) for part in condition.of))
    return condition
