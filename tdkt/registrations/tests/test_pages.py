"""Pages of registrations: who sees them, what they say, what they cost."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tdkt.accounts.models import RoleHolding
from tdkt.documents.sheets import read_sheet
from tdkt.inbox.models import Notice
from tdkt.registrations.models import Registration
from tdkt.registrations.states import State
from tdkt.registrations.tests.factories import (
    COLLECTIVE,
    LOW,
    MIDDLE,
    PLEDGE,
    YEAR,
    agreed,
    enter,
    make_person,
    office_list,
    sent,
    worker_of,
)
from tdkt.registrations.tests.test_expectations import grant
from tests.support.cast import Cast


def said(answer: Any) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def text(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.fixture
def place(cast: Cast) -> str:
    """The address of the office's list."""
    return f"/dang-ky/don-vi/{cast.office.pk}/{YEAR}/"


@pytest.fixture
def line(cast: Cast, now: dt.datetime) -> Registration:
    """The worker's registration on the office's list."""
    return enter(cast, now, worker_of(cast), MIDDLE, pledge=PLEDGE)


def test_the_officer_ticks_people_and_registers_them(client: Client, cast: Cast, place: str) -> None:
    second = make_person("P-2", "Người Hai", cast.office)
    client.force_login(cast.officer)
    page = text(client.get(f"{place}them/ca-nhan/"))
    assert "Lê Thị Kiểm Thử" in page
    assert "Chưa đủ" in page  # the judge's word beside each
    told = {"chon": [worker_of(cast).pk, second.pk], "code": MIDDLE, "pledge": PLEDGE}
    answer = client.post(f"{place}them/ca-nhan/", told, follow=True)
    assert said(answer) == ["Đã đăng ký Chiến sĩ thi đua cơ sở cho 2 trường hợp."]
    assert "Năm nay còn cần: Sáng kiến cấp cơ sở được công nhận năm 2023" in text(answer)
    again = client.post(f"{place}them/ca-nhan/", told)  # a second click
    assert again.status_code == 409
    assert "Đã đăng ký Chiến sĩ thi đua cơ sở năm 2023" in text(again)
    assert Registration.objects.count() == 2


def test_a_refusal_keeps_what_was_ticked_and_typed(client: Client, cast: Cast, place: str) -> None:
    client.force_login(cast.officer)
    told = {"chon": [worker_of(cast).pk, "x", "9" * 30], "code": MIDDLE, "pledge": "", "initiative": "Sổ điện tử"}
    page = text(client.post(f"{place}them/ca-nhan/", told))
    assert "phải ghi nội dung phấn đấu" in page
    assert "Sổ điện tử" in page
    assert f'value="{worker_of(cast).pk}" checked' in page
    assert "Chưa chọn cá nhân, tập thể nào" in text(client.post(f"{place}them/ca-nhan/", {"code": LOW}))
    assert "không có trong danh sách đăng ký" in text(client.post(f"{place}them/ca-nhan/", {"code": COLLECTIVE}))


def test_the_collective_registers_on_its_own_list(client: Client, cast: Cast, place: str) -> None:
    client.force_login(cast.officer)
    answer = client.post(f"{place}them/tap-the/", {"chon": cast.office.pk, "code": COLLECTIVE}, follow=True)
    assert said(answer) == ["Đã đăng ký Tập thể lao động tiên tiến cho 1 trường hợp."]
    assert client.get(f"{place}them/la/").status_code == 404


@pytest.mark.parametrize("who", ["stranger", "worker", "secretary_elsewhere"])
def test_outsiders_find_neither_unit_nor_line(
    client: Client, cast: Cast, place: str, line: Registration, who: str
) -> None:
    client.force_login(cast.stranger if who == "secretary_elsewhere" else getattr(cast, who))
    for path in (place, f"{place}them/ca-nhan/", f"{place}ket-qua/", f"{place}ket-qua/excel/"):
        assert client.get(path).status_code == 404
    for path in ("buoc/", "rut/", "chep/", "han/", "nhac/"):
        assert client.post(place + path).status_code == 404
    if who != "worker":
        assert client.get(f"/dang-ky/dong/{line.pk}/").status_code == 404
        assert client.post(f"/dang-ky/dong/{line.pk}/rut/").status_code == 404


