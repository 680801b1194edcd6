"""What the decision and the submission print of money and of the opinions of others."""

import datetime as dt

from tdkt.confirmations.domain.consult import ask_authority, record_authority_answer
from tdkt.decisions.domain.issue import issue_decision
from tdkt.decisions.domain.papers import decision_paper, submission_paper
from tdkt.decisions.domain.submit import submit_upward
from tdkt.decisions.tests.test_issue import WORDS
from tdkt.documents.tests.word import lines
from tdkt.dossiers.tests.factories import make_line, make_people, make_round
from tests.support.cast import Cast


def test_the_bonus_of_a_decision_is_written_in_figures_and_in_words(cast: Cast, now: dt.datetime) -> None:
    on = make_round(cast.province)
    passed = [make_line(on, cast.office, person, state="passed") for person in make_people(cast, 2)]
    decision = issue_decision(round=on, nominations=passed, **WORDS, actor=cast.head, now=now)
    told = " ".join(lines(decision_paper(decision)))
    assert "là 1.080.000 đồng (bằng chữ: Một triệu không trăm tám mươi nghìn đồng), chi từ Quỹ thi đua" in told


def test_a_submission_says_what_others_answered_and_names_whom_it_is_about(cast: Cast, now: dt.datetime) -> None:
    on = make_round(cast.province)
    passed = [
        make_line(on, cast.office, person, "CSTDB", state="passed", decided_by="ministry")
        for person in make_people(cast, 7)
    ]
    letter = ask_authority(
        actor=cast.appraiser, now=now, on=on, nominations=passed, authority="UBND tỉnh Một", reason="other",
        basis="Quy chế", number="1/CV", asked_on=dt.date(2023, 12, 11), due_on=dt.date(2023, 12, 15),
    )  # fmt: skip
    first = letter.lines.get(nomination=passed[0])
    record_authority_answer(
        actor=cast.appraiser, now=now, request=letter, lines=[first], opinion="agreed", number="9/UBND",
        issued_on=dt.date(2023, 12, 11),
    )  # fmt: skip
    sent = submit_upward(
        round=on, nominations=passed, to_level="ministry", number="7/TTr-VKS", signed_on=dt.date(2023, 12, 11),
        signer_name="A", signer_title="Viện trưởng", actor=cast.head, now=now,
    )  # fmt: skip
    made = lines(submission_paper(sent))
    assert "Người Thử 0: UBND tỉnh Một: đồng ý (văn bản 9/UBND ngày 11/12/2023)." in made
    assert (
        "Người Thử 1, Người Thử 2, Người Thử 3, Người Thử 4, Người Thử 5 và 1 trường hợp khác: UBND tỉnh Một: "
        "chưa có văn bản trả lời công văn 1/CV ngày 11/12/2023."
    ) in made
