"""Files that are no plain table: each has its answer, and nothing is stored."""

import datetime as dt
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter

from tdkt.exchange.domain.upload import CannotUpload, UploadedFile, upload_file
from tdkt.exchange.models import ImportBatch
from tdkt.exchange.tests.factories import PEOPLE, person_row, state_and_problems, upload, workbook
from tests.support.cast import Cast

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def zipped(**files: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def with_macro() -> bytes:
    out = BytesIO(workbook(PEOPLE, person_row("0012")))
    with ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    return out.getvalue()


def bomb() -> bytes:
    """A small file that unpacks to far more than any list of people."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (230 * 1024 * 1024))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsx", b"", "không phải tệp Excel .xlsx hoặc đã hỏng"),
        ("a.xlsx", "Số hiệu;Họ tên\n1;An".encode(), "không phải tệp Excel .xlsx hoặc đã hỏng"),
        ("a.xlsx", zipped(a=b"x"), "không phải tệp Excel .xlsx hoặc đã hỏng"),
        ("a.xlsx", OLE, "là tệp Excel đời cũ (.xls)"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "có mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại."),
        ("a.xlsm", with_macro(), "có macro nên không nhận"),
        ("a.xlsx", with_macro(), "có macro nên không nhận"),
        ("a.xlsx", bomb(), "quá lớn"),
        ("a.xlsx", workbook(), "không có dòng nào"),
        ("a.xlsx", workbook(PEOPLE), "chỉ có tiêu đề ở dòng 1, không có dòng dữ liệu nào"),
        ("a.xlsx", workbook(("x", "y"), ("1", "2")), "không có dòng tiêu đề cột"),
        ("a.xlsx", workbook(("Số hiệu", "Số hiệu"), ("1", "2")), "có hai lần (cột A và B)"),
    ],
)
def test_each_bad_file_has_its_answer(cast: Cast, now: dt.datetime, name: str, content: bytes, said: str) -> None:
    with pytest.raises(CannotUpload) as refused:
        upload_file(
            actor=cast.officer, now=now, unit=cast.office, kind="people",
            file=UploadedFile(name=name, content=content),
        )  # fmt: skip
    assert said in refused.value.reason
    assert ImportBatch.objects.count() == 0


def test_more_rows_than_the_limit_are_refused(cast: Cast, now: dt.datetime) -> None:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, PEOPLE)
        sheet.write_row(100_001, 0, person_row("0012"))
    with pytest.raises(CannotUpload, match="tối đa 100000 dòng"):
        upload_file(
            actor=cast.officer, now=now, unit=cast.office, kind="people",
            file=UploadedFile(name="a.xlsx", content=out.getvalue()),
        )  # fmt: skip


def test_a_title_a_group_heading_and_column_numbers_do_not_disturb(cast: Cast, now: dt.datetime) -> None:
    groups = ("Nhận dạng", "", "", "", "Công tác")
    numbers = tuple(f"({n})" for n in range(1, len(PEOPLE) + 1))
    batch = upload(
        cast.officer, cast.office, now, "people", ("DANH SÁCH CÔNG CHỨC",), groups, PEOPLE, numbers, person_row("0012")
    )
    assert (batch.header_row, state_and_problems(batch)) == (3, [(5, "new", [])])


def test_merged_cells_are_named_as_the_likely_reason(cast: Cast, now: dt.datetime) -> None:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, PEOPLE)
        sheet.write_row(1, 0, person_row("0012"))
        sheet.write_row(2, 0, person_row("0013", "Lê Thị B")[:5])
        sheet.write(2, 6, "01/03/2010")
        sheet.merge_range(1, 5, 2, 5, "Chuyên viên")
    file = UploadedFile(name="a.xlsx", content=out.getvalue())
    batch = upload_file(actor=cast.officer, now=now, unit=cast.office, kind="people", file=file)
    assert state_and_problems(batch)[1] == (
        3, "wrong", ["F3 Chức vụ: còn trống. Hãy ghi vào; nếu ô bị gộp trong Excel, hãy bỏ gộp."],
    )  # fmt: skip


def test_only_an_officer_of_the_unit_uploads(cast: Cast, now: dt.datetime) -> None:
    for other in (cast.stranger, cast.head, cast.administrator, cast.worker):
        with pytest.raises(CannotUpload, match="được nhập dữ liệu"):
            upload(other, cast.office, now, "people", PEOPLE, person_row("0012"))
    assert ImportBatch.objects.count() == 0
