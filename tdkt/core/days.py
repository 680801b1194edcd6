"""Days without a time zone, written dd/mm/yyyy."""

import datetime as dt
import re

_SHAPE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


class BadDay(ValueError):
    """The text is not a day of the calendar; the message says so in Vietnamese."""


def parse_day(text: str) -> dt.date:
    """Read ``31/12/2023`` (also with dots or dashes, or ``2023-12-31``).

    Raises:
        BadDay: the text has another shape, or the calendar has no such day (31/2).
    """
    stripped = text.strip()
    if found := _SHAPE.fullmatch(stripped):
        day, month, year = (int(part) for part in found.groups())
    elif found := _ISO.fullmatch(stripped):
        year, month, day = (int(part) for part in found.groups())
    else:
        raise BadDay(f"“{stripped}” không phải ngày; hãy ghi dạng ngày/tháng/năm, ví dụ 31/12/2023.")
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise BadDay(f"Lịch không có ngày {stripped}; hãy xem lại ngày và tháng.") from None


def show_day(day: dt.date | None) -> str:
    """``31/12/2023``, or nothing."""
    return f"{day:%d/%m/%Y}" if day else ""
