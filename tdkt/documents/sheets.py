"""Excel in and out: one plain table per file, with the checks an office needs.

What is written: staff and identity numbers stay text, days are real days (dd/mm/yyyy), the heading is frozen,
and a text that begins like a formula stays text. What is read comes back as texts and days with Excel's own
row numbers, so that a fault can be shown where it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any, Literal

import xlsxwriter
from django.utils.translation import gettext as _

from .papers.text import clean
from .sheet_reader import Row, Sheet, SheetError, read_sheet

__all__ = ["Column", "Row", "Sheet", "SheetError", "read_sheet", "write_sheet"]

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Kind = Literal["text", "int", "date", "money"]
Value = str | int | date | None
_FORMULA_STARTS = ("=", "+", "-", "@")
_LONGEST_TEXT = 32_767  # characters Excel can hold in one cell
_FIRST_DAY = date(1900, 3, 1)  # before it Excel counts wrongly


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a written sheet; `width` in characters."""

    key: str
    header: str
    width: float = 18
    kind: Kind = "text"


def write_sheet(
    *, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]], filters_note: str | None = None
) -> bytes:
    """An .xlsx with the title, a note on the filters used, a frozen heading and the rows.

    Rows hold one value per column, in order. None is an empty cell; zero is written as 0.
    """
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False}) as book:
        looks = _looks(book)
        sheet = book.add_worksheet(_sheet_name(title))
        for index, column in enumerate(columns):
            sheet.set_column(index, index, column.width)
        sheet.write_string(0, 0, clean(title), looks["title"])
        heading = 2 if filters_note else 1
        if filters_note:
            sheet.write_string(1, 0, clean(filters_note), looks["note"])
        for index, column in enumerate(columns):
            sheet.write_string(heading, index, column.header, looks["heading"])
        sheet.freeze_panes(heading + 1, 0)
        last = heading
        for last, row in enumerate(rows, start=heading + 1):
            _write_row(sheet, last, columns, row, looks)
        sheet.autofilter(heading, 0, last, len(columns) - 1)
    return out.getvalue()


def _looks(book: Any) -> dict[str, Any]:
    line = {"border": 1, "border_color": "#BFBFBF", "valign": "vcenter"}
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "note": book.add_format({"italic": True, "font_color": "#595959"}),
        "heading": book.add_format({**line, "bold": True, "text_wrap": True, "align": "center", "bg_color": "#F2F2F2"}),
        "text": book.add_format({**line, "num_format": "@", "text_wrap": True}),
        "guarded": book.add_format({**line, "num_format": "@", "text_wrap": True, "quote_prefix": True}),
        "int": book.add_format({**line, "num_format": "0"}),
        "date": book.add_format({**line, "num_format": "dd/mm/yyyy", "align": "center"}),
        "money": book.add_format({**line, "num_format": "#,##0"}),
    }


def _write_row(sheet: Any, at: int, columns: Sequence[Column], row: Sequence[Value], looks: dict[str, Any]) -> None:
    for index, (column, value) in enumerate(zip(columns, row, strict=True)):
        if value is None or value == "":
            sheet.write_blank(at, index, None, looks[column.kind])
        elif column.kind == "date" and isinstance(value, date) and value >= _FIRST_DAY:
            sheet.write_datetime(at, index, datetime(value.year, value.month, value.day), looks["date"])  # noqa: DTZ001
        elif column.kind in {"int", "money"} and isinstance(value, int):
            sheet.write_number(at, index, value, looks[column.kind])
        else:
            text = _as_text(value)
            look = looks["guarded" if text.startswith(_FORMULA_STARTS) else "text"]
            sheet.write_string(at, index, text, look)


def _as_text(value: Value) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/}{value.year:04d}"
    return clean(str(value))[:_LONGEST_TEXT]


def _sheet_name(title: str) -> str:
    """Excel allows 31 characters (UTF-16) and none of []:*?/\\ in a sheet's name."""
    plain = "".join(" " if c in "[]:*?/\\\n" or c > "\uffff" else c for c in clean(title)).strip(" '")
    return plain[:31].rstrip(" '") or _("Danh sách")
