"""What checking a row finds out."""

from dataclasses import dataclass, field
from typing import Any

from tdkt.documents.sheet_reader import column_letters
from tdkt.exchange.cells import BadCell, Reader
from tdkt.exchange.fields import Field, fields_of
from tdkt.exchange.known import Known
from tdkt.exchange.models import ImportKind, RowState
from tdkt.people.models import Person

NEW_PERSON = "new"


@dataclass
class Finding:
    """One row, read and compared with the records."""

    number: int
    values: dict[str, Any]
    problems: list[dict[str, str]] = field(default_factory=list)
    state: str = RowState.NEW
    key: str = ""
    person: Person | None = None
    candidates: list[Person] = field(default_factory=list)
    changes: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class RowInput:
    """One row as it stands in the batch."""

    number: int
    cells: list[str]
    choice: str = ""


class Sheetlike:
    """The columns of one batch: reads rows into values and names the place of every fault."""

    def __init__(self, kind: str, mapping: dict[str, int], readers: dict[str, Reader], known: Known) -> None:
        self.kind, self.mapping, self.known = kind, mapping, known
        self.readers = dict(readers)
        if kind == ImportKind.PEOPLE:
            self.readers["unit"] = known.unit_of
        if kind == ImportKind.AWARDS:
            self.readers |= {"collective": known.unit_of, "code": known.award_of}
        self.columns: list[tuple[Field, int, Reader]] = [
            (column, mapping[column.key], self.readers[column.key])
            for column in fields_of(kind)
            if column.key in mapping and column.key in self.readers
        ]

    def read(self, row: RowInput) -> Finding:
        """The values of a row; unreadable cells become problems."""
        found = Finding(number=row.number, values={})
        cells, width = row.cells, len(row.cells)
        for column, place, reader in self.columns:
            cell = cells[place] if place < width else ""
            if not cell:
                if column.required:
                    self.fault(found, column.key, "còn trống. Hãy ghi vào; nếu ô bị gộp trong Excel, hãy bỏ gộp.")
                continue
            try:
                found.values[column.key] = reader(cell)
            except BadCell as bad:
                self.fault(found, column.key, bad.message)
        return found

    def fault(self, found: Finding, key: str, message: str) -> None:
        """Add a problem with its cell (C5) and the name of the column."""
        place = self.mapping.get(key)
        header = next((column.header for column in fields_of(self.kind) if column.key == key), key)
        at = f"{column_letters(place)}{found.number}" if place is not None else f"dòng {found.number}"
        found.problems.append({"field": key, "at": at, "message": f"{header}: {message}"})
        found.state = RowState.WRONG
