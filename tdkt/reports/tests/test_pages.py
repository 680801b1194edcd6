"""The report pages, as their readers see them."""

import datetime as dt

import pytest
from django.test import Client

from tdkt.documents.sheets import read_sheet
from tdkt.reports.tests.factories import grant, offices
from tests.support.cast import Cast


@pytest.fixture
def granted(cast: Cast, now: dt.datetime) -> Cast:
    """Fifteen collectives, six of them excellent."""
    units = offices(cast.province, 15)
    grant(cast.province_officer, now, "TTLDTT", units, issuer=cast.province)
    grant(cast.province_officer, now, "TTLDXS", units[:6], issuer=cast.province)
    return cast


def test_the_officer_reads_the_year_with_the_cap_that_it_breaks(granted: Cast, client: Client) -> None:
    client.force_login(granted.province_officer)
    page = client.get("/bao-cao/nam/?don_vi=T1&nam=2023")
    assert page.status_code == 200
    text = page.content.decode()
    assert "Tập thể lao động xuất sắc" in text
    assert "khoản 2 Điều 19 Thông tư 01/2019/TT-VKSTC" in text


def test_without_an_address_the_page_shows_the_own_unit_and_its_latest_year(granted: Cast, client: Client) -> None:
    client.force_login(granted.province_officer)
    page = client.get("/bao-cao/nam/")
    assert (page.context["report"].unit, page.context["report"].year) == (granted.province, 2023)


@pytest.mark.parametrize("path", ["nam/", "nam/docx/", "nam/xlsx/", "nam-nam/", "nam-nam/xlsx/"])
@pytest.mark.parametrize("code", ["T1", "KHONG-CO"])
def test_another_unit_and_no_unit_look_alike(granted: Cast, client: Client, path: str, code: str) -> None:
    client.force_login(granted.stranger)
    assert client.get(f"/bao-cao/{path}?don_vi={code}&nam=2023").status_code == 404


def test_a_person_without_a_working_role_has_no_report(granted: Cast, client: Client) -> None:
    client.force_login(granted.worker)
    assert client.get("/bao-cao/").status_code == 200
    assert client.get("/bao-cao/nam/").status_code == 404


@pytest.mark.parametrize(
    ("year", "said"),
    [("2099", "Năm 2099 không lập được báo cáo"), ("hai", "Năm phải là số"), ("1", "lớn hơn hoặc bằng")],
)
def test_a_year_that_cannot_be_is_answered_beside_its_field(
    granted: Cast, client: Client, year: str, said: str
) -> None:
    client.force_login(granted.province_officer)
    page = client.get(f"/bao-cao/nam/?don_vi=T1&nam={year}")
    assert page.status_code == 400
    assert said in page.content.decode()


def test_the_year_downloads_as_word_and_excel(granted: Cast, client: Client) -> None:
    client.force_login(granted.province_officer)
    word = client.get("/bao-cao/nam/docx/?don_vi=T1&nam=2023")
    excel = client.get("/bao-cao/nam/xlsx/?don_vi=T1&nam=2023")
    assert word["Content-Disposition"] == 'attachment; filename="bao-cao-T1-2023.docx"'
    assert word.content.startswith(b"PK")
    rows = read_sheet(excel.content, "x.xlsx", expected=["Mã", "Danh hiệu, hình thức", "Cấp quyết định"]).rows
    assert [(row.cells[2], row.cells[5]) for row in rows] == [("TTLDTT", "15"), ("TTLDXS", "6")]


def test_five_years_open_and_download(granted: Cast, client: Client) -> None:
    client.force_login(granted.province_officer)
    assert client.get("/bao-cao/nam-nam/?don_vi=T1&nam=2023").context["span"].total == 21
    excel = client.get("/bao-cao/nam-nam/xlsx/?don_vi=T1&nam=2023")
    rows = read_sheet(excel.content, "x.xlsx", expected=["Mã", "Đối tượng", "Cấp quyết định"]).rows
    assert rows[0].cells[-2:] == ("15", "15")


def test_the_list_of_reports_opens(granted: Cast, client: Client) -> None:
    client.force_login(granted.province_officer)
    assert "Kết quả thi đua, khen thưởng theo năm" in client.get("/bao-cao/").content.decode()
