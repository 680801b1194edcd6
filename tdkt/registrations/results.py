"""Registered against achieved, subject by subject, from the ledger."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from django.db.models import Q

from tdkt.awards.catalogue import award_info
from tdkt.awards.models import Award, AwardStatus
from tdkt.people.models import Person
from tdkt.registrations.catalogue import award_name, in_order
from tdkt.registrations.models import Registration
from tdkt.units.models import Unit


class Result(Enum):
    """How a subject's year came out against what it registered."""

    EXCEEDED = ("Vượt đăng ký", "blue", "award")
    ACHIEVED = ("Đạt", "green", "circle-check")
    PARTLY = ("Đạt một phần", "amber", "circle-dot")
    MISSED = ("Không đạt", "red", "circle-x")
    PENDING = ("Chưa có kết quả", "grey", "hourglass")
    UNASKED = ("Đạt ngoài đăng ký", "blue", "award")

    def __init__(self, label: str, tone: str, icon: str) -> None:
        self.label, self.tone, self.icon = label, tone, icon


@dataclass(frozen=True)
class Row:
    """One subject: what it registered, what stands in the ledger for the year, and what became of it."""

    subject: Person | Unit
    host: Unit
    registered: tuple[str, ...]
    achieved: tuple[str, ...]
    proposed: tuple[str, ...]
    result: Result

    @property
    def is_person(self) -> bool:
        """A person and not a collective."""
        return isinstance(self.subject, Person)


@dataclass(frozen=True)
class Tally:
    """One title or form: how many registered, how many of them achieved it (or more), how many had not registered."""

    code: str
    registered: int
    achieved: int
    unasked: int

    @property
    def name(self) -> str:
        """The award's name."""
        return award_name(self.code)


Key = tuple[bool, int]


def results(unit: Unit, year: int, day: dt.date) -> list[Row]:
    """Everybody under ``unit`` who registered for a year or received something for it; three queries."""
    lines = Registration.objects.alive().filter(year=year, unit_list__unit__path__startswith=unit.path or "-")
    subjects: dict[Key, Person | Unit] = {}
    hosts: dict[Key, Unit] = {}
    asked: dict[Key, set[str]] = defaultdict(set)
    for line in lines.select_related("person", "unit", "unit_list__unit"):
        key = _key(line.person_id, line.unit_id)
        subjects[key], hosts[key] = line.person or line.unit, line.unit_list.unit  # type: ignore[assignment]
        asked[key].add(line.code)
    held: dict[Key, set[str]] = defaultdict(set)
    open_: dict[Key, set[str]] = defaultdict(set)
    for award in _awards(unit, year):
        key = _key(award.person_id, award.unit_id)
        subjects.setdefault(key, award.person or award.unit)  # type: ignore[arg-type]
        hosts.setdefault(key, award.host_unit)
        (held if award.status == AwardStatus.GRANTED else open_)[key].add(award.code)
    waiting = day <= dt.date(year, 12, 31) or not any(held.values())
    rows = [_row(subjects[key], hosts[key], asked[key], held[key], open_[key], waiting=waiting) for key in subjects]
    return sorted(rows, key=lambda row: (row.host.path or "", row.is_person, row.subject.sort_key, row.subject.pk))


def _key(person: int | None, unit: int | None) -> Key:
    return (person is not None, person or unit or 0)


def _awards(unit: Unit, year: int) -> Iterable[Award]:
    """What the ledger has for the year: of those who registered, wherever they were honoured, and of the unit's own."""
    inside = Registration.objects.alive().filter(year=year, unit_list__unit__path__startswith=unit.path or "-")
    people, units = inside.filter(person__isnull=False), inside.filter(unit__isnull=False)
    return (
        Award.objects.filter(
            Q(host_unit__path__startswith=unit.path or "-")
            | Q(person__in=people.values("person"))
            | Q(unit__in=units.values("unit")),
            period_to=year, cancelled_by__isnull=True,
        )
        .exclude(status=AwardStatus.REFUSED)
        .select_related("person", "unit", "host_unit")
    )  # fmt: skip


