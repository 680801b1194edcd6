"""The public's pages and the office's: what strangers see, what is refused, what leaves no trace."""

import datetime as dt
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tdkt.dossiers.models import Nomination
from tdkt.dossiers.tests.factories import make_line, make_person, make_round
from tdkt.opinions.models import Opinion, OpinionSubject, OpinionWindow, VisitCount
from tdkt.opinions.throttle import FROM_ONE_PLACE
from tests.support.cast import Cast


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


@pytest.fixture
def line(cast: Cast) -> Nomination:
    person = make_person("SH-12345", "Trần Văn Huân", cast.office, birth_date=dt.date(1970, 5, 17))
    return make_line(make_round(cast.province, 2025), cast.office, person, "HCLD3", state="sent", achievement="x")


@pytest.fixture
def window(cast: Cast, line: Nomination) -> OpinionWindow:
    today = timezone.localdate()
    made = OpinionWindow.objects.create(
        round=line.round, unit=cast.province, title="Lấy ý kiến năm 2025", state="open", timing="before", days=10,
        opens_on=today - dt.timedelta(days=1), closes_on=today + dt.timedelta(days=1), rule="NĐ 152", slug="abc_DEF-1",
    )  # fmt: skip
    OpinionSubject.objects.create(
        window=made, nomination=line, name="Trần Văn Huân", workplace="Phòng 1", summary="Hoàn thành xuất sắc",
        award_name="Huân chương Lao động hạng Ba",
    )  # fmt: skip
    return made


def good(**change: Any) -> dict[str, Any]:
    return {"stance": "against", "text": "Chưa đúng", "sender": "", "contact": "", "website": ""} | change


def test_anybody_reads_the_summary_and_nothing_more(client: Client, window: OpinionWindow) -> None:
    page = client.get(f"/lay-y-kien/{window.slug}/").content.decode()
    assert "Hoàn thành xuất sắc" in page
    for private in ("SH-12345", "1970", "17/05"):
        assert private not in page
    assert window.title in client.get("/lay-y-kien/").content.decode()


def test_a_visit_is_counted_without_a_cookie_or_an_address(client: Client, window: OpinionWindow) -> None:
    for _ in range(2):
        answer = client.get(f"/lay-y-kien/{window.slug}/", REMOTE_ADDR="203.0.113.9")
    client.head(f"/lay-y-kien/{window.slug}/")
    assert answer.cookies == {}
    assert client.session.session_key is None or "203.0.113.9" not in str(dict(client.session))
    assert VisitCount.objects.values_list("day", "count").get() == (timezone.localdate(), 2)
    assert {field.name for field in VisitCount._meta.get_fields()} == {"id", "window", "day", "count"}


