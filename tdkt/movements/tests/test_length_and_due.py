"""Due days on holidays, and what the length of a movement opens in law."""

import datetime as dt

import pytest

from tdkt.movements.due import Due, due_of, length_of, response_due
from tdkt.movements.models import Movement, MovementKind, Track
from tdkt.units.models import Unit

TOP, PROVINCE = Unit(pk=1, name="VKSND tối cao"), Unit(pk=2, name="VKSND tỉnh Một", parent_id=1)
FIRST = dt.date(2023, 1, 1)


def test_a_due_day_on_a_holiday_runs_on_to_the_next_working_day() -> None:
    due = response_due(dt.date(2023, 9, 2))
    assert due.day == dt.date(2023, 9, 5)
    assert due.note == ("Hạn 02/09/2023 là ngày nghỉ (Quốc khánh); tính đến hết ngày làm việc tiếp theo, 05/09/2023.")
    assert (due.over(dt.date(2023, 9, 5)), due.over(dt.date(2023, 9, 6))) == (False, True)


def test_a_working_day_stands_and_an_unknown_year_says_so() -> None:
    assert response_due(dt.date(2023, 2, 15)) == Due(dt.date(2023, 2, 15))
    unknown = response_due(dt.date(2031, 2, 15))
    assert unknown.day == dt.date(2031, 2, 15)
    assert "Chưa có lịch nghỉ lễ năm 2031" in unknown.note


def test_nobody_is_late_where_no_day_was_set() -> None:
    due = due_of(Movement(start_on=FIRST, end_on=FIRST))
    assert (due.day, due.over(dt.date(2099, 1, 1))) == (None, False)


@pytest.mark.parametrize(
    ("track", "kind", "unit", "end", "opened", "cite"),
    [
        (Track.NATIONAL, MovementKind.THEMATIC, TOP, dt.date(2027, 12, 31), "mở", "Điều 25 khoản 3"),
        (Track.NATIONAL, MovementKind.THEMATIC, TOP, dt.date(2027, 12, 30), "", "Điều 25 khoản 3"),
        (Track.SECTOR, MovementKind.THEMATIC, TOP, dt.date(2025, 12, 31), "mở", "Điều 26 khoản 2"),
        (Track.SECTOR, MovementKind.THEMATIC, TOP, dt.date(2025, 12, 30), "", "Điều 26 khoản 2"),
        (Track.SECTOR, MovementKind.REGULAR, TOP, dt.date(2025, 12, 31), "", "Điều 26 khoản 2"),
        (Track.PROVINCE, MovementKind.THEMATIC, PROVINCE, dt.date(2025, 12, 31), "mở", "Điều 26 khoản 2"),
        (Track.SECTOR, MovementKind.THEMATIC, PROVINCE, dt.date(2025, 12, 31), "", "Điều 26 khoản 2"),
    ],
)
def test_three_and_five_years_open_the_flags_of_those_who_may_launch_them(
    track: str, kind: str, unit: Unit, end: dt.date, opened: str, cite: str
) -> None:
    length = length_of(Movement(unit=unit, track=track, kind=kind, start_on=FIRST, end_on=end))
    assert (length.opens, length.cite) == (bool(opened), f"Luật 06/2022/QH15 {cite}")
