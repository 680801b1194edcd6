"""The list, the road of a person and of a unit, and the reasons for one award."""

import datetime as dt
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tdkt.accounts.models import Role, User
from tdkt.holds.models import Hold
from tdkt.outlook.domain.standings import refresh_standings
from tdkt.outlook.models import Standing
from tdkt.outlook.tests.cast import MOMENT, YEAR, Careers
from tdkt.people.models import PersonGrade
from tests.support.cast import Cast, make_person, make_user

ROAD = "/lo-trinh/"


@pytest.fixture
def officer(cast: Cast, careers: Careers, client: Client) -> Client:
    refresh_standings(unit=cast.province, year=YEAR, actor=cast.province_officer, now=MOMENT)
    client.force_login(cast.province_officer)
    return client


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_list_shows_names_and_what_is_lacking(officer: Client) -> None:
    page = text_of(officer, ROAD)
    assert "Trần Văn Bền" in page
    assert "Chiến sĩ thi đua cơ sở" in page
    assert "Thiếu một điều" in page
    assert "Ngô Văn Xa" not in page


def test_the_list_narrows_by_unit_award_and_answer(officer: Client, cast: Cast) -> None:
    page = text_of(officer, f"{ROAD}?nam={YEAR}&don_vi={cast.office.pk}&ma=LDTT&ket_qua=eligible")
    rows = page.split("<tbody>")[1]
    assert "Lao động tiên tiến" in rows
    assert "Chiến sĩ thi đua cơ sở" not in rows


def test_a_filter_that_is_not_understood_is_said_beside_its_field(officer: Client) -> None:
    assert "chưa tới" in text_of(officer, f"{ROAD}?nam=2090")
    assert text_of(officer, f"{ROAD}?nam=abc&ma=KHONGCO")


def test_the_list_goes_out_as_excel_with_the_same_rows(officer: Client) -> None:
    answer = officer.get(f"{ROAD}xuat/?nam={YEAR}&ma=LDTT")
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    names = [row[2] for row in rows[3:]]
    assert names == list(
        Standing.objects.filter(code="LDTT").order_by("person__sort_key").values_list("person__full_name", flat=True)
    )


def test_a_stranger_sees_an_empty_list_that_says_what_belongs_there(
    cast: Cast, careers: Careers, client: Client
) -> None:
    client.force_login(cast.stranger)
    assert "Chưa có dòng nào" in text_of(client, ROAD)


def test_the_list_is_made_anew_from_the_page(cast: Cast, careers: Careers, client: Client) -> None:
    client.force_login(cast.province_officer)
    answer = client.post(f"{ROAD}tinh/", {"don_vi": cast.province.pk, "nam": YEAR}, follow=True)
    assert "Trần Văn Bền" in answer.content.decode()


def test_making_it_anew_for_another_unit_is_not_found_and_without_a_role_refused(
    cast: Cast, careers: Careers, client: Client
) -> None:
    client.force_login(cast.province_officer)
    assert client.post(f"{ROAD}tinh/", {"don_vi": cast.elsewhere.pk, "nam": YEAR}).status_code == 404
    assert client.post(f"{ROAD}tinh/", {"don_vi": "x"}).status_code == 404
    client.force_login(cast.member)
    client.post(f"{ROAD}tinh/", {"don_vi": cast.province.pk, "nam": YEAR})
    assert not Standing.objects.exists()


def test_a_person_sees_the_road_with_its_assumption(officer: Client, careers: Careers) -> None:
    page = text_of(officer, f"{ROAD}nguoi/{careers.steady.pk}/?nam={YEAR}")
    assert "giả định mọi năm từ 2024 đều thuận lợi" in page
    assert "Bằng khen của Thủ tướng Chính phủ" in page
    assert "mỗi năm hoàn thành xuất sắc nhiệm vụ" in page


def test_the_page_says_until_which_year_it_looks_and_that_service_and_posts_go_on(
    officer: Client, careers: Careers
) -> None:
    page = text_of(officer, f"{ROAD}nguoi/{careers.steady.pk}/?nam={YEAR}")
    assert "nhìn đến hết năm 2038" in page
    assert "thời gian công tác và thời gian giữ chức vụ tăng theo từng năm" in page
    assert "khi nghỉ hưu" not in page