def test_an_opinion_is_received_with_a_receipt_that_finds_it(client: Client, window: OpinionWindow) -> None:
    subject = window.subjects.get()
    page = client.post(f"/lay-y-kien/{window.slug}/gop-y/{subject.pk}/", good()).content.decode()
    code = page.split('class="code">')[1].split("<")[0]
    found = client.post("/lay-y-kien/tra-cuu/", {"code": code.lower()}).content.decode()
    assert "Đã nhận, đang chờ xử lý" in found
    assert "Chưa đúng" not in found
    wrong = client.post("/lay-y-kien/tra-cuu/", {"code": "AAAA-AAAA-AAAA"}).content.decode()
    assert "Không có ý kiến nào với mã này" in wrong


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"stance": ""}, "Hãy chọn một trong ba"),
        ({"text": ""}, "Hãy viết nội dung ý kiến"),
        ({"text": "x" * 5001}, "5000"),
        ({"website": "http://x"}, "Ô này phải để trống"),
        ({"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}, "Không nhận tệp đính kèm"),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_is_kept(
    client: Client, window: OpinionWindow, change: dict[str, Any], words: str
) -> None:
    page = client.post(f"/lay-y-kien/{window.slug}/gop-y/", good(**change)).content.decode()
    assert words in page
    assert not Opinion.objects.exists()


def test_the_form_is_refused_without_its_token(window: OpinionWindow) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/lay-y-kien/{window.slug}/gop-y/", good()).status_code == 403
    assert not Opinion.objects.exists()


def test_one_place_may_not_flood_and_another_may_still_send(client: Client, window: OpinionWindow) -> None:
    address = f"/lay-y-kien/{window.slug}/gop-y/"
    for _ in range(FROM_ONE_PLACE):
        client.post(address, good(), REMOTE_ADDR="203.0.113.9")
    refused = client.post(address, good(text="Lần cuối"), REMOTE_ADDR="203.0.113.9")
    assert refused.status_code == 429
    assert "Lần cuối" in refused.content.decode()  # nothing typed is lost
    assert Opinion.objects.count() == FROM_ONE_PLACE
    client.post(address, good(), REMOTE_ADDR="203.0.113.10")
    client.post(address, good(), REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.9, 203.0.113.11")
    assert Opinion.objects.count() == FROM_ONE_PLACE + 2


@pytest.mark.parametrize("state", ["draft", "closed"])
def test_a_window_that_is_not_open_shows_nobody(client: Client, window: OpinionWindow, state: str) -> None:
    closed_on = timezone.localdate() if state == "closed" else None
    OpinionWindow.objects.update(state=state, closed_on=closed_on)
    answer = client.get(f"/lay-y-kien/{window.slug}/")
    assert answer.status_code == (404 if state == "draft" else 200)
    assert "Trần Văn Huân" not in answer.content.decode()
    sent = client.post(f"/lay-y-kien/{window.slug}/gop-y/", good())
    assert sent.status_code == (404 if state == "draft" else 200)
    assert not Opinion.objects.exists()
    assert not VisitCount.objects.exists()


def test_who_comes_too_late_is_told_so_and_keeps_his_words(client: Client, window: OpinionWindow) -> None:
    subject = window.subjects.get()
    OpinionWindow.objects.update(closes_on=timezone.localdate() - dt.timedelta(days=1))
    address = f"/lay-y-kien/{window.slug}/gop-y/{subject.pk}/"
    assert client.get(address).headers["Location"] == f"/lay-y-kien/{window.slug}/"
    page = client.post(address, good(text="Ý kiến đến muộn")).content.decode()
    assert "không nhận ý kiến trong ngày hôm nay. Chưa lưu gì" in page
    assert "Ý kiến đến muộn" in page
    assert "Trần Văn Huân" not in page
    assert not Opinion.objects.exists()


def test_words_that_look_like_code_are_shown_as_words(client: Client, cast: Cast, window: OpinionWindow) -> None:
    client.post(f"/lay-y-kien/{window.slug}/gop-y/", good(text="<script>alert(1)</script>"))
    client.force_login(cast.appraiser)
    page = client.get(f"/lay-y-kien/quan-ly/{window.pk}/").content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


def test_the_appraiser_prepares_writes_publishes_and_reports(client: Client, cast: Cast, line: Nomination) -> None:
    client.force_login(cast.appraiser)
    assert line.round.name in client.get("/lay-y-kien/quan-ly/").content.decode()
    page = client.get(f"/lay-y-kien/quan-ly/dot/{line.round_id}/chuan-bi/").content.decode()
    assert "Chuẩn bị lấy ý kiến" in page


def test_the_office_handles_hides_and_downloads(client: Client, cast: Cast, window: OpinionWindow) -> None:
    client.post(f"/lay-y-kien/{window.slug}/gop-y/", good())
    opinion = Opinion.objects.get()
    client.force_login(cast.appraiser)
    client.post(f"/lay-y-kien/quan-ly/y-kien/{opinion.pk}/xu-ly/", {"words": "Đã xác minh"})
    client.post(f"/lay-y-kien/quan-ly/y-kien/{opinion.pk}/an/", {"words": "Xúc phạm"})
    page = client.get(f"/lay-y-kien/quan-ly/{window.pk}/").content.decode()
    assert "Nội dung được ẩn bởi Thẩm định tỉnh Một" in page
    answer = client.get(f"/lay-y-kien/quan-ly/{window.pk}/bao-cao/")
    assert answer.content[:2] == b"PK"


def test_outsiders_find_no_office_page(client: Client, cast: Cast, window: OpinionWindow, line: Nomination) -> None:
    client.post(f"/lay-y-kien/{window.slug}/gop-y/", good())
    opinion = Opinion.objects.get()
    posts = [f"{window.pk}/cong-khai/", f"y-kien/{opinion.pk}/an/", f"tom-tat/{window.subjects.get().pk}/"]
    gets = [f"{window.pk}/", f"{window.pk}/bao-cao/", f"dot/{line.round_id}/chuan-bi/"]
    client.force_login(cast.stranger)
    assert {client.post(f"/lay-y-kien/quan-ly/{path}").status_code for path in posts} == {404}
    assert {client.get(f"/lay-y-kien/quan-ly/{path}").status_code for path in gets} == {404}
    client.logout()
    assert {client.get(f"/lay-y-kien/quan-ly/{path}").status_code for path in gets} == {302}


def test_the_list_and_the_public_page_cost_the_same_for_one_and_three(
    client: Client, cast: Cast, window: OpinionWindow, line: Nomination, django_assert_max_num_queries: Any
) -> None:
    client.get(f"/lay-y-kien/{window.slug}/")
    counts = []
    for number in range(3):
        with django_assert_max_num_queries(12) as counted:
            client.get(f"/lay-y-kien/{window.slug}/")
        counts.append(len(counted))
        other = make_line(line.round, cast.office, make_person(f"P-{number}", f"Người {number}", cast.office), "HCLD3")
        OpinionSubject.objects.create(window=window, nomination=other, name="x", workplace="y", award_name="z")
    assert len(set(counts)) == 1
