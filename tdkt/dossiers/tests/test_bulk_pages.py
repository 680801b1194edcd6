"""Acts with many lines from the desk: their list first, all or nothing, both versions when somebody was quicker."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from tdkt.accounts.models import Role
from tdkt.dossiers.domain.climb import forward
from tdkt.dossiers.models import AwardRound, Nomination, PaperExcuse
from tdkt.dossiers.tests.factories import make_line, make_people, make_round, make_user
from tests.support.cast import Cast


@pytest.fixture
def on(cast: Cast) -> AwardRound:
    return make_round(cast.province)


@pytest.fixture
def lines(cast: Cast, on: AwardRound) -> list[Nomination]:
    return [make_line(on, cast.office, person, state="sent") for person in make_people(cast, 3)]


def states() -> list[str]:
    return list(Nomination.objects.order_by("pk").values_list("state", flat=True))


def step(on: AwardRound) -> str:
    return reverse("dossiers:take_step", args=[on.pk])


def test_the_list_is_shown_before_anything_moves(
    client: Client, cast: Cast, on: AwardRound, lines: list[Nomination]
) -> None:
    client.force_login(cast.appraiser)
    ticked = {"buoc": "take_in", "chon": [lines[0].pk, lines[1].pk]}
    page = client.post(step(on), ticked).content.decode()
    assert "Người Thử 0" in page
    assert "Người Thử 2" not in page
    assert states() == ["sent"] * 3
    client.post(step(on), {**ticked, "xac_nhan": "1"})
    assert states() == ["taken_in", "taken_in", "sent"]


def test_who_was_slower_sees_both_versions_and_nothing_moves(
    client: Client, cast: Cast, on: AwardRound, lines: list[Nomination]
) -> None:
    client.force_login(cast.appraiser)
    seen = {"buoc": "accept", "chon": [line.pk for line in lines], "xac_nhan": "1"}
    seen |= {f"tu_{line.pk}": "sent" for line in lines}
    client.post(step(on), {"buoc": "return", "chon": [lines[1].pk], "xac_nhan": "1", "ly_do": "Thiếu xếp loại"})
    answer = client.post(step(on), seen)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "1 trong 3 dòng đã được người khác xử lý" in page
    assert "Đã thay đổi từ khi bạn mở trang" in page
    row = page[page.index("Đã thay đổi từ khi bạn mở trang") :]
    assert row.index("Chờ thẩm định") < row.index("Trả lại để sửa") < row.index("Thiếu xếp loại")
    assert states() == ["sent", "returned", "sent"]


@pytest.mark.parametrize("meanwhile", ["taken in", "edited"])
def test_what_another_changed_is_shown_before_the_step_though_the_step_could_go_on(
    client: Client, cast: Cast, on: AwardRound, lines: list[Nomination], meanwhile: str
) -> None:
    client.force_login(cast.appraiser)
    told = {"buoc": "return", "chon": [line.pk for line in lines], "xac_nhan": "1", "ly_do": "Thiếu xếp loại"}
    told |= {f"tu_{line.pk}": "sent" for line in lines} | {f"ban_{line.pk}": "1" for line in lines}
    if meanwhile == "edited":
        Nomination.objects.filter(pk=lines[1].pk).update(version=2)
    else:
        client.post(step(on), {"buoc": "take_in", "chon": [lines[1].pk], "xac_nhan": "1"})
    before = states()
    answer = client.post(step(on), told)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "chưa làm gì" in page
    assert ("nội dung đã đổi" in page) is (meanwhile == "edited")
    assert "Thiếu xếp loại" in page, "what was typed stays"
    assert states() == before
    again = told | {f"tu_{lines[1].pk}": before[1], f"ban_{lines[1].pk}": "2"}
    client.post(step(on), again)
    assert states() == ["returned"] * 3


@pytest.mark.parametrize(("code", "reason"), [("return", ""), ("decline", " "), ("reopen", "")])
def test_a_step_that_needs_words_does_nothing_without_them(
    client: Client, cast: Cast, on: AwardRound, lines: list[Nomination], code: str, reason: str
) -> None:
    Nomination.objects.update(state="accepted" if code == "reopen" else "sent")
    before = states()
    client.force_login(cast.appraiser)
    answer = client.post(step(on), {"buoc": code, "chon": [lines[0].pk], "xac_nhan": "1", "ly_do": reason})
    assert answer.status_code == 409
    assert "cần ghi lý do" in answer.content.decode()
    assert states() == before


def test_a_unit_that_is_sent_away_from_its_line_cannot_move_it(
    client: Client, cast: Cast, on: AwardRound, lines: list[Nomination]
) -> None:
    """Somebody whose role at the unit has ended acts for it no more."""
    Nomination.objects.update(state="draft")
    cast.officer.holdings.update(valid_to=dt.date(2023, 1, 1))
    client.force_login(cast.officer)
    answer = client.post(step(on), {"buoc": "send", "chon": [lines[0].pk], "xac_nhan": "1", "ly_do": "Gửi"})
    assert answer.status_code == 404
    assert states() == ["draft"] * 3


def test_lines_are_handed_out_and_each_finds_his_own(
    client: Client, cast: Cast, on: AwardRound, lines: list[Nomination]
) -> None:
    colleague = make_user("tham-dinh-2", "Thẩm định Hai", Role.APPRAISER, cast.province)
    client.force_login(cast.appraiser)
    url = reverse("dossiers:hand_out", args=[on.pk])
    page = client.post(url, {"chon": [lines[0].pk]}).content.decode()
    assert "Thẩm định Hai" in page
    assert not Nomination.objects.filter(assigned_to__isnull=False).exists()
    client.post(url, {"chon": [lines[0].pk], "nguoi": colleague.pk})
    client.force_login(colleague)
    desk = reverse("dossiers:desk", args=[on.pk])
    mine = client.get(desk, {"nguoi": "toi"}).context["rows"]
    nobodys = client.get(desk, {"nguoi": "chua"}).context["rows"]
    assert [row.line for row in mine] == [lines[0]]
    assert {row.line for row in nobodys} == set(lines[1:])


def test_the_officer_hands_nothing_out(client: Client, cast: Cast, on: AwardRound, lines: list[Nomination]) -> None:
    client.force_login(cast.officer)
    client.post(reverse("dossiers:hand_out", args=[on.pk]), {"chon": [lines[0].pk], "nguoi": cast.officer.pk})
    assert not Nomination.objects.filter(assigned_to__isnull=False).exists()


def test_another_award_is_proposed_on_the_page(
    client: Client, cast: Cast, on: AwardRound, lines: list[Nomination]
) -> None:
    client.force_login(cast.appraiser)
    url = reverse("dossiers:propose_other", args=[lines[0].pk])
    refused = client.post(url, {"code": "GK", "reason": "", "version": 1})
    assert refused.status_code == 409
    client.post(url, {"code": "GK", "reason": "Thành tích phù hợp giấy khen", "version": 1})
    page = client.get(reverse("dossiers:nomination", args=[lines[0].pk])).content.decode()
    assert "Đơn vị đề nghị ban đầu: Lao động tiên tiến." in page
    assert "Lao động tiên tiến → Giấy khen: Thành tích phù hợp giấy khen" in page
    stale = client.post(url, {"code": "BKB", "reason": "Cao hơn", "version": 1})
    assert stale.status_code == 409
    assert Nomination.objects.get(pk=lines[0].pk).code == "GK"


def test_what_cannot_be_had_is_read_by_the_next_level(
    client: Client, cast: Cast, on: AwardRound, now: dt.datetime
) -> None:
    line = make_line(on, cast.office, make_people(cast, 1)[0], state="sent", papers=False)
    PaperExcuse.objects.create(nomination=line, key="report", why="Mất do lũ tháng 9", by=cast.officer, at=now)
    client.force_login(cast.appraiser)
    page = client.post(step(on), {"buoc": "accept", "chon": [line.pk]}).content.decode()
    assert "Mất do lũ tháng 9" in page


def test_the_sender_reads_where_the_line_went_in_plain_words(
    client: Client, cast: Cast, on: AwardRound, lines: list[Nomination], now: dt.datetime
) -> None:
    Nomination.objects.filter(pk=lines[0].pk).update(state="passed")
    forward(nominations=lines[:1], to_round=make_round(cast.centre), actor=cast.head, now=now)
    desk = reverse("dossiers:desk", args=[on.pk])
    for who in (cast.officer, cast.appraiser):
        client.force_login(who)
        words = {row.line.pk: row.state for row in client.get(desk).context["rows"]}
        assert words[lines[0].pk] == "Đã gửi tại Viện kiểm sát nhân dân tối cao"


def test_the_head_recalls_from_his_own_desk(
    client: Client, cast: Cast, on: AwardRound, lines: list[Nomination], now: dt.datetime
) -> None:
    Nomination.objects.filter(pk=lines[0].pk).update(state="passed")
    forward(nominations=lines[:1], to_round=make_round(cast.centre), actor=cast.head, now=now)
    client.force_login(cast.head)
    client.post(step(on), {"buoc": "recall", "chon": [lines[0].pk], "xac_nhan": "1", "ly_do": "Nhầm"})
    kept = Nomination.objects.get(pk=lines[0].pk)
    assert (kept.state, kept.round) == ("passed", on)


def test_the_upper_rounds_progress_counts_what_climbed_by_the_unit_that_passed_it_on(
    client: Client, cast: Cast, on: AwardRound, lines: list[Nomination], now: dt.datetime
) -> None:
    high = make_round(cast.centre, lists_due_on=dt.date(2023, 12, 8))
    Nomination.objects.filter(pk__in=[lines[0].pk, lines[1].pk]).update(state="passed")
    forward(nominations=lines[:2], to_round=high, actor=cast.head, now=now)
    Nomination.objects.filter(pk=lines[1].pk).update(state="returned")
    client.force_login(cast.administrator)
    rows = {row["unit"]: row for row in client.get(reverse("dossiers:progress", args=[high.pk])).context["rows"]}
    province, elsewhere = rows[cast.province], rows[cast.elsewhere]
    assert (province["lines"], province["returned"], province["waiting"], province["late"]) == (2, 1, 1, True)
    assert (elsewhere["lines"], elsewhere["sent"]) == (0, None)


def test_the_days_of_a_round_are_changed_on_the_page(client: Client, cast: Cast, on: AwardRound) -> None:
    url = reverse("dossiers:edit_round", args=[on.pk])
    typed = {"version": 1, "name": "Tổng kết 2023", "judged_on": "08/12/2023", "lists_due_on": "24/11/2023"}
    client.force_login(cast.officer)
    assert client.post(url, typed).status_code == 404
    client.force_login(cast.appraiser)
    assert client.post(url, {**typed, "lists_due_on": "25/11/2023"}).status_code == 409, "a Saturday"
    assert client.post(url, typed).status_code == 302
    stale = client.post(url, typed)
    assert stale.status_code == 409
    assert "24/11/2023" in stale.content.decode()


def test_the_newest_round_stands_first_and_says_how_many_lines_it_has_passed_on(
    client: Client, cast: Cast, on: AwardRound, lines: list[Nomination], now: dt.datetime
) -> None:
    later = make_round(cast.province, 2024)
    Nomination.objects.filter(pk=lines[0].pk).update(state="passed")
    high = make_round(cast.centre)
    forward(nominations=lines[:1], to_round=high, actor=cast.head, now=now)
    client.force_login(cast.appraiser)
    rows = list(client.get(reverse("dossiers:rounds")).context["rounds"])
    assert rows == [later, high, on]
    assert [(row.lines, row.passed_up) for row in rows] == [(0, 0), (1, 0), (2, 1)]
