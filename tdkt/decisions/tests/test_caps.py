"""What the law caps is not decided beyond the cap; what it leaves open stops nobody."""

import datetime as dt
from typing import Any

import pytest

from tdkt.awards.models import Award
from tdkt.decisions.domain.issue import CannotIssue, issue_decision
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.dossiers.tests.factories import make_line, make_people, make_round
from tests.support.cast import Cast

WORDS: dict[str, Any] = {
    "title": "Công nhận danh hiệu thi đua", "signer_name": "Nguyễn Viện Trưởng", "signer_title": "Viện trưởng",
}  # fmt: skip


def stage(cast: Cast, year: int, best: int) -> tuple[AwardRound, list[Nomination]]:
    """Twenty of Lao động tiên tiến, so many of them also Chiến sĩ thi đua cơ sở: three is 15%."""
    on = make_round(cast.province, year)
    people = make_people(cast, 20)
    for person in people:
        make_line(on, cast.office, person, "LDTT", state="passed", papers=False)
    return on, [
        make_line(on, cast.office, person, "CSTDCS", state="passed", ground="grade", papers=False)
        for person in people[:best]
    ]


def issue(cast: Cast, on: AwardRound, lines: list[Nomination], now: dt.datetime, number: str) -> None:
    day = dt.date(on.year, 12, 11)
    issue_decision(
        round=on, nominations=lines, number=number, signed_on=day, **WORDS, actor=cast.head,
        now=dt.datetime.combine(day, dt.time(9), now.tzinfo),
    )  # fmt: skip


def test_up_to_the_cap_is_decided_and_one_more_is_not(cast: Cast, now: dt.datetime) -> None:
    on, lines = stage(cast, 2023, 4)
    with pytest.raises(CannotIssue, match=r"Chiến sĩ thi đua cơ sở: 4 trường hợp.*tối đa 3.*Điều 9 Nghị định 91/2017"):
        issue(cast, on, lines, now, "1/QĐ-VKS")
    assert Award.objects.count() == 0
    issue(cast, on, lines[:3], now, "1/QĐ-VKS")
    with pytest.raises(CannotIssue, match="kể cả các dòng đang chọn"):
        issue(cast, on, lines[3:], now, "2/QĐ-VKS")
    assert Award.objects.count() == 3


def test_a_cap_that_nobody_has_read_stops_nobody(cast: Cast, now: dt.datetime) -> None:
    on, lines = stage(cast, 2024, 4)
    issue(cast, on, lines, now, "1/QĐ-VKS")
    assert Award.objects.count() == 4


def test_titles_without_a_cap_are_asked_nothing(cast: Cast, now: dt.datetime) -> None:
    on, _ = stage(cast, 2023, 4)
    issue(cast, on, list(on.nominations.filter(code="LDTT")), now, "1/QĐ-VKS")
    assert Award.objects.count() == 20
