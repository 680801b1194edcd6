"""From the steps of a year to their days: pure reckoning, no database."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from tdkt.core.answers import Refused
from tdkt.core.working_days import (
    CalendarUnknown,
    add_working_days,
    doubts_between,
    previous_working_day,
    why_not_working,
)  # fmt: skip
from tdkt.inbox.models import Deadline


class GoesInCircles(Refused):
    """A step waits for itself."""


@dataclass(frozen=True, slots=True)
class Due:
    """When a step is due. ``day`` is None while nobody has set it; ``note`` says what a reader must know."""

    day: dt.date | None
    work_by: dt.date | None = None
    note: str = ""


def due_days(deadlines: Iterable[Deadline]) -> dict[int, Due]:
    """The due day of every step; those reckoned from another are followed through the steps given.

    Raises:
        GoesInCircles: steps wait for each other.
    """
    steps = {step.pk: step for step in deadlines}
    found: dict[int, Due] = {}
    for pk in steps:
        _settle(pk, steps, found, ())
    return found


def _settle(pk: int, steps: dict[int, Deadline], found: dict[int, Due], way: tuple[int, ...]) -> Due:
    if pk in found:
        return found[pk]
    if pk in way:
        raise GoesInCircles(f"“{steps[pk].name}” được tính từ chính nó qua các việc khác; hãy chọn lại việc gốc.")
    step = steps[pk]
    if step.after_id is None:
        found[pk] = _fixed(step.fixed_on)
    elif step.after_id in steps:
        found[pk] = _reckoned(_settle(step.after_id, steps, found, (*way, pk)), step)
    else:
        found[pk] = Due(None, note="Chưa có việc gốc trong lịch năm này.")
    return found[pk]


def _fixed(day: dt.date | None) -> Due:
    if day is None:
        return Due(None, note="Chưa có ngày: theo hướng dẫn hằng năm.")
    try:
        reason = why_not_working(day)
        if not reason:
            return Due(day, day)
        before = previous_working_day(day)
    except CalendarUnknown as unknown:
        return Due(day, day, unknown.reason)
    return Due(day, before, f"Hạn rơi vào ngày nghỉ ({reason}); nên xong trước hoặc trong ngày {before:%d/%m/%Y}.")


def _reckoned(base: Due, step: Deadline) -> Due:
    if base.day is None:
        return Due(None, note="Chờ ngày của việc trước.")
    try:
        day = add_working_days(base.day, step.offset or 0)
        doubts = doubts_between(min(base.day, day), max(base.day, day))
    except CalendarUnknown as unknown:
        return Due(None, note=unknown.reason)
    return Due(day, day, " ".join(doubts))
