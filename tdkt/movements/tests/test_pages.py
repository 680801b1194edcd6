"""Pages of movements: who sees them, what they say, what they refuse, what they cost."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tdkt.documents.models import StoredFile
from tdkt.documents.sheets import read_sheet
from tdkt.dossiers.tests.factories import make_round
from tdkt.inbox.models import Notice
from tdkt.movements.models import Movement, MovementAward, MovementPaper, MovementReview, Track
from tdkt.movements.tests.factories import award_for, draft, launched
from tests.support.cast import Cast, make_person, make_unit

HOME = "/phong-trao/"


@pytest.fixture
def movement(cast: Cast, now: dt.datetime) -> Movement:
    return launched(cast.head, now, cast.province, response_due_on=dt.date(2023, 2, 15))


def said(answer: Any) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def plan(**change: Any) -> dict[str, Any]:
    return {
        "theme": "Thi đua lập thành tích", "kind": "regular", "track": "sector", "scope": "unit",
        "start_on": "01/01/2023", "end_on": "31/12/2023", "response_due_on": "", "launcher_name": "",
    } | change  # fmt: skip


def paper(**change: Any) -> dict[str, Any]:
    return {"kind": "plan", "number": "05/KH", "issued_on": "09/01/2023", "issuer_name": "Viện trưởng"} | change


def test_a_movement_goes_from_draft_to_launch_on_pages(client: Client, cast: Cast) -> None:
    client.force_login(cast.head)
    answer = client.post(f"{HOME}moi/", plan(response_due_on="02/09/2023"), follow=True)
    assert said(answer) == [
        "Hạn 02/09/2023 là ngày nghỉ (Quốc khánh); tính đến hết ngày làm việc tiếp theo, 05/09/2023.",
        "Đã lập bản soạn. Hãy ghi chỉ thị hoặc kế hoạch rồi phát động.",
    ]
    movement = Movement.objects.get()
    own = f"{HOME}{movement.pk}/"
    answer = client.post(f"{own}phat-dong/", follow=True)
    assert said(answer) == ["Chưa có chỉ thị hoặc kế hoạch phát động; hãy ghi số, ngày của văn bản rồi phát động."]
    assert said(client.post(f"{own}van-ban/", paper(), follow=True)) == ["Đã ghi văn bản số 05/KH."]
    answer = client.post(f"{own}phat-dong/", follow=True)
    assert said(answer) == ["Đã phát động; các đơn vị trực thuộc thấy phong trào từ lúc này."]
    assert "đã được người khác xử lý" in said(client.post(f"{own}phat-dong/", follow=True))[0]
    assert Movement.objects.get().state == "running"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"theme": " "}, "Chưa ghi chủ đề của phong trào."),
        ({"end_on": "31/12/2022"}, "Ngày kết thúc 31/12/2022 trước ngày bắt đầu 01/01/2023."),
        ({"start_on": "31/02/2023"}, "Không có ngày này"),
        ({"response_due_on": "01/02/2024"}, "Hạn hưởng ứng phải trước khi phong trào kết thúc."),
    ],
)
def test_bad_input_is_answered_beside_the_form_and_nothing_is_lost(
    client: Client, cast: Cast, change: dict[str, Any], words: str
) -> None:
    client.force_login(cast.head)
    answer = client.post(f"{HOME}moi/", plan(**change)).content.decode()
    assert words in answer
    assert change.get("end_on", "31/12/2023") in answer
    assert not Movement.objects.exists()


@pytest.mark.parametrize("who", ["secretary", "member", "administrator", "worker"])
def test_those_who_do_not_keep_movements_have_no_form(client: Client, cast: Cast, movement: Movement, who: str) -> None:
    client.force_login(getattr(cast, who))
    assert client.get(f"{HOME}moi/").status_code == 404
    assert client.post(f"{HOME}moi/", plan()).status_code == 404
    for part in ("sua", "thoi-gian", "van-ban", "danh-gia/so-ket"):
        assert client.get(f"{HOME}{movement.pk}/{part}/").status_code == 404


def test_a_lower_unit_answers_from_the_page_of_the_upper_one_half_filled(
    client: Client, cast: Cast, movement: Movement
) -> None:
    client.force_login(cast.officer)
    assert f"{HOME}{movement.pk}/huong-ung/?don_vi={cast.office.pk}" in page(client, f"{HOME}{movement.pk}/")
    form = page(client, f"{HOME}{movement.pk}/huong-ung/")
    assert "Thi đua năm 2023</textarea>" in form
    assert 'value="31/12/2023"' in form
    sent = {"theme": "Phòng 1 thi đua", "kind": "regular", "start_on": "01/02/2023", "end_on": "31/12/2023"}
    answer = client.post(f"{HOME}{movement.pk}/huong-ung/", sent, follow=True)
    assert said(answer) == ["Đã lập kế hoạch hưởng ứng của Phòng 1. Hãy ghi số, ngày kế hoạch rồi phát động."]
    response = movement.responses.get()
    assert (response.unit, response.track, response.state) == (cast.office, "sector", "draft")
    assert "đã có kế hoạch hưởng ứng" in client.post(f"{HOME}{movement.pk}/huong-ung/", sent).content.decode()


def test_a_closed_movement_takes_no_answer(client: Client, cast: Cast, movement: Movement) -> None:
    client.force_login(cast.head)
    client.post(f"{HOME}{movement.pk}/danh-gia/tong-ket/", review())
    client.force_login(cast.officer)
    assert "huong-ung/" not in page(client, f"{HOME}{movement.pk}/")
    sent = {"theme": "Muộn", "kind": "regular", "start_on": "01/02/2023", "end_on": "31/12/2023"}
    answer = client.post(f"{HOME}{movement.pk}/huong-ung/", sent).content.decode()
    assert "chưa phát động hoặc đã tổng kết, không hưởng ứng được" in answer
    assert Movement.objects.count() == 1


def test_a_unit_that_is_not_below_finds_nothing(client: Client, cast: Cast, movement: Movement) -> None:
    MovementPaper.objects.update(file=None)
    client.force_login(cast.stranger)
    only = movement.papers.get().pk
    for path in ("", "sua/", "thoi-gian/", "huong-ung/", "excel/", "khen-thuong/", "van-ban/", "danh-gia/so-ket/"):
        assert client.get(f"{HOME}{movement.pk}/{path}").status_code == 404, path
    for path in (f"{movement.pk}/phat-dong/", f"{movement.pk}/nhac/", f"{movement.pk}/nam-sau/", f"{movement.pk}/bo/",
                 f"van-ban/{only}/quan-triet/", f"van-ban/{only}/bo/"):  # fmt: skip
        assert client.post(f"{HOME}{path}", {"unit": cast.elsewhere.pk}).status_code == 404, path
    assert client.get(f"{HOME}van-ban/{only}/tep/").status_code == 404
    assert "Thi đua năm 2023" not in page(client, f"{HOME}?nam=2023")
    assert movement.responses.count() == 0


def test_an_answer_for_a_unit_elsewhere_is_absent(client: Client, cast: Cast, movement: Movement) -> None:
    client.force_login(cast.head)
    assert client.get(f"{HOME}{movement.pk}/huong-ung/?don_vi={cast.office.pk}").status_code == 200
    assert client.get(f"{HOME}{movement.pk}/huong-ung/?don_vi={cast.elsewhere.pk}").status_code == 404
    assert client.get(f"{HOME}{movement.pk}/huong-ung/").status_code == 404


def test_the_board_says_in_one_sentence_who_has_answered_and_who_is_late(
    client: Client, cast: Cast, now: dt.datetime, movement: Movement
) -> None:
    make_unit("T1-P2", "Phòng 2", "office", cast.province)
    launched(cast.officer, now, cast.office, parent=movement)
    client.force_login(cast.head)
    seen = page(client, f"{HOME}{movement.pk}/")
    assert "1/2 đơn vị đã hưởng ứng, 1 quá hạn" in seen
    assert "0/2 đơn vị đã quán triệt đủ văn bản; 0/2 đã sơ kết; 0/2 đã tổng kết" in seen
    assert seen.count("tile tile--green") == seen.count("tile tile--red") == 1
    assert "1/2 đơn vị đã hưởng ứng, 1 quá hạn" in page(client, f"{HOME}?nam=2023")


def test_a_lower_unit_sees_its_own_tile_only(client: Client, cast: Cast, now: dt.datetime, movement: Movement) -> None:
    make_unit("T1-P2", "Phòng 2", "office", cast.province)
    client.force_login(cast.officer)
    seen = page(client, f"{HOME}{movement.pk}/")
    assert "0/2 đơn vị đã hưởng ứng, 2 quá hạn" in seen
    assert seen.count("tile__unit") == 1
    assert "Phòng 2" not in seen
    assert "Lịch sử" not in seen
    assert client.get(f"{HOME}{movement.pk}/excel/").status_code == 404


def test_the_board_goes_to_excel(client: Client, cast: Cast, now: dt.datetime, movement: Movement) -> None:
    answer = launched(cast.officer, now, cast.office, parent=movement)
    client.force_login(cast.head)
    client.post(f"{HOME}{answer.pk}/danh-gia/tong-ket/", review(targets_total=8, targets_met=7))
    got = client.get(f"{HOME}{movement.pk}/excel/")
    assert got["X-Content-Type-Options"] == "nosniff"
    sheet = read_sheet(got.content, "bang.xlsx")
    assert [row.cells[:3] for row in sheet.rows] == [("Phòng 1", "Đã hưởng ứng", "Thi đua năm 2023")]
    assert [row.cells[-3:] for row in sheet.rows] == [("8", "7", "1")]


def review(**change: Any) -> dict[str, Any]:
    return {
        "held_on": "29/11/2023", "people_taking_part": 10, "targets_total": 5, "targets_met": 5, "role_models": 1,
        "summary": "Đạt",
    } | change  # fmt: skip


def test_reviews_show_own_and_rolled_up_figures_and_how_many_reported(
    client: Client, cast: Cast, now: dt.datetime, movement: Movement
) -> None:
    answer = launched(cast.officer, now, cast.office, parent=movement)
    client.force_login(cast.officer)
    client.post(f"{HOME}{answer.pk}/danh-gia/so-ket/", review(people_taking_part=7))
    client.force_login(cast.head)
    client.post(f"{HOME}{movement.pk}/danh-gia/so-ket/", review(people_taking_part=20))
    seen = page(client, f"{HOME}{movement.pk}/")
    assert "2/2 kế hoạch đã báo cáo" in seen
    assert '<td class="number">20</td><td class="number strong">27</td>' in seen
    assert "Đã sơ kết" in seen


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"held_on": "31/12/2022"}, "phải sau ngày bắt đầu"),
        ({"held_on": "31/12/2099"}, "không ở tương lai"),
        ({"targets_met": 6}, "không được vượt"),
        ({"people_taking_part": -1}, "lớn hơn hoặc bằng với 0"),
    ],
)
def test_a_review_that_cannot_be_is_refused(
    client: Client, cast: Cast, movement: Movement, change: dict[str, Any], words: str
) -> None:
    client.force_login(cast.head)
    assert words in client.post(f"{HOME}{movement.pk}/danh-gia/tong-ket/", review(**change)).content.decode()
    assert not MovementReview.objects.exists()


def test_a_second_final_review_is_refused(client: Client, cast: Cast, movement: Movement) -> None:
    client.force_login(cast.head)
    client.post(f"{HOME}{movement.pk}/danh-gia/tong-ket/", review())
    again = client.post(f"{HOME}{movement.pk}/danh-gia/tong-ket/", review()).content.decode()
    assert "đã có bản tổng kết" in again
    assert client.get(f"{HOME}{movement.pk}/danh-gia/khac/").status_code == 404


def test_papers_come_with_their_file_through_the_door_that_asks(
    client: Client, cast: Cast, movement: Movement, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    client.force_login(cast.head)
    own = f"{HOME}{movement.pk}/van-ban/"
    for name, content, words in (
        ("kh.pdf", b"#!/bin/sh", "không phải tệp PDF"),
        ("kh.txt", b"chu", "chỉ nhận tệp PDF"),
        ("kh.docx", b"%PDF-1.7 x", "thật ra là tệp"),
        ("kh.pdf", b"", "rỗng"),
    ):
        answer = client.post(own, paper(number="06/KH", upload=SimpleUploadedFile(name, content)))
        assert words in answer.content.decode()
    assert movement.papers.count() == 1
    client.post(own, paper(number="06/KH", upload=SimpleUploadedFile("../../kh.pdf", b"%PDF-1.7 x")))
    stored = movement.papers.get(number="06/KH")
    assert stored.file is not None
    client.force_login(cast.officer)
    got = client.get(f"{HOME}van-ban/{stored.pk}/tep/")
    assert (got["Content-Type"], got["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert b"".join(got.streaming_content) == b"%PDF-1.7 x"  # type: ignore[attr-defined]
    client.force_login(cast.stranger)
    assert client.get(f"{HOME}van-ban/{stored.pk}/tep/").status_code == 404


def test_a_number_written_twice_is_refused_and_its_file_is_not_kept(
    client: Client, cast: Cast, movement: Movement, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    client.force_login(cast.head)
    sent = paper(upload=SimpleUploadedFile("kh.pdf", b"%PDF-1.7 x"))
    assert "đã được ghi" in client.post(f"{HOME}{movement.pk}/van-ban/", sent).content.decode()
    assert (movement.papers.count(), StoredFile.objects.count()) == (1, 0)


def test_a_paper_is_made_known_with_how(client: Client, cast: Cast, movement: Movement) -> None:
    client.force_login(cast.officer)
    only = movement.papers.get()
    for _ in range(2):
        sent = {"unit": cast.office.pk, "how": "Họp phòng 05/02/2023"}
        answer = client.post(f"{HOME}van-ban/{only.pk}/quan-triet/", sent, follow=True)
        assert said(answer) == ["Đã ghi: Phòng 1 quán triệt kế hoạch số 05/KH."]
    assert "Họp phòng 05/02/2023" in page(client, f"{HOME}{movement.pk}/")
    assert only.acknowledgements.count() == 1
    answer = client.post(f"{HOME}van-ban/{only.pk}/quan-triet/", {"unit": cast.elsewhere.pk}, follow=True)
    assert "Chỉ cán bộ thi đua" in said(answer)[0]
    answer = client.post(
        f"{HOME}van-ban/{only.pk}/quan-triet/", {"unit": cast.office.pk, "how": "x" * 301}, follow=True
    )
    assert said(answer) == ["Cách quán triệt dài quá 300 chữ; hãy viết ngắn lại."]
    assert "1/1 đơn vị trực thuộc đã quán triệt" in page(client, f"{HOME}{movement.pk}/")


def test_the_second_of_two_edits_sees_both_versions_and_may_still_save(
    client: Client, cast: Cast, now: dt.datetime
) -> None:
    movement = draft(cast.head, now, cast.province)
    client.force_login(cast.head)
    path = f"{HOME}{movement.pk}/sua/"
    client.post(path, plan(theme="Của người trước", version=1))
    answer = client.post(path, plan(theme="Của tôi", version=1))
    assert answer.status_code == 409
    seen = answer.content.decode()
    assert "<td>Của người trước</td><td>Của tôi</td>" in seen
    assert 'name="version" value="2"' in seen
    client.post(path, plan(theme="Của tôi", version=2))
    assert Movement.objects.get().theme == "Của tôi"


def test_the_days_of_a_launched_movement_are_corrected_with_a_reason(
    client: Client, cast: Cast, movement: Movement
) -> None:
    client.force_login(cast.head)
    path = f"{HOME}{movement.pk}/thoi-gian/"
    sent = {"start_on": "01/01/2023", "end_on": "30/06/2023", "response_due_on": "15/02/2023", "version": 1}
    assert "Chưa ghi lý do" in client.post(path, sent).content.decode()
    client.post(path, sent | {"reason": "Theo Công văn số 9"})
    seen = page(client, f"{HOME}{movement.pk}/")
    assert "Theo Công văn số 9" in seen
    assert "Đến ngày: 31/12/2023 → 30/06/2023" in seen


def test_next_year_is_made_in_one_act_and_names_the_papers_to_issue(
    client: Client, cast: Cast, movement: Movement
) -> None:
    client.force_login(cast.head)
    answer = client.post(f"{HOME}{movement.pk}/nam-sau/", follow=True)
    assert "Đã lập bản soạn năm 2024" in said(answer)[0]
    assert "Kế hoạch – năm trước là Kế hoạch số 05/KH ngày 09/01/2023" in answer.content.decode()
    assert "đã được chuyển sang năm sau" in said(client.post(f"{HOME}{movement.pk}/nam-sau/", follow=True))[0]
    assert Movement.objects.count() == 2


def test_a_draft_is_dropped_and_a_launched_one_is_not(
    client: Client, cast: Cast, now: dt.datetime, movement: Movement
) -> None:
    waste = draft(cast.head, now, cast.province, theme="Nháp")
    client.force_login(cast.head)
    assert said(client.post(f"{HOME}{waste.pk}/bo/", follow=True)) == ["Đã bỏ bản đang soạn."]
    client.post(f"{HOME}{movement.pk}/bo/")
    assert list(Movement.objects.all()) == [movement]


def test_late_units_are_reminded_with_one_click(client: Client, cast: Cast, movement: Movement) -> None:
    client.force_login(cast.head)
    first = client.post(f"{HOME}{movement.pk}/nhac/", follow=True)
    assert said(first) == ["Đã nhắc 1 đơn vị trong “Việc của tôi” của cán bộ thi đua đơn vị đó."]
    assert said(client.post(f"{HOME}{movement.pk}/nhac/", follow=True)) == [
        "1 đơn vị đã được nhắc trong hôm nay, không nhắc lại."
    ]
    client.force_login(cast.officer)
    assert "Hưởng ứng phong trào" in page(client, "/viec/")
    assert Notice.objects.get().link == f"{HOME}{movement.pk}/"


def test_both_tracks_of_a_province_stand_side_by_side(
    client: Client, cast: Cast, now: dt.datetime, movement: Movement
) -> None:
    launched(cast.head, now, cast.province, theme="Tỉnh Một chung sức", track=Track.PROVINCE, launcher_name="UBND tỉnh")
    client.force_login(cast.officer)
    seen = page(client, f"{HOME}?nam=2023")
    sector, province = seen.index("<h2>Ngành Kiểm sát nhân dân</h2>"), seen.index("<h2>Ủy ban nhân dân tỉnh</h2>")
    assert sector < seen.index("Thi đua năm 2023</a>") < province < seen.index("Tỉnh Một chung sức</a>")
    filtered = page(client, f"{HOME}?nam=2023&tuyen=province&hinh_thuc=regular&tinh_trang=running")
    assert "Thi đua năm 2023</a>" not in filtered
    assert "Tỉnh Một chung sức</a>" in filtered
    assert "Không có phong trào nào đúng bộ lọc" in page(client, f"{HOME}?nam=2023&tinh_trang=closed")
    assert "Tỉnh Một chung sức</a>" in page(client, f"{HOME}?nam=2023&tuyen=khac&tinh_trang=x")


def test_the_list_opens_at_the_year_of_the_frame_and_offers_those_that_have_something(
    client: Client, cast: Cast, movement: Movement
) -> None:
    client.force_login(cast.officer)
    opened = page(client, HOME)
    assert f"Phong trào thi đua năm {dt.date.today().year}" in opened  # noqa: DTZ011
    assert '<option value="2023">2023</option>' in opened
    make_round(cast.province, 2023)
    assert "Phong trào thi đua năm 2023" in page(client, HOME)
    assert "Chưa có phong trào nào trong năm" in page(client, f"{HOME}?nam=2020")
    assert "Phong trào thi đua năm 2023" in page(client, f"{HOME}?nam=x")


def test_answers_of_lower_units_have_their_own_list(
    client: Client, cast: Cast, now: dt.datetime, movement: Movement
) -> None:
    launched(cast.officer, now, cast.office, theme="Phòng 1 thi đua", parent=movement)
    client.force_login(cast.head)
    assert "Phòng 1 thi đua" not in page(client, f"{HOME}?nam=2023")
    assert "Phòng 1 thi đua" in page(client, f"{HOME}?nam=2023&xem=duoi")
    client.force_login(cast.officer)
    assert "Chưa có phong trào của đơn vị cấp dưới" in page(client, f"{HOME}?nam=2023&xem=duoi")


def test_awards_are_tied_on_a_page_that_says_the_length_in_law(client: Client, cast: Cast, movement: Movement) -> None:
    assert cast.worker.person is not None
    award = award_for(cast.worker.person, cast.office)
    client.force_login(cast.head)
    path = f"{HOME}{movement.pk}/khen-thuong/"
    seen = page(client, path)
    assert "01 năm tròn" in seen
    assert "Luật 06/2022/QH15 Điều 26 khoản 2" in seen
    assert said(client.post(path, follow=True)) == ["Chưa chọn dòng khen thưởng nào."]
    assert said(client.post(path, {"chon": award.pk}, follow=True)) == ["Đã gắn 1 dòng khen thưởng với phong trào."]
    tied = MovementAward.objects.get()
    client.force_login(cast.officer)
    assert "Lê Thị Kiểm Thử" in page(client, path)
    assert "Chỉ cán bộ thi đua" in said(client.post(f"{HOME}khen-thuong/{tied.pk}/go/", follow=True))[0]
    client.force_login(cast.head)
    client.post(f"{HOME}khen-thuong/{tied.pk}/go/")
    assert not MovementAward.objects.exists()


def test_a_second_click_on_save_makes_no_second_movement(client: Client, cast: Cast) -> None:
    client.force_login(cast.head)
    client.post(f"{HOME}moi/", plan())
    again = client.post(f"{HOME}moi/", plan()).content.decode()
    assert "đã có phong trào “Thi đua lập thành tích” từ ngày 01/01/2023" in again
    assert Movement.objects.count() == 1


def test_a_number_longer_than_any_row_is_no_row(client: Client, cast: Cast, movement: Movement) -> None:
    client.force_login(cast.head)
    huge = "9" * 40
    answer = client.post(f"{HOME}{movement.pk}/khen-thuong/", {"chon": huge}, follow=True)
    assert said(answer) == ["Chưa chọn dòng khen thưởng nào."]
    assert client.get(f"{HOME}{movement.pk}/huong-ung/?don_vi={huge}").status_code == 404
    assert (
        "nhỏ hơn hoặc bằng"
        in client.post(f"{HOME}{movement.pk}/danh-gia/so-ket/", review(people_taking_part=huge)).content.decode()
    )


def test_words_of_a_theme_stay_words(client: Client, cast: Cast, now: dt.datetime) -> None:
    bad = launched(cast.head, now, cast.province, theme="<script>alert(1)</script>")
    client.force_login(cast.head)
    for path in (HOME, f"{HOME}{bad.pk}/"):
        assert "<script>alert" not in page(client, f"{path}?nam=2023")


def queries(client: Client, path: str, count: Any) -> int:
    with count(60) as counted:
        assert client.get(path).status_code == 200
    return len(counted)


def test_pages_cost_the_same_for_one_unit_and_for_three(
    client: Client, cast: Cast, now: dt.datetime, movement: Movement, django_assert_max_num_queries: Any
) -> None:
    launched(cast.officer, now, cast.office, parent=movement)
    client.force_login(cast.head)
    paths = (f"{HOME}?nam=2023", f"{HOME}?nam=2023&xem=duoi", f"{HOME}{movement.pk}/", f"{HOME}{movement.pk}/excel/")
    first = [queries(client, path, django_assert_max_num_queries) for path in paths]
    for number in range(2):
        unit = make_unit(f"T1-X{number}", f"Phòng {number + 5}", "office", cast.province)
        launched(cast.head, now, unit, parent=movement)
        launched(cast.head, now, cast.province, theme=f"Khác {number}")
    assert [queries(client, path, django_assert_max_num_queries) for path in paths] == first


def test_the_awards_page_costs_the_same_for_one_and_for_three(
    client: Client, cast: Cast, movement: Movement, django_assert_max_num_queries: Any
) -> None:
    client.force_login(cast.head)
    counts = []
    for number in range(3):
        award_for(make_person(f"P-{number}", f"Người {number}", cast.office), cast.office)
        counts.append(queries(client, f"{HOME}{movement.pk}/khen-thuong/", django_assert_max_num_queries))
    assert len(set(counts)) == 1
