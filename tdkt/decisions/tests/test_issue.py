"""Issuing a decision: once, by the head, for lines within his power, with the money of the day."""

import datetime as dt
from typing import Any

import pytest

from tdkt.awards.models import Award, Decision
from tdkt.core.history import history_of
from tdkt.decisions.domain import issue as issuing
from tdkt.decisions.domain.issue import CannotIssue, issue_decision
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.dossiers.tests.factories import make_line, make_people, make_round
from tests.support.cast import Cast

SIGNED = dt.date(2023, 12, 11)
WORDS: dict[str, Any] = {
    "number": "15/QĐ-VKS", "signed_on": SIGNED, "title": "Công nhận danh hiệu thi đua năm 2023",
    "signer_name": "Nguyễn Viện Trưởng", "signer_title": "Viện trưởng",
}  # fmt: skip


@pytest.fixture
def on(cast: Cast) -> AwardRound:
    return make_round(cast.province)


@pytest.fixture
def lines(cast: Cast, on: AwardRound) -> list[Nomination]:
    one, two = make_people(cast, 2)
    return [
        make_line(on, cast.office, one, "LDTT", state="passed"),
        make_line(on, cast.office, one, "CSTDCS", state="passed", ground="grade"),
        make_line(on, cast.office, two, "LDTT", state="passed"),
    ]


def test_the_head_issues_and_the_awards_stand(
    cast: Cast, on: AwardRound, lines: list[Nomination], now: dt.datetime
) -> None:
    decision = issue_decision(round=on, nominations=lines, **WORDS, actor=cast.head, now=now)
    standing = Award.objects.standing().order_by("pk")
    assert [(a.person, a.code, a.period_to, a.decision, a.unit_name_then) for a in standing] == [
        (lines[0].person, "LDTT", 2023, decision, "Phòng 1"),
        (lines[1].person, "CSTDCS", 2023, decision, "Phòng 1"),
        (lines[2].person, "LDTT", 2023, decision, "Phòng 1"),
    ]
    assert set(Nomination.objects.values_list("state", flat=True)) == {"granted"}
    assert [entry.act for entry in history_of(decision)] == ["record_decision"]


def test_two_titles_of_one_person_pay_the_highest_only(
    cast: Cast, on: AwardRound, lines: list[Nomination], now: dt.datetime
) -> None:
    issue_decision(round=on, nominations=lines, **WORDS, actor=cast.head, now=now)
    money = list(Award.objects.order_by("pk").values_list("code", "bonus"))
    assert money == [("LDTT", 0), ("CSTDCS", 1_800_000), ("LDTT", 540_000)]


def test_only_the_head_issues(cast: Cast, on: AwardRound, lines: list[Nomination], now: dt.datetime) -> None:
    with pytest.raises(CannotIssue, match="Chỉ thủ trưởng đơn vị"):
        issue_decision(round=on, nominations=lines, **WORDS, actor=cast.appraiser, now=now)
    assert not Decision.objects.exists()


def test_a_double_click_issues_once(cast: Cast, on: AwardRound, lines: list[Nomination], now: dt.datetime) -> None:
    first = issue_decision(round=on, nominations=lines, **WORDS, actor=cast.head, now=now)
    second = issue_decision(round=on, nominations=lines, **WORDS, actor=cast.head, now=now)
    assert (second, Award.objects.count(), Decision.objects.count()) == (first, 3, 1)


def test_granted_lines_are_not_granted_again_by_another_number(
    cast: Cast, on: AwardRound, lines: list[Nomination], now: dt.datetime
) -> None:
    issue_decision(round=on, nominations=lines, **WORDS, actor=cast.head, now=now)
    with pytest.raises(CannotIssue, match="Đã ban hành"):
        issue_decision(round=on, nominations=lines, **{**WORDS, "number": "16/QĐ-VKS"}, actor=cast.head, now=now)
    assert Award.objects.count() == 3


def test_a_number_is_used_once_a_day(cast: Cast, on: AwardRound, lines: list[Nomination], now: dt.datetime) -> None:
    issue_decision(round=on, nominations=lines[:1], **WORDS, actor=cast.head, now=now)
    with pytest.raises(CannotIssue, match="đã có trong sổ"):
        issue_decision(round=on, nominations=lines[1:], **WORDS, actor=cast.head, now=now)
    assert Award.objects.count() == 1


def test_a_line_the_council_has_not_passed_stops_all(
    cast: Cast, on: AwardRound, lines: list[Nomination], now: dt.datetime
) -> None:
    Nomination.objects.filter(pk=lines[2].pk).update(state="accepted")
    with pytest.raises(CannotIssue, match="Người Thử 1 đang ở bước"):
        issue_decision(round=on, nominations=lines, **WORDS, actor=cast.head, now=now)
    assert (Award.objects.count(), Decision.objects.count()) == (0, 0)


def test_what_a_higher_level_decides_is_submitted_not_issued(
    cast: Cast, on: AwardRound, lines: list[Nomination], now: dt.datetime
) -> None:
    Nomination.objects.filter(pk=lines[0].pk).update(decided_by="ministry")
    with pytest.raises(CannotIssue, match="trình cấp trên"):
        issue_decision(round=on, nominations=lines, **WORDS, actor=cast.head, now=now)


def test_a_day_in_the_future_is_refused(cast: Cast, on: AwardRound, lines: list[Nomination], now: dt.datetime) -> None:
    with pytest.raises(CannotIssue, match="tương lai"):
        issue_decision(
            round=on, nominations=lines, **{**WORDS, "signed_on": dt.date(2023, 12, 12)}, actor=cast.head, now=now
        )


def test_a_kill_in_the_middle_leaves_nothing(
    cast: Cast, on: AwardRound, lines: list[Nomination], now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pulled_plug(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(issuing, "move", pulled_plug)
    with pytest.raises(KeyboardInterrupt):
        issue_decision(round=on, nominations=lines, **WORDS, actor=cast.head, now=now)
    assert (Award.objects.count(), Decision.objects.count()) == (0, 0)
    assert not Nomination.objects.exclude(state="passed", award=None).exists()
    monkeypatch.undo()
    issue_decision(round=on, nominations=lines, **WORDS, actor=cast.head, now=now)
    assert Award.objects.count() == 3
