"""A day by which an answer is due is a working day that is still to come."""

import datetime as dt

from tdkt.core.answers import Refused
from tdkt.core.working_days import next_working_day, why_not_working


def check_due(*, due_on: dt.date, first: dt.date, error: type[Refused]) -> None:
    """Refuse a day before ``first`` or a day nobody works; the refusal offers the next working day.

    Raises:
        error: the day does not fit.
        CalendarUnknown: its year's holidays are not entered.
    """
    if due_on < first:
        raise error(f"Hạn trả lời {due_on:%d/%m/%Y} đã qua; hãy chọn ngày từ {next_working_day(first):%d/%m/%Y}.")
    why = why_not_working(due_on)
    if why:
        raise error(
            f"Hạn trả lời {due_on:%d/%m/%Y} là ngày nghỉ ({why}); "
            f"ngày làm việc kế tiếp là {next_working_day(due_on):%d/%m/%Y}."
        )
