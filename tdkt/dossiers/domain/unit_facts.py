"""Facts about many collectives in a constant number of queries, in the words of the case format."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from tdkt.awards.models import Award
from tdkt.clusters.models import ClusterKind, ClusterMember
from tdkt.dossiers.domain.person_facts import Fact, FactsBySubject, award_facts, registration_facts
from tdkt.holds.queries import holds_of
from tdkt.people.models import Discipline, DisciplineForm, PersonGrade, Posting
from tdkt.units.models import GradeValue, Unit, UnitGrade

MEMBER_TITLES = ("LDTT", "CSTDCS", "CSTDB", "CSTDTQ")
"""Personal titles that standards of collectives count; names of facts in the case format."""

_GROUPS: dict[str, str] = {ClusterKind.CLUSTER: "cum", ClusterKind.BLOCK: "khoi"}


def collective_facts(
    units: Iterable[int], *, year: int, judged_on: dt.date, nominated: dict[str, set[int]] | None = None
) -> FactsBySubject:
    """What the records say on ``judged_on`` about each collective; eleven queries however many.

    Args:
        nominated: by title, the people now put forward in the same round; they count as members who hold it, since a
            collective is judged in the round that also decides on its people.
    """
    keys = list(units)
    facts: FactsBySubject = defaultdict(list)
    award_facts(facts, "unit", keys, judged_on)
    rows = UnitGrade.objects.filter(unit__in=keys, year__lte=judged_on.year)
    for key, of_year, value in rows.values_list("unit", "year", "value"):
        facts[key].append({"type": "grade", "year": of_year, "value": value})
    for (_, key), found in holds_of((), keys, judged_on=judged_on).items():
        facts[key] += found
    _clusters(facts, keys, judged_on)
    _founded(facts, keys, judged_on)
    registration_facts(facts, "unit", keys, judged_on)
    for key, staff in staff_of(keys, day=min(dt.date(year, 12, 31), judged_on)).items():
        staff.look_up(year, judged_on, nominated or {})
        if fact := staff.fact(year):
            facts[key].append(fact)
    return facts


def _clusters(facts: FactsBySubject, keys: list[int], judged_on: dt.date) -> None:
    rows = ClusterMember.objects.filter(unit__in=keys, rank__isnull=False, cluster__year__lte=judged_on.year)
    for key, year, rank, kind in rows.values_list("unit", "cluster__year", "rank", "cluster__kind"):
        facts[key].append({"type": "cluster", "year": year, "rank": rank, "group": _GROUPS[kind]})


def _founded(facts: FactsBySubject, keys: list[int], judged_on: dt.date) -> None:
    rows = Unit.objects.filter(pk__in=keys, founded_on__lte=judged_on)
    for key, day in rows.values_list("pk", "founded_on"):
        if day is None:
            continue
        earliest = min((fact["year"] for fact in facts[key] if fact["type"] == "award"), default=day.year)
        if earliest >= day.year:
            facts[key].append({"type": "founded", "on": day.isoformat()})


@dataclass
class _Records:
    """What is known of everybody who works in any of the collectives asked about."""

    grades: dict[int, str] = field(default_factory=dict)
    titles: dict[str, set[int]] = field(default_factory=dict)
    light: set[int] = field(default_factory=set)
    heavy: set[int] = field(default_factory=set)


@dataclass
class Staff:
    """The people of one collective on a day."""

    people: set[int]
    leaders: set[int]
    everybody: set[int]
    records: _Records

    def look_up(self, year: int, judged_on: dt.date, nominated: dict[str, set[int]]) -> None:
        """Read the year's records once for all collectives."""
        if self.records.titles:
            return
        everybody = list(self.everybody)
        self.records.grades.update(
            PersonGrade.objects.filter(person__in=everybody, year=year).values_list("person", "value")
        )
        held = Award.objects.standing().filter(person__in=everybody, code__in=MEMBER_TITLES, period_to=year)
        titles: dict[str, set[int]] = {code: set(nominated.get(code, ())) for code in MEMBER_TITLES}
        for code, person in held.values_list("code", "person"):
            titles[code].add(person)
        self.records.titles = titles
        rows = Discipline.objects.filter(person__in=everybody, decided_on__year=year, decided_on__lte=judged_on)
        for person, form in rows.values_list("person", "form"):
            (self.records.light if form == DisciplineForm.KHIEN_TRACH else self.records.heavy).add(person)

    def fact(self, year: int) -> Fact | None:
        """The ``members`` fact of the year; who has no grade yet leaves ``completed`` out: not known, not zero."""
        if not self.people:
            return None
        known, people = self.records, self.people
        fact: Fact = {"type": "members", "year": year, "total": len(people)}
        grades = Counter(known.grades.get(person, "") for person in people)
        if not grades[""]:
            fact["completed"] = len(people) - grades[GradeValue.FAILED]
        for code, holders in known.titles.items():
            fact[code] = len(people & holders)
        fact["khien_trach"] = len(people & known.light)
        fact["canh_cao_or_worse"] = len(people & known.heavy)
        return fact


def staff_of(units: Iterable[int], *, day: dt.date) -> dict[int, Staff]:
    """Who works in each unit's subtree on a day; two queries."""
    return staff_below(dict(Unit.objects.filter(pk__in=list(units)).values_list("pk", "path")), day=day)


def staff_below(wanted: dict[int, str | None], *, day: dt.date) -> dict[int, Staff]:
    """The same where the units' paths are known, by their numbers; one query."""
    everybody: set[int] = set()
    records = _Records()
    staff = {key: Staff(set(), set(), everybody, records) for key in wanted}
    below = Unit.objects.filter(path__startswith=_common_root(wanted.values()))
    rows = Posting.objects.on(day).of_staff().filter(unit__in=below).order_by()
    for person, path, leads in rows.values_list("person", "unit__path", "is_leader"):
        for part in (path or "").strip("/").split("/"):
            if (found := staff.get(int(part))) is not None:
                found.people.add(person)
                everybody.add(person)
                if leads:
                    found.leaders.add(person)
    return staff


def _common_root(paths: Iterable[str | None]) -> str:
    """The longest path above all of them, so that one range of the index is read."""
    split = [(path or "/").strip("/").split("/") for path in paths]
    if not split:
        return "//"
    shared: list[str] = []
    for parts in zip(*split, strict=False):
        if len(set(parts)) > 1:
            break
        shared.append(parts[0])
    return f"/{'/'.join(shared)}/" if shared else "/"
