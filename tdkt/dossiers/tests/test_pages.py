"""The pages of the award round, walked by those who use them."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from tdkt.accounts.models import User
from tdkt.core.models import HistoryEntry
from tdkt.dossiers.domain.appraise import accept_nominations, reopen_nominations, return_nominations, take_in
from tdkt.dossiers.domain.edit import edit_nomination
from tdkt.dossiers.domain.papers import attach_paper
from tdkt.dossiers.domain.send import send_list
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.dossiers.tests.factories import make_line, make_people, make_round, queries_of, worker_of
from tdkt.holds.domain.open_hold import open_hold
from tests.support.cast import Cast


@pytest.fixture(autouse=True)
def _files_apart(tmp_path: Path) -> Iterator[None]:
    with override_settings(MEDIA_ROOT=tmp_path):
        yield


@pytest.fixture
def on(cast: Cast) -> AwardRound:
    return make_round(cast.province)


@pytest.fixture
def line(cast: Cast, on: AwardRound) -> Nomination:
    return make_line(on, cast.office, make_people(cast, 1)[0])


def seen(client: Client, url: str) -> int:
    """The answer's code; a file is read to its end, and so closed."""
    answer = client.get(url)
    assert isinstance(answer.getvalue(), bytes)
    return answer.status_code


def test_the_officer_sees_the_province_round_and_only_the_own_lines(
    client: Client, cast: Cast, on: AwardRound, line: Nomination
) -> None:
    make_line(on, cast.province, cast.province, "TTLDTT")
    client.force_login(cast.officer)
    page = client.get(reverse("dossiers:desk", args=[on.pk])).content.decode()
    assert "Người Thử 0" in page
    assert reverse("dossiers:nomination", args=[line.pk]) in page
    assert "VKSND tỉnh Một, Tập thể" not in page


def test_every_page_of_a_round_is_absent_for_a_stranger(
    client: Client, cast: Cast, on: AwardRound, line: Nomination, now: dt.datetime
) -> None:
    report = SimpleUploadedFile("a.pdf", b"%PDF-1.7 x")
    paper = attach_paper(nomination=line, kind="Báo cáo", upload=report, actor=cast.officer, now=now)
    gets = [
        reverse("dossiers:desk", args=[on.pk]),
        reverse("dossiers:export", args=[on.pk]),
        reverse("dossiers:progress", args=[on.pk]),
        reverse("dossiers:choose", args=[on.pk, cast.office.pk, "ca-nhan"]),
        reverse("dossiers:nomination", args=[line.pk]),
        reverse("dossiers:paper", args=[paper.pk]),
    ]
    posts = [
        reverse("dossiers:take_step", args=[on.pk]),
        reverse("dossiers:close_round", args=[on.pk]),
        reverse("dossiers:judge_again", args=[on.pk]),
        reverse("dossiers:choose", args=[on.pk, cast.office.pk, "ca-nhan"]),
        reverse("dossiers:edit", args=[line.pk]),
        reverse("dossiers:attach", args=[line.pk]),
        reverse("dossiers:detach", args=[paper.pk]),
    ]
    client.force_login(cast.officer)
    assert {url: seen(client, url) for url in gets} == dict.fromkeys(gets, 200)
    client.force_login(cast.stranger)
    assert {url: seen(client, url) for url in gets} == dict.fromkeys(gets, 404)
    assert {url: client.post(url).status_code for url in posts} == dict.fromkeys(posts, 404)


def test_the_desk_costs_the_same_however_many_lines(client: Client, cast: Cast, on: AwardRound) -> None:
    people = make_people(cast, 150)
    client.force_login(cast.appraiser)
    url = reverse("dossiers:desk", args=[on.pk])
    costs = []
    for count in (1, 3, 150):
        for person in people[on.nominations.count() : count]:
            make_line(on, cast.office, person)
        costs.append(queries_of(client, url))
    assert costs == [costs[0]] * 3


def test_the_list_to_choose_from_costs_the_same(client: Client, cast: Cast, on: AwardRound) -> None:
    client.force_login(cast.officer)
    url = reverse("dossiers:choose", args=[on.pk, cast.office.pk, "ca-nhan"])
    before = queries_of(client, url)
    make_people(cast, 3)
    assert queries_of(client, url) == before


def test_people_are_put_forward_from_the_list(client: Client, cast: Cast, on: AwardRound) -> None:
    person = make_people(cast, 1)[0]
    client.force_login(cast.officer)
    url = reverse("dossiers:choose", args=[on.pk, cast.office.pk, "ca-nhan"])
    answer = client.post(url, {"chon": [person.pk], "code": "LDTT", "basis": "cong_trang", "ground": ""})
    assert (answer.status_code, answer.headers["Location"]) == (302, url)
    assert Nomination.objects.get().person == person


