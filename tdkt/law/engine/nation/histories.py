"""Rows of facts made into what a snapshot is made of: awards, grades, plain initiatives as arrays, events by history.

What cannot be true together of one subject is told of that subject, who is then not judged; nobody else is touched.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from tdkt.law.engine.career import MASS
from tdkt.law.engine.case_facts import FactReader
from tdkt.law.engine.case_fields import Fields
from tdkt.law.engine.errors import CaseError
from tdkt.law.engine.facts import Discipline, Hold, Initiative
from tdkt.law.engine.items import Catalogue
from tdkt.law.engine.vocabulary import BASES, FACT_TYPES, GENDERS, GRADE_RANK, GRADES, GROUNDS, LEVEL_RANK, OCCUPATIONS

from .events import NAMES, Events
from .initiatives import InitiativeRows
from .rows import AwardRows, GradeRows
from .table import BadColumns, Told, Words, kind_at, year_of


@dataclass
class Gathered:
    """Everything of the subjects of one table. `refused`: by place in `people`, why nothing is said of them."""

    told: Told
    catalogue: Catalogue
    judged_on: date
    refused: dict[int, str] = field(default_factory=dict)

    @property
    def size(self) -> int:
        return len(self.told.people)

    def part(self, people: Any) -> "Gathered":
        """The same of some of the subjects, given as flags."""
        return self if people.all() else Gathered(self.told.of(people), self.catalogue, self.judged_on)

    def rows(self, kind: str) -> Any:
        """Rows of a kind that are told in the columns."""
        return self._found(kind, whole=False)

    def whole(self, kind: str) -> Any:
        """Rows of a kind that are told as JSON."""
        return self._found(kind, whole=True)

    def _found(self, kind: str, *, whole: bool) -> Any:
        found = self.told.words["type"].rows(kind)
        return found[self._whole[found] == whole]

    @cached_property
    def _whole(self) -> Any:
        fact = self.told.words["fact"]
        return np.array([word != "" for word in fact.words] or [False], dtype=bool)[fact.place]

    # --- who is told apart

    def unknown(self) -> Any:
        """A number of the set of kinds not looked up, for each subject, and the sets."""
        rows = self.told.words["type"].rows("unknown")
        value = self.told.words["value"]
        kinds, at = np.unique(value.place[rows], return_inverse=True)
        by_person = np.zeros(self.size, dtype=np.int64)
        if len(kinds) > MOST_KINDS:
            raise BadColumns("quá nhiều loại dữ kiện chưa tra cứu khác nhau", "value")
        np.bitwise_or.at(by_person, self.told.person[rows], np.int64(1) << at.astype(np.int64))
        masks, group = np.unique(by_person, return_inverse=True)
        names = [value.words[place] for place in kinds.tolist()]
        sets = [frozenset(name for n, name in enumerate(names) if mask >> n & 1) for mask in masks.tolist()]
        return group, sets

    def numbers(self) -> Any:
        """Each subject's own number, where a row `subject` tells one."""
        rows = self.rows_of_subjects()
        found = np.full(self.size, "", dtype=object)
        found[self.told.person[rows]] = self.told.words["value"].of(rows)
        return found

    def rows_of_subjects(self) -> Any:
        return self.told.words["type"].rows("subject")

    # --- what is contradictory

    def contradictions(self) -> None:
        """Find the subjects of whom nothing can be said."""
        told = self.told
        rows = told.words["type"].rows("unusable")
        for row, why in zip(rows.tolist(), told.words["value"].of(rows), strict=True):
            self.refuse(int(told.person[row]), why)
        self._two_grades()
        awards = self.rows("award")
        year, day = year_of(told, awards), told.days["decided_on"][awards]
        early = ~np.isnat(day) & (day.astype("datetime64[Y]").astype(np.int64) + 1970 < year)
        self._refuse_rows(awards[early], lambda row: f"quyết định trước năm thành tích {year_of(told, row)}")
        barred = np.concatenate([self.rows("discipline"), self.rows("hold")])
        backward = told.days["ended_on"][barred] < told.days["decided_on"][barred]
        self._refuse_rows(barred[backward], lambda _: "ngày kết thúc trước ngày bắt đầu")

    def refuse(self, person: int, why: str) -> None:
        self.refused.setdefault(person, why)

    def _refuse_rows(self, rows: Any, why: Callable[[Any], str]) -> None:
        for row in rows.tolist():
            self.refuse(int(self.told.person[row]), f"{why(row)} ({FACT_TYPES[kind_at(self.told, row)]})")

    def _two_grades(self) -> None:
        rows = self.rows("grade")
        person, year = self.told.person[rows], self.told.numbers["year"][rows]
        both = np.unique(np.stack([person, year, self.told.words["value"].place[rows]]), axis=1)
        same = (both[0, 1:] == both[0, :-1]) & (both[1, 1:] == both[1, :-1])
        for place in np.flatnonzero(same).tolist():
            self.refuse(int(both[0, place]), f"năm {both[1, place]} có hai mức xếp loại khác nhau")

    # --- year bits

    def awards(self) -> AwardRows:
        told, rows = self.told, self.rows("award")
        codes, grounds, categories = list(self.catalogue.awards), ["", *GROUNDS], ["", *BASES]
        ground = _places(told.words["ground"], rows, grounds)
        ground[ground == grounds.index("excellent")] = grounds.index("grade")
        return AwardRows(
            told.person[rows], _places(told.words["value"], rows, codes), year_of(told, rows),
            told.days["decided_on"][rows], told.numbers["period_end"][rows],
            _places(told.words["category"], rows, categories), ground,
            _places(told.words["issuer"], rows, [MASS]) != 0, codes, categories, grounds,
        )  # fmt: skip

    def grades(self) -> GradeRows:
        rows = self.rows("grade")
        ranks = np.array([GRADE_RANK[word] for word in GRADES])[_places(self.told.words["value"], rows, list(GRADES))]
        return GradeRows(self.told.person[rows], self.told.numbers["year"][rows], ranks)

    def _values(self, rows: Any) -> Any:
        return self.told.words["value"].place[rows]

    def initiatives(self) -> InitiativeRows:
        """Of those whose initiatives are all told in the columns, one a year at most."""
        rows = self.rows("initiative")
        rows = rows[~self._with_history[self.told.person[rows]]]
        ranks = np.array(list(LEVEL_RANK.values()), dtype=np.int8)
        rank = ranks[_places(self.told.words["value"], rows, list(LEVEL_RANK))]
        return InitiativeRows(
            self.told.person[rows], self.told.numbers["year"][rows], np.zeros(len(rows), dtype=np.int8), rank
        )

    @cached_property
    def _with_history(self) -> Any:
        """Whose initiatives year bits cannot tell."""
        rows = self.rows("initiative")
        flags = np.zeros(self.size, dtype=bool)
        flags[self.told.person[self.whole("initiative")]] = True
        pairs, times = np.unique(
            np.stack([self.told.person[rows], self.told.numbers["year"][rows]]), axis=1, return_counts=True
        )
        flags[pairs[0, times > 1]] = True
        return flags

    # --- events

    def events(self) -> Events:
        """Everybody's other facts, by history. Raises BadColumns for a fact that the case format refuses."""
        events = Events()
        for kind in NAMES:
            person, atom, atoms = self._atoms(kind)
            if len(person):
                self._histories(events, kind, person, atom, atoms)
        self._subjects(events)
        return events

    def _atoms(self, kind: str) -> tuple[Any, Any, list[Any]]:
        """Who has which fact of a kind: people, places in a list of different facts, and the list."""
        person, facts = [], []
        whole = self.whole(kind)
        texts, at = np.unique(self.told.words["fact"].place[whole], return_inverse=True)
        read = [self._read(kind, whole, place) for place in texts.tolist()]
        person.append(self.told.person[whole])
        facts.append(at.astype(np.int64))
        if kind in ("discipline", "hold", "initiative"):
            rows = self.rows(kind)
            if kind == "initiative":
                rows = rows[self._with_history[self.told.person[rows]]]
            keys, at = self._different(rows)
            person.append(self.told.person[rows])
            facts.append(at + len(read))
            read += [_one(kind, *key) for key in keys]
        return np.concatenate(person), np.concatenate(facts), read

    def _different(self, rows: Any) -> tuple[list[tuple[Any, ...]], Any]:
        told = self.told
        since, until = (told.days[name][rows] for name in ("decided_on", "ended_on"))
        values = self._values(rows).astype(np.int64)
        table = np.stack([values, told.numbers["year"][rows], since.astype(np.int64), until.astype(np.int64)])
        found, at = np.unique(table, axis=1, return_inverse=True)
        days = found[2:].astype("datetime64[D]").astype(object)
        words = told.words["value"].words
        return [
            (words[int(found[0, n])], int(found[1, n]), days[0, n], days[1, n]) for n in range(found.shape[1])
        ], np.asarray(at).reshape(-1)

    def _read(self, kind: str, rows: Any, place: int) -> Any:
        """What one JSON fact adds to the facts of its subject."""
        column = self.told.words["fact"]
        try:
            facts, _ = FactReader(self.catalogue, self.judged_on).read([_fact(column.words[place], kind)])
        except CaseError as error:
            row = rows[column.place[rows] == place][0]
            raise BadColumns(f"số {self.told.number_of(row)}: {error}", "fact") from error
        return getattr(facts, NAMES[kind])

    def _histories(self, events: Events, kind: str, person: Any, atom: Any, atoms: list[Any]) -> None:
        order = np.lexsort((atom, person))
        person, atom = person[order], atom[order]
        starts = np.flatnonzero(np.r_[True, person[1:] != person[:-1]])
        times = np.diff(np.r_[starts, len(person)])
        numbers = np.zeros(self.size, dtype=np.int32)
        table: list[Any] = [None]
        places: dict[tuple[int, ...], int] = {}
        single = starts[times == 1]
        for one in np.unique(atom[single]).tolist():
            places[one,] = len(table)
            table.append(atoms[one])
        lookup = np.zeros(len(atoms), dtype=np.int32)
        for key, place in places.items():
            lookup[key[0]] = place
        numbers[person[single]] = lookup[atom[single]]
        for start, number in zip(starts[times > 1].tolist(), times[times > 1].tolist(), strict=True):
            who = int(person[start])
            key = tuple(atom[start : start + number].tolist())
            if key not in places:
                merged, why = _merged(kind, [atoms[one] for one in key])
                if why:
                    self.refuse(who, why)
                    continue
                places[key] = len(table)
                table.append(merged)
            numbers[who] = places[key]
        self._founding(kind, numbers, table)
        events.numbers[kind], events.tables[kind] = numbers, table

    def _founding(self, kind: str, numbers: Any, table: list[Any]) -> None:
        """No award before there was anybody to receive it."""
        if kind != "founded":
            return
        founded = np.array([0, *(day.year for day in table[1:])], dtype=np.int64)[numbers]
        rows = self.rows("award")
        years = year_of(self.told, rows)
        early = rows[years < founded[self.told.person[rows]]]
        self._refuse_rows(early, lambda row: f"năm {year_of(self.told, row)} trước ngày thành lập")

    def _subjects(self, events: Events) -> None:
        column, rows = self.told.words["fact"], self.rows_of_subjects()
        who, times = np.unique(self.told.person[rows], return_counts=True)
        if (times > 1).any():
            raise BadColumns(f"số {self.told.people[who[times > 1][0]]} có hai dòng “subject”", "type")
        texts, at = np.unique(column.place[rows], return_inverse=True)
        table = [self._subject(rows, place) for place in texts.tolist()]
        if any(table):
            numbers = np.zeros(self.size, dtype=np.int32)
            numbers[self.told.person[rows]] = at.astype(np.int32) + 1
            events.numbers["subject"], events.tables["subject"] = numbers, [None, *table]

    def _subject(self, rows: Any, place: int) -> dict[str, Any]:
        column = self.told.words["fact"]
        if not column.words[place]:
            return {}
        try:
            fields = Fields(_decoded(column.words[place]), "")
            flags = fields.flag("can_receive_flags")
            subject = {
                "gender": fields.word("gender", GENDERS), "occupation": fields.word("occupation", OCCUPATIONS),
                "can_receive_flags": True if flags is None else flags,
            }  # fmt: skip
            fields.done("đối tượng gồm: gender, occupation, can_receive_flags")
        except CaseError as error:
            row = rows[column.place[rows] == place][0]
            raise BadColumns(f"số {self.told.number_of(row)}: {error}", "fact") from error
        return subject


