"""A council's votes: the base is all members, the mark is the law's or the council's own."""

import datetime as dt
from typing import Any

import pytest

from tdkt.core.edits import StaleEdit
from tdkt.councils.domain.marks import OWN_RULE, pass_mark
from tdkt.councils.domain.sessions import (
    CannotCloseSession,
    CannotOpenSession,
    CannotRecordVotes,
    CannotSetUpCouncil,
    close_session,
    create_council,
    open_session,
    record_votes,
)
from tdkt.councils.models import Council, CouncilSession, VoteResult
from tdkt.councils.tests.factories import make_council, make_session
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.dossiers.tests.factories import make_line, make_people, make_round
from tests.support.cast import Cast


@pytest.fixture
def on(cast: Cast) -> AwardRound:
    return make_round(cast.province)


@pytest.fixture
def session(cast: Cast, on: AwardRound) -> CouncilSession:
    return make_session(make_council(cast.province), on)


@pytest.fixture
def lines(cast: Cast, on: AwardRound) -> list[Nomination]:
    return [make_line(on, cast.office, person, state="accepted") for person in make_people(cast, 2)]


def test_the_secretary_sets_up_the_council_once(cast: Cast, now: dt.datetime) -> None:
    chair = {"full_name": "Trần Chủ Tịch", "position": "Viện trưởng", "seat": "chair"}
    words: dict[str, Any] = {
        "unit": cast.province,
        "name": "Hội đồng TĐKT",
        "valid_from": dt.date(2023, 1, 1),
        "members": [chair],
    }
    with pytest.raises(CannotSetUpCouncil, match="Chỉ thư ký"):
        create_council(**words, actor=cast.officer, now=now)
    create_council(**words, actor=cast.secretary, now=now)
    with pytest.raises(CannotSetUpCouncil, match="đã có Hội đồng"):
        create_council(**words, actor=cast.secretary, now=now)
    assert Council.objects.get().members.count() == 1


def test_the_base_is_the_whole_membership(cast: Cast, on: AwardRound, now: dt.datetime) -> None:
    opened = open_session(
        round=on, council=make_council(cast.province, 11), held_on=dt.date(2023, 12, 10), members_present=8,
        written_opinions=1, actor=cast.secretary, now=now,
    )  # fmt: skip
    assert opened.members_total == 11


def test_more_people_than_members_is_refused(cast: Cast, on: AwardRound, now: dt.datetime) -> None:
    with pytest.raises(CannotOpenSession, match="không được vượt tổng số thành viên"):
        open_session(
            round=on, council=make_council(cast.province), held_on=dt.date(2023, 12, 10), members_present=10,
            written_opinions=1, actor=cast.secretary, now=now,
        )  # fmt: skip
    assert not CouncilSession.objects.exists()


def test_exactly_half_does_not_pass_by_the_councils_own_rule(
    cast: Cast, session: CouncilSession, lines: list[Nomination], now: dt.datetime
) -> None:
    record_votes(session=session, votes={lines[0].pk: (5, 5), lines[1].pk: (6, 4)}, actor=cast.secretary, now=now)
    got = VoteResult.objects.order_by("pk").values_list("passed", "pass_mark", "pass_above", "pass_mark_source")
    assert list(got) == [(False, 50, True, OWN_RULE.source), (True, 50, True, OWN_RULE.source)]


def test_the_laws_ninety_percent_counts_absent_members_too(cast: Cast) -> None:
    mark = pass_mark(code="CSTDTQ", kind="person", basis="cong_trang", on=dt.date(2025, 12, 1), unit=cast.province)
    assert (mark.percent, mark.above, "NĐ152/2025" in mark.source) == (90, False, True)
    assert (mark.passed(9, 10), mark.passed(8, 9), mark.needed(11)) == (True, False, 10)


def test_votes_beyond_those_who_took_part_are_refused(
    cast: Cast, session: CouncilSession, lines: list[Nomination], now: dt.datetime
) -> None:
    with pytest.raises(CannotRecordVotes, match="11 phiếu, nhiều hơn 10 thành viên"):
        record_votes(session=session, votes={lines[0].pk: (10, 1)}, actor=cast.secretary, now=now)
    with pytest.raises(CannotRecordVotes, match="không được âm"):
        record_votes(session=session, votes={lines[0].pk: (-1, 1)}, actor=cast.secretary, now=now)
    assert not VoteResult.objects.exists()


def test_zero_votes_for_is_a_result(
    cast: Cast, session: CouncilSession, lines: list[Nomination], now: dt.datetime
) -> None:
    record_votes(session=session, votes={lines[0].pk: (0, 10)}, actor=cast.secretary, now=now)
    assert VoteResult.objects.get().passed is False


def test_a_line_not_accepted_is_not_voted_on(
    cast: Cast, session: CouncilSession, lines: list[Nomination], now: dt.datetime
) -> None:
    Nomination.objects.filter(pk=lines[0].pk).update(state="returned")
    with pytest.raises(CannotRecordVotes, match="không còn chờ Hội đồng"):
        record_votes(session=session, votes={lines[0].pk: (10, 0)}, actor=cast.secretary, now=now)


def test_two_people_entering_votes_do_not_write_over_each_other(
    cast: Cast, session: CouncilSession, lines: list[Nomination], now: dt.datetime
) -> None:
    record_votes(session=session, votes={lines[0].pk: (10, 0)}, actor=cast.secretary, now=now, version=1)
    with pytest.raises(StaleEdit):
        record_votes(session=session, votes={lines[0].pk: (1, 9)}, actor=cast.secretary, now=now, version=1)
    assert VoteResult.objects.get().votes_for == 10


def test_closing_moves_the_lines_and_then_nothing_changes(
    cast: Cast, session: CouncilSession, lines: list[Nomination], now: dt.datetime
) -> None:
    votes = {lines[0].pk: (10, 0), lines[1].pk: (2, 8)}
    record_votes(session=session, votes=votes, actor=cast.secretary, now=now)
    with pytest.raises(CannotCloseSession, match="Chỉ thư ký"):
        close_session(session=session, actor=cast.officer, now=now)
    close_session(session=session, actor=cast.secretary, now=now, minutes_number="12/BB-HĐ")
    assert list(Nomination.objects.order_by("pk").values_list("state", flat=True)) == ["passed", "failed"]
    with pytest.raises(CannotCloseSession, match="đã thông qua biên bản"):
        close_session(session=session, actor=cast.secretary, now=now)
    with pytest.raises(CannotRecordVotes, match="không nhập thêm"):
        record_votes(session=session, votes=votes, actor=cast.secretary, now=now)


def test_a_session_without_votes_is_not_closed(cast: Cast, session: CouncilSession, now: dt.datetime) -> None:
    with pytest.raises(CannotCloseSession, match="Chưa nhập kết quả"):
        close_session(session=session, actor=cast.secretary, now=now)
