"""The import in the browser's eyes."""

import datetime as dt
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tdkt.documents.sheets import read_sheet
from tdkt.exchange.models import ImportBatch
from tdkt.exchange.tests.factories import PEOPLE, person_row, upload, workbook
from tdkt.people.models import Person
from tests.support.cast import Cast, make_person


@pytest.fixture
def faulty(cast: Cast, now: dt.datetime) -> ImportBatch:
    """Two rows: one sound, one with 31/2."""
    wrong = person_row("0013", "Lê Thị B", **{"Ngày sinh": "31/2/1990"})
    return upload(cast.officer, cast.office, now, "people", PEOPLE, person_row("0012"), wrong)


@pytest.fixture
def officer(cast: Cast, client: Client) -> Client:
    """The browser of the office's officer."""
    client.force_login(cast.officer)
    return client


def send(browser: Client, cast: Cast, content: bytes, name: str = "a.xlsx") -> object:
    file = SimpleUploadedFile(name, content)
    return browser.post("/nhap-xuat/", {"kind": "people", "unit": cast.office.pk, "file": file}, follow=True)


def test_a_file_is_sent_previewed_and_confirmed(cast: Cast, officer: Client) -> None:
    page = send(officer, cast, workbook(PEOPLE, person_row("0012")))
    assert "Xác nhận nhập 1 dòng" in page.content.decode()  # type: ignore[attr-defined]
    assert Person.objects.filter(staff_number="0012").count() == 0
    batch = ImportBatch.objects.get()
    done = officer.post(f"/nhap-xuat/{batch.pk}/xac-nhan/", follow=True).content.decode()
    assert "Đã nhập vào sổ." in done
    again = officer.post(f"/nhap-xuat/{batch.pk}/xac-nhan/", follow=True).content.decode()
    assert "không sửa được nữa" in again
    assert Person.objects.filter(staff_number="0012").count() == 1


def test_a_bad_file_is_answered_beside_the_field(cast: Cast, officer: Client) -> None:
    page = send(officer, cast, b"Ho ten;Nam sinh", "a.csv")
    assert page.status_code == 400  # type: ignore[attr-defined]
    assert "không phải tệp Excel .xlsx" in page.content.decode()  # type: ignore[attr-defined]


def test_an_empty_file_is_answered_beside_the_field(cast: Cast, officer: Client) -> None:
    page = send(officer, cast, b"")
    assert "không phải tệp Excel .xlsx" in page.content.decode()  # type: ignore[attr-defined]


def test_a_faulty_row_is_shown_and_mended_in_the_page(faulty: ImportBatch, officer: Client) -> None:
    page = officer.get(f"/nhap-xuat/{faulty.pk}/?loc=wrong").content.decode()
    assert "D3" in page
    assert "Lịch không có ngày 31/2/1990" in page
    assert "Xác nhận nhập" not in page
    row = officer.get(f"/nhap-xuat/{faulty.pk}/dong/3/")
    cells = {name: field.initial for name, field in row.context["form"].fields.items()} | {"birth_date": "28/2/1990"}
    officer.post(f"/nhap-xuat/{faulty.pk}/dong/3/", cells | {"save": "1"})
    assert "Xác nhận nhập 2 dòng" in officer.get(f"/nhap-xuat/{faulty.pk}/").content.decode()


def test_a_doubt_is_settled_in_the_page(cast: Cast, now: dt.datetime, officer: Client) -> None:
    make_person("P-9", "Nguyễn Thị Hương", cast.office, birth_date=dt.date(1985, 8, 15))
    batch = upload(cast.officer, cast.office, now, "people", PEOPLE, person_row("0012", "Nguyễn Thị Hường"))
    page = officer.get(f"/nhap-xuat/{batch.pk}/dong/2/").content.decode()
    assert "Nguyễn Thị Hương, số hiệu P-9, sinh 15/08/1985" in page
    officer.post(f"/nhap-xuat/{batch.pk}/dong/2/", {"choose": "1", "choice": "new"})
    assert batch.rows.get().state == "new"


