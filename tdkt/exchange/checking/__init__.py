"""Check the rows of a batch against the records, all of them in a number of queries that hardly grows."""

import datetime as dt
from collections.abc import Sequence

from tdkt.exchange.checking.awards import check_award, compare_with_ledger
from tdkt.exchange.checking.finding import Finding, RowInput, Sheetlike
from tdkt.exchange.checking.grades import check_grade
from tdkt.exchange.checking.people import check_person, suspicious_numbers
from tdkt.exchange.fields import readers
from tdkt.exchange.known import Known
from tdkt.exchange.models import ImportBatch, ImportKind

__all__ = ["Finding", "RowInput", "check_rows"]


def check_rows(
    batch: ImportBatch, rows: Sequence[RowInput], today: dt.date, *, seen: dict[str, int] | None = None
) -> list[Finding]:
    """Findings in the order of the rows.

    Args:
        seen: keys that other rows of the batch hold already, by row number, when only some rows are checked.
    """
    known = Known(batch.unit, today, seen_in_file=dict(seen or {}))
    sheet = Sheetlike(batch.kind, batch.mapping, readers(batch.kind, today), known)
    place = batch.mapping.get("staff_number")
    numbers = [row.cells[place] for row in rows if place is not None and place < len(row.cells) and row.cells[place]]
    known.load_numbers(set(numbers))
    if batch.kind == ImportKind.PEOPLE:
        findings = [check_person(sheet, row) for row in rows]
        _say_lost_zeros(sheet, findings, suspicious_numbers(numbers))
        return findings
    if batch.kind == ImportKind.GRADES:
        _load_grades(known, rows, batch.mapping)
        return [check_grade(sheet, row) for row in rows]
    findings = [check_award(sheet, row) for row in rows]
    compare_with_ledger(sheet, findings)
    return findings


def _say_lost_zeros(sheet: Sheetlike, findings: Sequence[Finding], lost: set[str]) -> None:
    for found in findings:
        if found.key in lost:
            sheet.fault(found, "staff_number", f"{found.key} ngắn hơn các số khác, có thể Excel đã bỏ số 0 ở đầu. "
                        "Hãy định dạng cột là Văn bản (Text) rồi ghi lại.")  # fmt: skip


def _load_grades(known: Known, rows: Sequence[RowInput], mapping: dict[str, int]) -> None:
    place = mapping.get("year")
    cells = {row.cells[place] for row in rows if place is not None and place < len(row.cells)}
    years = [int(cell) for cell in cells if cell.isdecimal() and len(cell) == len("2023")]
    ids = {person.pk for person in known.by_number.values()}
    if "full_name" in mapping:
        ids |= {person.pk for person in known.people}
    known.load_grades(ids, years)
