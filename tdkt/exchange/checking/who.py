"""Which person on record a row means: by staff number, or by name and day of birth, or nobody can tell."""

from rapidfuzz import fuzz

from tdkt.core.text import search_key
from tdkt.exchange.checking.finding import NEW_PERSON, Finding, RowInput, Sheetlike
from tdkt.exchange.models import RowState
from tdkt.people.models import Person

ALIKE = 85
"""Likeness of two names, out of 100, from which they may be one person's."""


def find_person(sheet: Sheetlike, found: Finding, row: RowInput) -> None:
    """Set ``found.person``, or its candidates, or a problem; for rows about people on record."""
    number, name = found.values.get("staff_number"), found.values.get("full_name")
    if not number and not name:
        sheet.fault(found, "full_name", "còn trống, và cũng không có số hiệu. Hãy ghi một trong hai.")
    elif number:
        _by_number(sheet, found, row, number, name or "")
    else:
        _by_name(sheet, found, row, name or "")


def _by_number(sheet: Sheetlike, found: Finding, row: RowInput, number: str, name: str) -> None:
    person = sheet.known.by_number.get(number)
    if person is None:
        sheet.fault(found, "staff_number", f"không có ai mang số hiệu {number}{_lost_zeros(sheet, number)}. "
                    "Hãy xem lại, hoặc nhập người này trước.")  # fmt: skip
    elif not sheet.known.is_ours(person):
        sheet.fault(found, "staff_number", f"người mang số hiệu {number} không thuộc đơn vị của bạn.")
    elif name and search_key(name) != search_key(person.full_name) and row.choice != str(person.pk):
        if fuzz.ratio(search_key(name), search_key(person.full_name)) >= ALIKE:
            doubt(found, [person])
        else:
            sheet.fault(found, "full_name", f"số hiệu {number} trong sổ là của {person.full_name}, không phải {name}. "
                        "Hãy xem lại số hiệu.")  # fmt: skip
    else:
        found.person = person


def _lost_zeros(sheet: Sheetlike, number: str) -> str:
    padded = [n for n in sheet.known.by_number if n.endswith(number) and n[: -len(number)].strip("0") == ""]
    return f" (trong sổ có {padded[0]}; có thể Excel đã bỏ số 0 ở đầu)" if padded and number.isdecimal() else ""


def _by_name(sheet: Sheetlike, found: Finding, row: RowInput, name: str) -> None:
    born = found.values.get("birth_date")
    known = sheet.known
    same = [p for p in known.by_name.get(search_key(name), []) if not born or p.birth_date in (born, None)]
    certain = [p for p in same if born and p.birth_date == born and p.full_name.casefold() == name.casefold()]
    if chosen := [p for p in [*same, *alike(sheet, name, born)] if str(p.pk) == row.choice]:
        found.person = chosen[0]
    elif len(certain) == 1 and len(same) == 1:
        found.person = certain[0]
    elif candidates := same or alike(sheet, name, born):
        doubt(found, candidates)
    else:
        sheet.fault(found, "full_name", f"trong đơn vị của bạn không có ai tên {name}"
                    f"{' sinh ngày này' if born else ''}. Hãy xem lại tên, hoặc nhập người này trước.")  # fmt: skip


def alike(sheet: Sheetlike, name: str, born: object) -> list[Person]:
    """People of the unit with the same day of birth and a like name; without a day, the same name only."""
    key = search_key(name)
    if not born:
        return sheet.known.by_name.get(key, [])
    same_day = sheet.known.by_birth.get(born, [])  # type: ignore[call-overload]
    return [p for p in same_day if fuzz.ratio(key, search_key(p.full_name)) >= ALIKE]


def doubt(found: Finding, candidates: list[Person]) -> None:
    """The officer has to choose among these."""
    found.candidates = candidates[:5]
    if found.state != RowState.WRONG:
        found.state = RowState.DOUBTFUL


def is_new(row: RowInput) -> bool:
    """Has the officer said that this is somebody new?"""
    return row.choice == NEW_PERSON
