import datetime as dt

import pytest

from tdkt.core.days import BadDay, parse_day, show_day


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
