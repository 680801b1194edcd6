"""A department answers its own lines only, with words where it does not confirm; nothing is overwritten."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from tdkt.accounts.models import Role
from tdkt.confirmations.domain.answer import Answered, CannotAnswer, Given, answer_lines
from tdkt.confirmations.domain.ask import Asking
from tdkt.confirmations.domain.follow import CannotFollow, close_request, remind
from tdkt.confirmations.models import ConfirmationAnswer, ConfirmationRequest
from tdkt.confirmations.telling import council_notes, told_about
from tdkt.confirmations.tests.factories import LATER, Scene, line_of
from tdkt.core.answers import MovedMeanwhile
from tdkt.core.history import history_of
from tdkt.dossiers.models import Nomination
from tdkt.dossiers.tests.factories import make_round
from tdkt.inbox.models import Notice
from tests.support.cast import make_user

TODAY = LATER.date()


def answer(scene: Scene, request: ConfirmationRequest, *given: Given, **change: object) -> Answered:
    told: dict[str, object] = {
        "actor": scene.personnel_officer, "now": scene.now, "request": request, "given": given,
    }  # fmt: skip
    return answer_lines(**(told | change))  # type: ignore[arg-type]


def test_some_are_objected_with_words_and_the_rest_is_confirmed_at_once(scene: Scene) -> None:
    asked = scene.asked()
    first = line_of(asked)
    done = answer(scene, asked, Given(first.pk, "objected", "Thiếu quyết định bổ nhiệm"), confirm_rest=True)
    assert sorted((one.line_id == first.pk, one.reply) for one in done.answers) == [
        (False, "confirmed"), (False, "confirmed"), (True, "objected"),
    ]  # fmt: skip
    assert [entry.act for entry in history_of(first)] == ["confirmations.answer"]
    mine = Notice.objects.get(unit=scene.personnel)
    assert mine.done_by == scene.personnel_officer
    answer(scene, asked, Given(first.pk, "confirmed"))
    asker = Notice.objects.get(user=scene.cast.appraiser)
    assert asker.what == "Phòng Tổ chức cán bộ đã trả lời hết nội dung tổ chức cán bộ"
    with pytest.raises(CannotFollow, match="đã trả lời hết"):
        remind(actor=scene.cast.appraiser, now=scene.now, request=asked)


def test_an_objection_without_words_is_refused_by_the_act_and_by_the_database(scene: Scene) -> None:
    asked = scene.asked()
    with pytest.raises(CannotAnswer, match="Người Thử 0: không xác nhận thì phải ghi ý kiến"):
        answer(scene, asked, Given(line_of(asked).pk, "objected", " \u200b "))
    with pytest.raises(IntegrityError), transaction.atomic():
        ConfirmationAnswer.objects.create(
            line=line_of(asked), reply="objected", answered_by=scene.personnel_officer, answered_at=scene.now
        )
    with pytest.raises(CannotAnswer, match="dài quá"):
        answer(scene, asked, Given(line_of(asked).pk, "objected", "x" * 1001))
    with pytest.raises(CannotAnswer, match="chưa chọn"):
        answer(scene, asked, Given(line_of(asked).pk, "la"))
    assert not ConfirmationAnswer.objects.exists()


def test_a_department_does_not_answer_anothers_request_or_line(scene: Scene) -> None:
    personnel, inspection = scene.ask().requests
    with pytest.raises(CannotAnswer, match="của Thanh tra được trả lời phần của Thanh tra"):
        answer(scene, inspection, confirm_rest=True)
    with pytest.raises(CannotAnswer, match="không thuộc phiếu này"):
        answer(scene, personnel, Given(line_of(inspection).pk, "confirmed"))
    assert not ConfirmationAnswer.objects.exists()


@pytest.mark.parametrize("role", ["appraiser", "head", "province_officer", "officer", "administrator", "stranger"])
def test_nobody_else_answers_not_even_from_above(scene: Scene, role: str) -> None:
    with pytest.raises(CannotAnswer, match="Chỉ cán bộ thi đua"):
        answer(scene, scene.asked(), confirm_rest=True, actor=getattr(scene.cast, role))


def test_the_head_and_the_appraiser_of_the_department_answer_too(scene: Scene) -> None:
    asked = scene.asked()
    for number, role in enumerate((Role.UNIT_HEAD, Role.APPRAISER)):
        user = make_user(f"u{number}", f"Người {number}", role, scene.personnel)
        assert len(answer(scene, asked, Given(line_of(asked, number).pk, "confirmed"), actor=user).answers) == 1


def test_the_asker_does_not_answer_for_a_department_he_works_in(scene: Scene) -> None:
    asked = scene.asked()
    scene.cast.appraiser.holdings.create(role=Role.UNIT_HEAD, unit=scene.personnel, valid_from=dt.date(2020, 1, 1))
    with pytest.raises(CannotAnswer, match="Người hỏi không tự trả lời"):
        answer(scene, asked, confirm_rest=True, actor=scene.cast.appraiser)


def test_somebody_who_left_the_department_answers_no_more_but_what_was_said_stays(scene: Scene) -> None:
    asked = scene.asked()
    answer(scene, asked, Given(line_of(asked).pk, "confirmed"))
    scene.personnel_officer.holdings.update(valid_to=dt.date(2023, 12, 11))
    with pytest.raises(CannotAnswer, match="Nếu bạn đã chuyển đơn vị"):
        answer(scene, asked, confirm_rest=True, now=LATER)
    assert not ConfirmationRequest.objects.visible_to(scene.personnel_officer, TODAY).exists()
    assert ConfirmationAnswer.objects.count() == 1


def test_a_changed_answer_is_added_and_both_are_kept(scene: Scene) -> None:
    asked = scene.asked()
    key = line_of(asked).pk
    answer(scene, asked, Given(key, "objected", "Thiếu giấy tờ"))
    answer(scene, asked, Given(key, "confirmed", "Đã bổ sung"), now=LATER)
    rows = ConfirmationAnswer.objects.filter(line=key).values_list("reply", "words", "is_last")
    assert list(rows) == [("objected", "Thiếu giấy tờ", False), ("confirmed", "Đã bổ sung", True)]
    assert history_of(line_of(asked)).count() == 2


def test_a_second_click_writes_nothing_twice(scene: Scene) -> None:
    asked = scene.asked()
    given = [Given(line.pk, "confirmed") for line in asked.lines.all()]
    answer(scene, asked, *given)
    assert answer(scene, asked, *given).answers == ()
    with pytest.raises(CannotAnswer, match="mọi dòng đã có câu trả lời"):
        answer(scene, asked, confirm_rest=True)
    assert ConfirmationAnswer.objects.count() == 3


def test_a_colleague_who_answered_meanwhile_is_named(scene: Scene) -> None:
    asked = scene.asked()
    key = line_of(asked).pk
    answer(scene, asked, Given(key, "objected", "Thiếu", seen=0))
    other = make_user("dong-nghiep", "Đồng nghiệp", Role.UNIT_HEAD, scene.personnel)
    with pytest.raises(MovedMeanwhile, match="Cán bộ Tổ chức vừa ghi “không xác nhận, có ý kiến”"):
        answer(scene, asked, Given(key, "confirmed", seen=0), actor=other)
    assert answer(scene, asked, Given(key, "objected", "Thiếu", seen=0), actor=other).answers == ()


def test_a_line_that_moved_on_or_was_withdrawn_keeps_the_answer_and_says_so(scene: Scene) -> None:
    asked = scene.asked()
    Nomination.objects.filter(pk=scene.lines[0].pk).update(state="withdrawn")
    Nomination.objects.filter(pk=scene.lines[1].pk).update(round=make_round(scene.cast.centre))
    done = answer(scene, asked, confirm_rest=True)
    assert sorted(done.told) == [
        "Người Thử 0: dòng này nay ở bước “Đã rút”; câu trả lời vẫn được giữ.",
        "Người Thử 1: dòng này đã chuyển sang Viện kiểm sát nhân dân tối cao; câu trả lời vẫn được giữ.",
    ]
    assert len(done.answers) == 3


def test_a_closed_request_takes_no_answer_and_silence_is_never_a_confirmation(scene: Scene) -> None:
    asked = scene.asked()
    first, second, third = scene.lines
    answer(scene, asked, Given(line_of(asked).pk, "confirmed"))
    answer(scene, asked, Given(line_of(asked, 1).pk, "objected", "Sai ngày sinh."))
    close_request(actor=scene.cast.appraiser, now=LATER, request=asked)
    with pytest.raises(CannotAnswer, match="đã khép"):
        answer(scene, asked, confirm_rest=True, now=LATER)
    said = {key: [one.sentence for one in told] for key, told in told_about(scene.lines, today=TODAY).items()}
    assert said[first.pk][1] == "Phòng Tổ chức cán bộ (tổ chức cán bộ): xác nhận ngày 11/12/2023."
    assert said[second.pk][1] == (
        "Phòng Tổ chức cán bộ (tổ chức cán bộ): không xác nhận ngày 11/12/2023, có ý kiến: Sai ngày sinh."
    )
    assert said[third.pk][1] == "Phòng Tổ chức cán bộ (tổ chức cán bộ): không có ý kiến đến hạn 15/12/2023."
    assert said[third.pk][0] == "Thanh tra (thanh tra, kỷ luật): quá hạn 15/12/2023, chưa trả lời."
    notes = council_notes(scene.lines, today=TODAY)
    assert len(notes) == 3, "the inspection was silent about all three"
    assert notes[1].startswith("Về Người Thử 1, Lao động tiên tiến: Thanh tra (thanh tra, kỷ luật): quá hạn 15/12/2023")


def test_what_was_asked_again_is_told_by_the_later_request_only(scene: Scene) -> None:
    asked = scene.ask(askings=[Asking("personnel", scene.personnel)]).requests[0]
    answer(scene, asked, Given(line_of(asked).pk, "objected", "Sai ngày sinh"), confirm_rest=True)
    close_request(actor=scene.cast.appraiser, now=LATER, request=asked)
    again = scene.ask(askings=[Asking("personnel", scene.personnel)], now=LATER, due_on=dt.date(2023, 12, 20))
    assert (again.requests[0].lines.count(), again.left_out) == (1, 2)
    first = scene.lines[0]
    said = told_about(scene.lines, today=TODAY)[first.pk]
    assert [one.sentence for one in said] == ["Phòng Tổ chức cán bộ (tổ chức cán bộ): chưa trả lời, hạn 20/12/2023."]
    assert council_notes(scene.lines, today=TODAY) == [
        "Các bộ phận được hỏi đã xác nhận đủ 2 trường hợp.",
        "Về Người Thử 0, Lao động tiên tiến: Phòng Tổ chức cán bộ (tổ chức cán bộ): chưa trả lời, hạn 20/12/2023.",
    ]