@pytest.mark.parametrize("year", [0, 1999, 2014, 2099, 99999999])
def test_a_year_out_of_reach_is_no_page(client: Client, cast: Cast, year: int) -> None:
    client.force_login(cast.officer)
    assert client.get(f"/dang-ky/don-vi/{cast.office.pk}/{year}/").status_code == 404
    assert client.get(f"/dang-ky/?nam={year}").status_code == 200  # a filter that cannot be is no filter


def test_who_left_the_unit_no_longer_opens_its_list(client: Client, cast: Cast, place: str) -> None:
    client.force_login(cast.officer)
    assert client.get(place).status_code == 200
    RoleHolding.objects.filter(user=cast.officer).update(valid_to=dt.date(2023, 1, 1))
    assert client.get(place).status_code == 404
    assert client.post(f"{place}them/ca-nhan/", {"chon": 1, "code": LOW}).status_code == 404


def test_the_list_goes_up_and_comes_back(client: Client, cast: Cast, place: str, line: Registration) -> None:
    client.force_login(cast.head)
    page = text(client.get(place))
    assert "Thống nhất danh sách" in page
    version = office_list(cast).version
    stale = client.post(f"{place}buoc/", {"buoc": "agree", "phien_ban": version - 1}, follow=True)
    assert "đọc lại danh sách" in said(stale)[0]
    client.post(f"{place}buoc/", {"buoc": "agree", "phien_ban": version}, follow=True)
    client.force_login(cast.officer)
    assert said(client.post(f"{place}buoc/", {"buoc": "send"}, follow=True)) == ["Đã gửi cấp trên."]
    assert "Chỉ cán bộ thi đua của đơn vị" in said(client.post(f"{place}buoc/", {"buoc": "take_in"}, follow=True))[0]
    client.force_login(cast.appraiser)
    assert "phải ghi lý do" in said(client.post(f"{place}buoc/", {"buoc": "return"}, follow=True))[0]
    client.post(f"{place}buoc/", {"buoc": "return", "ly_do": "Thiếu tập thể"}, follow=True)
    client.force_login(cast.officer)
    page = text(client.get(place))
    assert "Cấp trên trả lại để sửa" in page
    assert "Thiếu tập thể" in page
    assert client.post(f"{place}buoc/", {"buoc": "burn"}).status_code == 404
    assert client.post(f"/dang-ky/don-vi/{cast.office.pk}/2022/buoc/", {"buoc": "agree"}).status_code == 404


def test_filters_narrow_the_list(client: Client, cast: Cast, now: dt.datetime, place: str, line: Registration) -> None:
    enter(cast, now, cast.office, COLLECTIVE)
    enter(cast, now, make_person("P-2", "Nguyễn Đỗ Hai", cast.office))
    client.force_login(cast.officer)

    def names(query: str) -> list[str]:
        return [row["line"].subject_name for row in client.get(f"{place}?{query}").context["rows"]]

    assert names("") == ["Phòng 1", "Nguyễn Đỗ Hai", "Lê Thị Kiểm Thử"]
    assert names("q=nguyen do") == ["Nguyễn Đỗ Hai"]
    assert names("doi_tuong=collective") == ["Phòng 1"]
    assert names(f"danh_hieu={MIDDLE}") == ["Lê Thị Kiểm Thử"]
    assert names("du_kien=eligible") == ["Phòng 1", "Nguyễn Đỗ Hai"]
    assert names("du_kien=not_eligible") == ["Lê Thị Kiểm Thử"]
    assert len(names("danh_hieu=XX")) == 3


def test_ticked_lines_are_taken_off(client: Client, cast: Cast, place: str, line: Registration) -> None:
    client.force_login(cast.officer)
    assert said(client.post(f"{place}rut/", {"chon": line.pk}, follow=True)) == ["Đã rút 1 dòng đăng ký."]
    assert "đã được rút trong lúc này" in said(client.post(f"{place}rut/", {"chon": line.pk}, follow=True))[0]
    assert "Chưa chọn dòng nào" in said(client.post(f"{place}rut/", {}, follow=True))[0]


def test_last_year_is_copied_in_one_act(client: Client, cast: Cast, now: dt.datetime, place: str) -> None:
    enter(cast, now.replace(year=2022), worker_of(cast), LOW, year=2022)
    client.force_login(cast.officer)
    assert "Chép từ năm 2022" in text(client.get(place))
    answer = client.post(f"{place}chep/", follow=True)
    assert said(answer) == ["Đã chép 1 đăng ký của năm trước; hãy rà lại từng dòng."]


