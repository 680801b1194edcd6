"""Pages of confirmations: who opens them, what they say, what they cost."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tdkt.confirmations.domain.answer import Given, answer_lines
from tdkt.confirmations.domain.follow import close_request
from tdkt.confirmations.models import ConfirmationAnswer, ConfirmationRequest, ConsultReply, ConsultRequest
from tdkt.confirmations.tests.factories import LATER, Scene, line_of
from tdkt.core.working_days import add_working_days
from tdkt.documents.sheet_reader import read_sheet
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.dossiers.tests.factories import make_round, queries_of
from tdkt.holds.models import Hold

ROLES = (
    "officer",
    "province_officer",
    "appraiser",
    "head",
    "secretary",
    "member",
    "administrator",
    "worker",
    "stranger",
)


def said(answer: Any) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def coming() -> dt.date:
    return add_working_days(timezone.localdate(), 3)


@pytest.fixture
def asked(scene: Scene) -> ConfirmationRequest:
    return scene.ask(now=timezone.now(), due_on=coming()).requests[0]


@pytest.mark.parametrize("role", [*ROLES, "personnel_officer", "inspection_officer"])
def test_the_office_opens_the_board_and_a_department_only_its_own_request(
    client: Client, scene: Scene, asked: ConfirmationRequest, role: str
) -> None:
    user = getattr(scene, role, None) or getattr(scene.cast, role)
    client.force_login(user)
    letter = ConsultRequest.objects.create(
        round=scene.round, authority="UBND", reason="other", basis="x", number="1", asked_on=LATER.date(),
        due_on=LATER.date(), asked_by=scene.cast.appraiser,
    )  # fmt: skip
    office, asks = role in {"appraiser", "head", "secretary"}, role == "appraiser"
    got = {
        path: client.get(path).status_code == 200
        for path in (
            f"/xac-nhan/dot/{scene.round.pk}/", f"/xac-nhan/dot/{scene.round.pk}/xuat/",
            f"/xac-nhan/dot/{scene.round.pk}/hoi/", f"/xac-nhan/dot/{scene.round.pk}/hiep-y/",
            f"/xac-nhan/phieu/{asked.pk}/", f"/xac-nhan/hiep-y/{letter.pk}/",
        )
    }  # fmt: skip
    assert list(got.values()) == [office, office, asks, asks, office or role == "personnel_officer", office]
    assert client.get("/xac-nhan/").status_code == client.get("/xac-nhan/hiep-y/").status_code == 200


@pytest.mark.parametrize("role", ["officer", "worker", "stranger", "inspection_officer", "personnel_officer"])
def test_acts_of_the_office_are_absent_for_others(
    client: Client, scene: Scene, asked: ConfirmationRequest, role: str
) -> None:
    client.force_login(getattr(scene, role, None) or getattr(scene.cast, role))
    for act in ("nhac", "khep"):
        assert client.post(f"/xac-nhan/phieu/{asked.pk}/{act}/").status_code == 404
    assert client.post(f"/xac-nhan/dot/{scene.round.pk}/hoi/", {}).status_code == 404
    asked.refresh_from_db()
    assert asked.is_open


def test_the_appraiser_asks_two_departments_in_one_post(client: Client, scene: Scene) -> None:
    client.force_login(scene.cast.appraiser)
    day = coming()
    told = {
        "tat_ca": "1", "personnel": str(scene.personnel.pk), "inspection": str(scene.inspection.pk),
        "due_on": f"{day:%d/%m/%Y}", "note": "Gấp",
    }  # fmt: skip
    answer = client.post(f"/xac-nhan/dot/{scene.round.pk}/hoi/", told, follow=True)
    assert said(answer) == ["Đã hỏi 2 bộ phận: Phòng Tổ chức cán bộ, Thanh tra."]
    page = client.post(f"/xac-nhan/dot/{scene.round.pk}/hoi/", told).content.decode()
    assert "đều đã được hỏi" in page
    assert "Tổ chức cán bộ, Thanh tra, kỷ luật" in client.get(f"/xac-nhan/dot/{scene.round.pk}/hoi/").content.decode()


def test_a_refused_question_keeps_what_was_ticked_and_typed(client: Client, scene: Scene) -> None:
    client.force_login(scene.cast.appraiser)
    told = {
        "chon": [str(scene.lines[1].pk), "x"], "personnel": str(scene.personnel.pk), "due_on": "1/1/2027",
        "note": "Gấp",
    }  # fmt: skip
    page = client.post(f"/xac-nhan/dot/{scene.round.pk}/hoi/", told).content.decode()
    assert "là ngày nghỉ (Tết Dương lịch)" in page
    assert f'value="{scene.lines[1].pk}" checked' in page
    assert "Gấp" in page
    assert (
        "Không có ngày này"
        in client.post(f"/xac-nhan/dot/{scene.round.pk}/hoi/", told | {"due_on": "31/2"}).content.decode()
    )
    Nomination.objects.filter(pk=scene.lines[1].pk).update(round=make_round(scene.cast.centre))
    told["due_on"] = f"{coming():%d/%m/%Y}"
    page = client.post(f"/xac-nhan/dot/{scene.round.pk}/hoi/", told).content.decode()
    assert "Người Thử 1: dòng này đã chuyển sang" in page


def test_the_list_to_choose_is_filtered(client: Client, scene: Scene) -> None:
    client.force_login(scene.cast.appraiser)
    address = f"/xac-nhan/dot/{scene.round.pk}/hoi/"
    found = client.get(f"{address}?q=nguoi thu 2&don_vi={scene.cast.office.pk}&danh_hieu=LDTT").content.decode()
    assert ("Người Thử 2" in found, "Người Thử 1" in found) == (True, False)
    assert "Không có dòng nào để hỏi" in client.get(f"{address}?danh_hieu=CSTDCS").content.decode()


def test_the_department_answers_some_and_confirms_the_rest(
    client: Client, scene: Scene, asked: ConfirmationRequest
) -> None:
    client.force_login(scene.personnel_officer)
    first = line_of(asked)
    page = client.get(f"/xac-nhan/phieu/{asked.pk}/").content.decode()
    assert "N-0000" in page
    assert "Chức vụ, đơn vị công tác" in page
    told = {"dong": str(first.pk), f"thay_{first.pk}": "0", f"y_kien_{first.pk}": "Sai ngày sinh", "con_lai": "1"}
    answer = client.post(f"/xac-nhan/phieu/{asked.pk}/", told, follow=True)
    assert said(answer) == ["Đã ghi 3 dòng: 2 xác nhận, 1 có ý kiến."]
    last = ConfirmationAnswer.objects.get(line=first)
    same = told | {f"thay_{first.pk}": str(last.pk), f"tra_loi_{first.pk}": "objected"}
    assert said(client.post(f"/xac-nhan/phieu/{asked.pk}/", same))[0].startswith("Không còn dòng nào để ghi")
    changed = same | {f"tra_loi_{first.pk}": "confirmed", f"y_kien_{first.pk}": "", "con_lai": ""}
    page = client.post(f"/xac-nhan/phieu/{asked.pk}/", changed, follow=True).content.decode()
    assert "Câu trả lời trước" in page
    assert "Sai ngày sinh" in page


def test_a_refused_answer_keeps_what_was_typed(client: Client, scene: Scene, asked: ConfirmationRequest) -> None:
    client.force_login(scene.personnel_officer)
    first, second = line_of(asked), line_of(asked, 1)
    told = {
        "dong": [str(first.pk), str(second.pk)], f"tra_loi_{first.pk}": "objected", f"tra_loi_{second.pk}": "objected",
        f"y_kien_{second.pk}": "Chờ xác minh đơn",
    }  # fmt: skip
    answer = client.post(f"/xac-nhan/phieu/{asked.pk}/", told)
    assert said(answer) == ["Người Thử 0: không xác nhận thì phải ghi ý kiến để người thẩm định biết vướng ở đâu."]
    assert "Chờ xác minh đơn" in answer.content.decode()
    assert not ConfirmationAnswer.objects.exists()


def test_anothers_line_in_the_post_is_refused(client: Client, scene: Scene, asked: ConfirmationRequest) -> None:
    other = ConfirmationRequest.objects.exclude(pk=asked.pk).get()
    key = line_of(other).pk
    client.force_login(scene.personnel_officer)
    answer = client.post(f"/xac-nhan/phieu/{asked.pk}/", {"dong": str(key), f"tra_loi_{key}": "confirmed"})
    assert "không thuộc phiếu này" in said(answer)[0]
    assert client.get(f"/xac-nhan/phieu/{other.pk}/").status_code == 404


def test_whoever_left_the_department_finds_the_request_no_more(
    client: Client, scene: Scene, asked: ConfirmationRequest
) -> None:
    scene.personnel_officer.holdings.update(valid_to=timezone.localdate() - dt.timedelta(days=1))
    client.force_login(scene.personnel_officer)
    assert client.get(f"/xac-nhan/phieu/{asked.pk}/").status_code == 404
    assert client.post(f"/xac-nhan/phieu/{asked.pk}/", {"con_lai": "1"}).status_code == 404


def test_the_inspection_sees_holds_on_record(client: Client, scene: Scene, asked: ConfirmationRequest) -> None:
    Hold.objects.create(
        person=scene.lines[0].person, host_unit=scene.cast.office, kind="press", matter="x",
        opened_on=dt.date(2023, 1, 1), number="1", issued_on=dt.date(2023, 1, 1), opened_by=scene.cast.head,
    )  # fmt: skip
    client.force_login(scene.inspection_officer)
    other = ConfirmationRequest.objects.exclude(pk=asked.pk).get()
    page = client.get(f"/xac-nhan/phieu/{other.pk}/").content.decode()
    assert "Vấn đề tham nhũng, tiêu cực báo chí nêu đang xác minh từ 01/01/2023" in page


def answered(scene: Scene) -> ConfirmationRequest:
    """One confirmed, one objected, one silent; asked long ago, so late by now."""
    asked = scene.asked()
    answer_lines(
        actor=scene.personnel_officer, now=scene.now, request=asked,
        given=[Given(line_of(asked).pk, "confirmed"), Given(line_of(asked, 1).pk, "objected", "Sai ngày sinh")],
    )  # fmt: skip
    return asked


def test_the_board_shows_a_mark_words_or_silence_and_the_sheet_says_the_same(client: Client, scene: Scene) -> None:
    asked = answered(scene)
    client.force_login(scene.cast.appraiser)
    page = client.get(f"/xac-nhan/dot/{scene.round.pk}/").content.decode()
    for words in ("Xác nhận", "Sai ngày sinh", "Quá hạn 15/12/2023, chưa trả lời", "Nhắc", "Khép"):
        assert words in page
    only = client.get(f"/xac-nhan/dot/{scene.round.pk}/?loc=y-kien").content.decode()
    assert ("Người Thử 1" in only, "Người Thử 0" in only) == (True, False)
    sheet = client.get(f"/xac-nhan/dot/{scene.round.pk}/xuat/?loc=y-kien")
    read = read_sheet(sheet.content, "x.xlsx", expected=["Đơn vị"])
    assert read.headers[-2:] == ("Tổ chức cán bộ", "Thanh tra, kỷ luật")
    assert [(row.cells[0], row.cells[4]) for row in read.rows] == [("Người Thử 1", "Có ý kiến: Sai ngày sinh")]
    told = client.post(f"/xac-nhan/phieu/{asked.pk}/nhac/", follow=True)
    assert said(told) == ["Đã nhắc Phòng Tổ chức cán bộ: còn 1 dòng chưa trả lời."]
    assert said(client.post(f"/xac-nhan/phieu/{asked.pk}/nhac/", follow=True))[0].startswith("Hôm nay đã nhắc")
    told = client.post(f"/xac-nhan/phieu/{asked.pk}/khep/", follow=True)
    assert said(told) == ["Đã khép phiếu của Phòng Tổ chức cán bộ. 1 dòng ghi là không có ý kiến đến hạn 15/12/2023."]
    assert "Không có ý kiến đến hạn 15/12/2023" in told.content.decode()


def test_a_nomination_shows_the_answers_to_the_office_and_nothing_to_its_sender(client: Client, scene: Scene) -> None:
    answered(scene)
    address = f"/ho-so/de-nghi/{scene.lines[1].pk}/"
    seen = {}
    for role in ("appraiser", "head", "officer"):
        client.force_login(getattr(scene.cast, role))
        seen[role] = "Sai ngày sinh" in client.get(address).content.decode()
    assert seen == {"appraiser": True, "head": True, "officer": False}


def test_the_level_above_reads_what_is_closed_only(client: Client, scene: Scene) -> None:
    asked = answered(scene)
    upper = make_round(scene.cast.centre)
    Nomination.objects.filter(pk=scene.lines[1].pk).update(round=upper)
    scene.cast.administrator.holdings.create(role="appraiser", unit=scene.cast.centre, valid_from=dt.date(2020, 1, 1))
    client.force_login(scene.cast.administrator)
    address = f"/ho-so/de-nghi/{scene.lines[1].pk}/"
    assert "Sai ngày sinh" not in client.get(address).content.decode()
    close_request(actor=scene.cast.appraiser, now=LATER, request=asked)
    assert "Sai ngày sinh" in client.get(address).content.decode()


def test_the_level_above_reads_the_letters_of_the_lines_it_considers(client: Client, scene: Scene) -> None:
    letter = ConsultRequest.objects.create(
        round=scene.round, authority="UBND", reason="other", basis="x", number="1", asked_on=LATER.date(),
        due_on=LATER.date(), asked_by=scene.cast.appraiser,
    )  # fmt: skip
    letter.lines.create(nomination=scene.lines[0])
    scene.cast.administrator.holdings.create(role="appraiser", unit=scene.cast.centre, valid_from=dt.date(2020, 1, 1))
    client.force_login(scene.cast.administrator)
    assert client.get(f"/xac-nhan/hiep-y/{letter.pk}/").status_code == 404
    Nomination.objects.filter(pk=scene.lines[0].pk).update(round=make_round(scene.cast.centre))
    page = client.get(f"/xac-nhan/hiep-y/{letter.pk}/").content.decode()
    assert "Công văn hỏi" in page
    assert "Ghi văn bản trả lời</button>" not in page
    assert f"/xac-nhan/hiep-y/{letter.pk}/" in client.get(f"/ho-so/de-nghi/{scene.lines[0].pk}/").content.decode()


def test_a_state_award_says_whom_the_law_wants_asked(client: Client, scene: Scene) -> None:
    Nomination.objects.filter(pk=scene.lines[0].pk).update(code="HCLD3")
    AwardRound.objects.filter(pk=scene.round.pk).update(judged_on=dt.date(2025, 7, 1))
    client.force_login(scene.cast.appraiser)
    page = client.get(f"/ho-so/de-nghi/{scene.lines[0].pk}/").content.decode()
    assert "Luật 06/2022 Điều 84 khoản 3" in page
    assert "Ủy ban nhân dân cấp tỉnh" in page


def test_a_letter_is_recorded_then_its_answer_with_a_scan(
    client: Client, scene: Scene, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    client.force_login(scene.cast.appraiser)
    told = {
        "chon": [str(line.pk) for line in scene.lines], "reason": "local", "authority": "UBND tỉnh Một",
        "number": "1/CV", "asked_on": f"{timezone.localdate():%d/%m/%Y}", "due_on": f"{coming():%d/%m/%Y}",
    }  # fmt: skip
    address = f"/xac-nhan/dot/{scene.round.pk}/hiep-y/"
    assert "Chưa chọn dòng nào" in client.post(address, told | {"chon": []}).content.decode()
    made = client.post(address, told, follow=True)
    assert said(made) == ["Đã ghi công văn 1/CV gửi UBND tỉnh Một."]
    letter = ConsultRequest.objects.get()
    page = f"/xac-nhan/hiep-y/{letter.pk}/"
    first = letter.lines.order_by("pk")[0]
    back = {
        "dong": str(first.pk), "opinion": "agreed", "number": "9", "issued_on": f"{timezone.localdate():%d/%m/%Y}",
    }  # fmt: skip
    for content in (b"", b"#!/bin/sh"):
        wrong = client.post(page, back | {"upload": SimpleUploadedFile("a.pdf", content)})
        assert wrong.status_code == 200
        assert not ConsultReply.objects.exists()
    client.post(page, back | {"upload": SimpleUploadedFile("a.pdf", b"%PDF-1.7 x")})
    kept = ConsultReply.objects.get()
    file = client.get(f"/xac-nhan/hiep-y/van-ban/{kept.pk}/")
    assert file["Content-Type"] == "application/pdf"
    assert b"".join(file.streaming_content) == b"%PDF-1.7 x"  # type: ignore[attr-defined]
    assert "mới trả lời 1/3 dòng".capitalize() in client.get("/xac-nhan/hiep-y/").content.decode()
    client.force_login(scene.personnel_officer)
    assert client.get(f"/xac-nhan/hiep-y/van-ban/{kept.pk}/").status_code == 404
    assert client.get(page).status_code == 404


def test_pages_cost_the_same_for_one_line_and_for_three(client: Client, scene: Scene) -> None:
    first, *others = scene.lines
    asked = scene.ask(nominations=[first]).requests
    before = _costs(client, scene, asked[0])
    for request in asked:
        for line in others:
            request.lines.create(nomination=line, round=scene.round, topic=request.topic)
    Nomination.objects.filter(pk__in=[line.pk for line in others]).update(state="accepted")
    assert _costs(client, scene, asked[0]) == before


def _costs(client: Client, scene: Scene, asked: ConfirmationRequest) -> list[int]:
    costs = []
    on = f"/xac-nhan/dot/{scene.round.pk}/"
    for user, addresses in (
        (scene.cast.appraiser, ("/xac-nhan/", on, f"{on}hoi/", f"{on}hiep-y/", f"{on}xuat/", "/xac-nhan/hiep-y/")),
        (scene.personnel_officer, ("/xac-nhan/", f"/xac-nhan/phieu/{asked.pk}/")),
    ):
        client.force_login(user)
        costs += [queries_of(client, address) for address in addresses]
    return costs
