"""What a rulebook file holds, besides conditions: one dataclass per section of docs/law-format.md."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from .conditions import Condition
from .conditions.judgement import Subject
from .yearsets import YearSet


@dataclass(frozen=True, kw_only=True)
class Item:
    """Anything with a citation and an interval; the last day is inclusive, None means still in force."""

    id: str
    layer: str
    since: date
    until: date | None
    mark: str
    place: str

    def in_force(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, kw_only=True)
class Clause(Item):
    """One standard of one award."""

    award: str
    kinds: tuple[str, ...]
    basis: str
    text: str
    applies: Subject
    need: tuple[Condition, ...]
    file: str


@dataclass(frozen=True, kw_only=True)
class Target:
    """Which awards, kinds and bases an item is about; empty means all."""

    awards: tuple[str, ...] = ()
    excepted: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()

    def covers(self, award: str, kind: str, basis: str = "") -> bool:
        return (
            (not self.awards or award in self.awards)
            and award not in self.excepted
            and (not self.kinds or kind in self.kinds)
            and (not self.bases or not basis or basis in self.bases)
        )


@dataclass(frozen=True, kw_only=True)
class Detail(Item):
    """What one instrument does to the clauses of others."""

    target: Target
    clauses: tuple[str, ...] = ()
    add: tuple[Condition, ...] = ()
    open: dict[str, tuple[Condition, ...]] = field(default_factory=dict)
    replace: dict[str, tuple[Condition, ...]] = field(default_factory=dict)
    every: YearSet | None = None
    clean_start: bool = False
    instead: bool = False
    file: str = ""

    def reaches(self, clause: Clause) -> bool:
        if self.clauses:
            return clause.id in self.clauses
        return any(self.target.covers(clause.award, kind, clause.basis) for kind in clause.kinds)


@dataclass(frozen=True, kw_only=True)
class Quota(Item):
    """A cap over a pool."""

    award: str
    count: str
    of: str
    share: Fraction | None
    limit: int | None
    rounding: str
    least: int | None
    group: str
    vi: str
    over: str = ""


@dataclass(frozen=True, kw_only=True)
class Step(Item):
    """One item of procedure.

    ``papers`` has to be in the dossier, ``if_any`` goes in where there is one; ``whole`` says that nothing else does.
    """

    target: Target
    step: str
    vi: str
    vote: dict[str, Any] | None = None
    numbers: dict[str, Any] = field(default_factory=dict)
    papers: tuple[str, ...] = ()
    if_any: tuple[str, ...] = ()
    whole: bool = False

    def to_json(self) -> dict[str, Any]:
        result: dict[str, Any] = {"vi": self.vi, "cite": self.id, "step": self.step, "mark": self.mark}
        if self.vote is not None:
            result["vote"] = {
                key: float(value) if isinstance(value, Fraction) else value for key, value in self.vote.items()
            }
        return result | self.numbers


@dataclass(frozen=True, kw_only=True)
class Decider(Item):
    """Who decides an award, and to whom he has handed it for those under them, by which article."""

    target: Target
    decider: str
    vi: str
    delegated_to: str = ""
    delegated_by: str = ""
    delegated_vi: str = ""


@dataclass(frozen=True, kw_only=True)
class Rate:
    """Multiples of the base salary for one award."""

    person: Fraction | None
    collective: Fraction | None
    household: Fraction | None
    ceiling: bool
    at: str
    mark: str


@dataclass(frozen=True, kw_only=True)
class BonusTable(Item):
    """The bonus section of one instrument."""

    rates: dict[str, Rate]
    household: Fraction | None
    round_up_to: int
    rules: str


@dataclass(frozen=True, kw_only=True)
class BaseSalary(Item):
    """The base salary from a day, in đồng."""

    amount: int | None


@dataclass(frozen=True, kw_only=True)
class Parameter(Item):
    """A named value that changes by date."""

    name: str
    value: str


@dataclass(frozen=True, kw_only=True)
class CareerTable(Item):
    """Groups of positions, highest first, and the positions whose group nobody has settled."""

    table: str
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    unsettled: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Caution(Item):
    """What a verdict must say on its face, and the awards it makes unknown."""

    target: Target
    vi: str
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Transition(Item):
    """Dossiers received before a day stay under the instrument that this one replaced."""

    instrument: str
    keeps: str
    received_before: date
    vi: str

    def reaches(self, received: date | None, day: date) -> bool:
        return received is not None and received < self.received_before and self.in_force(day)


@dataclass(frozen=True)
class AwardInfo:
    """One line of the catalogue."""

    code: str
    name: str
    type: str
    kinds: tuple[str, ...]
    rank: int
    judged: bool
    period: int = 1
    any_basis: bool = False
    on_request: bool = False


@dataclass(frozen=True)
class Catalogue:
    """Codes and names shared by all layers."""

    covers_from: date
    awards: dict[str, AwardInfo]
    positions: dict[str, str]

    def names(self) -> dict[str, str]:
        return {code: info.name for code, info in self.awards.items()}