def test_a_stale_line_shows_both_versions(client: Client, cast: Cast, line: Registration) -> None:
    client.force_login(cast.officer)
    where = f"/dang-ky/dong/{line.pk}/"
    told = {"version": 1, "pledge": "Bản một", "initiative": ""}
    assert said(client.post(where, told, follow=True)) == ["Đã lưu nội dung đăng ký."]
    stale = client.post(where, told | {"pledge": "Bản hai"})
    assert stale.status_code == 409
    page = text(stale)
    assert "vừa được người khác sửa" in page
    assert "<td>Bản một</td><td>Bản hai</td>" in page
    assert 'name="version" value="2"' in page  # saving once more saves over what was shown
    assert client.post(where, {"version": "x", "pledge": "y"}).status_code == 409


def test_the_line_says_what_the_title_would_open(client: Client, cast: Cast, line: Registration) -> None:
    grant(worker_of(cast), cast, MIDDLE, YEAR - 2, YEAR - 1)
    client.force_login(cast.officer)
    page = text(client.get(f"/dang-ky/dong/{line.pk}/"))
    assert "Nếu đạt Chiến sĩ thi đua cơ sở năm nay" in page
    assert "03 năm liên tục Chiến sĩ thi đua cơ sở (đến năm 2023)" in page


def test_a_person_registers_on_his_own_page(client: Client, cast: Cast, now: dt.datetime) -> None:
    client.force_login(cast.worker)
    assert client.get("/dang-ky/").headers["Location"] == "/dang-ky/cua-toi/"
    where = f"/dang-ky/cua-toi/?nam={YEAR}"
    assert "Bạn chưa đăng ký gì cho năm 2023" in text(client.get(where))
    told = {"code": MIDDLE, "pledge": PLEDGE}
    answer = client.post(where, told, follow=True)
    assert said(answer) == ["Đã đăng ký Chiến sĩ thi đua cơ sở năm 2023."]
    assert "Năm nay còn cần: Sáng kiến cấp cơ sở" in text(answer)
    again = client.post(where, told)
    assert again.status_code == 409
    assert "Đã đăng ký Chiến sĩ thi đua cơ sở năm 2023" in text(again)
    line = Registration.objects.get()
    page = text(client.get(f"/dang-ky/dong/{line.pk}/"))
    assert "Lưu nội dung" in page
    agreed(cast, now)
    assert "đã được thủ trưởng thống nhất" in text(client.get(where))
    assert "Lưu nội dung" not in text(client.get(f"/dang-ky/dong/{line.pk}/"))
    client.post(f"/dang-ky/dong/{line.pk}/rut/", {"ve": "cua-toi"})
    assert Registration.objects.alive().count() == 1


def test_who_is_nobody_in_the_registers_has_no_own_page(client: Client, cast: Cast) -> None:
    client.force_login(cast.officer)
    assert client.get("/dang-ky/cua-toi/").status_code == 404


def test_the_province_sees_who_is_late_and_nudges_with_one_click(
    client: Client, cast: Cast, line: Registration
) -> None:
    above = f"/dang-ky/don-vi/{cast.province.pk}/{YEAR}/"
    client.force_login(cast.appraiser)
    answer = client.post(f"{above}han/", {"due_on": "28/02/2023"}, follow=True)
    assert said(answer) == ["Đã đặt hạn 28/02/2023 cho 1 đơn vị trực thuộc."]
    page = text(client.get(f"/dang-ky/?nam={YEAR}"))
    assert "1 đơn vị đã quá hạn 28/02/2023" in page
    assert "Nhắc cả 1 đơn vị chưa gửi" in page
    for words in ("Đã nhắc Phòng 1.", "Hôm nay đã nhắc rồi: Phòng 1; không nhắc lần nữa."):
        assert said(client.post(f"{above}nhac/", {"don_vi": cast.office.pk}, follow=True)) == [words]
    assert Notice.objects.count() == 1
    assert client.post(f"{above}nhac/", {"don_vi": cast.elsewhere.pk}).status_code == 404
    assert "Không có ngày này" in said(client.post(f"{above}han/", {"due_on": "31/02/2023"}, follow=True))[0]


