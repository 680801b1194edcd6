"""Lines submitted before the level above opened its round are taken into it later, once, and nowhere else."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tdkt.accounts.access import acting
from tdkt.accounts.models import Role, User
from tdkt.awards.models import Award
from tdkt.core.history import history_of
from tdkt.decisions.domain.bring_in import CannotBringIn, bring_in_submitted
from tdkt.decisions.domain.outcome import CannotRecordOutcome, record_outcome
from tdkt.decisions.domain.submit import submit_upward
from tdkt.decisions.models import Submission
from tdkt.decisions.tests.test_upward import THEIRS, WORDS
from tdkt.dossiers.domain.appraise import take_in
from tdkt.dossiers.domain.climb import CannotClimb, bring_in, recall, waiting_below
from tdkt.dossiers.models import AwardRound, Nomination, StepTaken
from tdkt.dossiers.queries import progress
from tdkt.dossiers.road import road_of
from tdkt.dossiers.story import steps_told
from tdkt.dossiers.tests.factories import make_line, make_people, make_round, make_user, queries_of, worker_of
from tdkt.movements.models import MovementAward
from tdkt.movements.tests.factories import draft
from tdkt.routes.tests.factories import adopt_both
from tdkt.units.models import Unit
from tests.support.cast import Cast

LATER = dt.timedelta(days=3)


@pytest.fixture
def low(cast: Cast) -> AwardRound:
    return make_round(cast.province)


@pytest.fixture
def lines(cast: Cast, low: AwardRound) -> list[Nomination]:
    return [
        make_line(low, cast.office, person, "BKB", state="passed", decided_by="ministry")
        for person in make_people(cast, 2)
    ]


@pytest.fixture
def submission(cast: Cast, low: AwardRound, lines: list[Nomination], now: dt.datetime) -> Submission:
    return submit_upward(round=low, nominations=lines, **WORDS, actor=cast.head, now=now)


@pytest.fixture
def high(cast: Cast, submission: Submission) -> AwardRound:
    """Opened after the submission."""
    return make_round(cast.centre)


@pytest.fixture
def above(cast: Cast) -> User:
    return make_user("tham-dinh-tw", "Thẩm định trung ương", Role.APPRAISER, cast.centre)


def where(line: Nomination) -> tuple[str, str, str | None]:
    found = Nomination.objects.select_related("round__unit", "came_from__unit").get(pk=line.pk)
    return found.state, found.round.unit.code, found.came_from.unit.code if found.came_from else None


WAITS = ("proposed", "T1", None)


def test_the_appraiser_above_takes_them_in_and_they_stand_there_only(
    low: AwardRound, high: AwardRound, lines: list[Nomination], submission: Submission, above: User, now: dt.datetime
) -> None:
    assert set(waiting_below(high)) == set(lines)
    bring_in_submitted(nominations=lines, to_round=high, actor=above, now=now + LATER)
    assert [where(line) for line in lines] == [("sent", "TW", "T1")] * 2
    assert set(Nomination.objects.of_round(low)) == set(lines), "the province still reads them"
    step = StepTaken.objects.filter(step="bring_in").first()
    assert step
    assert (step.round, step.reason, step.actor) == (low, "Tờ trình số 7/TTr-VKS ngày 11/12/2023", above)
    assert not waiting_below(high).exists()
    assert {line.taken_into for line in submission.lines.all()} == {high}
    assert [entry.act for entry in history_of(submission)] == ["submission.sign", "submission.brought_in"]
    assert not Award.objects.exists(), "they are considered anew, the ledger asks for nothing"
    assert not Nomination.objects.filter(award__isnull=False).exists()


def test_one_of_them_may_be_left_waiting(
    cast: Cast, high: AwardRound, lines: list[Nomination], submission: Submission, above: User, now: dt.datetime
) -> None:
    bring_in_submitted(nominations=lines[:1], to_round=high, actor=above, now=now)
    assert [where(line) for line in lines] == [("sent", "TW", "T1"), WAITS]
    record_outcome(submission=submission, granted=lines[1:], refused=[], **THEIRS, actor=cast.appraiser, now=now)
    assert where(lines[1])[0] == "granted"


def test_what_was_taken_in_gets_no_outcome_by_hand(
    cast: Cast, high: AwardRound, lines: list[Nomination], submission: Submission, above: User, now: dt.datetime
) -> None:
    bring_in_submitted(nominations=lines, to_round=high, actor=above, now=now)
    with pytest.raises(CannotRecordOutcome, match="không còn chờ kết quả"):
        record_outcome(submission=submission, granted=lines, refused=[], **THEIRS, actor=cast.appraiser, now=now)
    assert not Award.objects.exists()


def test_what_has_its_outcome_is_not_taken_in_nor_are_the_others_with_it(
    cast: Cast, high: AwardRound, lines: list[Nomination], submission: Submission, above: User, now: dt.datetime
) -> None:
    record_outcome(submission=submission, granted=lines[:1], refused=[], **THEIRS, actor=cast.appraiser, now=now)
    assert set(waiting_below(high)) == {lines[1]}
    with pytest.raises(CannotBringIn, match="Người Thử 0 không còn chờ: dòng này đang ở bước “Đã có quyết định”"):
        bring_in_submitted(nominations=lines, to_round=high, actor=above, now=now)
    with pytest.raises(CannotClimb, match="Người Thử 0 đang ở bước “Đã có quyết định”"):
        bring_in(nominations=lines, to_round=high, actor=above, now=now)
    assert [where(line)[:2] for line in lines] == [("granted", "T1"), WAITS[:2]]
    assert list(Award.objects.order_by("pk").values_list("status", flat=True)) == ["granted", "proposed"]


@pytest.mark.parametrize("who", ["officer", "appraiser", "secretary", "head", "stranger", "administrator"])
def test_only_the_appraiser_of_the_round_takes_them_in(
    cast: Cast, high: AwardRound, lines: list[Nomination], now: dt.datetime, who: str
) -> None:
    with pytest.raises(CannotBringIn, match="Chỉ cán bộ thẩm định của Viện kiểm sát nhân dân tối cao"):
        bring_in_submitted(nominations=lines, to_round=high, actor=getattr(cast, who), now=now)
    assert [where(line) for line in lines] == [WAITS] * 2


def test_a_round_that_is_closed_of_another_year_or_of_another_kind_takes_nothing(
    cast: Cast, high: AwardRound, lines: list[Nomination], above: User, now: dt.datetime
) -> None:
    def refused(to_round: AwardRound, words: str) -> None:
        assert not waiting_below(to_round).exists() or to_round == high
        with pytest.raises(CannotBringIn, match=words):
            bring_in_submitted(nominations=lines, to_round=to_round, actor=above, now=now)

    refused(make_round(cast.centre, 2022), "xét thành tích năm 2022, không phải năm 2023")
    refused(
        make_round(cast.centre, kind="thematic"), "là đợt chuyên đề, theo đợt, không nhận dòng của đợt tổng kết năm"
    )
    AwardRound.objects.filter(pk=high.pk).update(state="closed")
    refused(AwardRound.objects.get(pk=high.pk), "đã khép")
    assert [where(line) for line in lines] == [WAITS] * 2


def test_a_round_that_is_not_above_takes_nothing(
    cast: Cast, lines: list[Nomination], submission: Submission, now: dt.datetime
) -> None:
    beside = make_round(cast.elsewhere)
    its_own = make_user("td-t2", "Thẩm định tỉnh Hai", Role.APPRAISER, cast.elsewhere)
    assert not waiting_below(beside).exists()
    with pytest.raises(CannotBringIn, match="VKSND tỉnh Hai không phải cấp trên của VKSND tỉnh Một"):
        bring_in_submitted(nominations=lines, to_round=beside, actor=its_own, now=now)


def test_a_level_is_not_skipped(cast: Cast, high: AwardRound, above: User, now: dt.datetime) -> None:
    bottom = make_round(cast.office)
    chief = make_user("truong-phong", "Trưởng phòng", Role.UNIT_HEAD, cast.office)
    line = make_line(bottom, cast.office, worker_of(cast), "BKB", state="passed", decided_by="ministry")
    AwardRound.objects.filter(unit=cast.province).update(state="closed")
    submit_upward(round=bottom, nominations=[line], **WORDS, actor=chief, now=now)
    assert line not in waiting_below(high)
    with pytest.raises(CannotBringIn, match="theo đường đi đang áp dụng, dòng này không lên"):
        bring_in_submitted(nominations=[line], to_round=high, actor=above, now=now)


def test_the_same_subject_is_in_the_round_only_once(
    cast: Cast, high: AwardRound, lines: list[Nomination], submission: Submission, above: User, now: dt.datetime
) -> None:
    person = lines[0].person
    assert person is not None
    make_line(high, cast.office, person, "BKB")
    with pytest.raises(CannotBringIn, match="bỏ chọn dòng trùng"):
        bring_in_submitted(nominations=lines, to_round=high, actor=above, now=now)
    assert [where(line) for line in lines] == [WAITS] * 2
    assert Award.objects.count() == 2
    assert not submission.lines.filter(taken_into__isnull=False).exists()


def test_a_twin_on_a_second_submission_holds_back_the_first_too_and_nothing_looks_moved(
    cast: Cast, low: AwardRound, lines: list[Nomination], above: User, now: dt.datetime
) -> None:
    for number, line in enumerate(lines):
        submit_upward(round=low, nominations=[line], **{**WORDS, "number": f"{number}/TTr"}, actor=cast.head, now=now)
    high = make_round(cast.centre)
    person = lines[1].person
    assert person is not None
    make_line(high, cast.office, person, "BKB")
    given = list(Nomination.objects.filter(round=low).order_by("pk"))
    with pytest.raises(CannotBringIn, match="bỏ chọn dòng trùng"):
        bring_in_submitted(nominations=given, to_round=high, actor=above, now=now)
    assert [where(line) for line in lines] == [WAITS] * 2
    assert [(line.state, line.round, line.version) for line in given] == [
        (line.state, line.round, line.version) for line in Nomination.objects.filter(round=low).order_by("pk")
    ]
    assert Award.objects.filter(status="proposed").count() == 2


def test_recalled_it_is_submitted_again_and_goes_straight_up(
    cast: Cast, low: AwardRound, high: AwardRound, lines: list[Nomination], submission: Submission, above: User,
    now: dt.datetime,
) -> None:  # fmt: skip
    bring_in_submitted(nominations=lines, to_round=high, actor=above, now=now)
    recall(nominations=lines[:1], reason="Bổ sung", actor=cast.head, now=now + LATER)
    assert where(lines[0]) == ("passed", "T1", None)
    again = submit_upward(
        round=low, nominations=lines[:1], **{**WORDS, "number": "8/TTr-VKS"}, actor=cast.head, now=now + LATER
    )
    assert again.to_round == high
    assert where(lines[0]) == ("sent", "TW", "T1")
    take_in(nominations=lines, actor=above, now=now + LATER)


def test_waiting_a_second_time_it_is_answered_only_on_the_second_submission(
    cast: Cast, low: AwardRound, high: AwardRound, lines: list[Nomination], submission: Submission, above: User,
    now: dt.datetime,
) -> None:  # fmt: skip
    bring_in_submitted(nominations=lines, to_round=high, actor=above, now=now)
    recall(nominations=lines[:1], reason="Bổ sung", actor=cast.head, now=now + LATER)
    AwardRound.objects.filter(pk=high.pk).update(state="closed")
    again = submit_upward(
        round=low, nominations=lines[:1], **{**WORDS, "number": "8/TTr-VKS"}, actor=cast.head, now=now + LATER
    )
    told: dict[str, Any] = {"granted": lines[:1], "refused": [], **THEIRS, "actor": cast.appraiser, "now": now + LATER}
    with pytest.raises(CannotRecordOutcome, match="không còn chờ kết quả"):
        record_outcome(submission=submission, **told)
    record_outcome(submission=again, **told)
    assert where(lines[0])[0] == "granted"


def test_by_the_route_only_what_goes_to_that_unit_waits_for_it(cast: Cast, low: AwardRound, now: dt.datetime) -> None:
    adopt_both(cast, now)
    people = make_people(cast, 3)
    kinds = {"ministry": "BKB", "prime_minister": "BKTTG", "province": "BKB"}
    made = {
        level: make_line(low, cast.office, person, code, state="passed", decided_by=level)
        for person, (level, code) in zip(people, kinds.items(), strict=True)
    }
    for number, (level, line) in enumerate(made.items()):
        words = {**WORDS, "to_level": level, "number": f"{number}/TTr"}
        submit_upward(round=low, nominations=[line], **words, actor=cast.head, now=now)
    high = make_round(cast.centre)
    assert set(waiting_below(high)) == {made["ministry"], made["prime_minister"]}, "the committee's own goes past"


def test_the_sender_and_the_road_read_where_it_went(
    cast: Cast, low: AwardRound, lines: list[Nomination], submission: Submission, above: User, now: dt.datetime
) -> None:
    adopt_both(cast, now)
    high = make_round(cast.centre)
    bring_in_submitted(nominations=lines, to_round=high, actor=above, now=now + LATER)
    line = Nomination.objects.with_names().get(pk=lines[0].pk)
    assert [(halt.name, halt.now) for halt in road_of(line)][-1] == ("Viện kiểm sát nhân dân tối cao", True)
    words = [told.words for told in steps_told(acting(cast.officer, now.date()), line)]
    assert words[-1] == "Cấp trên đưa vào đợt xét"


def test_what_was_asked_for_a_movement_is_untied_until_it_is_decided(
    cast: Cast, high: AwardRound, lines: list[Nomination], submission: Submission, above: User, now: dt.datetime
) -> None:
    movement = draft(cast.head, now, cast.province)
    MovementAward.objects.bulk_create(MovementAward(movement=movement, award=award) for award in Award.objects.all())
    bring_in_submitted(nominations=lines, to_round=high, actor=above, now=now)
    assert not MovementAward.objects.exists()


def test_what_was_submitted_in_time_is_not_late_because_it_was_taken_in_late(
    cast: Cast, high: AwardRound, lines: list[Nomination], above: User, now: dt.datetime
) -> None:
    AwardRound.objects.filter(pk=high.pk).update(lists_due_on=now.date())
    bring_in_submitted(nominations=lines, to_round=high, actor=above, now=now + LATER)
    found = AwardRound.objects.get(pk=high.pk)
    row = next(one for one in progress(found, Unit.objects.all()) if one["unit"] == cast.province)
    assert (row["lines"], row["waiting"], row["sent"], row["late"]) == (2, 2, now, False)


def test_the_desk_says_how_many_wait_to_who_may_take_them_in(
    client: Client, cast: Cast, high: AwardRound, lines: list[Nomination], above: User
) -> None:
    words = "2 dòng cấp dưới đã trình trước khi đợt này mở"
    client.force_login(above)
    assert words in client.get(reverse("dossiers:desk", args=[high.pk])).content.decode()
    client.force_login(cast.head)
    assert words not in client.get(reverse("dossiers:desk", args=[high.pk])).content.decode()


def test_they_are_taken_in_on_the_page_and_the_second_click_finds_nothing(
    client: Client, high: AwardRound, lines: list[Nomination], submission: Submission, above: User
) -> None:
    client.force_login(above)
    url, chosen = reverse("decisions:waiting", args=[high.pk]), {"chon": [line.pk for line in lines]}
    page = client.get(url).content.decode()
    assert (page.count('name="chon"'), "số 7/TTr-VKS ngày 11/12/2023" in page) == (2, True)
    none = client.post(url)
    assert (none.status_code, "Chưa chọn dòng nào" in none.content.decode()) == (409, True)
    done = client.post(url, chosen, follow=True).content.decode()
    assert "Đã đưa 2 dòng cấp dưới đã trình vào đợt" in done
    again = client.post(url, chosen)
    assert again.status_code == 409
    assert "Người Thử 0 không còn chờ: dòng này đang ở bước “Chờ thẩm định” tại" in again.content.decode()
    assert StepTaken.objects.filter(step="bring_in").count() == 2


def test_a_line_already_in_the_round_is_marked_and_not_offered(
    client: Client, cast: Cast, high: AwardRound, lines: list[Nomination], above: User
) -> None:
    person = lines[0].person
    assert person is not None
    make_line(high, cast.office, person, "BKB")
    client.force_login(above)
    page = client.get(reverse("decisions:waiting", args=[high.pk])).content.decode()
    assert (page.count("Đã có trong đợt"), page.count('name="chon"')) == (1, 1)


def test_the_submission_says_where_its_lines_are(
    client: Client, cast: Cast, high: AwardRound, lines: list[Nomination], submission: Submission, above: User,
    now: dt.datetime,
) -> None:  # fmt: skip
    client.force_login(cast.appraiser)
    url = reverse("decisions:submission", args=[submission.pk])
    page = client.get(url).content.decode()
    assert "đã mở “Tổng kết năm 2023”" in page
    assert page.count('value="duoc"') == 2
    bring_in_submitted(nominations=lines[:1], to_round=high, actor=above, now=now)
    page = client.get(url).content.decode()
    assert "đã đưa 1 dòng vào “Tổng kết năm 2023”" in page
    assert "Đã gửi tại Viện kiểm sát nhân dân tối cao" in page
    assert page.count('value="duoc"') == 1
    stale = client.post(url, {f"ket_qua_{lines[0].pk}": "duoc", "number": "1/QĐ", "signed_on": "12/12/2023"})
    assert (stale.status_code, "không còn chờ kết quả" in stale.content.decode()) == (409, True)
    assert where(lines[0]) == ("sent", "TW", "T1")


def test_the_list_says_how_many_wait_and_the_line_where_it_was_carried(
    client: Client, cast: Cast, high: AwardRound, lines: list[Nomination], submission: Submission, above: User,
    now: dt.datetime,
) -> None:  # fmt: skip
    bring_in_submitted(nominations=lines[:1], to_round=high, actor=above, now=now)
    client.force_login(cast.head)
    found = client.get(reverse("decisions:decisions")).context["submissions"].get()
    assert (found.number_of_lines, found.number_waiting) == (2, 1)
    page = client.get(reverse("dossiers:nomination", args=[lines[0].pk])).content.decode()
    assert "đã vào “Tổng kết năm 2023” của Viện kiểm sát nhân dân tối cao" in page
    client.force_login(cast.officer)
    assert "Số 7/TTr-VKS" not in client.get(reverse("dossiers:nomination", args=[lines[0].pk])).content.decode()


def test_the_lower_level_reads_the_page_without_the_act_and_a_stranger_only_nothing(
    client: Client, cast: Cast, high: AwardRound, lines: list[Nomination]
) -> None:
    url, chosen = reverse("decisions:waiting", args=[high.pk]), {"chon": [lines[0].pk]}
    client.force_login(cast.head)
    page = client.get(url).content.decode()
    assert ("Người Thử 0" in page, 'name="chon"' in page) == (True, False)
    assert client.post(url, chosen).status_code == 409
    client.force_login(cast.stranger)
    assert "Người Thử" not in client.get(url).content.decode()
    assert where(lines[0]) == WAITS


def test_the_page_and_the_desk_cost_the_same_for_more_lines_and_more_units(
    client: Client, cast: Cast, high: AwardRound, lines: list[Nomination], above: User, now: dt.datetime
) -> None:
    adopt_both(cast, now)
    client.force_login(above)
    urls = [reverse("decisions:waiting", args=[high.pk]), reverse("dossiers:desk", args=[high.pk])]
    costs = [[queries_of(client, url) for url in urls]]
    other = make_round(cast.elsewhere)
    head = make_user("vt-t2", "Viện trưởng tỉnh Hai", Role.UNIT_HEAD, cast.elsewhere)
    more = [make_line(other, cast.elsewhere, cast.elsewhere, "BKB", state="passed", decided_by="ministry")]
    AwardRound.objects.filter(pk=high.pk).update(state="closed")
    submit_upward(round=other, nominations=more, **WORDS, actor=head, now=now)
    AwardRound.objects.filter(pk=high.pk).update(state="open")
    assert waiting_below(high).count() == 3
    costs.append([queries_of(client, url) for url in urls])
    assert costs[0] == costs[1]
