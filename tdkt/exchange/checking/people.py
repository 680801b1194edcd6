"""Rows of people: new, changed, unchanged, doubtful or wrong."""

from collections import Counter
from typing import Any

from tdkt.core.days import show_day
from tdkt.exchange.checking.finding import Finding, RowInput, Sheetlike
from tdkt.exchange.checking.who import alike, doubt, is_new
from tdkt.exchange.fields import labels
from tdkt.exchange.models import RowState
from tdkt.people.models import Gender, Occupation, Person

PLAIN = (
    "staff_number", "full_name", "gender", "birth_date", "ethnicity", "occupation", "recruited_on", "joined_sector_on",
)  # fmt: skip


def check_person(sheet: Sheetlike, row: RowInput) -> Finding:
    """Read one row and compare it with the person on record."""
    found = sheet.read(row)
    values = found.values
    found.key = values.get("staff_number", "")
    _twin_in_file(sheet, found)
    if (values.get("birth_date") and values.get("recruited_on")) and values["recruited_on"] <= values["birth_date"]:
        sheet.fault(found, "recruited_on", "phải sau ngày sinh. Hãy xem lại hai ngày.")
    if "unit" not in values and "unit" not in sheet.mapping:
        values["unit"] = sheet.known.unit
    elif "unit" not in values and not any(p["field"] == "unit" for p in found.problems):
        sheet.fault(found, "unit", "còn trống. Hãy ghi mã hoặc tên đơn vị.")
    if found.key:
        _compare(sheet, found, row)
    return found


def _twin_in_file(sheet: Sheetlike, found: Finding) -> None:
    earlier = sheet.known.seen_in_file.setdefault(found.key, found.number) if found.key else found.number
    if earlier != found.number:
        sheet.fault(found, "staff_number", f"{found.key} đã có ở dòng {earlier}. Mỗi người một số hiệu, một dòng.")


def _compare(sheet: Sheetlike, found: Finding, row: RowInput) -> None:
    person = sheet.known.by_number.get(found.key) or _same_person(sheet, found, row)
    if person is None:
        if found.state == RowState.NEW and not (found.values.get("posted_on") or found.values.get("recruited_on")):
            sheet.fault(found, "recruited_on", "còn trống. Hãy ghi ngày tuyển dụng, hoặc ngày bắt đầu (“Từ ngày”).")
        return
    if not sheet.known.is_ours(person):
        sheet.fault(found, "staff_number", f"{found.key} đã dùng cho một người không thuộc đơn vị của bạn.")
        return
    found.person = person
    _note_changes(sheet, found, person)
    if found.state == RowState.NEW:
        found.state = RowState.CHANGED if found.changes else RowState.UNCHANGED


def _same_person(sheet: Sheetlike, found: Finding, row: RowInput) -> Person | None:
    """A person on record under another number whom the row may mean; the officer says which."""
    name = found.values.get("full_name")
    if not name or is_new(row):
        return None
    candidates = alike(sheet, name, found.values.get("birth_date"))
    chosen = next((person for person in candidates if str(person.pk) == row.choice), None)
    if candidates and chosen is None:
        doubt(found, candidates)
    return chosen


def _note_changes(sheet: Sheetlike, found: Finding, person: Person) -> None:
    for key in PLAIN:
        if key in found.values and found.values[key] != getattr(person, key):
            found.changes[key] = [shown(key, getattr(person, key)), shown(key, found.values[key])]
    seat = sheet.known.seats.get(person.pk)
    unit, position = found.values.get("unit"), found.values.get("position")
    if seat is None or ((unit is None or seat.unit_id == unit.pk) and position in (None, seat.position)):
        return
    begins = found.values.get("posted_on")
    if begins is None or begins <= seat.valid_from:
        sheet.fault(found, "posted_on", f"đơn vị hoặc chức vụ khác với sổ ({seat.position}, {seat.unit}). Hãy ghi ngày "
                    f"bắt đầu ở chỗ mới, sau {show_day(seat.valid_from)}.")  # fmt: skip
        return
    found.changes["position"] = [f"{seat.position}, {seat.unit}", f"{position or seat.position}, {unit or seat.unit}"]


def shown(key: str, value: Any) -> str:
    """A value as the officer reads it."""
    words = {"gender": labels(Gender), "occupation": labels(Occupation)}.get(key, {})
    return show_day(value) if hasattr(value, "isoformat") else words.get(value, str(value or ""))


def suspicious_numbers(numbers: list[str]) -> set[str]:
    """Staff numbers that seem to have lost their leading zeros: plain digits, shorter than their neighbours, in a
    column where others begin with zero.
    """
    digits = [number for number in numbers if number.isdecimal()]
    if not any(number.startswith("0") for number in digits):
        return set()
    usual = Counter(len(number) for number in digits).most_common(1)[0][0]
    return {number for number in digits if len(number) < usual and not number.startswith("0")}
