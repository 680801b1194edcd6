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


COUNTED = 30
"""Days up to which a reader counts; a day further off is told by itself."""


def overdue(due: dt.date, today: dt.date) -> str:
    """``quá hạn 12 ngày``; past a month ``quá hạn từ 05/12/2024``, since nobody counts 700 days. For a day gone by."""
    days = (today - due).days
    return f"quá hạn {days} ngày" if days <= COUNTED else f"quá hạn từ {show_day(due)}"


def time_left(due: dt.date, today: dt.date) -> str:
    """``còn 3 ngày (hạn 05/12/2024)``, ``hạn hôm nay``, ``quá hạn 12 ngày (hạn 05/12/2024)``;
    a day that is far off is told without counting: ``hạn 05/12/2027``, ``quá hạn từ 05/12/2022``.
    """
    days = (due - today).days
    if not days:
        return "hạn hôm nay"
    if abs(days) > COUNTED:
        return overdue(due, today) if days < 0 else f"hạn {show_day(due)}"
    return f"{f'còn {days} ngày' if days > 0 else overdue(due, today)} (hạn {show_day(due)})"
