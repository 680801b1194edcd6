"""Pages of holds: who sees them, what they say, what they cost."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tdkt.holds.domain.open_hold import open_hold
from tdkt.holds.models import Hold
from tdkt.people.models import Discipline, Person
from tests.support.cast import Cast, make_person

SINCE = dt.date(2023, 11, 1)


@pytest.fixture
def worker(cast: Cast) -> Person:
    assert cast.worker.person is not None
    return cast.worker.person


@pytest.fixture
def hold(cast: Cast, now: dt.datetime, worker: Person) -> Hold:
    return hold_on(cast, now, worker)


def hold_on(cast: Cast, now: dt.datetime, person: Person) -> Hold:
    return open_hold(
        actor=cast.head, now=now, person=person, kind="complaint", matter="Đơn tố cáo", opened_on=SINCE,
        number="12/QĐ", issued_on=SINCE,
    ).hold  # fmt: skip


def said(answer: Any) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def told(**change: Any) -> dict[str, Any]:
    return {
        "kind": "press", "matter": "Báo nêu", "opened_on": "01/11/2023", "number": "9/CV", "issued_on": "2/11/2023",
        "issuer_name": "Văn phòng",
    } | change  # fmt: skip


def test_the_head_finds_the_person_and_opens_a_hold(client: Client, cast: Cast, worker: Person) -> None:
    client.force_login(cast.head)
    found = client.get("/tam-dung/mo/?q=le thi").content.decode()
    assert f"/tam-dung/mo/ca-nhan/{worker.pk}/" in found
    answer = client.post(f"/tam-dung/mo/ca-nhan/{worker.pk}/", told(), follow=True)
    assert said(answer) == ["Đã tạm dừng xét khen thưởng đối với Lê Thị Kiểm Thử."]
    assert "Đang tạm dừng từ 01/11/2023" in answer.content.decode()


def test_a_refusal_stands_on_the_form_and_nothing_is_written(client: Client, cast: Cast, worker: Person) -> None:
    client.force_login(cast.head)
    page = client.post(f"/tam-dung/mo/ca-nhan/{worker.pk}/", told(number="")).content.decode()
    assert "Chưa có văn bản mở việc xem xét" in page
    assert "Báo nêu" in page  # nothing typed is lost
    assert not Hold.objects.exists()


def test_a_file_stands_for_the_number(
    client: Client, cast: Cast, worker: Person, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    client.force_login(cast.head)
    for content, words in ((b"", "rỗng"), (b"#!/bin/sh", "không phải tệp PDF")):
        upload = SimpleUploadedFile("qd.pdf", content)
        page = client.post(f"/tam-dung/mo/ca-nhan/{worker.pk}/", told(number="", upload=upload)).content.decode()
        assert words in page
    upload = SimpleUploadedFile("../../qd.pdf", b"%PDF-1.7 x")
    client.post(f"/tam-dung/mo/ca-nhan/{worker.pk}/", told(number="", issued_on="", upload=upload))
    hold = Hold.objects.get()
    answer = client.get(f"/tam-dung/{hold.pk}/van-ban/mo/")
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 x"  # type: ignore[attr-defined]
    client.force_login(cast.stranger)
    assert client.get(f"/tam-dung/{hold.pk}/van-ban/mo/").status_code == 404


def test_an_outsider_finds_nothing(client: Client, cast: Cast, hold: Hold, worker: Person) -> None:
    client.force_login(cast.stranger)
    assert "Lê Thị Kiểm Thử" not in client.get("/tam-dung/?tat_ca=1").content.decode()
    for path in (
        f"/tam-dung/{hold.pk}/",
        f"/tam-dung/mo/ca-nhan/{worker.pk}/",
        f"/tam-dung/mo/tap-the/{cast.office.pk}/",
    ):
        assert client.get(path).status_code == 404
    assert client.get("/tam-dung/999999/").status_code == 404


def test_the_person_himself_does_not_read_it(client: Client, cast: Cast, hold: Hold) -> None:
    client.force_login(cast.worker)
    assert client.get(f"/tam-dung/{hold.pk}/").status_code == 404


def test_the_officer_reads_but_may_not_close(client: Client, cast: Cast, hold: Hold) -> None:
    client.force_login(cast.officer)
    assert "Ghi kết luận và kết thúc" not in client.get(f"/tam-dung/{hold.pk}/").content.decode()
    client.post(f"/tam-dung/{hold.pk}/", {"conclusion": "cleared", "closed_on": "04/12/2023", "number": "1",
                                          "issued_on": "04/12/2023"})  # fmt: skip
    assert Hold.objects.get().is_open


def test_the_appraiser_closes_it_with_the_conclusion(client: Client, cast: Cast, hold: Hold) -> None:
    client.force_login(cast.appraiser)
    answer = client.post(
        f"/tam-dung/{hold.pk}/",
        {"conclusion": "cleared", "closed_on": "04/12/2023", "number": "15/KL", "issued_on": "04/12/2023"},
        follow=True,
    )
    assert said(answer) == ["Đã kết thúc tạm dừng xét đối với Lê Thị Kiểm Thử. Hồ sơ được xét tiếp."]
    assert "Hồ sơ được xét tiếp từ ngày 04/12/2023" in answer.content.decode()


def test_a_discipline_is_chosen_among_the_persons_own(client: Client, cast: Cast, hold: Hold, worker: Person) -> None:
    other = make_person("P-9", "Người Khác", cast.office)
    mine = Discipline.objects.create(person=worker, form="khien_trach", decided_on=dt.date(2023, 12, 1))
    theirs = Discipline.objects.create(person=other, form="canh_cao", decided_on=dt.date(2023, 12, 1))
    client.force_login(cast.head)
    sent = {"conclusion": "disciplined", "closed_on": "04/12/2023", "number": "15/KL", "issued_on": "04/12/2023"}
    client.post(f"/tam-dung/{hold.pk}/", sent | {"discipline": theirs.pk})
    assert Hold.objects.get().is_open
    client.post(f"/tam-dung/{hold.pk}/", sent | {"discipline": mine.pk})
    assert Hold.objects.get().discipline == mine


def test_an_empty_list_says_what_belongs_there(client: Client, cast: Cast) -> None:
    client.force_login(cast.head)
    assert "Không có ai đang bị tạm dừng xét" in client.get("/tam-dung/").content.decode()


def test_the_list_costs_the_same_for_one_and_for_three(
    client: Client, cast: Cast, now: dt.datetime, hold: Hold, django_assert_max_num_queries: Any
) -> None:
    client.force_login(cast.head)
    counts = []
    for number in range(3):
        with django_assert_max_num_queries(14) as counted:
            client.get("/tam-dung/")
        counts.append(len(counted))
        hold_on(cast, now, make_person(f"P-{number}", f"Người {number}", cast.office))
    assert len(set(counts)) == 1


def test_who_may_not_open_one_is_told_before_a_form_is_filled(client: Client, cast: Cast) -> None:
    assert cast.worker.person is not None
    address = f"/tam-dung/mo/ca-nhan/{cast.worker.person.pk}/"
    client.force_login(cast.officer)
    page = client.get(address).content.decode()
    assert "Chỉ thủ trưởng đơn vị hoặc cán bộ thẩm định của Phòng 1" in page
    assert "<textarea" not in page
    assert "Hãy chuyển văn bản cho người có vai trò đó" in client.get("/tam-dung/mo/").content.decode()
    client.force_login(cast.head)
    assert "<textarea" in client.get(address).content.decode()
