"""Rows of facts as columns: the format, and a strict reading of a table of them.

One row is one fact of one subject. `person` is the subject's number, `type` a kind of fact of the case format, or
`subject` (who it is; `value` may hold its own number), `unknown` (`value`: a kind of fact not looked up for it),
`unusable` (`value`: why nothing can be said of it). Awards, grades, discipline, holds and plain initiatives are told
in the columns; every other fact stands whole in `fact`, as JSON of the case format.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np

from tdkt.law.engine.bits import LAST
from tdkt.law.engine.case_fields import OLDEST
from tdkt.law.engine.items import Catalogue
from tdkt.law.engine.vocabulary import BASES, DISCIPLINES, FACT_TYPES, GRADES, GROUNDS, HOLDS, ISSUERS, LEVELS

NEEDED = ("person", "type", "value", "year", "decided_on", "ended_on", "period_end", "category")
OPTIONAL = ("ground", "issuer", "fact")
WORDS = ("type", "value", "category", "ground", "issuer", "fact")
NUMBERS = ("person", "year", "period_end")
DAYS = ("decided_on", "ended_on")
IN_COLUMNS = ("award", "grade", "initiative", "discipline", "hold")
OTHERS = {"subject": "đối tượng là ai", "unknown": "loại dữ kiện chưa tra cứu", "unusable": "dữ liệu không dùng được"}
DAY_LENGTH = len("2024-01-31")


class BadColumns(Exception):
    """The table cannot be used as written: which column, what is wrong, what to write instead."""

    def __init__(self, message: str, column: str = "", file: str = "") -> None:
        self.message, self.column, self.file = message, column, file
        place = ", ".join(part for part in (f"tệp {file}" if file else "", f"cột “{column}”" if column else "") if part)
        super().__init__(f"{place}: {message}" if place else message)


@dataclass(frozen=True)
class Words:
    """A column of words: each row's place in the list of different words."""

    place: Any
    words: list[str]

    def of(self, rows: Any) -> Any:
        """The words of some rows."""
        return np.array(self.words, dtype=object)[self.place[rows]] if len(self.words) else np.empty(0, dtype=object)

    def rows(self, word: str) -> Any:
        """The rows that hold a word."""
        return np.flatnonzero(self.place == self.words.index(word)) if word in self.words else np.empty(0, np.int64)


@dataclass(frozen=True)
class Told:
    """A table, read: columns by name. `person` is each row's place in `people`."""

    people: Any
    person: Any
    numbers: dict[str, Any]
    days: dict[str, Any]
    words: dict[str, Words]

    def of(self, people: Any) -> "Told":
        """The rows of some of the subjects, given as flags."""
        rows = np.flatnonzero(people[self.person])
        return Told(
            self.people[people],
            (np.cumsum(people) - 1)[self.person[rows]],
            {name: column[rows] for name, column in self.numbers.items()},
            {name: column[rows] for name, column in self.days.items()},
            {name: Words(column.place[rows], column.words) for name, column in self.words.items()},
        )

    def number_of(self, row: int) -> int:
        """The subject's number in the file."""
        return int(self.people[self.person[row]])


def check_schema(schema: Any, file: str = "") -> None:
    """Every column that is needed, each of its type. Raises BadColumns."""
    import pyarrow as pa

    missing = [name for name in NEEDED if name not in schema.names]
    if missing:
        raise BadColumns(f"thiếu cột {', '.join(missing)}; cần có: {', '.join(NEEDED)}", file=file)
    tests = (
        (NUMBERS, lambda kind: pa.types.is_integer(kind) and kind != pa.uint64(), "số nguyên (int64 hoặc int32)"),
        (WORDS, _is_words, "chữ (string)"),
        (DAYS, pa.types.is_date, "ngày (date32)"),
    )
    for names, fits, wanted in tests:
        for name in names:
            if name in schema.names and not fits(schema.field(name).type):
                raise BadColumns(f"kiểu {schema.field(name).type}, phải là {wanted}", name, file)


def _is_words(kind: Any) -> bool:
    import pyarrow as pa

    inner = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(inner) or pa.types.is_large_string(inner))


def read_table(table: Any, catalogue: Catalogue, judged_on: date) -> Told:
    """A table checked value by value. Raises BadColumns naming the column, the subject and the value."""
    check_schema(table.schema)
    for name in ("person", "type"):
        if table[name].null_count:
            raise BadColumns("có dòng bỏ trống", name)
    numbers = {name: _numbers(table[name]) for name in ("year", "period_end")}
    days = {name: _days(table[name]) for name in DAYS}
    words = {name: _words(table[name]) if name in table.schema.names else _none(table.num_rows) for name in WORDS}
    people, person = np.unique(_numbers(table["person"]), return_inverse=True)
    told = Told(people, person.astype(np.int64), numbers, days, words)
    _check(told, catalogue, judged_on)
    return told


def _numbers(column: Any) -> Any:
    import pyarrow.compute as pc

    return pc.fill_null(column, 0).combine_chunks().to_numpy(zero_copy_only=False).astype(np.int64)