def test_nobody_ticked_is_said_beside_the_form(client: Client, cast: Cast, on: AwardRound) -> None:
    client.force_login(cast.officer)
    url = reverse("dossiers:choose", args=[on.pk, cast.office.pk, "ca-nhan"])
    answer = client.post(url, {"code": "LDTT", "basis": "cong_trang"})
    assert (answer.status_code, "Chưa chọn cá nhân" in answer.content.decode()) == (409, True)


def test_a_bulk_act_shows_what_it_touches_before_it_is_done(
    client: Client, cast: Cast, on: AwardRound, line: Nomination
) -> None:
    client.force_login(cast.officer)
    url = reverse("dossiers:take_step", args=[on.pk])
    page = client.post(url, {"buoc": "send", "chon": [line.pk]}).content.decode()
    assert "Các dòng sẽ thay đổi" in page
    assert Nomination.objects.get().state == "draft"
    client.post(url, {"buoc": "send", "chon": [line.pk], "xac_nhan": "1"})
    assert Nomination.objects.get().state == "sent"


def test_all_lines_of_a_filter_are_chosen_at_once_and_others_are_not(
    client: Client, cast: Cast, on: AwardRound, line: Nomination
) -> None:
    make_line(on, cast.office, cast.office, "TTLDTT")
    client.force_login(cast.officer)
    url = reverse("dossiers:take_step", args=[on.pk])
    page = client.post(url, {"buoc": "send", "tat_ca": "1", "loc": "danh_hieu=TTLDTT"}).content.decode()
    assert ("Gửi lên: 1 dòng" in page, "Người Thử 0" in page) == (True, False)


def test_a_doubtful_line_is_sent_only_with_words(client: Client, cast: Cast, on: AwardRound, line: Nomination) -> None:
    Nomination.objects.update(verdict="not_eligible", verdict_note="thiếu sáng kiến")
    client.force_login(cast.officer)
    url = reverse("dossiers:take_step", args=[on.pk])
    answer = client.post(url, {"buoc": "send", "chon": [line.pk], "xac_nhan": "1"})
    assert (answer.status_code, "Người Thử 0 (thiếu sáng kiến)" in answer.content.decode()) == (409, True)
    client.post(url, {"buoc": "send", "chon": [line.pk], "xac_nhan": "1", "ly_do": "Đang chờ công nhận"})
    assert Nomination.objects.get().state == "sent"


def test_the_later_editor_sees_both_versions(client: Client, cast: Cast, line: Nomination) -> None:
    client.force_login(cast.officer)
    url = reverse("dossiers:edit", args=[line.pk])
    words = {"version": 1, "basis": "cong_trang", "ground": "", "position_then": "Chuyên viên"}
    assert client.post(url, {**words, "achievement": "Bản thứ nhất"}).status_code == 302
    answer = client.post(url, {**words, "achievement": "Bản thứ hai"})
    page = answer.content.decode()
    assert (answer.status_code, "Bản thứ nhất" in page, "Bản thứ hai" in page) == (409, True, True)
    assert 'name="version" value="2"' in page
    assert Nomination.objects.get().achievement == "Bản thứ nhất"


def test_the_page_tells_who_changed_what_and_when_the_history_was_tampered_with(
    client: Client, cast: Cast, line: Nomination, now: dt.datetime
) -> None:
    edit_nomination(nomination=line, version=1, actor=cast.officer, now=now, achievement="Giỏi", is_leader=True)
    client.force_login(cast.appraiser)
    url = reverse("dossiers:nomination", args=[line.pk])
    page = client.get(url).content.decode()
    assert ("Tóm tắt thành tích: Giỏi" in page, "Lãnh đạo: không → có" in page) == (True, True)
    HistoryEntry.objects.update(after={"achievement": "Khác"})
    assert "không còn nguyên vẹn" in client.get(url).content.decode()


def test_a_paper_is_handed_out_safely(client: Client, cast: Cast, line: Nomination) -> None:
    client.force_login(cast.officer)
    upload = SimpleUploadedFile("../../Báo cáo.pdf", b"%PDF-1.7 x")
    client.post(reverse("dossiers:attach", args=[line.pk]), {"kind": "Báo cáo", "file": upload})
    answer = client.get(reverse("dossiers:paper", args=[line.papers.get(kind="Báo cáo").pk]))
    assert answer.getvalue() == b"%PDF-1.7 x"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == "inline; filename*=utf-8''B%C3%A1o%20c%C3%A1o.pdf"


def test_a_false_file_is_refused_in_words(client: Client, cast: Cast, line: Nomination) -> None:
    client.force_login(cast.officer)
    upload = SimpleUploadedFile("a.pdf", b"<html>")
    answer = client.post(reverse("dossiers:attach", args=[line.pk]), {"kind": "X", "file": upload}, follow=True)
    assert "không phải tệp PDF" in " ".join(map(str, answer.context["messages"]))
    assert not line.papers.filter(kind="X").exists()


