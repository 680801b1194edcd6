import datetime as dt

import pytest

from tdkt.core.days import BadDay, overdue, parse_day, show_day, time_left
from tdkt.core.templatetags.tdkt import late_since


@pytest.mark.parametrize("text", ["31/12/2023", "31-12-2023", "31.12.2023", " 2023-12-31 "])
def test_the_usual_ways_to_write_a_day_are_read(text: str) -> None:
    assert parse_day(text) == dt.date(2023, 12, 31)


@pytest.mark.parametrize("text", ["31/2/2023", "00/01/2023", "29/02/2023"])
def test_a_day_the_calendar_lacks_is_refused_by_name(text: str) -> None:
    with pytest.raises(BadDay, match=f"Lịch không có ngày {text}"):
        parse_day(text)


@pytest.mark.parametrize("text", ["", "hôm qua", "12/2023", "1/1/23"])
def test_another_shape_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadDay, match="ví dụ 31/12/2023"):
        parse_day(text)


def test_a_day_is_shown_as_offices_write_it() -> None:
    assert show_day(dt.date(2023, 1, 5)) == "05/01/2023"
    assert show_day(None) == ""


TODAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (dt.date(2026, 11, 23), "quá hạn 1 ngày (hạn 23/11/2026)"),
        (dt.date(2026, 10, 25), "quá hạn 30 ngày (hạn 25/10/2026)"),
        (dt.date(2026, 10, 24), "quá hạn từ 24/10/2026"),
        (dt.date(2024, 12, 5), "quá hạn từ 05/12/2024"),
        (dt.date(2026, 11, 24), "hạn hôm nay"),
        (dt.date(2026, 11, 25), "còn 1 ngày (hạn 25/11/2026)"),
        (dt.date(2026, 12, 24), "còn 30 ngày (hạn 24/12/2026)"),
        (dt.date(2027, 3, 1), "hạn 01/03/2027"),
    ],
)
def test_days_are_counted_within_a_month_and_told_by_their_date_beyond_it(due: dt.date, words: str) -> None:
    assert time_left(due, TODAY) == words


def test_a_badge_says_how_late_something_is() -> None:
    assert overdue(dt.date(2026, 11, 12), TODAY) == "quá hạn 12 ngày"
    assert late_since(dt.date(2026, 11, 12), TODAY) == "Quá hạn 12 ngày"
    assert late_since(dt.date(2024, 12, 5), TODAY) == "Quá hạn từ 05/12/2024"
