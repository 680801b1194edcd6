"""Events of many subjects: a number for each subject and kind, and a table of the different histories of that kind.

Most people have no event of a kind, and those who have share few different histories. A condition on events is
therefore asked once for each history, not once for each person.
"""

from dataclasses import dataclass, field
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt

from tdkt.law.engine.conditions import Condition
from tdkt.law.engine.conditions.events import NoDiscipline
from tdkt.law.engine.conditions.service import Career as OfGroup
from tdkt.law.engine.facts import Facts

Numbers = npt.NDArray[np.int32]

BITS_TOO = frozenset({"award", "grade"})
"""Kinds that are year bits: a condition reading these as well is answered person by person."""

NAMES = {
    "initiative": "initiatives", "discipline": "disciplines", "hold": "holds", "absence": "absences",
    "employment": "employments", "training": "trainings", "service": "services", "position": "positions",
    "members": "members", "cluster": "clusters", "registration": "registrations", "achievement": "achievements",
    "attested": "attested", "occasion": "occasions", "founded": "founded", "retired": "retired",
}  # fmt: skip


@dataclass
class Events:
    """`numbers[kind][person]` is a place in `tables[kind]`; place 0 is "none". `subject` holds who the person is."""

    numbers: dict[str, Numbers] = field(default_factory=dict)
    tables: dict[str, list[Any]] = field(default_factory=dict)

    def part(self, block: slice) -> "Events":
        """The same for some of the people; the tables are shared."""
        return Events({kind: numbers[block] for kind, numbers in self.numbers.items()}, self.tables)

    def holders(self, kinds: tuple[str, ...]) -> npt.NDArray[np.intp]:
        """Who has an event of one of these kinds."""
        if not kinds:
            return np.zeros(0, dtype=np.intp)
        return np.flatnonzero(reduce(np.logical_or, (self.numbers[kind] != 0 for kind in kinds)))

    def kinds(self, wanted: frozenset[str]) -> tuple[str, ...]:
        return tuple(sorted(wanted & self.numbers.keys()))

    def facts(self, places: dict[str, int]) -> Facts:
        """The events of these histories together."""
        made = Facts()
        for kind, place in places.items():
            if kind != "subject" and place:
                setattr(made, NAMES[kind], self.tables[kind][place])
        return made

    def subject(self, places: dict[str, int]) -> dict[str, Any]:
        place = places.get("subject", 0)
        return dict(self.tables["subject"][place]) if place else {}

    def put(self, person: int, kind: str, value: Any) -> None:
        """Change one person's events of one kind; nobody else is touched."""
        table = self.tables[kind]
        if value not in table:
            table.append(value)
        self.numbers[kind][person] = table.index(value)


def gathered(size: int, everybody: dict[int, Facts], subjects: dict[int, dict[str, Any]]) -> Events:
    """Events out of the facts of those who have any."""
    events = Events()
    for kind, name in NAMES.items():
        found = {person: value for person, facts in everybody.items() if (value := getattr(facts, name))}
        _add(events, kind, size, found)
    _add(events, "subject", size, {person: who for person, who in subjects.items() if who})
    return events


def _add(events: Events, kind: str, size: int, found: dict[int, Any]) -> None:
    if not found:
        return
    numbers: Numbers = np.zeros(size, dtype=np.int32)
    table: list[Any] = [None]
    places: dict[str, int] = {}
    for person, value in found.items():
        key = repr(value)
        if key not in places:
            places[key] = len(table)
            table.append(value)
        numbers[person] = places[key]
    events.numbers[kind], events.tables[kind] = numbers, table


def reads(condition: Condition) -> frozenset[str]:
    """Every kind of fact that the answer of a condition rests on."""
    kinds = condition.looks_at()
    if isinstance(condition, OfGroup):
        kinds |= {"subject"}  # women need fewer years
    if isinstance(condition, NoDiscipline):
        kinds |= {"attested"} if condition.already_counted else frozenset()
        kinds |= {"position", "retired"} if condition.where == "posts" else frozenset()
    return kinds


def in_region(condition: Condition) -> bool:
    """Whether the answer depends on the years of a ladder as well."""
    return getattr(condition, "where", "") == "run"