def _row(
    subject: Person | Unit, host: Unit, asked: set[str], held: set[str], proposed: set[str], *, waiting: bool
) -> Row:
    """``waiting``: the year is not over, or nothing of it has been decided yet."""
    pending = waiting or any(covers(proposed, code) for code in asked)
    return Row(
        subject, host, tuple(in_order(asked)), tuple(in_order(held)), tuple(in_order(proposed - held)),
        result_of(asked, held, waiting=pending),
    )  # fmt: skip


def result_of(asked: set[str], held: set[str], *, waiting: bool) -> Result:
    """What became of what was registered. A higher award of the same sort covers a lower one."""
    if not asked:
        return Result.UNASKED if held else Result.PENDING
    met = {code for code in asked if covers(held, code)}
    if met == asked:
        return Result.EXCEEDED if _above(held, asked) else Result.ACHIEVED
    if waiting:
        return Result.PENDING
    return Result.PARTLY if met else Result.MISSED


def covers(held: set[str], code: str) -> bool:
    """Whether a subject with ``held`` has ``code`` or a higher award of its sort."""
    return code in held or any(_outranks(other, code) for other in held)


def _above(held: set[str], asked: set[str]) -> bool:
    """Something held stands higher than everything of its sort that was registered."""
    for other in held:
        same = [code for code in asked if _sort(code) == _sort(other)]
        if same and all(_outranks(other, code) for code in same):
            return True
    return False


def _sort(code: str) -> str:
    info = award_info(code)
    return info.type if info else ""


def _outranks(one: str, other: str) -> bool:
    first, second = award_info(one), award_info(other)
    return first is not None and second is not None and first.type == second.type and first.rank > second.rank


def tallies(rows: Iterable[Row]) -> list[Tally]:
    """One line for each award that somebody registered or received."""
    listed = list(rows)
    codes = in_order(code for row in listed for code in (*row.registered, *row.achieved))
    return [
        Tally(
            code,
            registered=sum(code in row.registered for row in listed),
            achieved=sum(code in row.registered and covers(set(row.achieved), code) for row in listed),
            unasked=sum(code in row.achieved and not covers(set(row.registered), code) for row in listed),
        )
        for code in codes
    ]


def counts(rows: Iterable[Row]) -> dict[Result, int]:
    """How many subjects came out how."""
    found = dict.fromkeys(Result, 0)
    for row in rows:
        found[row.result] += 1
    return found


@dataclass(frozen=True)
class OwnYear:
    """One year of a person: registered, achieved, and what became of it."""

    year: int
    registered: tuple[str, ...]
    achieved: tuple[str, ...]
    result: Result


def own_years(person: Person, day: dt.date) -> list[OwnYear]:
    """The years in which a person registered or received something, the latest first; three queries."""
    asked: dict[int, set[str]] = defaultdict(set)
    hosts: dict[int, int] = {}
    for year, code, host in (
        Registration.objects.alive().filter(person=person).values_list("year", "code", "unit_list__unit")
    ):
        asked[year].add(code)
        hosts[year] = host
    granted = Award.objects.standing().filter(host_unit__in=hosts.values(), period_to__in=list(asked))
    decided = set(granted.values_list("host_unit", "period_to"))
    held: dict[int, set[str]] = defaultdict(set)
    proposed: dict[int, set[str]] = defaultdict(set)
    rows = Award.objects.filter(person=person, cancelled_by__isnull=True).exclude(status=AwardStatus.REFUSED)
    for year, code, status in rows.values_list("period_to", "code", "status"):
        (held if status == AwardStatus.GRANTED else proposed)[year].add(code)
    found = []
    for year in sorted({*asked, *held}, reverse=True):
        waiting = (
            day <= dt.date(year, 12, 31)
            or (hosts.get(year), year) not in decided
            or any(covers(proposed[year], code) for code in asked[year])
        )
        result = result_of(asked[year], held[year], waiting=waiting)
        found.append(OwnYear(year, _names(asked[year]), _names(held[year]), result))
    return found


def _names(codes: set[str]) -> tuple[str, ...]:
    return tuple(award_name(code) for code in in_order(codes))