def test_a_head_sees_when_a_career_award_is_due_on_retiring(officer: Client, careers: Careers) -> None:
    careers.steady.postings.update(position_code="vu_truong", valid_from=dt.date(2015, 1, 1))
    page = text_of(officer, f"{ROAD}nguoi/{careers.steady.pk}/?nam={YEAR}")
    after = page.split("Quá trình cống hiến, khi nghỉ hưu")[1].split("Trong năm 2023")[0]
    years = re.findall(r'road__year">(\d{4})<', after)
    assert years == ["2024", "2024", "2029"]  # nine years at the end of 2023: 6, 10 and 15 under NĐ 91/2017
    assert after.index("hạng Nhì") < after.index("hạng Nhất")


def test_a_unit_has_its_road_too(officer: Client, cast: Cast) -> None:
    assert "Tập thể lao động tiên tiến" in text_of(officer, f"{ROAD}don-vi/{cast.office.pk}/?nam={YEAR}")


def test_one_award_opens_to_its_reasons_and_to_what_would_change_it(officer: Client, careers: Careers) -> None:
    page = text_of(officer, f"{ROAD}nguoi/{careers.steady.pk}/CSTDCS/?nam={YEAR}")
    assert "Sáng kiến cấp cơ sở được công nhận năm 2023" in page
    assert "Luật 15/2003/QH11" in page


@pytest.mark.parametrize("tail", ["", "LDTT/"])
def test_another_province_is_not_found(cast: Cast, careers: Careers, client: Client, tail: str) -> None:
    client.force_login(cast.stranger)
    text_of(client, f"{ROAD}nguoi/{careers.steady.pk}/{tail}", status=404)
    text_of(client, f"{ROAD}don-vi/{cast.office.pk}/{tail}", status=404)
    text_of(client, f"{ROAD}nguoi/999999/{tail}", status=404)


def test_an_award_that_is_not_in_the_catalogue_is_not_found(officer: Client, careers: Careers, cast: Cast) -> None:
    text_of(officer, f"{ROAD}nguoi/{careers.steady.pk}/KHONGCO/", status=404)
    text_of(officer, f"{ROAD}don-vi/{cast.office.pk}/LDTT/", status=404)


def test_everyone_reads_the_own_road_and_no_other(cast: Cast, careers: Careers, client: Client) -> None:
    client.force_login(cast.worker)
    assert cast.worker.person is not None
    text_of(client, f"{ROAD}nguoi/{cast.worker.person.pk}/")
    text_of(client, f"{ROAD}nguoi/{careers.steady.pk}/", status=404)


def test_what_is_being_examined_shows_to_the_office_and_never_to_the_person(
    cast: Cast, careers: Careers, client: Client
) -> None:
    steady = careers.steady
    make_user("ban-than", "Trần Văn Bền", Role.SELF, cast.office, person=steady)
    address = f"{ROAD}nguoi/{steady.pk}/LDTT/?nam={YEAR}"
    client.force_login(User.objects.get(username="ban-than"))
    before = text_of(client, address).split("<main")[1]
    Hold.objects.create(
        person=steady, host_unit=cast.office, kind="complaint", matter="Đơn thư", opened_on=dt.date(YEAR, 10, 1),
        number="01", issued_on=dt.date(YEAR, 10, 1), issuer_name="Viện", opened_by=cast.head,
    )  # fmt: skip
    assert text_of(client, address).split("<main")[1] == before
    client.force_login(cast.officer)
    assert "Chưa đủ tiêu chuẩn" in text_of(client, address)


def test_nobody_finds_himself_in_the_list(cast: Cast, careers: Careers, client: Client) -> None:
    refresh_standings(unit=cast.province, year=YEAR, actor=cast.province_officer, now=MOMENT)
    steady = make_user("ban-than", "Trần Văn Bền", Role.UNIT_OFFICER, cast.office, person=careers.steady)
    day = dt.date(2024, 1, 15)
    assert not Standing.objects.visible_to(steady, day).filter(person=careers.steady).exists()
    assert Standing.objects.visible_to(steady, day).filter(person=careers.new).exists()


def test_the_list_asks_as_much_for_many_rows_as_for_few(
    officer: Client, cast: Cast, django_assert_num_queries: Callable[[int], Any]
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        text_of(officer, f"{ROAD}?ma=LDTT")
    for number in range(3):
        person = make_person(f"M-{number}", f"Vũ Thêm {number}", cast.office)
        PersonGrade.objects.create(person=person, year=YEAR, value="good")
    refresh_standings(unit=cast.province, year=YEAR, actor=cast.province_officer, now=MOMENT)
    with django_assert_num_queries(len(few)):
        text_of(officer, f"{ROAD}?ma=LDTT")
