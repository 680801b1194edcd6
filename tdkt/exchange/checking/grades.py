"""Rows of yearly grades."""

from tdkt.exchange.checking.finding import Finding, RowInput, Sheetlike
from tdkt.exchange.checking.who import find_person
from tdkt.exchange.models import RowState
from tdkt.units.models import GradeValue


def check_grade(sheet: Sheetlike, row: RowInput) -> Finding:
    """Read one row, find the person, compare with the grade on record."""
    found = sheet.read(row)
    if found.values.get("year", 0) > sheet.known.today.year:
        sheet.fault(found, "year", f"năm {found.values['year']} chưa tới, chưa có xếp loại.")
    find_person(sheet, found, row)
    if found.person is None or "year" not in found.values:
        return found
    found.key = f"{found.person.pk}/{found.values['year']}"
    earlier = sheet.known.seen_in_file.setdefault(found.key, found.number)
    if earlier != found.number:
        sheet.fault(found, "year", f"năm này của {found.person} đã có ở dòng {earlier}. Hãy bỏ một dòng.")
    if found.state == RowState.NEW:
        _compare(sheet, found, found.person.pk)
    return found


def _compare(sheet: Sheetlike, found: Finding, person_id: int) -> None:
    on_record = sheet.known.grades.get((person_id, found.values["year"]))
    if on_record is None:
        return
    value, by = on_record
    new_value, new_by = found.values["value"], found.values.get("decided_by", by)
    if (value, by) == (new_value, new_by):
        found.state = RowState.UNCHANGED
        return
    found.state = RowState.CHANGED
    found.changes["value"] = [str(GradeValue(value).label), str(GradeValue(new_value).label)]
