"""What the records know that a file's rows ask about, fetched for all rows at once."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from rapidfuzz import fuzz, process

from tdkt.core.text import search_key
from tdkt.dossiers.domain.law import rulebook
from tdkt.exchange.cells import BadCell
from tdkt.people.models import Person, PersonGrade, Posting
from tdkt.units.models import Unit

CHUNK = 2000
_NEAR = 70


def chunks(keys: Collection[Any]) -> Iterator[list[Any]]:
    """The keys in portions a database takes."""
    listed = list(keys)
    for start in range(0, len(listed), CHUNK):
        yield listed[start : start + CHUNK]


@dataclass
class Known:
    """The unit that imports, its subtree, and the people the rows may mean."""

    unit: Unit
    today: dt.date
    by_number: dict[str, Person] = field(default_factory=dict)
    seats: dict[int, Posting] = field(default_factory=dict)
    grades: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    seen_in_file: dict[str, int] = field(default_factory=dict)
    _unit_cells: dict[str, Unit] = field(default_factory=dict)
    _award_cells: dict[str, str] = field(default_factory=dict)

    @cached_property
    def units(self) -> dict[int, Unit]:
        """The subtree."""
        return {unit.pk: unit for unit in Unit.objects.under(self.unit)}

    @cached_property
    def _unit_names(self) -> dict[str, list[Unit]]:
        names: dict[str, list[Unit]] = defaultdict(list)
        for unit in self.units.values():
            for name in {search_key(name) for name in (unit.code, unit.name, unit.short_name) if name}:
                names[name].append(unit)
        return names

    def unit_of(self, cell: str) -> Unit:
        """The unit of the subtree with this code or name."""
        if cell not in self._unit_cells:
            self._unit_cells[cell] = self._find_unit(cell)
        return self._unit_cells[cell]

    def _find_unit(self, cell: str) -> Unit:
        found = self._unit_names.get(search_key(cell), [])
        if len(found) == 1:
            return found[0]
        if found:
            codes = ", ".join(unit.code for unit in found)
            raise BadCell(f"“{cell}” là tên của nhiều đơn vị. Hãy ghi mã: {codes}.")
        near = _nearest(cell, list(self._unit_names))
        hint = f" Gần giống: {', '.join(self._unit_names[name][0].name for name in near)}." if near else ""
        raise BadCell(f"“{cell}” không thuộc đơn vị của bạn hoặc không có trong danh mục.{hint}")

    def award_of(self, cell: str) -> str:
        """The code of an award given by code or by name."""
        if cell not in self._award_cells:
            self._award_cells[cell] = _find_award(cell)
        return self._award_cells[cell]

    @cached_property
    def people(self) -> list[Person]:
        """Everybody whose present or last posting is in the subtree."""
        rows = Person.objects.filter(postings__unit__path__startswith=self.unit.path or "-").distinct()
        return [person for person in rows if self.is_ours(person)]

    @cached_property
    def by_name(self) -> dict[str, list[Person]]:
        """The unit's people by name without marks."""
        names: dict[str, list[Person]] = defaultdict(list)
        for person in self.people:
            names[search_key(person.full_name)].append(person)
        return names

    @cached_property
    def by_birth(self) -> dict[dt.date, list[Person]]:
        """The unit's people by day of birth."""
        days: dict[dt.date, list[Person]] = defaultdict(list)
        for person in self.people:
            if person.birth_date:
                days[person.birth_date].append(person)
        return days

    def is_ours(self, person: Person) -> bool:
        """Does the person work in the subtree (or did last, or has no place yet)?"""
        seat = self.seats.get(person.pk)
        if seat is None:
            self.load_seats([person.pk] if person.pk in self._asked else self._all_ids())
            seat = self.seats.get(person.pk)
        return seat is not None and seat.unit_id in self.units

    @cached_property
    def _asked(self) -> set[int]:
        return set()

    def _all_ids(self) -> list[int]:
        inside = Posting.objects.filter(unit__path__startswith=self.unit.path or "-").values_list("person", flat=True)
        ids = set(inside) | {person.pk for person in self.by_number.values()}
        self._asked.update(ids)
        return list(ids)

    def load_seats(self, person_ids: Iterable[int]) -> None:
        """Where each of these people works on the day, or worked last."""
        for part in chunks(list(person_ids)):
            rows = Posting.objects.filter(person__in=part, valid_from__lte=self.today).order_by("valid_from")
            for posting in rows.select_related("unit"):
                self.seats[posting.person_id] = posting

    def load_numbers(self, numbers: Collection[str]) -> None:
        """The people who hold these staff numbers, wherever they work, and their seats."""
        for part in chunks(numbers):
            self.by_number |= {person.staff_number: person for person in Person.objects.filter(staff_number__in=part)}
        self.load_seats({person.pk for person in self.by_number.values()})
        self._asked.update(person.pk for person in self.by_number.values())

    def load_grades(self, person_ids: Collection[int], years: Collection[int]) -> None:
        """The grades on record of these people."""
        for part in chunks(person_ids):
            rows = PersonGrade.objects.filter(person__in=part, year__in=years)
            for person, year, value, by in rows.values_list("person_id", "year", "value", "decided_by"):
                self.grades[person, year] = (value, by)


def _find_award(cell: str) -> str:
    awards = rulebook().catalogue.awards
    if cell.upper() in awards:
        return cell.upper()
    names = {_award_key(info.name): code for code, info in awards.items()}
    key = _award_key(cell)
    if key in names:
        return names[key]
    near = ", ".join(f"{awards[names[name]].name} ({names[name]})" for name in _nearest(key, list(names)))
    hint = f" Gần giống: {near}." if near else ""
    raise BadCell(f"“{cell}” không phải mã hay tên danh hiệu, hình thức trong danh mục.{hint}")


def _award_key(name: str) -> str:
    """Chiến sỹ and chiến sĩ are one word; quotes do not matter."""
    return search_key(name).replace("sy ", "si ").replace("“", "").replace("”", "").replace('"', "")


def _nearest(key: str, names: list[str]) -> list[str]:
    found = process.extract(search_key(key), names, scorer=fuzz.WRatio, limit=3, score_cutoff=_NEAR)
    return [name for name, _, _ in found]
