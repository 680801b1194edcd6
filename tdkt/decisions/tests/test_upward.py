"""Submitting upward, writing down the outcome, and cancelling."""

import datetime as dt
from typing import Any

import pytest

from tdkt.awards.models import Award, Decision
from tdkt.decisions.domain.cancel import CannotCancel, cancel_award, resting_on
from tdkt.decisions.domain.outcome import CannotRecordOutcome, record_outcome
from tdkt.decisions.domain.submit import CannotSubmit, submit_upward
from tdkt.decisions.models import Submission
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.dossiers.tests.factories import make_line, make_people, make_round
from tests.support.cast import Cast

SIGNED = dt.date(2023, 12, 11)
WORDS: dict[str, Any] = {
    "to_level": "ministry", "number": "7/TTr-VKS", "signed_on": SIGNED, "signer_name": "Nguyễn Viện Trưởng",
    "signer_title": "Viện trưởng",
}  # fmt: skip
THEIRS: dict[str, Any] = {"number": "99/QĐ-VKSTC", "signed_on": SIGNED, "issuer_name": "Viện trưởng VKSND tối cao"}


@pytest.fixture
def on(cast: Cast) -> AwardRound:
    return make_round(cast.province)


@pytest.fixture
def lines(cast: Cast, on: AwardRound) -> list[Nomination]:
    return [
        make_line(on, cast.office, person, "BKB", state="passed", decided_by="ministry")
        for person in make_people(cast, 2)
    ]


@pytest.fixture
def submission(cast: Cast, on: AwardRound, lines: list[Nomination], now: dt.datetime) -> Submission:
    return submit_upward(round=on, nominations=lines, **WORDS, actor=cast.head, now=now)


def test_submitted_lines_stand_in_the_ledger_as_asked_for(submission: Submission) -> None:
    got = Award.objects.values_list("status", "decided_by", "proposed_on", "proposal_number")
    assert list(got) == [("proposed", "ministry", SIGNED, "7/TTr-VKS")] * 2
    assert set(Nomination.objects.values_list("state", flat=True)) == {"proposed"}


def test_the_officer_does_not_sign_a_submission(
    cast: Cast, on: AwardRound, lines: list[Nomination], now: dt.datetime
) -> None:
    with pytest.raises(CannotSubmit, match="Chỉ thủ trưởng"):
        submit_upward(round=on, nominations=lines, **WORDS, actor=cast.officer, now=now)
    assert not Award.objects.exists()


def test_a_line_of_another_level_needs_its_own_submission(
    cast: Cast, on: AwardRound, lines: list[Nomination], now: dt.datetime
) -> None:
    with pytest.raises(CannotSubmit, match="Hãy lập tờ trình riêng"):
        submit_upward(round=on, nominations=lines, **{**WORDS, "to_level": "prime_minister"}, actor=cast.head, now=now)


def test_the_outcome_grants_one_and_refuses_the_other(
    cast: Cast, submission: Submission, lines: list[Nomination], now: dt.datetime
) -> None:
    record_outcome(
        submission=submission, granted=lines[:1], refused=lines[1:], **THEIRS, reason="Chưa đủ",
        actor=cast.appraiser, now=now,
    )  # fmt: skip
    got = list(Award.objects.order_by("pk").values_list("status", "decision__number", "bonus"))
    assert got == [("granted", "99/QĐ-VKSTC", 1_800_000), ("refused", None, None)]
    assert list(Nomination.objects.order_by("pk").values_list("state", flat=True)) == ["granted", "refused"]


def test_a_refusal_needs_a_reason_and_then_nothing_is_written(
    cast: Cast, submission: Submission, lines: list[Nomination], now: dt.datetime
) -> None:
    with pytest.raises(CannotRecordOutcome, match="cần ghi lý do"):
        record_outcome(
            submission=submission, granted=lines[:1], refused=lines[1:], **THEIRS, actor=cast.appraiser, now=now
        )
    assert set(Award.objects.values_list("status", flat=True)) == {"proposed"}
    assert not Decision.objects.exists()


def test_the_outcome_is_written_once(
    cast: Cast, submission: Submission, lines: list[Nomination], now: dt.datetime
) -> None:
    words: dict[str, Any] = {
        "submission": submission,
        "granted": lines,
        "refused": [],
        "actor": cast.appraiser,
        "now": now,
        **THEIRS,
    }
    record_outcome(**words)
    with pytest.raises(CannotRecordOutcome, match="không còn chờ kết quả"):
        record_outcome(**words)
    assert Decision.objects.count() == 1


def test_a_granted_award_is_cancelled_by_the_appraiser_when_the_higher_body_took_it_back(
    cast: Cast, submission: Submission, lines: list[Nomination], now: dt.datetime
) -> None:
    record_outcome(submission=submission, granted=lines, refused=[], **THEIRS, actor=cast.appraiser, now=now)
    award = Award.objects.order_by("pk")[0]
    words: dict[str, Any] = {"award": award, "number": "3/QĐ-VKSTC", "signed_on": SIGNED, "now": now}
    with pytest.raises(CannotCancel, match="Chỉ cán bộ thẩm định"):
        cancel_award(**words, reason="Khai không đúng", actor=cast.officer)
    with pytest.raises(CannotCancel, match="ghi lý do"):
        cancel_award(**words, reason=" ", actor=cast.appraiser)
    cancel_award(**words, reason="Khai không đúng", actor=cast.appraiser)
    assert list(Award.objects.standing()) == [Award.objects.order_by("pk")[1]]
    with pytest.raises(CannotCancel, match="không còn hiệu lực"):
        cancel_award(**{**words, "number": "4/QĐ-VKSTC"}, reason="Lần nữa", actor=cast.appraiser)


def test_later_awards_of_the_same_person_rest_on_a_cancelled_one(
    cast: Cast, submission: Submission, lines: list[Nomination], now: dt.datetime
) -> None:
    record_outcome(submission=submission, granted=lines, refused=[], **THEIRS, actor=cast.appraiser, now=now)
    first, second = Award.objects.order_by("pk")
    assert resting_on(first) == []
    second.person = first.person
    second.period_to = 2024
    second.save()
    assert resting_on(first) == [second]
