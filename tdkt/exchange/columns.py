"""Which column holds which field: headings are matched without marks, case and punctuation."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from tdkt.core.text import search_key
from tdkt.documents.sheet_reader import column_letters
from tdkt.exchange.fields import Field, fields_of

_PLAIN = re.compile(r"[^a-z0-9]+")
_LIKE = 75
_RUNNING_NUMBERS = {"stt", "tt", "so tt", "so thu tu"}
NUMBERS_OF_ROWS = "-"


@dataclass(frozen=True)
class UnknownHeader:
    """A heading nobody knows, where it stands, and the field it may mean."""

    place: int
    letters: str
    header: str
    suggestion: Field | None


def plain(header: str) -> str:
    """A heading reduced to its letters and digits."""
    return _PLAIN.sub(" ", search_key(header)).strip()


def match(kind: str, headers: Sequence[str]) -> dict[str, int]:
    """For each field whose heading is known, the place of its column; the first of two counts."""
    known = {plain(name): field.key for field in fields_of(kind) for name in (field.header, *field.also)}
    found: dict[str, int] = {}
    for place, header in enumerate(headers):
        key = known.get(plain(header))
        if key and key not in found:
            found[key] = place
    return found


def unknown_headers(kind: str, headers: Sequence[str], mapping: Mapping[str, int]) -> list[UnknownHeader]:
    """Headings that no field uses; the running number is nobody's loss."""
    used = set(mapping.values())
    free = [field for field in fields_of(kind) if field.key not in mapping]
    return [
        UnknownHeader(place, column_letters(place), header, _likeness(header, free))
        for place, header in enumerate(headers)
        if header and place not in used and plain(header) not in _RUNNING_NUMBERS
    ]


def missing_fields(kind: str, mapping: Mapping[str, int]) -> list[Field]:
    """Required fields without a column. Grades and awards need a number or a name to know the person by."""
    missing = [field for field in fields_of(kind) if field.required and field.key not in mapping]
    by_key = {field.key: field for field in fields_of(kind)}
    if not {"staff_number", "full_name", "collective"} & mapping.keys():
        missing.insert(0, by_key["full_name"])
    return missing


def _likeness(header: str, free: Sequence[Field]) -> Field | None:
    names = {name: field for field in free for name in (plain(field.header), *map(plain, field.also))}
    best = process.extractOne(plain(header), list(names), scorer=fuzz.token_sort_ratio, score_cutoff=_LIKE)
    return names[best[0]] if best else None


def is_numbering(cells: Sequence[str]) -> bool:
    """A row of column numbers under the heading: (1) (2) (3) or 1 2 3 or A B 1 2."""
    filled = [cell.strip("()") for cell in cells if cell]
    return len(filled) > 2 and all(re.fullmatch(r"\d{1,2}|[A-Z]", cell) for cell in filled)
