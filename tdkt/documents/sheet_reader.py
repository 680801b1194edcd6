"""Reading one plain table out of an officer's .xlsx.

The file comes from outside: its size, its unpacked size and the cells it claims are weighed before it is
opened, because a small file can ask for more memory than the machine has.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from .papers.text import one_line

Cell = str | date
LARGEST_FILE = 20 * 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_ROWS = 100_000
MOST_COLUMNS = 200
_HEADING_SEARCH = 20
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CELL_AT = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br=["\']([A-Z]{1,3})(\d{1,7})["\']')


class SheetError(Exception):
    """The file cannot be read as a table; the message says why and what to do, in Vietnamese."""


@dataclass(frozen=True)
class Row:
    """A row with the number Excel shows, and one cell per heading."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    """The first sheet of the file. Empty rows are left out; empty cells are ""."""

    name: str
    headers: tuple[str, ...]
    header_row: int
    rows: tuple[Row, ...]


def read_sheet(content: bytes, name: str, *, expected: Collection[str] = ()) -> Sheet:
    """The table in the first sheet of this file.

    The heading is the first of the top rows that holds most of the `expected` headings; without any,
    the first row with two filled cells or more. Whole numbers lose their ".0"; days come back as `date`.

    Raises:
        SheetError: not an .xlsx, locked, too large, empty, no heading, a heading given twice.
    """
    _refuse_unreadable(content, name)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        grid = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, IndexError, ValueError) as error:
        raise SheetError(_not_xlsx(name)) from error
    table = [tuple(_cell(value) for value in row) for row in grid]
    if not any(any(row) for row in table):
        raise SheetError(_("Tệp “%(name)s” không có dòng nào. Hãy kiểm tra trang tính đầu tiên.") % {"name": name})
    return _table(table, name, expected)


def _table(table: Sequence[tuple[Cell, ...]], name: str, expected: Collection[str]) -> Sheet:
    at = _heading_at(table, expected)
    if at is None:
        text = _("Tệp “%(name)s” không có dòng tiêu đề cột. Hãy ghi tên các cột ở một dòng, phía trên dữ liệu.")
        raise SheetError(text % {"name": name})
    width = max(index for index, cell in enumerate(table[at], start=1) if cell)
    headers = tuple(one_line(str(cell)) for cell in table[at][:width])
    _refuse_twins(headers, name)
    rows = tuple(
        Row(number, row[:width]) for number, row in enumerate(table[at + 1 :], start=at + 2) if any(row[:width])
    )
    return Sheet(name=name, headers=headers, header_row=at + 1, rows=rows)


def _heading_at(table: Sequence[tuple[Cell, ...]], expected: Collection[str]) -> int | None:
    top = table[:_HEADING_SEARCH]
    if expected:
        wanted = {heading_key(header) for header in expected}
        counts = [len(wanted & {heading_key(str(cell)) for cell in row}) for row in top]
        best = max(counts)
        return counts.index(best) if best else None
    for index, row in enumerate(top):
        texts = [cell for cell in row if cell]
        if len(texts) > 1 and all(isinstance(cell, str) for cell in texts):
            return index
    return None


def heading_key(header: str) -> str:
    """What makes two headings the same: letters, whatever the case and the blanks."""
    return one_line(header).casefold()


def _refuse_twins(headers: Sequence[str], name: str) -> None:
    seen: dict[str, int] = {}
    for index, header in enumerate(headers):
        key = heading_key(header)
        if key and key in seen:
            text = _("Tệp “%(name)s”: cột “%(header)s” có hai lần (cột %(first)s và %(second)s). Hãy bỏ bớt một cột.")
            columns = {"first": column_letters(seen[key]), "second": column_letters(index)}
            raise SheetError(text % {"name": name, "header": header, **columns})
        seen[key] = index


def column_letters(index: int) -> str:
    """0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _cell(value: object) -> Cell:
    """A day stays a day; everything else becomes the text the officer sees."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, time | timedelta):
        return str(value)
    return one_line(str(value))


def _refuse_unreadable(content: bytes, name: str) -> None:
    if len(content) > LARGEST_FILE:
        text = _("Tệp “%(name)s” lớn hơn %(most)s MB. Hãy chia thành nhiều tệp nhỏ.")
        raise SheetError(text % {"name": name, "most": LARGEST_FILE // 1024 // 1024})
    if content.startswith(_OLE):
        raise SheetError(_locked_or_old(content, name))
    try:
        with ZipFile(BytesIO(content)) as archive:
            _weigh(archive, name)
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error) as error:
        raise SheetError(_not_xlsx(name)) from error


def _weigh(archive: ZipFile, name: str) -> None:
    infos = archive.infolist()
    if "xl/workbook.xml" not in {info.filename for info in infos}:
        raise SheetError(_not_xlsx(name))
    budget = LARGEST_UNPACKED
    for info in infos:
        part = _unpacked(archive, info, budget)
        budget -= len(part)
        rows, columns = _claimed(part)
        if budget < 0 or rows > MOST_ROWS or columns > MOST_COLUMNS:
            text = _("Tệp “%(name)s” quá lớn (tối đa %(rows)s dòng, %(columns)s cột). Hãy xóa các dòng, cột thừa.")
            raise SheetError(text % {"name": name, "rows": MOST_ROWS, "columns": MOST_COLUMNS})


def _unpacked(archive: ZipFile, info: ZipInfo, budget: int) -> bytes:
    """What the part really unpacks to, whatever size it claims, and at most one byte over the budget."""
    unbelieving = copy(info)
    unbelieving.file_size = 1 << 62
    with archive.open(unbelieving) as part:
        return part.read(budget + 1)


def _claimed(xml: bytes) -> tuple[int, int]:
    """The furthest row and column any cell names; the reader would fill everything up to there."""
    rows = columns = 0
    for found in _CELL_AT.finditer(xml):
        rows = max(rows, int(found[2]))
        columns = max(columns, _column_number(found[1]))
    return rows, columns


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _not_xlsx(name: str) -> str:
    text = _("Tệp “%(name)s” không phải tệp Excel .xlsx hoặc đã hỏng. Hãy mở bằng Excel rồi lưu lại dạng .xlsx.")
    return text % {"name": name}


def _locked_or_old(content: bytes, name: str) -> str:
    if _ENCRYPTED in content:
        return _("Tệp “%(name)s” có mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại.") % {"name": name}
    return _("Tệp “%(name)s” là tệp Excel đời cũ (.xls). Hãy lưu lại dạng .xlsx.") % {"name": name}
