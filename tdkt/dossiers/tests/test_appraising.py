"""Taking in, assigning, proposing another award, declining, and going without a council."""

import datetime as dt
from typing import Any

import pytest

from tdkt.accounts.models import Role, User
from tdkt.core.answers import MovedMeanwhile
from tdkt.core.edits import StaleEdit
from tdkt.dossiers.domain.appraise import CannotAppraise, decline_nominations, take_in
from tdkt.dossiers.domain.assign import CannotAssign, assign
from tdkt.dossiers.domain.propose_other import CannotProposeOther, propose_other
from tdkt.dossiers.domain.put_forward import CannotPutForward, put_forward
from tdkt.dossiers.domain.send import take_back
from tdkt.dossiers.domain.short import CannotGoShort, pass_short
from tdkt.dossiers.domain.unit_facts import staff_of
from tdkt.dossiers.models import AwardRound, Nomination, StepTaken
from tdkt.dossiers.queries import latest_postings
from tdkt.dossiers.tests.factories import (
    JUDGED_ON,
    make_line,
    make_people,
    make_person,
    make_round,
    make_user,
    worker_of,
)
from tests.support.cast import Cast


@pytest.fixture
def on(cast: Cast) -> AwardRound:
    return make_round(cast.province)


@pytest.fixture
def line(cast: Cast, on: AwardRound) -> Nomination:
    return make_line(on, cast.office, make_people(cast, 1)[0], "CSTDCS", state="sent")


@pytest.fixture
def colleague(cast: Cast) -> User:
    return make_user("tham-dinh-2", "Thẩm định Hai", Role.APPRAISER, cast.province)


def now_of(line: Nomination) -> Nomination:
    return Nomination.objects.get(pk=line.pk)


def test_what_was_taken_in_is_taken_back_no_more(cast: Cast, line: Nomination, now: dt.datetime) -> None:
    take_in(nominations=[line], actor=cast.appraiser, now=now)
    with pytest.raises(MovedMeanwhile):
        take_back(nominations=[line], actor=cast.officer, now=now)
    with pytest.raises(MovedMeanwhile):
        take_in(nominations=[line], actor=cast.appraiser, now=now)
    assert now_of(line).state == "taken_in"


def test_lines_are_handed_to_a_colleague_of_the_same_office(
    cast: Cast, line: Nomination, colleague: User, now: dt.datetime
) -> None:
    assign(nominations=[line], officer=colleague, actor=cast.appraiser, now=now)
    assert now_of(line).assigned_to == colleague
    with pytest.raises(CannotAssign, match="Cán bộ tỉnh Hai không phải cán bộ thẩm định của VKSND tỉnh Một"):
        assign(nominations=[line], officer=cast.stranger, actor=cast.appraiser, now=now)
    with pytest.raises(CannotAssign, match="Chỉ cán bộ thẩm định"):
        assign(nominations=[line], officer=colleague, actor=cast.officer, now=now)
    Nomination.objects.update(state="passed")
    with pytest.raises(CannotAssign, match="không còn ở khâu thẩm định"):
        assign(nominations=[line], officer=cast.appraiser, actor=cast.appraiser, now=now)
    assert now_of(line).assigned_to == colleague


def change(line: Nomination, **told: Any) -> Nomination:
    return propose_other(nomination=line, **{"code": "LDTT", "reason": "Chưa có sáng kiến", "version": 1, **told})


def test_another_award_is_proposed_and_the_first_request_stays_readable(
    cast: Cast, line: Nomination, now: dt.datetime
) -> None:
    change(line, actor=cast.appraiser, now=now)
    kept = now_of(line)
    assert (kept.code, kept.asked_code, kept.state) == ("LDTT", "CSTDCS", "sent")
    assert kept.verdict, "the other award is judged at once"
    words = StepTaken.objects.get(step="propose_other").reason
    assert words == "Chiến sĩ thi đua cơ sở → Lao động tiên tiến: Chưa có sáng kiến"
    change(kept, code="GK", version=kept.version, reason="Khen thêm", actor=cast.appraiser, now=now)
    assert now_of(line).asked_code == "CSTDCS", "the sender's own request, not the last"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"reason": "  "}, "Hãy ghi lý do"),
        ({"code": "CSTDCS"}, "đang đề nghị chính Chiến sĩ thi đua cơ sở"),
        ({"code": "TTLDXS"}, "không dành cho đối tượng"),
        ({"code": "XYZ"}, "không dành cho đối tượng"),
    ],
)
def test_a_change_without_sense_is_refused(
    cast: Cast, line: Nomination, now: dt.datetime, told: dict[str, str], words: str
) -> None:
    with pytest.raises(CannotProposeOther, match=words):
        change(line, actor=cast.appraiser, now=now, **told)
    assert now_of(line).code == "CSTDCS"


def test_another_award_is_proposed_only_by_who_appraises_and_on_what_he_saw(
    cast: Cast, on: AwardRound, line: Nomination, now: dt.datetime
) -> None:
    with pytest.raises(CannotProposeOther, match="Chỉ cán bộ thẩm định"):
        change(line, actor=cast.officer, now=now)
    with pytest.raises(StaleEdit):
        change(line, version=0, actor=cast.appraiser, now=now)
    make_line(on, cast.office, line.person or cast.office, "LDTT")
    with pytest.raises(CannotProposeOther, match="đã có dòng khác đề nghị Lao động tiên tiến"):
        change(line, actor=cast.appraiser, now=now)
    Nomination.objects.filter(pk=line.pk).update(state="passed")
    with pytest.raises(CannotProposeOther, match="chỉ đổi hình thức khi đang thẩm định"):
        change(line, actor=cast.appraiser, now=now)
    assert now_of(line).code == "CSTDCS"