def test_a_round_is_opened_on_the_page(client: Client, cast: Cast) -> None:
    client.force_login(cast.appraiser)
    words = {"unit": cast.province.pk, "year": 2023, "kind": "year_end", "name": "Tổng kết 2023"}
    answer = client.post(reverse("dossiers:open_round"), {**words, "judged_on": "31/2/2023"})
    assert "Không có ngày này" in answer.content.decode()
    answer = client.post(reverse("dossiers:open_round"), {**words, "judged_on": "08/12/2023"})
    assert answer.headers["Location"] == reverse("dossiers:desk", args=[AwardRound.objects.get().pk])


def test_the_list_goes_out_as_excel(client: Client, cast: Cast, on: AwardRound, line: Nomination) -> None:
    client.force_login(cast.appraiser)
    answer = client.get(reverse("dossiers:export", args=[on.pk]))
    assert answer.content[:2] == b"PK"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="danh-sach-de-nghi-2023.xlsx"'


def test_who_is_late_is_seen_by_the_owner(client: Client, cast: Cast, line: Nomination) -> None:
    client.force_login(cast.appraiser)
    page = client.get(reverse("dossiers:progress", args=[line.round_id])).content.decode()
    assert ("0 / 2 đơn vị đã gửi" in page, "Phòng 1" in page) == (True, True)


def test_the_senders_desk_costs_less_than_a_dozen_queries(client: Client, cast: Cast, on: AwardRound) -> None:
    client.force_login(cast.officer)
    for person in make_people(cast, 3):
        make_line(on, cast.office, person)
    assert queries_of(client, reverse("dossiers:desk", args=[on.pk])) == 11


def test_the_page_and_the_desk_say_what_stops_the_dossier_to_all_but_the_person(
    client: Client, cast: Cast, on: AwardRound, now: dt.datetime
) -> None:
    person = cast.worker.person
    assert person is not None
    line = make_line(on, cast.office, person)
    opened = open_hold(
        actor=cast.appraiser, now=now, kind="complaint", matter="Xác minh đơn", opened_on=now.date(), person=person,
        number="14/QĐ", issued_on=now.date(),
    )  # fmt: skip
    address, way = reverse("dossiers:nomination", args=[line.pk]), reverse("holds:detail", args=[opened.hold.pk])
    client.force_login(cast.appraiser)
    assert way in (page := client.get(address).content.decode())
    assert opened.hold.stop_words in page
    desk = reverse("dossiers:desk", args=[on.pk])
    assert client.get(desk).content.decode().count("Đang tạm dừng</span>") == 1
    cast.worker.person, cast.officer.person = None, person
    cast.worker.save()
    cast.officer.save()
    client.force_login(cast.officer)
    assert client.get(address).context["stops"] == []
    assert "Đang tạm dừng</span>" not in client.get(desk).content.decode()


def test_the_sender_reads_plain_words_and_the_office_every_exact_step(
    client: Client, cast: Cast, line: Nomination, now: dt.datetime
) -> None:
    send_list(unit_list=line.unit_list, actor=cast.officer, now=now)
    take_in(nominations=[line], actor=cast.appraiser, now=now)
    accept_nominations(nominations=[line], actor=cast.appraiser, now=now)
    reopen_nominations(nominations=[line], reason="Thanh tra có ý kiến.", actor=cast.appraiser, now=now)
    return_nominations(nominations=[line], reason="Bổ sung báo cáo.", actor=cast.appraiser, now=now)
    address = reverse("dossiers:nomination", args=[line.pk])

    def told(user: User) -> list[tuple[str, str]]:
        client.force_login(user)
        return [(one.words, one.reason) for one in client.get(address).context["steps_taken"]]

    assert told(cast.officer) == [("Đã gửi", ""), ("Đang xem xét", ""), ("Trả lại", "Bổ sung báo cáo.")]
    assert told(cast.appraiser) == [
        ("Chờ thẩm định", ""),
        ("Đã tiếp nhận, đang thẩm định", ""),
        ("Đạt thẩm định, chờ Hội đồng", ""),
        ("Đã tiếp nhận, đang thẩm định", "Thanh tra có ý kiến."),
        ("Trả lại để sửa", "Bổ sung báo cáo."),
    ]


def test_what_the_unit_vouched_for_is_told_in_the_clauses_words(client: Client, cast: Cast, on: AwardRound) -> None:
    line = make_line(on, cast.office, worker_of(cast), "LDTT")
    facts = [{"type": "attested", "what": what, "year": 2023} for what in ("productive_work", "exceeds_targets")]
    Nomination.objects.update(verdict_detail={"facts": facts})
    client.force_login(cast.officer)
    page = client.get(reverse("dossiers:nomination", args=[line.pk])).content.decode()
    assert "Đơn vị xác nhận: hoàn thành vượt các chỉ tiêu" in page
    assert "điều kiện khác" not in page
    assert "trang của Lê Thị Kiểm Thử" in page
