"""Until when units may answer a movement, and for how long it runs in the law's eyes: pure reckoning, no database."""

import datetime as dt
from dataclasses import dataclass

from tdkt.core.working_days import CalendarUnknown, next_working_day, why_not_working
from tdkt.movements.models import Movement, MovementKind, Track

FLAG_OF_THE_MINISTRY, FLAG_OF_THE_GOVERNMENT = 3, 5
"""Whole years a movement must run (L06/2022 Điều 26 khoản 2; Điều 25 khoản 3)."""


@dataclass(frozen=True, slots=True)
class Due:
    """The last day on which an answer is in time, if one was set; ``note`` says why it is not the day written down."""

    day: dt.date | None
    note: str = ""

    def over(self, today: dt.date) -> bool:
        """Is it too late on ``today``? Never where no day was set."""
        return self.day is not None and today > self.day


def response_due(written: dt.date) -> Due:
    """A day that is not worked runs on to the end of the next working day (Bộ luật Dân sự 2015 Điều 148 khoản 5)."""
    try:
        reason = why_not_working(written)
        if not reason:
            return Due(written)
        day = next_working_day(written)
    except CalendarUnknown as unknown:
        return Due(written, unknown.reason)
    return Due(
        day,
        f"Hạn {written:%d/%m/%Y} là ngày nghỉ ({reason}); tính đến hết ngày làm việc tiếp theo, {day:%d/%m/%Y}.",
    )


def due_of(movement: Movement) -> Due:
    """The last day to answer ``movement``; nobody is late where none was set."""
    return response_due(movement.response_due_on) if movement.response_due_on else Due(None)


def launcher_of(root: Movement) -> str:
    """Who launched a movement, as far as the law tells them apart: ``nation``, ``ministry`` (the sector's head or the
    province's People's Committee), ``unit`` (L06/2022 Điều 18).
    """
    if root.track == Track.NATIONAL:
        return "nation"
    return "unit" if root.track == Track.SECTOR and root.unit.parent_id is not None else "ministry"


@dataclass(frozen=True, slots=True)
class Length:
    """What the length of a movement opens in law: ``words`` for the reader, with the ``cite``."""

    years: int
    opens: bool
    words: str
    cite: str


def length_of(root: Movement) -> Length:
    """What flag a movement may close with, by who launched it and how long it runs; ask the top of the tree."""
    years = root.whole_years
    if root.track == Track.NATIONAL:
        return _opens(
            years, FLAG_OF_THE_GOVERNMENT, "“Cờ thi đua của Chính phủ” tặng tập thể dẫn đầu phong trào thi đua do Thủ "
            "tướng Chính phủ phát động có thời gian thực hiện từ 05 năm trở lên, khi sơ kết, tổng kết phong trào.",
            "Luật 06/2022/QH15 Điều 25 khoản 3",
        )  # fmt: skip
    if root.track == Track.SECTOR and root.unit.parent_id is not None:
        return Length(
            years, opens=False, cite="Luật 06/2022/QH15 Điều 26 khoản 2",
            words="Phong trào do đơn vị phát động: độ dài không mở ra danh hiệu cờ thi đua; luật chỉ xét phong trào "
            "theo chuyên đề do bộ, ban, ngành, tỉnh phát động.",
        )  # fmt: skip
    words = (
        "Cờ thi đua của bộ, ban, ngành, tỉnh tặng tập thể dẫn đầu phong trào thi đua theo chuyên đề do bộ, ban, ngành, "
        "tỉnh phát động có thời gian thực hiện từ 03 năm trở lên, khi tổng kết phong trào."
    )
    found = _opens(years, FLAG_OF_THE_MINISTRY, words, "Luật 06/2022/QH15 Điều 26 khoản 2")
    if root.kind != MovementKind.THEMATIC:
        return Length(years, False, f"{words} Phong trào này là thi đua thường xuyên nên không thuộc.", found.cite)
    return found


def _opens(years: int, needed: int, words: str, cite: str) -> Length:
    return Length(years, years >= needed, words, cite)
