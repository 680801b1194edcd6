"""Another authority is asked by letter; its answer is recorded with its paper, and a later letter keeps the earlier."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tdkt.confirmations.domain.consult import CannotConsult, ask_authority, record_authority_answer
from tdkt.confirmations.models import ConsultReply, ConsultReplyLine, ConsultRequest
from tdkt.confirmations.reasons import CASES, Reason, cases_of, days_to_answer
from tdkt.confirmations.telling import Said, told_about
from tdkt.confirmations.tests.factories import LATER, Scene
from tdkt.core.answers import MovedMeanwhile
from tdkt.core.history import history_of
from tdkt.documents.domain.store import CannotStore
from tdkt.dossiers.models import Nomination


def ask(scene: Scene, **change: object) -> ConsultRequest:
    told: dict[str, object] = {
        "actor": scene.cast.appraiser, "now": scene.now, "on": scene.round, "nominations": scene.lines,
        "authority": "UBND tỉnh Một", "reason": Reason.LOCAL, "number": "1/CV", "asked_on": dt.date(2023, 12, 11),
        "due_on": dt.date(2023, 12, 15),
    }  # fmt: skip
    return ask_authority(**(told | change))  # type: ignore[arg-type]


def reply(scene: Scene, letter: ConsultRequest, **change: object) -> ConsultReply:
    told: dict[str, object] = {
        "actor": scene.cast.appraiser, "now": LATER, "request": letter, "lines": list(letter.lines.all()),
        "opinion": "agreed", "number": "9/UBND", "issued_on": dt.date(2023, 12, 14),
    }  # fmt: skip
    return record_authority_answer(**(told | change))  # type: ignore[arg-type]


def test_a_letter_cites_the_law_of_its_case_and_is_in_the_history(scene: Scene) -> None:
    letter = ask(scene)
    assert letter.basis == CASES[Reason.LOCAL].cite_on(dt.date(2023, 12, 11)) == "NĐ 91/2017 Điều 47 khoản 2"
    assert letter.lines.count() == 3
    assert [entry.act for entry in history_of(letter)] == ["confirmations.consult"]
    assert ask(scene, number="2/CV", basis="Quy chế").basis == "Quy chế"


def test_what_a_letter_lacks_is_said(scene: Scene) -> None:
    cases: list[tuple[dict[str, object], str]] = [
        ({"actor": scene.cast.head}, "Chỉ cán bộ thẩm định"), ({"nominations": []}, "Chưa chọn dòng nào"),
        ({"reason": ""}, "Chưa chọn trường hợp"), ({"authority": " "}, "Chưa ghi cơ quan được hỏi"),
        ({"number": ""}, "Chưa ghi số, ký hiệu công văn"), ({"reason": Reason.OTHER}, "Chưa ghi căn cứ hỏi"),
        ({"asked_on": dt.date(2023, 12, 12)}, "ở tương lai"),
        ({"due_on": dt.date(2023, 12, 16)}, "ngày làm việc kế tiếp là 18/12/2023"),
        ({"due_on": dt.date(2023, 12, 8)}, "đã qua"),
    ]  # fmt: skip
    for change, words in cases:
        with pytest.raises(CannotConsult, match=words):
            ask(scene, **change)
    assert not ConsultRequest.objects.exists()


def test_the_same_letter_twice_and_a_withdrawn_line_are_refused(scene: Scene) -> None:
    ask(scene)
    with pytest.raises(CannotConsult, match="đã được ghi rồi"):
        ask(scene)
    Nomination.objects.filter(pk=scene.lines[0].pk).update(state="withdrawn")
    with pytest.raises(CannotConsult, match="Người Thử 0"):
        ask(scene, number="2/CV")
    scene.round.state = "closed"
    with pytest.raises(CannotConsult, match="đã khép"):
        ask(scene, number="3/CV")


def test_an_answer_is_recorded_and_a_later_letter_keeps_the_earlier(scene: Scene) -> None:
    letter = ask(scene)
    first, second = list(letter.lines.all())[:2]
    assert (
        "chưa có văn bản trả lời công văn 1/CV"
        in told_about(scene.lines, today=scene.now.date())[first.nomination_id][0].sentence
    )
    reply(scene, letter, lines=[first], opinion="refused", words="Đang xác minh.")
    refused = "UBND tỉnh Một: không đồng ý (văn bản 9/UBND ngày 14/12/2023): Đang xác minh."
    assert told_about(scene.lines, today=LATER.date())[first.nomination_id] == [Said(refused)]
    reply(scene, letter, lines=[first, second], number="10/UBND", issued_on=dt.date(2023, 12, 15))
    assert ConsultReplyLine.objects.filter(line=first).count() == 2
    said = told_about(scene.lines, today=LATER.date())
    assert said[first.nomination_id] == [Said("UBND tỉnh Một: đồng ý (văn bản 10/UBND ngày 15/12/2023).")]
    assert said[scene.lines[2].pk] == [
        Said("UBND tỉnh Một: quá hạn 15/12/2023, chưa có văn bản trả lời công văn 1/CV ngày 11/12/2023.")
    ]


def test_what_an_answer_lacks_is_said(scene: Scene) -> None:
    letter, other = ask(scene), ask(scene, number="2/CV")
    cases: list[tuple[dict[str, object], str]] = [
        ({"actor": scene.personnel_officer}, "Chỉ cán bộ thẩm định"), ({"lines": []}, "đánh dấu ít nhất một dòng"),
        ({"lines": list(other.lines.all())}, "không thuộc công văn này"), ({"opinion": "la"}, "Chưa chọn ý kiến"),
        ({"opinion": "other"}, "phải ghi nội dung ý kiến"), ({"number": " "}, "Chưa ghi số"),
        ({"issued_on": dt.date(2023, 12, 30)}, "ở tương lai"),
        ({"issued_on": dt.date(2023, 12, 10)}, "không thể trước ngày hỏi"),
    ]  # fmt: skip
    for change, words in cases:
        with pytest.raises(CannotConsult, match=words):
            reply(scene, letter, **change)
    assert not ConsultReply.objects.exists()


def test_a_second_click_records_nothing_twice(scene: Scene) -> None:
    letter = ask(scene)
    reply(scene, letter)
    with pytest.raises(MovedMeanwhile, match="đã được ghi"):
        reply(scene, letter)
    assert ConsultReply.objects.count() == 1
    assert ConsultReplyLine.objects.filter(is_last=True).count() == 3


def test_a_false_scan_is_refused_and_a_true_one_is_kept(scene: Scene, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    letter = ask(scene)
    with pytest.raises(CannotStore):
        reply(scene, letter, upload=SimpleUploadedFile("tra-loi.pdf", b"#!/bin/sh"))
    assert not ConsultReply.objects.exists()
    kept = reply(scene, letter, upload=SimpleUploadedFile("../tra-loi.pdf", b"%PDF-1.7 x"))
    assert kept.file is not None
    assert (kept.file.name, kept.file.unit) == ("tra-loi.pdf", scene.cast.province)


def test_the_cases_of_an_award_and_the_days_to_answer_follow_the_law() -> None:
    day = dt.date(2025, 7, 1)
    assert cases_of("CSTDTQ", day) == [Reason.PARTY_HIGH]
    assert cases_of("HCLD3", day) == [Reason.LOCAL, Reason.SECTOR]
    assert cases_of("CTDB", day) == [Reason.CLUSTER], "who leads the cluster is for the cluster to say"
    assert cases_of("LDTT", day) == cases_of("HCLD3", dt.date(2010, 1, 1)) == []
    assert CASES[Reason.PARTY_HIGH].cite_on(day) == "NĐ 152/2025 Điều 33 khoản 2 điểm b"
    assert "chưa đối chiếu" in CASES[Reason.PARTY_HIGH].cite_on(dt.date(2025, 6, 30))
    assert CASES[Reason.ENTERPRISE].cite_on(dt.date(2025, 6, 30)) == ""
    assert days_to_answer(dt.date(2025, 7, 1))[0] == 10
    assert days_to_answer(dt.date(2025, 6, 30))[0] == 20
