import struct
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter

from tdkt.documents import sheet_reader
from tdkt.documents.sheets import Column, Row, SheetError, Value, read_sheet, write_sheet

COLUMNS = (
    Column(key="number", header="Số hiệu cán bộ"),
    Column(key="name", header="Họ và tên", width=30),
    Column(key="born", header="Ngày sinh", kind="date"),
    Column(key="years", header="Số năm", kind="int"),
    Column(key="bonus", header="Tiền thưởng", kind="money"),
)


def _plain(*rows: Sequence[object]) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return out.getvalue()


def _with_sheet(xml: str, name: str = "xl/worksheets/sheet1.xml") -> bytes:
    """A real file whose sheet is replaced by this text."""
    out = BytesIO()
    with ZipFile(BytesIO(_plain(["a", "b"]))) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for each in source.namelist():
            target.writestr(each, xml if each == name else source.read(each))
    return out.getvalue()


def _refusal(content: bytes) -> str:
    with pytest.raises(SheetError) as refused:
        read_sheet(content, "ds.xlsx")
    return str(refused.value)


def test_what_is_written_is_read_back() -> None:
    rows: list[list[Value]] = [
        ["0012", "Nguyễn Văn An", date(1980, 2, 29), 0, 7_590_000],
        ["0013", "Trần Thị Bình", None, 12, None],
    ]
    content = write_sheet(title="Danh sách", columns=COLUMNS, rows=rows, filters_note="Năm 2023; đơn vị: Phòng 1")
    sheet = read_sheet(content, "ds.xlsx")
    assert sheet.headers == ("Số hiệu cán bộ", "Họ và tên", "Ngày sinh", "Số năm", "Tiền thưởng")
    assert sheet.header_row == 3
    assert sheet.rows == (
        Row(4, ("0012", "Nguyễn Văn An", date(1980, 2, 29), "0", "7590000")),
        Row(5, ("0013", "Trần Thị Bình", "", "12", "")),
    )


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5", "@SUM(A1)", '=HYPERLINK("http://x","y")', "{=1}", "http://a.b"])
def test_a_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    content = write_sheet(title="T", columns=COLUMNS[:2], rows=[["1", text]])
    assert read_sheet(content, "t.xlsx").rows[0].cells == ("1", text)
    with ZipFile(BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet.lower().replace("=hyperlink", "")


def test_hostile_text_and_long_titles_make_a_good_file() -> None:
    rows = [["1", "A\x00<&>\ud800 Nguye\u0302\u0303n"]]
    content = write_sheet(title="Danh sách: [1/2] cá nhân *? rất dài để thử tên trang", columns=COLUMNS[:2], rows=rows)
    assert read_sheet(content, "t.xlsx").rows == (Row(3, ("1", "A<&> Nguyễn")),)


def test_the_heading_stays_in_sight_and_days_look_like_days() -> None:
    content = write_sheet(title="T", columns=COLUMNS, rows=[["1", "A", date(2024, 1, 5), 1, 1]])
    with ZipFile(BytesIO(content)) as archive:
        assert '<pane ySplit="2" topLeftCell="A3"' in archive.read("xl/worksheets/sheet1.xml").decode()
        assert "dd/mm/yyyy" in archive.read("xl/styles.xml").decode()


def test_an_empty_list_still_has_its_heading() -> None:
    sheet = read_sheet(write_sheet(title="T", columns=COLUMNS, rows=[]), "t.xlsx")
    assert (sheet.headers[0], sheet.rows) == ("Số hiệu cán bộ", ())


def test_numbers_read_as_typed_and_empty_rows_keep_the_count() -> None:
    content = _plain(["Họ  và tên", "Năm", "Điểm"], ["An", 6, 6.5], [], ["Bình", 1234567890123, True])
    sheet = read_sheet(content, "t.xlsx")
    assert sheet.headers == ("Họ và tên", "Năm", "Điểm")
    assert sheet.rows == (Row(2, ("An", "6", "6.5")), Row(4, ("Bình", "1234567890123", "TRUE")))


def test_the_heading_is_found_below_a_letterhead_by_the_headings_expected() -> None:
    content = _plain(["VKSND", "CỘNG HÒA"], ["DANH SÁCH", "NĂM 2023"], ["họ và  tên", "NĂM"], ["An", 2023])
    sheet = read_sheet(content, "t.xlsx", expected=("Họ và tên", "Năm"))
    assert (sheet.header_row, sheet.rows) == (3, (Row(4, ("An", "2023")),))


@pytest.mark.parametrize("content", [b"", b"ho,ten\n1,2", b"PK\x03\x04 broken", _with_sheet("<broken")])
def test_a_file_that_is_no_xlsx_is_told(content: bytes) -> None:
    assert _refusal(content) == (
        "Tệp “ds.xlsx” không phải tệp Excel .xlsx hoặc đã hỏng. Hãy mở bằng Excel rồi lưu lại dạng .xlsx."
    )


def test_another_kind_of_zip_is_told() -> None:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert "không phải tệp Excel .xlsx" in _refusal(out.getvalue())


def test_a_locked_file_and_an_old_file_are_told_apart() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    assert "có mật khẩu" in _refusal(ole + "EncryptedPackage".encode("utf-16-le"))
    assert "đời cũ (.xls)" in _refusal(ole)


def test_an_empty_sheet_and_one_without_heading_are_told() -> None:
    assert "không có dòng nào" in _refusal(_plain())
    assert "không có dòng tiêu đề cột" in _refusal(_plain(["An"], ["Bình"]))
    with pytest.raises(SheetError, match="không có dòng tiêu đề cột"):
        read_sheet(_plain(["a", "b"], ["c", "d"]), "ds.xlsx", expected=("Họ và tên",))


def test_a_heading_given_twice_is_told_with_its_columns() -> None:
    assert _refusal(_plain(["Họ tên", "Năm", "HỌ TÊN"], ["a", 1, "b"])) == (
        "Tệp “ds.xlsx”: cột “HỌ TÊN” có hai lần (cột A và C). Hãy bỏ bớt một cột."
    )


def test_a_cell_at_the_far_corner_is_refused_before_it_fills_the_memory() -> None:
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    assert "quá lớn" in _refusal(_with_sheet(head + '<row r="1"><c r="A1"><v>1</v></c></row>' + far))


def test_a_part_that_unpacks_to_more_than_it_claims_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_reader, "LARGEST_UNPACKED", 100_000)
    bomb = _with_sheet("x" * 1_000_000)
    claim, size = struct.pack("<L", 10), struct.pack("<L", 1_000_000)
    assert "quá lớn" in _refusal(bomb.replace(size, claim))


def test_a_file_beyond_the_limit_is_refused_unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_reader, "LARGEST_FILE", 1024 * 1024)
    assert _refusal(b"x" * (1024 * 1024 + 1)) == "Tệp “ds.xlsx” lớn hơn 1 MB. Hãy chia thành nhiều tệp nhỏ."
