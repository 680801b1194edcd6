"""What is on record about the lines of a request, cell by cell, for the topic the department is asked about."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tdkt.confirmations.topics import Topic
from tdkt.core.days import show_day
from tdkt.dossiers.models import Nomination
from tdkt.holds.models import Hold
from tdkt.holds.queries import open_holds_of
from tdkt.people.models import Discipline, PersonGrade, Posting
from tdkt.units.models import GradeValue, UnitGrade

YEARS = 3
"""How many years of grades are shown, the round's year and those before it."""


@dataclass
class _Known:
    """What was read once for all lines."""

    day: dt.date
    postings: dict[int, Posting] = field(default_factory=dict)
    grades: dict[tuple[str, int], dict[str, list[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    disciplines: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    holds: dict[tuple[str, int], list[Hold]] = field(default_factory=dict)


def cells_of(lines: Sequence[Nomination], topic: str, *, year: int, day: dt.date) -> dict[int, list[str]]:
    """The cells of each line in the order of ``CONFIRMED[topic].columns``; a constant number of queries."""
    known = _Known(day)
    people = [line.person_id for line in lines if line.person_id]
    units = [line.unit_id for line in lines if line.unit_id]
    if topic == Topic.INSPECTION:
        _read_disciplines(known, people)
        known.holds = open_holds_of(people, units, day)
    else:
        _read_postings(known, people)
    if topic == Topic.PERSONNEL:
        _read_grades(known, people, units, year)
    makers = _CELLS[Topic(topic)]
    return {line.pk: [make(line, known) for make in makers] for line in lines}


def _read_postings(known: _Known, people: list[int]) -> None:
    rows = Posting.objects.filter(person__in=people, valid_from__lte=known.day).select_related("unit")
    known.postings = {row.person_id: row for row in rows.order_by("valid_from")}


def _read_grades(known: _Known, people: list[int], units: list[int], year: int) -> None:
    span = {"year__lte": year, "year__gt": year - YEARS}
    for owner, found, value in (
        PersonGrade.objects.filter(person__in=people, **span).order_by("-year").values_list("person", "year", "value")
    ):
        known.grades["person", owner][value].append(str(found))
    for owner, found, value in (
        UnitGrade.objects.filter(unit__in=units, **span).order_by("-year").values_list("unit", "year", "value")
    ):
        known.grades["collective", owner][value].append(str(found))


def _read_disciplines(known: _Known, people: list[int]) -> None:
    for row in Discipline.objects.filter(person__in=people).order_by("-decided_on"):
        ended = f", hết hiệu lực {show_day(row.ended_on)}" if row.ended_on else ", chưa hết hiệu lực"
        known.disciplines[row.person_id].append(f"{row.get_form_display()} ngày {show_day(row.decided_on)}{ended}")


def _key(line: Nomination) -> tuple[str, int]:
    return line.kind, line.person_id or line.unit_id or 0


def _identity(line: Nomination, _known: _Known) -> str:
    if line.person is None:
        return "tập thể"
    born = f"sinh {show_day(line.person.birth_date)}" if line.person.birth_date else "chưa ghi ngày sinh"
    return f"{line.person.staff_number}, {born}"


def _posting(line: Nomination, known: _Known) -> str:
    found = known.postings.get(line.person_id or 0)
    if found is None:
        return line.host_unit.label
    return f"{found.position}, {found.unit.label}, từ {show_day(found.valid_from)}"


def _grades(line: Nomination, known: _Known) -> str:
    found = known.grades.get(_key(line), {})
    return "; ".join(f"{GradeValue(value).label}: {', '.join(years)}" for value, years in found.items()) or "chưa ghi"


def _disciplines(line: Nomination, known: _Known) -> str:
    return "; ".join(known.disciplines.get(line.person_id or 0, [])) or "không có trong hồ sơ"


def _holds(line: Nomination, known: _Known) -> str:
    found = known.holds.get(_key(line), [])
    return "; ".join(f"{hold.get_kind_display()} từ {show_day(hold.opened_on)}" for hold in found) or "không có"


_CELLS: dict[Topic, tuple[Callable[[Nomination, _Known], str], ...]] = {
    Topic.PERSONNEL: (_identity, _posting, _grades),
    Topic.INSPECTION: (_disciplines, _holds),
    Topic.PARTY: (_identity, _posting),
    Topic.ACCOUNTS: (_posting,),
}
