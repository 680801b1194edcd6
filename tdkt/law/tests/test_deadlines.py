"""Days of public notice and of handling, and last days of the year, by the decree of the day, worked out by hand."""

from datetime import date
from typing import Any

import pytest

from tdkt.law.api import load_rulebook


def numbers(award: str, day: date, article: str, step: str) -> list[dict[str, Any]]:
    kind = "collective" if award == "CTDCP" else "person"
    steps = load_rulebook().procedure(award, kind, day, "cong_trang")
    return [found.numbers for found in steps if found.id == article and found.step == step]


@pytest.mark.parametrize(
    ("award", "day", "article", "days"),
    [
        ("CSTDTQ", date(2022, 12, 1), "NĐ91/2017 Điều 45 k10", 10),
        ("HCLD3", date(2022, 12, 1), "TT01/2019/VKSTC Điều 42 k4", 10),
        ("CSTDTQ", date(2024, 6, 1), "NĐ98/2023 Điều 46 k2", 10),
        ("AHLD", date(2025, 12, 1), "NĐ152/2025 Điều 44 k1", 10),
        ("HCLD3", date(2025, 12, 1), "NĐ152/2025 Điều 44 k2", 10),
    ],
)
def test_a_list_is_made_public_for_so_many_working_days(award: str, day: date, article: str, days: int) -> None:
    assert {"days": days} in numbers(award, day, article, "notice")


@pytest.mark.parametrize(
    ("award", "day", "article", "told"),
    [
        ("CSTDTQ", date(2018, 12, 1), "NĐ91/2017 Điều 48 k1 a", {"by": "10-31"}),
        ("CTDCP", date(2018, 12, 1), "NĐ91/2017 Điều 48 k1 b", {"by": "03-30"}),
        ("HCLD3", date(2018, 12, 1), "NĐ91/2017 Điều 48 k1 c", {"by": "06-30"}),
        ("AHLD", date(2018, 12, 1), "NĐ91/2017 Điều 48 k1 d", {"by": "02-28"}),
        ("BKTTG", date(2018, 12, 1), "NĐ91/2017 Điều 48 k2", {"days": 20}),
        ("BKTTG", date(2018, 12, 1), "NĐ91/2017 Điều 48 k2 b (cấp Nhà nước)", {"days": 20}),
        ("HCDL3", date(2018, 12, 1), "NĐ91/2017 Điều 48 k2 b (cấp Nhà nước)", {"days": 30}),
        ("CSTDTQ", date(2025, 6, 30), "NĐ98/2023 Điều 32 k1 a", {"by": "12-31"}),
        ("CTDCP", date(2025, 6, 30), "NĐ98/2023 Điều 32 k1 b", {"by": "06-30"}),
        ("CSTDTQ", date(2025, 7, 1), "NĐ152/2025 Điều 35 k1 a", {"by": "12-31"}),
        ("CTDCP", date(2025, 7, 1), "NĐ152/2025 Điều 35 k1 b", {"by": "06-30"}),
        ("BKTTG", date(2025, 7, 1), "NĐ152/2025 Điều 35 k2", {"days": 20}),
        ("HCLD3", date(2025, 7, 1), "NĐ152/2025 Điều 35 k3", {"days": 30}),
        ("AHLD", date(2025, 7, 1), "NĐ152/2025 Điều 35 k3", {"days": 40}),
        ("KNCKS", date(2022, 6, 1), "TT01/2019/VKSTC Điều 28 k3", {"by": "07-26"}),
    ],
)
def test_a_deadline_is_the_one_of_the_decree_of_the_day(
    award: str, day: date, article: str, told: dict[str, Any]
) -> None:
    assert told in numbers(award, day, article, "deadline")


def test_a_report_must_be_fresh_for_the_prime_minister() -> None:
    for day, article in ((date(2022, 12, 1), "TT12/2019 Điều 2 k4"), (date(2025, 12, 1), "NĐ152/2025 Điều 33 k9")):
        steps = load_rulebook().procedure("BKTTG", "person", day, "cong_trang")
        assert ["06 tháng" in step.vi for step in steps if step.id == article] == [True]
