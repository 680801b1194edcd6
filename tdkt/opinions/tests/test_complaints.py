"""Complaints and denunciations: read by those who handle them, with time limits only from a source."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from tdkt.core.answers import MovedMeanwhile
from tdkt.core.history import history_of
from tdkt.opinions.domain.complaints import CannotComplain, receive_complaint, set_time_limits, step_complaint
from tdkt.opinions.models import Complaint
from tests.support.cast import Cast


def received(cast: Cast, now: dt.datetime, **told: Any) -> Complaint:
    given: dict[str, Any] = {
        "actor": cast.appraiser, "unit": cast.province, "kind": "wrong_award", "complainant": "Ông A",
        "content": "Khen không đúng", "received_on": dt.date(2023, 12, 4),
    }  # fmt: skip
    return receive_complaint(now=now, **(given | told))


def test_a_complaint_is_received_without_a_time_limit_nobody_has_read(cast: Cast, now: dt.datetime) -> None:
    made = received(cast, now)
    assert (made.state, made.accept_due_on, made.resolve_due_on) == ("received", None, None)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "x"}, "Chưa chọn loại"),
        ({"complainant": " "}, "Phải ghi người gửi"),
        ({"content": "\n"}, "Phải ghi người gửi và nội dung"),
        ({"received_on": dt.date(2024, 1, 1)}, "ở tương lai"),
    ],
)
def test_a_complaint_that_makes_no_sense_is_refused(
    cast: Cast, now: dt.datetime, change: dict[str, Any], words: str
) -> None:
    with pytest.raises(CannotComplain, match=words):
        received(cast, now, **change)
    assert not Complaint.objects.exists()


@pytest.mark.parametrize("who", ["officer", "province_officer", "secretary", "member", "stranger", "administrator"])
def test_nobody_else_writes_or_reads_it(cast: Cast, now: dt.datetime, who: str) -> None:
    with pytest.raises(CannotComplain, match="Chỉ cán bộ thẩm định hoặc thủ trưởng"):
        received(cast, now, actor=getattr(cast, who))
    made = received(cast, now)
    assert made not in Complaint.objects.visible_to(getattr(cast, who), now.date())
    assert made in Complaint.objects.visible_to(cast.head, now.date())


@pytest.mark.parametrize(
    ("day", "source", "words"),
    [
        (
            dt.date(2024, 2, 12),
            "Luật",
            r"\(Tết Nguyên đán Giáp Thìn\); ngày làm việc tiếp theo là 15/02/2024",
        ),
        (dt.date(2024, 1, 5), " ", "Phải ghi căn cứ"),
        (dt.date(2023, 12, 1), "Luật", "trước ngày nhận đơn"),
    ],
)
def test_a_time_limit_needs_a_source_and_a_working_day(
    cast: Cast, now: dt.datetime, day: dt.date, source: str, words: str
) -> None:
    made = received(cast, now, received_on=dt.date(2023, 12, 11))
    with pytest.raises(CannotComplain, match=words):
        set_time_limits(actor=cast.head, now=now, complaint=made, accept_due_on=None, resolve_due_on=day, source=source)
    set_time_limits(
        actor=cast.head, now=now, complaint=made, accept_due_on=None, resolve_due_on=dt.date(2024, 1, 5), source="Luật"
    )
    assert Complaint.objects.get().resolve_due_on == dt.date(2024, 1, 5)


def test_it_is_taken_up_and_resolved_with_an_outcome(cast: Cast, now: dt.datetime) -> None:
    made = received(cast, now)
    stale = Complaint.objects.get()
    step_complaint(actor=cast.head, now=now, complaint=made, step="accept")
    with pytest.raises(MovedMeanwhile):
        step_complaint(actor=cast.head, now=now, complaint=stale, step="decline", outcome="x")
    with pytest.raises(CannotComplain, match="Phải ghi kết quả"):
        step_complaint(actor=cast.head, now=now, complaint=made, step="resolve")
    step_complaint(actor=cast.head, now=now, complaint=made, step="resolve", outcome="Đơn không đúng", number="3/KL")
    assert (made.state, made.outcome, made.outcome_number) == ("resolved", "Đơn không đúng", "3/KL")
    assert [e.act for e in history_of(made)] == ["receive_complaint", "step_complaint", "step_complaint"]


def test_the_pages_are_for_those_who_handle_it(client: Client, cast: Cast, now: dt.datetime) -> None:
    made = received(cast, now)
    client.force_login(cast.head)
    assert "Ông A" in client.get("/lay-y-kien/don/").content.decode()
    page = client.get(f"/lay-y-kien/don/{made.pk}/").content.decode()
    assert "bộ quy định chưa có văn bản về khiếu nại, tố cáo" in page
    client.post(f"/lay-y-kien/don/{made.pk}/buoc/", {"buoc": "accept"})
    assert Complaint.objects.get().state == "accepted"
    for who in (cast.province_officer, cast.stranger):
        client.force_login(who)
        assert "Ông A" not in client.get("/lay-y-kien/don/").content.decode()
        assert client.get(f"/lay-y-kien/don/{made.pk}/").status_code == 404
        assert client.post(f"/lay-y-kien/don/{made.pk}/buoc/", {"buoc": "resolve"}).status_code == 404
        assert client.get("/lay-y-kien/don/moi/").status_code == 404


def test_a_complaint_is_written_down_on_its_page(client: Client, cast: Cast) -> None:
    client.force_login(cast.appraiser)
    sent = {"unit": cast.province.pk, "kind": "procedure", "received_on": "04/12/2023", "complainant": "Bà B",
            "content": "Sai thủ tục"}  # fmt: skip
    assert client.post("/lay-y-kien/don/moi/", sent | {"received_on": "31/02/2023"}).status_code == 200
    assert client.post("/lay-y-kien/don/moi/", sent).status_code == 302
    assert Complaint.objects.get().complainant == "Bà B"


def test_the_list_costs_the_same_for_one_and_for_three(
    client: Client, cast: Cast, now: dt.datetime, django_assert_max_num_queries: Any
) -> None:
    client.force_login(cast.head)
    counts = []
    for number in range(3):
        received(cast, now, complainant=f"Người {number}")
        with django_assert_max_num_queries(14) as counted:
            client.get("/lay-y-kien/don/")
        counts.append(len(counted))
    assert len(set(counts)) == 1
