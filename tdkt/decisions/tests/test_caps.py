"""What the law caps is not decided beyond the cap; what it leaves open stops nobody."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tdkt.awards.models import Award
from tdkt.decisions.domain.issue import CannotIssue, issue_decision
from tdkt.dossiers.domain.quotas import quota_counters
from tdkt.dossiers.models import AwardRound, Nomination, StepTaken
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


def issue(
    cast: Cast, on: AwardRound, lines: list[Nomination], now: dt.datetime, number: str, beyond_cap: str = ""
) -> None:
    day = dt.date(on.year, 12, 11)
    issue_decision(
        round=on, nominations=lines, number=number, signed_on=day, **WORDS, actor=cast.head,
        beyond_cap=beyond_cap,
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


def test_a_paper_that_lets_it_pass_the_cap_is_kept_with_each_line(cast: Cast, now: dt.datetime) -> None:
    on, lines = stage(cast, 2023, 4)
    with pytest.raises(CannotIssue, match="chỉ khi có văn bản cho phép vượt"):
        issue(cast, on, lines, now, "1/QĐ-VKS", beyond_cap="  ")
    issue(cast, on, lines, now, "1/QĐ-VKS", beyond_cap="Công văn số 9/VKSTC-V16")
    reasons = set(StepTaken.objects.filter(step="grant").values_list("reason", flat=True))
    assert reasons == {"Công văn số 9/VKSTC-V16"}


def test_the_page_asks_for_that_paper_only_once_the_decision_was_refused(client: Client, cast: Cast) -> None:
    on, lines = stage(cast, 2023, 4)
    client.force_login(cast.head)
    address = reverse("decisions:issue", args=[on.pk])
    told: dict[str, Any] = {"chon": [line.pk for line in lines]}
    assert "Căn cứ cho phép vượt mức" not in client.post(address, told).content.decode()
    told |= {**WORDS, "number": "1/QĐ-VKS", "signed_on": "11/12/2023", "xac_nhan": "1"}
    page = client.post(address, told).content.decode()
    assert "Căn cứ cho phép vượt mức" in page
    assert "khoản 3 Điều 9 Nghị định 91/2017/NĐ-CP" in page
    assert Award.objects.count() == 0
    assert client.post(address, told | {"beyond_cap": "Công văn số 9"}).status_code == 302
    assert Award.objects.count() == 4


def test_a_flag_asked_of_the_province_is_not_counted_among_the_sectors(cast: Cast) -> None:
    on = make_round(cast.centre, 2025, judged_on=dt.date(2025, 12, 12))
    line = make_line(on, cast.province, cast.province, "CTDB", decided_by="ministry")

    def counted() -> list[int]:
        return [counter.number for counter in quota_counters(on) if counter.code == "CTDB"]

    assert counted() == [1]
    Nomination.objects.filter(pk=line.pk).update(decided_by="province")
    assert counted() == []
