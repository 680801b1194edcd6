"""Reading one cell: each reader gives a plain value or says what is wrong and how to mend it."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from tdkt.core.days import BadDay, parse_day
from tdkt.core.text import search_key

EXCEL_ZERO = dt.date(1899, 12, 30)
_SERIAL = re.compile(r"[1-6]\d{4}")
_NUMBER_SPOILT = re.compile(r"\d(\.\d+)?e\+\d+", re.IGNORECASE)
FIRST_YEAR = 1945


class BadCell(Exception):
    """The cell cannot be taken as it is; the message says why and what to write."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


Reader = Callable[[str], Any]


def text(most: int) -> Reader:
    """Words of at most so many letters."""

    def read(cell: str) -> str:
        if len(cell) > most:
            raise BadCell(f"dài {len(cell)} ký tự, nhiều nhất là {most}. Hãy viết gọn lại.")
        return cell

    return read


def staff_number(cell: str) -> str:
    """A staff number as text; a number spoilt by Excel is refused."""
    if _NUMBER_SPOILT.fullmatch(cell):
        raise BadCell(f"“{cell}” đã bị Excel đổi thành số. Hãy định dạng cột là Văn bản (Text) rồi ghi lại.")
    return str(text(30)(cell))


@lru_cache(maxsize=50_000)
def day(cell: str) -> dt.date:
    """A day that the calendar has."""
    if _SERIAL.fullmatch(cell):
        return EXCEL_ZERO + dt.timedelta(days=int(cell))
    try:
        return parse_day(cell)
    except BadDay as bad:
        raise BadCell(str(bad)) from None


def past_day(today: dt.date) -> Reader:
    """A day that has come."""

    def read(cell: str) -> dt.date:
        found = day(cell)
        if found > today:
            raise BadCell(f"{cell} là ngày chưa tới. Hãy xem lại năm.")
        if found.year < FIRST_YEAR - 60:
            raise BadCell(f"{cell} quá xa. Hãy xem lại năm.")
        return found

    return read


def year(last: int) -> Reader:
    """A year from 1945 to ``last``."""

    def read(cell: str) -> int:
        if not re.fullmatch(r"\d{4}", cell):
            raise BadCell(f"“{cell}” không phải một năm. Hãy ghi bốn chữ số, ví dụ 2023.")
        found = int(cell)
        if not FIRST_YEAR <= found <= last:
            raise BadCell(f"năm {found} ngoài khoảng từ {FIRST_YEAR} đến {last}. Hãy xem lại.")
        return found

    return read


def choice(labels: Mapping[str, str], also: Mapping[str, str] | None = None) -> Reader:
    """One of a few values, known by label or by another usual name, with or without marks."""
    known = {search_key(label): value for value, label in labels.items()}
    known |= {search_key(name): value for name, value in (also or {}).items()}
    listed = ", ".join(f"“{label}”" for label in labels.values())

    @lru_cache(maxsize=1000)
    def read(cell: str) -> str:
        found = known.get(search_key(cell))
        if found is None:
            raise BadCell(f"“{cell}” không có trong danh mục. Hãy ghi một trong: {listed}.")
        return found

    return read


YES_NO = choice(
    {"1": "Có", "0": "Không"},
    {"x": "1", "X": "1", "true": "1", "1": "1", "yes": "1", "co": "1", "lãnh đạo": "1", "false": "0", "0": "0"},
)


def yes_no(cell: str) -> bool:
    """Có, x or 1; Không or 0."""
    return bool(YES_NO(cell) == "1")
