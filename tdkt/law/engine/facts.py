"""The facts of a case, one dataclass per kind. Field meanings: docs/law-format.md and the case format."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Award:
    code: str
    year: int
    decided_on: date | None = None
    period: tuple[int, int] | None = None
    ground: str = ""
    issuer: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class Grade:
    year: int
    value: str


@dataclass(frozen=True, slots=True)
class Initiative:
    kind: str
    level: str
    year: int
    used_for: tuple[str, ...] = ()
    recognised_by_head: bool | None = None


@dataclass(frozen=True, slots=True)
class Discipline:
    form: str
    decided_on: date
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    kind: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    year: int
    working_days: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Employment:
    year: int
    months: float
    basis: str = ""
    same_agency: bool = True


@dataclass(frozen=True, slots=True)
class Training:
    year: int
    months: float
    result: str | None = None
    complied: bool | None = None


@dataclass(frozen=True, slots=True)
class Service:
    sector: str
    years: float


@dataclass(frozen=True, slots=True)
class Position:
    title: str
    years: float


@dataclass(frozen=True, slots=True)
class Members:
    """Head counts of a collective in a year; None where the case does not tell one."""

    year: int
    total: int | None = None
    completed: int | None = None
    counts: dict[str, int] = field(default_factory=dict)
    khien_trach: int | None = None
    canh_cao_or_worse: int | None = None


@dataclass(frozen=True, slots=True)
class Cluster:
    year: int
    rank: int
    group: str = ""


@dataclass(frozen=True, slots=True)
class Attested:
    """Something people vouch for; of a movement also who launched it and how many whole years it ran, where told."""

    what: str
    year: int | None = None
    launched_by: str = ""
    ran_years: int | None = None


@dataclass(slots=True)
class Facts:
    """Everything a case tells, by kind."""

    awards: list[Award] = field(default_factory=list)
    grades: dict[int, str] = field(default_factory=dict)
    initiatives: list[Initiative] = field(default_factory=list)
    disciplines: list[Discipline] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    absences: list[Absence] = field(default_factory=list)
    employments: list[Employment] = field(default_factory=list)
    trainings: list[Training] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    members: dict[int, Members] = field(default_factory=dict)
    clusters: list[Cluster] = field(default_factory=list)
    registrations: list[tuple[int, str]] = field(default_factory=list)
    achievements: list[tuple[int, str]] = field(default_factory=list)
    attested: list[Attested] = field(default_factory=list)
    occasions: list[str] = field(default_factory=list)
    founded: date | None = None
    retired: int | None = None


_LISTS = {
    "initiatives": "initiative",
    "disciplines": "discipline",
    "holds": "hold",
    "absences": "absence",
    "employments": "employment",
    "trainings": "training",
    "services": "service",
    "positions": "position",
    "members": "members",
    "clusters": "cluster",
    "registrations": "registration",
    "achievements": "achievement",
    "attested": "attested",
    "occasions": "occasion",
}


def kinds_in(facts: Facts) -> list[str]:
    """The kinds of event a subject has."""
    kinds = [kind for name, kind in _LISTS.items() if getattr(facts, name)]
    if facts.founded is not None:
        kinds.append("founded")
    if facts.retired is not None:
        kinds.append("retired")
    return kinds