def test_after_all_have_sent_nobody_is_left_to_nudge(
    client: Client, cast: Cast, now: dt.datetime, line: Registration
) -> None:
    sent(cast, now)
    client.force_login(cast.appraiser)
    assert "chưa gửi</button>" not in text(client.get(f"/dang-ky/?nam={YEAR}"))
    answer = client.post(f"/dang-ky/don-vi/{cast.province.pk}/{YEAR}/nhac/", {"don_vi": "tat_ca"}, follow=True)
    assert said(answer) == ["Không có đơn vị nào cần nhắc."]


def test_registered_against_achieved_on_a_page_and_in_excel(
    client: Client, cast: Cast, place: str, line: Registration
) -> None:
    client.force_login(cast.officer)
    assert "Chưa có gì để đối chiếu" in text(client.get(f"/dang-ky/don-vi/{cast.office.pk}/2022/ket-qua/"))
    grant(worker_of(cast), cast, MIDDLE, YEAR)
    page = text(client.get(f"{place}ket-qua/"))
    assert "1 cá nhân, tập thể đã đăng ký" in page
    assert "<svg" in page
    assert client.get(f"{place}ket-qua/?ket_qua=MISSED").context["rows"] == []
    answer = client.get(f"{place}ket-qua/excel/")
    rows = read_sheet(answer.content, "x.xlsx", expected=["Kết quả"]).rows
    assert [list(row.cells) for row in rows] == [
        ["Lê Thị Kiểm Thử", "P-W", "Phòng 1", "Chiến sĩ thi đua cơ sở", "Chiến sĩ thi đua cơ sở", "", "Đạt"]
    ]


def test_the_default_year_is_the_newest_with_a_list(client: Client, cast: Cast, line: Registration) -> None:
    client.force_login(cast.officer)
    assert client.get("/dang-ky/").context["year"] == YEAR


def test_an_empty_list_offers_the_first_step(client: Client, cast: Cast, place: str) -> None:
    client.force_login(cast.officer)
    page = text(client.get(place))
    assert "Chưa có đăng ký nào" in page
    assert f"{place}them/ca-nhan/" in page
    client.force_login(cast.appraiser)
    assert f"{place}them/ca-nhan/" not in text(client.get(place))


def test_pages_cost_the_same_for_one_and_for_three(
    client: Client, cast: Cast, now: dt.datetime, place: str, line: Registration
) -> None:
    client.force_login(cast.province_officer)
    pages = (place, f"{place}them/ca-nhan/", f"{place}ket-qua/", f"/dang-ky/?nam={YEAR}")
    counts: list[list[int]] = []
    for number in (1, 2):
        row = []
        for page in pages:
            client.get(page)
            with CaptureQueriesContext(connection) as seen:
                assert client.get(page).status_code == 200
            row.append(len(seen))
        counts.append(row)
        for more in range(2):
            person = make_person(f"P-{number}{more}", f"Người {number}{more}", cast.office)
            enter(cast, now, person)
            grant(person, cast, LOW, YEAR)
    assert counts[0] == counts[1]
    assert max(counts[0]) < 45
    assert office_list(cast).state == State.DRAFT


def test_whoever_comes_late_is_marked_and_told_how_a_closed_list_is_opened(
    client: Client, cast: Cast, now: dt.datetime, place: str, line: Registration
) -> None:
    client.force_login(cast.officer)
    assert "Đăng ký sau hạn" not in text(client.get(place))
    found = office_list(cast)
    found.due_on = now.date() - dt.timedelta(days=1)
    found.save()
    assert "Đăng ký sau hạn" in text(client.get(place))
    found.due_on = now.date()
    found.save()
    assert "Đăng ký sau hạn" not in text(client.get(place)), "the day itself is in time"
    assert "đăng ký muộn" not in text(client.get(place))
    sent(cast, now)
    assert "đã gửi cấp trên; hãy rút lại hoặc đề nghị cấp trên trả lại" in text(client.get(place))
    client.force_login(cast.appraiser)
    assert "Người đăng ký muộn" not in text(client.get(place)), "who only reads is not told what he cannot do"
    assert line.code == MIDDLE


def test_an_office_without_units_below_shows_no_empty_section(client: Client, cast: Cast, line: Registration) -> None:
    client.force_login(cast.officer)
    assert "Các đơn vị trực thuộc" not in text(client.get("/dang-ky/"))
    client.force_login(cast.province_officer)
    assert "Các đơn vị trực thuộc" in text(client.get("/dang-ky/"))
    assert line.year == YEAR