def _days(column: Any) -> Any:
    return column.combine_chunks().to_numpy(zero_copy_only=False).astype("datetime64[D]")


def _words(column: Any) -> Words:
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    coded = pc.fill_null(column.cast(kind), "").combine_chunks().dictionary_encode()
    return Words(coded.indices.to_numpy(zero_copy_only=False), coded.dictionary.to_pylist())


def _none(size: int) -> Words:
    return Words(np.zeros(size, dtype=np.int8), [""])


def _check(told: Told, catalogue: Catalogue, judged_on: date) -> None:
    _known(told, "type", np.arange(len(told.person)), [*FACT_TYPES, *OTHERS])
    plain = told.words["fact"].rows("")
    kinds = told.words["type"].of(plain)
    for kind, choices in (
        ("award", catalogue.awards), ("grade", GRADES), ("initiative", LEVELS), ("discipline", DISCIPLINES),
        ("hold", HOLDS), ("unknown", [*FACT_TYPES, *catalogue.awards]),
    ):  # fmt: skip
        _known(told, "value", plain[kinds == kind], choices)
    awards = plain[kinds == "award"]
    for name, choices in (("category", BASES), ("ground", GROUNDS), ("issuer", ISSUERS)):
        _known(told, name, awards, ["", *choices])
    _in_json_only(told, plain, kinds)
    _in_columns_only(told)
    _check_years(told, "period_end", awards[told.numbers["period_end"][awards] != 0], LAST)
    dated = plain[np.isin(kinds, ["grade", "initiative"])]
    _check_years(told, "year", np.concatenate([awards[year_of(told, awards) != 0], dated]), judged_on.year)
    _required(told, "year", awards[year_of(told, awards) == 0], "bỏ trống năm thành tích")
    barred = plain[np.isin(kinds, ["discipline", "hold"])]
    _required(told, "decided_on", barred[np.isnat(told.days["decided_on"][barred])], "bỏ trống ngày")


def year_of(told: Told, rows: Any) -> Any:
    """The achievement year of awards: as written, else the last year of the period, else that of the decision."""
    year, end, day = told.numbers["year"][rows], told.numbers["period_end"][rows], told.days["decided_on"][rows]
    decided = np.where(np.isnat(day), 0, day.astype("datetime64[Y]").astype(np.int64) + 1970)
    return np.where(year != 0, year, np.where(end != 0, end, decided))


def _known(told: Told, name: str, rows: Any, choices: Iterable[str]) -> None:
    column, allowed = told.words[name], set(choices)
    odd = np.array([word not in allowed for word in column.words], dtype=bool)
    if not odd.any():
        return
    wrong = rows[odd[column.place[rows]]]
    if len(wrong):
        word = column.words[column.place[wrong[0]]]
        raise BadColumns(
            f"số {told.number_of(wrong[0])} ghi “{word}” ({kind_at(told, wrong[0])}), không có trong danh mục; "
            f"ghi một trong: {', '.join(sorted(filter(None, allowed)))}", name,
        )  # fmt: skip


def kind_at(told: Told, row: int) -> str:
    """The kind of fact of a row."""
    column = told.words["type"]
    return str(column.words[column.place[row]])


def _in_json_only(told: Told, plain: Any, kinds: Any) -> None:
    wrong = plain[~np.isin(kinds, [*IN_COLUMNS, *OTHERS])]
    if len(wrong):
        kind = kind_at(told, wrong[0])
        raise BadColumns(f"số {told.number_of(wrong[0])}: dữ kiện “{kind}” phải ghi bằng JSON ở cột này", "fact")


def _in_columns_only(told: Told) -> None:
    fact = told.words["fact"]
    whole = np.flatnonzero(np.array([word != "" for word in fact.words] or [False])[fact.place])
    wrong = whole[np.isin(told.words["type"].of(whole).astype(str), ["award", "grade", "unknown", "unusable"])]
    if len(wrong):
        kind = kind_at(told, wrong[0])
        raise BadColumns(f"số {told.number_of(wrong[0])}: “{kind}” phải ghi ở các cột, không ghi bằng JSON", "fact")


def _check_years(told: Told, name: str, rows: Any, last: int) -> None:
    years = year_of(told, rows) if name == "year" else told.numbers[name][rows]
    wrong = np.flatnonzero((years < OLDEST) | (years > last))
    if len(wrong):
        row = rows[wrong[0]]
        raise BadColumns(
            f"số {told.number_of(row)} ghi năm {years[wrong[0]]} ({kind_at(told, row)}); phải từ {OLDEST} đến {last}",
            name,
        )


def _required(told: Told, name: str, rows: Any, what: str) -> None:
    if len(rows):
        raise BadColumns(f"số {told.number_of(rows[0])} {what} ({kind_at(told, rows[0])})", name)


# --- writing


@lru_cache(maxsize=1)
def schema() -> Any:
    """The columns as they are written."""
    import pyarrow as pa

    types = {"person": pa.int64(), "year": pa.int32(), "period_end": pa.int32()} | dict.fromkeys(DAYS, pa.date32())
    return pa.schema([(name, types.get(name, pa.string())) for name in (*NEEDED, *OPTIONAL)])
