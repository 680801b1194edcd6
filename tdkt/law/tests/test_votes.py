"""The pass mark of the vote for each award, by the decree and circular of the day, worked out by hand."""

from datetime import date
from fractions import Fraction

import pytest

from tdkt.law.api import load_rulebook

NINETY, EIGHTY = Fraction(90, 100), Fraction(80, 100)


@pytest.mark.parametrize(
    ("award", "kind", "day", "article", "share", "council"),
    [
        ("CSTDTQ", "person", date(2018, 12, 1), "NĐ91/2017 Điều 45 k8", NINETY, "ministry"),
        ("CSTDB", "person", date(2023, 12, 31), "NĐ91/2017 Điều 45 k8", NINETY, "ministry"),
        ("AHLD", "person", date(2022, 12, 1), "NĐ91/2017 Điều 45 k8", NINETY, "ministry"),
        ("CSTDB", "person", date(2022, 12, 1), "TT01/2019/VKSTC Điều 16 k1 c", NINETY, "ministry"),
        ("CSTDTQ", "person", date(2022, 12, 1), "TT01/2019/VKSTC Điều 17 k1 c", NINETY, "ministry"),
        ("CTDB", "collective", date(2022, 12, 1), "TT01/2019/VKSTC Điều 20 k2 d", EIGHTY, "cluster"),
        ("CTDB", "collective", date(2022, 12, 1), "TT01/2019/VKSTC Điều 20 k3 c", EIGHTY, "proposing"),
        ("CSTDB", "person", date(2024, 1, 1), "NĐ98/2023 Điều 30 k7", NINETY, "ministry"),
        ("CSTDCS", "person", date(2025, 6, 30), "NĐ98/2023 Điều 30 k7 đoạn 3", EIGHTY, "proposing"),
        ("CTDCP", "collective", date(2025, 6, 30), "NĐ98/2023 Điều 30 k7 đoạn 3", EIGHTY, "proposing"),
        ("CSTDCS", "person", date(2024, 10, 1), "TT02/2024/VKSTC Điều 14 k1", EIGHTY, "proposing"),
        ("CSTDTQ", "person", date(2025, 7, 1), "NĐ152/2025 Điều 33 k5", NINETY, "each"),
        ("CSTDTQ", "person", date(2025, 7, 1), "NĐ152/2025 Điều 45 k4 b", NINETY, "central"),
        ("CTDCP", "collective", date(2025, 7, 1), "NĐ152/2025 Điều 33 k5 đoạn 3", EIGHTY, "each"),
    ],
)
def test_a_vote_needs_the_share_its_article_names(
    award: str, kind: str, day: date, article: str, share: Fraction, council: str
) -> None:
    votes = {step.id: step.vote or {} for step in load_rulebook().votes(award, kind, day)}
    assert (votes[article]["share"], votes[article]["council"]) == (share, council)


@pytest.mark.parametrize(
    ("award", "kind", "day", "article"),
    [
        ("CSTDB", "person", date(2024, 1, 1), "NĐ91/2017 Điều 45 k8"),
        ("CSTDB", "person", date(2023, 12, 31), "NĐ98/2023 Điều 30 k7"),
        ("CSTDB", "person", date(2025, 7, 1), "NĐ98/2023 Điều 30 k7"),
        ("CSTDTQ", "person", date(2025, 6, 30), "NĐ152/2025 Điều 33 k5"),
        ("CTDB", "collective", date(2024, 10, 1), "TT01/2019/VKSTC Điều 20 k2 d"),
        ("LDTT", "person", date(2025, 1, 1), "NĐ98/2023 Điều 30 k7 đoạn 3"),
    ],
)
def test_a_vote_of_another_time_or_award_is_not_asked(award: str, kind: str, day: date, article: str) -> None:
    assert article not in {step.id for step in load_rulebook().votes(award, kind, day)}


def test_where_no_share_was_read_none_is_shown() -> None:
    votes = load_rulebook().votes("BKTTG", "person", date(2025, 12, 1))
    assert [(step.id, (step.vote or {})["share"]) for step in votes] == [("TT02/2024/VKSTC Điều 29", None)]