MOST_KINDS = 60


def _decoded(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise CaseError("không phải JSON") from None


def _fact(text: str, kind: str) -> dict[str, Any]:
    fact = _decoded(text)
    if not isinstance(fact, dict) or fact.get("type") != kind:
        raise CaseError(f"phải là một dữ kiện có “type”: “{kind}”")
    return fact


def _one(kind: str, value: str, year: int, since: date, until: date | None) -> Any:
    if kind == "initiative":
        return [Initiative("initiative", value, year)]
    return [Discipline(value, since, until)] if kind == "discipline" else [Hold(value, since, until)]


def _merged(kind: str, parts: list[Any]) -> tuple[Any, str]:
    """Several facts of one subject as one history, or why they cannot be true together."""
    if isinstance(parts[0], list):
        return [item for part in parts for item in part], ""
    if isinstance(parts[0], dict):
        merged: dict[int, Any] = {}
        for part in parts:
            for year, value in part.items():
                if merged.setdefault(year, value) != value:
                    return None, f"năm {year} có hai số liệu khác nhau ({FACT_TYPES[kind]})"
        return merged, ""
    if kind == "founded" and len(set(parts)) > 1:
        return None, "có hai ngày thành lập khác nhau"
    return parts[-1], ""


def _places(column: Words, rows: Any, words: list[str]) -> Any:
    """Each row's word as a place in a list of words, -1 where it is not there."""
    known = {word: place for place, word in enumerate(words)}
    return np.array([known.get(word, -1) for word in column.words] or [-1], dtype=np.int16)[column.place[rows]]
