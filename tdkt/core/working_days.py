"""Working days of civil servants: Monday to Friday, less the public holidays, plus the Saturdays worked instead.

The days are data (``data/holidays.yaml``), each with its source. A year that is not there is not reckoned with: the
next Tết is fixed by a notice, never by a formula. ``TDKT_HOLIDAYS_FILE`` in the settings names a customer's newer file.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from tdkt.core.answers import Refused
from tdkt.core.days import show_day

OWN_FILE = Path(__file__).parent / "data" / "holidays.yaml"
ONE = dt.timedelta(days=1)
SATURDAY = 5


class CalendarUnknown(Refused):
    """A reckoning needs a year whose holidays nobody has entered."""


@dataclass(frozen=True, slots=True)
class DayOff:
    """A public holiday. ``confirmed`` is false where the notice that fixes the day was not seen."""

    day: dt.date
    name: str
    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Swap:
    """A weekday off for a Saturday worked. A swap that is not confirmed changes nothing."""

    off: dt.date
    work: dt.date
    source: str
    confirmed: bool


@dataclass(frozen=True)
class Calendar:
    """The years known, with their days off and swaps."""

    years: frozenset[int]
    holidays: dict[dt.date, DayOff]
    swaps: tuple[Swap, ...]

    def is_working(self, day: dt.date) -> bool:
        """Is ``day`` worked?

        Raises:
            CalendarUnknown: the year of the day is not entered.
        """
        if day.year not in self.years:
            known = f"{min(self.years)}–{max(self.years)}"
            raise CalendarUnknown(
                f"Chưa có lịch nghỉ lễ năm {day.year} (mới có các năm {known}), nên không tính được ngày làm việc. "
                "Hãy nhờ quản trị hệ thống cập nhật lịch nghỉ theo thông báo của Bộ Nội vụ."
            )
        if any(swap.confirmed and day == swap.work for swap in self.swaps):
            return True
        return day.weekday() < SATURDAY and self.why_off(day) is None

    def why_off(self, day: dt.date) -> str | None:
        """The holiday or swap that makes ``day`` free, if any; an ordinary weekend has none."""
        if found := self.holidays.get(day):
            return found.name
        if any(swap.confirmed and day == swap.off for swap in self.swaps):
            return "Nghỉ hoán đổi"
        return None


def is_working_day(day: dt.date) -> bool:
    """Is ``day`` worked? Raises ``CalendarUnknown`` for a year not entered."""
    return calendar().is_working(day)


def add_working_days(day: dt.date, count: int) -> dt.date:
    """The working day that is ``count`` working days after ``day`` (before it, if negative); ``day`` is not counted.

    Raises:
        CalendarUnknown: the count reaches a year not entered.
    """
    known, step, left = calendar(), ONE if count >= 0 else -ONE, abs(count)
    known.is_working(day)
    while left:
        day += step
        left -= known.is_working(day)
    return day


def working_days_between(first: dt.date, last: dt.date) -> int:
    """How many days are worked from ``first`` to ``last``, both included; 0 when they run backward."""
    known = calendar()
    return sum(known.is_working(day) for day in _days(first, last))


def next_working_day(day: dt.date) -> dt.date:
    """``day`` itself if it is worked, else the first working day after it."""
    return day if is_working_day(day) else add_working_days(day, 1)


def previous_working_day(day: dt.date) -> dt.date:
    """``day`` itself if it is worked, else the last working day before it."""
    return day if is_working_day(day) else add_working_days(day, -1)


def why_not_working(day: dt.date) -> str:
    """``Quốc khánh``, ``Thứ Bảy``, ``Chủ nhật``; nothing for a working day."""
    known = calendar()
    if known.is_working(day):
        return ""
    return known.why_off(day) or ("Thứ Bảy" if day.weekday() == SATURDAY else "Chủ nhật")


def doubts_between(first: dt.date, last: dt.date) -> list[str]:
    """A sentence for each day from ``first`` to ``last`` whose rest is not confirmed, to show beside a sum."""
    known = calendar()
    doubts = [
        f"{show_day(item.day)} ({item.name}): tạm tính là ngày nghỉ. {item.source}."
        for item in known.holidays.values()
        if not item.confirmed and first <= item.day <= last and item.day.weekday() < SATURDAY
    ]
    doubts += [
        f"{show_day(swap.off)} đổi sang {show_day(swap.work)}: chưa tính. {swap.source}."
        for swap in known.swaps
        if not swap.confirmed and (first <= swap.off <= last or first <= swap.work <= last)
    ]
    return doubts


def calendar() -> Calendar:
    """The calendar in use: the customer's file if the settings name one, else our own."""
    return _load(getattr(settings, "TDKT_HOLIDAYS_FILE", None) or OWN_FILE)


@lru_cache(maxsize=4)
def _load(path: Path) -> Calendar:
    years = yaml.safe_load(path.read_text(encoding="utf-8"))["years"]
    holidays: dict[dt.date, DayOff] = {}
    swaps: list[Swap] = []
    for told in years.values():
        for row in told.get("rests", []):
            for day in _days(row["day"], row.get("to", row["day"])):
                holidays[day] = DayOff(day, row["name"], row["source"], row.get("confirmed", True))
        swaps += [_swap(row) for row in told.get("swaps", [])]
    return Calendar(frozenset(years), holidays, tuple(swaps))


def _swap(row: dict[str, Any]) -> Swap:
    return Swap(row["rest"], row["work"], row["source"], row.get("confirmed", True))


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    while first <= last:
        yield first
        first += ONE
