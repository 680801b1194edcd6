from datetime import date
from fractions import Fraction

import pytest

from tdkt.documents.papers.words import day_in_full, in_words, money_in_words, percent, roman


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (111, "một trăm mười một"),
        (163, "một trăm sáu mươi ba"),
        (555, "năm trăm năm mươi lăm"),
        (1_000, "một nghìn"),
        (1_005, "một nghìn không trăm linh năm"),
        (10_021, "mười nghìn không trăm hai mươi mốt"),
        (1_000_005, "một triệu không trăm linh năm"),
        (7_590_000, "bảy triệu năm trăm chín mươi nghìn"),
        (2_005_000_000, "hai tỷ không trăm linh năm triệu"),
        (1_000_000_000_000, "một nghìn tỷ"),
        (-3, "âm ba"),
    ],
)
def test_numbers_are_read_as_official_papers_read_them(number: int, words: str) -> None:
    assert in_words(number) == words


def test_money_in_words_starts_with_a_capital() -> None:
    assert money_in_words(7_590_000) == "Bảy triệu năm trăm chín mươi nghìn đồng"


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2026, 3, 5), "ngày 05 tháng 3 năm 2026"),
        (date(2026, 2, 10), "ngày 10 tháng 02 năm 2026"),
        (date(2025, 12, 31), "ngày 31 tháng 12 năm 2025"),
    ],
)
def test_only_days_below_ten_and_the_first_two_months_take_a_zero(day: date, shown: str) -> None:
    assert day_in_full(day) == shown


@pytest.mark.parametrize(
    ("votes", "members", "shown"), [(12, 13, "92,31%"), (4, 5, "80%"), (9, 10, "90%"), (1, 8, "12,5%"), (0, 7, "0%")]
)
def test_a_share_has_a_decimal_comma_and_no_idle_zeros(votes: int, members: int, shown: str) -> None:
    assert percent(Fraction(votes, members)) == shown


def test_annexes_are_counted_in_roman() -> None:
    assert [roman(number) for number in (1, 4, 9, 14, 40)] == ["I", "IV", "IX", "XIV", "XL"]