def test_a_row_is_left_out(faulty: ImportBatch, officer: Client) -> None:
    officer.post(f"/nhap-xuat/{faulty.pk}/dong/3/", {"skip": "1"})
    assert "Xác nhận nhập 1 dòng" in officer.get(f"/nhap-xuat/{faulty.pk}/").content.decode()


def test_unknown_headings_lead_to_the_page_that_maps_them(cast: Cast, now: dt.datetime, officer: Client) -> None:
    head = ["Số hiệu", "Quý danh", "Giới tính", "Chức vụ", "Ngày tuyển dụng"]
    row = ["0012", "Trần Văn A", "Nam", "Chuyên viên", "1/3/2010"]
    batch = upload(cast.officer, cast.office, now, "people", head, row)
    page = officer.get(f"/nhap-xuat/{batch.pk}/", follow=True).content.decode()
    assert "“Quý danh” ở ô B1" in page
    officer.post(
        f"/nhap-xuat/{batch.pk}/ghep-cot/", {**{k: str(v) for k, v in batch.mapping.items()}, "full_name": "1"}
    )
    assert batch.rows.get().state == "new"


@pytest.mark.parametrize("path", ["", "ghep-cot/", "dong/3/", "loi/"])
@pytest.mark.parametrize("who", ["stranger", "province_officer", "worker"])
def test_another_persons_batch_looks_absent(
    faulty: ImportBatch, cast: Cast, client: Client, path: str, who: str
) -> None:
    client.force_login(getattr(cast, who))
    assert client.get(f"/nhap-xuat/{faulty.pk}/{path}").status_code == 404


@pytest.mark.parametrize("act", ["xac-nhan", "bo", "kiem-tra-lai"])
def test_another_persons_batch_cannot_be_acted_on(faulty: ImportBatch, cast: Cast, client: Client, act: str) -> None:
    client.force_login(cast.stranger)
    assert client.post(f"/nhap-xuat/{faulty.pk}/{act}/").status_code == 404
    assert ImportBatch.objects.get().state == "uploaded"


def test_the_errors_leave_as_the_same_file_with_one_column_more(faulty: ImportBatch, officer: Client) -> None:
    content = officer.get(f"/nhap-xuat/{faulty.pk}/loi/").content
    sheet = read_sheet(content, "loi.xlsx", expected=PEOPLE)
    assert sheet.headers == (*PEOPLE, "Tình trạng", "Lỗi cần sửa")
    assert sheet.rows[1].cells[-1] == "D3: Ngày sinh: Lịch không có ngày 31/2/1990; hãy xem lại ngày và tháng."


@pytest.mark.parametrize("kind", ["people", "grades", "awards"])
def test_the_template_has_a_guide_and_its_example_reads_back(
    cast: Cast, now: dt.datetime, officer: Client, kind: str
) -> None:
    content = officer.get(f"/nhap-xuat/mau/{kind}/").content
    assert "xl/worksheets/sheet2.xml" in ZipFile(BytesIO(content)).namelist()
    page = officer.post(
        "/nhap-xuat/", {"kind": kind, "unit": cast.office.pk, "file": SimpleUploadedFile("mau.xlsx", content)}
    )
    batch = ImportBatch.objects.get()
    assert (page.status_code, page["Location"]) == (302, f"/nhap-xuat/{batch.pk}/")


def test_a_template_of_no_kind_is_absent(officer: Client) -> None:
    assert officer.get("/nhap-xuat/mau/khac/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_preview_costs_the_same_for_one_and_three(
    rows: int, cast: Cast, now: dt.datetime, officer: Client, django_assert_num_queries: object
) -> None:
    lines = [person_row(f"001{n}", f"Người Thử {n}") for n in range(rows)]
    batch = upload(cast.officer, cast.office, now, "people", PEOPLE, *lines)
    officer.get("/nhap-xuat/")
    with django_assert_num_queries(9):  # type: ignore[operator]
        officer.get(f"/nhap-xuat/{batch.pk}/")
