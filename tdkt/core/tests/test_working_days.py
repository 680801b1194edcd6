"""Against the calendars as they were announced: 2023 to 2027."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from tdkt.core.working_days import (
    CalendarUnknown,
    add_working_days,
    calendar,
    doubts_between,
    is_working_day,
    next_working_day,
    previous_working_day,
    why_not_working,
    working_days_between,
)

D = dt.date

RESTS = [
    # Tết
    ("2024-02-08", "2024-02-14"), ("2025-01-25", "2025-02-02"), ("2026-02-14", "2026-02-22"),
    # 30/4 and 1/5, with the swaps
    ("2024-04-27", "2024-05-01"), ("2025-04-30", "2025-05-04"), ("2026-04-30", "2026-05-03"),
    # National Day
    ("2024-08-31", "2024-09-03"), ("2025-08-30", "2025-09-02"), ("2026-08-29", "2026-09-02"),
    ("2023-01-20", "2023-01-26"), ("2023-04-29", "2023-05-03"), ("2023-09-01", "2023-09-04"),
    # New Year, the Hùng Kings, Culture Day
    ("2024-01-01", "2024-01-01"), ("2025-01-01", "2025-01-01"), ("2026-01-01", "2026-01-04"),
    ("2024-04-18", "2024-04-18"), ("2025-04-05", "2025-04-07"), ("2026-04-25", "2026-04-27"),
    ("2026-11-24", "2026-11-24"), ("2027-11-24", "2027-11-24"), ("2027-04-16", "2027-04-18"),
    ("2027-04-30", "2027-05-03"),
]  # fmt: skip


@pytest.mark.parametrize(("first", "last"), RESTS)
def test_an_announced_rest_has_no_working_day_and_work_goes_on_around_it(first: str, last: str) -> None:
    start, end = D.fromisoformat(first), D.fromisoformat(last)
    assert working_days_between(start, end) == 0
    assert is_working_day(end + dt.timedelta(days=1))


@pytest.mark.parametrize(
    ("off", "work"),
    [
        ("2024-04-29", "2024-05-04"),
        ("2025-05-02", "2025-04-26"),
        ("2026-01-02", "2026-01-10"),
        ("2026-08-31", "2026-08-22"),
    ],
)
def test_a_swapped_weekday_is_free_and_its_saturday_is_worked(off: str, work: str) -> None:
    saturday = D.fromisoformat(work)
    assert saturday.weekday() == 5
    assert is_working_day(saturday)
    assert why_not_working(D.fromisoformat(off)) == "Nghỉ hoán đổi"


def test_the_saturdays_next_to_a_swapped_one_are_free() -> None:
    assert why_not_working(D(2024, 5, 11)) == "Thứ Bảy"
    assert why_not_working(D(2026, 1, 11)) == "Chủ nhật"


@pytest.mark.parametrize(
    ("year", "worked"),
    # 262 or 261 weekdays of the year, less the holidays that fall on weekdays; swaps change nothing
    [(2023, 260 - 11), (2024, 262 - 11), (2025, 261 - 11), (2026, 261 - 12)],
)
def test_a_year_has_as_many_working_days_as_the_law_leaves(year: int, worked: int) -> None:
    assert working_days_between(D(year, 1, 1), D(year, 12, 31)) == worked


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2025-09-10", 9, "2025-09-23"),  # the sector's window of 2025: 10 days with the first one
        ("2024-02-07", 1, "2024-02-15"),  # over Tết
        ("2024-04-26", 1, "2024-05-02"),
        ("2024-05-02", 2, "2024-05-04"),  # a Saturday worked
        ("2026-08-21", 2, "2026-08-24"),  # Saturday 22/8 is worked
        ("2026-11-20", 2, "2026-11-25"),  # over Culture Day
        ("2024-02-15", -1, "2024-02-07"),
        ("2026-01-05", -1, "2025-12-31"),
        ("2025-12-31", 1, "2026-01-05"),  # across the year
        ("2024-06-03", 0, "2024-06-03"),
    ],
)
def test_working_days_are_added_and_taken_away(start: str, count: int, end: str) -> None:
    assert add_working_days(D.fromisoformat(start), count) == D.fromisoformat(end)


def test_the_notice_of_july_2024_ran_eight_working_days() -> None:
    assert working_days_between(D(2024, 7, 3), D(2024, 7, 12)) == 8


def test_a_day_off_leads_to_the_working_day_before_or_after() -> None:
    assert next_working_day(D(2026, 11, 24)) == D(2026, 11, 25)
    assert previous_working_day(D(2026, 11, 24)) == D(2026, 11, 23)
    assert next_working_day(D(2026, 11, 25)) == previous_working_day(D(2026, 11, 25)) == D(2026, 11, 25)


def test_days_that_run_backward_are_none() -> None:
    assert working_days_between(D(2024, 6, 5), D(2024, 6, 3)) == 0


@pytest.mark.parametrize("year", [2022, 2028])
def test_a_year_without_data_is_refused_and_never_guessed(year: int) -> None:
    with pytest.raises(CalendarUnknown, match=f"Chưa có lịch nghỉ lễ năm {year} .*2023–2027"):
        is_working_day(D(year, 6, 1))


def test_a_count_that_runs_out_of_the_known_years_is_refused() -> None:
    assert add_working_days(D(2027, 12, 30), 1) == D(2027, 12, 31)
    with pytest.raises(CalendarUnknown):
        add_working_days(D(2027, 12, 30), 2)


def test_what_is_not_yet_announced_counts_as_off_and_is_said() -> None:
    assert working_days_between(D(2027, 2, 4), D(2027, 2, 11)) == 0
    doubts = doubts_between(D(2027, 2, 1), D(2027, 2, 28))
    assert [text[:10] for text in doubts] == [
        "04/02/2027", "05/02/2027", "08/02/2027", "09/02/2027", "10/02/2027", "11/02/2027",
    ]  # fmt: skip
    assert all("chưa thấy thông báo" in text for text in doubts)


def test_a_swap_only_proposed_changes_nothing_and_is_said() -> None:
    assert is_working_day(D(2026, 11, 23))
    assert not is_working_day(D(2026, 11, 28))
    assert "23/11/2026 đổi sang 28/11/2026: chưa tính" in doubts_between(D(2026, 11, 20), D(2026, 11, 25))[0]


def test_a_settled_stretch_has_no_doubts() -> None:
    assert doubts_between(D(2024, 1, 1), D(2026, 10, 31)) == []


def test_every_holiday_and_swap_names_its_source() -> None:
    assert all(item.source for item in calendar().holidays.values())
    assert all(swap.source for swap in calendar().swaps)


def test_a_customer_may_bring_a_newer_calendar(settings: Any, tmp_path: Path) -> None:
    newer = tmp_path / "lich.yaml"
    newer.write_text("years: {2028: {rests: [{day: 2028-01-03, name: Tết Dương lịch, source: Thông báo}]}}", "utf-8")
    settings.TDKT_HOLIDAYS_FILE = newer
    assert why_not_working(D(2028, 1, 3)) == "Tết Dương lịch"
    with pytest.raises(CalendarUnknown, match="2028–2028"):
        is_working_day(D(2027, 1, 4))