def test_declining_says_why_and_is_the_end(cast: Cast, line: Nomination, now: dt.datetime) -> None:
    with pytest.raises(CannotAppraise, match="cần ghi lý do"):
        decline_nominations(nominations=[line], reason="", actor=cast.appraiser, now=now)
    decline_nominations(nominations=[line], reason="Thành tích chưa tiêu biểu", actor=cast.appraiser, now=now)
    assert now_of(line).state == "declined"
    assert StepTaken.objects.get(step="decline").reason == "Thành tích chưa tiêu biểu"


@pytest.fixture
def sudden(cast: Cast) -> Nomination:
    on = make_round(cast.province, 2024, kind="sudden", judged_on=dt.date(2024, 6, 3))
    person = make_person("N-DX", "Người Lập Công", cast.office)
    return make_line(on, cast.office, person, "GK", basis="dot_xuat", state="accepted")


LATER = dt.datetime(2024, 6, 4, 9, tzinfo=dt.timezone(dt.timedelta(hours=7)))


def test_a_sudden_feat_goes_without_the_council_by_its_article(cast: Cast, sudden: Nomination) -> None:
    pass_short(nominations=[sudden], reason="Truy bắt tội phạm nguy hiểm", actor=cast.head, now=LATER)
    assert now_of(sudden).state == "passed"
    words = StepTaken.objects.get(step="pass_short").reason
    assert words == "Truy bắt tội phạm nguy hiểm (căn cứ: khoản 1 Điều 85 Luật 06/2022/QH15)"


def test_the_short_way_is_the_heads_with_a_reason_and_never_for_yearly_merit(
    cast: Cast, sudden: Nomination, line: Nomination
) -> None:
    with pytest.raises(CannotGoShort, match="cần ghi lý do"):
        pass_short(nominations=[sudden], reason="", actor=cast.head, now=LATER)
    with pytest.raises(CannotGoShort, match="Chỉ thủ trưởng"):
        pass_short(nominations=[sudden], reason="Kịp thời", actor=cast.appraiser, now=LATER)
    Nomination.objects.filter(pk=line.pk).update(state="accepted")
    with pytest.raises(CannotGoShort, match="dòng này phải qua Hội đồng"):
        pass_short(nominations=[line], reason="Kịp thời", actor=cast.head, now=LATER)
    assert (now_of(sudden).state, now_of(line).state) == ("accepted", "accepted")


@pytest.mark.parametrize(
    ("kind", "code", "basis", "words"),
    [
        ("sudden", "GK", "cong_trang", "Đợt đột xuất chỉ nhận loại hình đột xuất"),
        ("retirement", "GK", "cong_trang", "chỉ nhận loại hình quá trình cống hiến"),
        ("hero", "GK", "cong_trang", "chỉ xét Anh hùng Lao động"),
        ("memorial", "GK", "nien_han", "Đợt kỷ niệm chương chỉ xét Kỷ niệm chương"),
    ],
)
def test_a_round_takes_only_what_its_kind_is_for(
    cast: Cast, now: dt.datetime, kind: str, code: str, basis: str, words: str
) -> None:
    on = make_round(cast.province, kind=kind)
    with pytest.raises(CannotPutForward, match=words):
        put_forward(
            round=on, unit=cast.office, subjects=[worker_of(cast)], code=code, basis=basis, actor=cast.officer, now=now
        )
    assert not Nomination.objects.exists()


def test_a_badge_round_takes_the_badge(cast: Cast, now: dt.datetime) -> None:
    on = make_round(cast.province, kind="memorial")
    put_forward(
        round=on, unit=cast.office, subjects=[worker_of(cast)], code="KNCKS", basis="nien_han", actor=cast.officer,
        now=now,
    )  # fmt: skip
    assert Nomination.objects.get().decided_by == "ministry"


def test_somebody_from_outside_is_put_forward_in_rounds_for_such_people_only(cast: Cast, now: dt.datetime) -> None:
    guest = make_person("KH-01", "Khách Quốc Tế", cast.office, occupation="outsider")
    asked: dict[str, Any] = {"unit": cast.office, "subjects": [guest], "actor": cast.officer, "now": now}
    with pytest.raises(CannotPutForward, match="Khách Quốc Tế là người ngoài cơ quan; đợt tổng kết năm chỉ xét người"):
        put_forward(round=make_round(cast.province), code="GK", **asked)
    put_forward(round=make_round(cast.province, kind="external"), code="BKB", basis="doi_ngoai", **asked)
    line = Nomination.objects.get()
    assert (line.person, line.decided_by) == (guest, "ministry")
    assert line.verdict in ("unknown", "council"), "the law has no ladder for guests: people judge"


def test_somebody_from_outside_is_nobodys_staff(cast: Cast, on: AwardRound) -> None:
    make_person("KH-01", "Khách Quốc Tế", cast.office, occupation="outsider")
    staff = staff_of([cast.office.pk], day=JUDGED_ON)[cast.office.pk].people
    assert staff == {worker_of(cast).pk}
    assert [posting.person for posting in latest_postings(cast.office, on)] == [worker_of(cast)]
    abroad = make_round(cast.province, kind="external")
    assert len(latest_postings(cast.office, abroad)) == 2
