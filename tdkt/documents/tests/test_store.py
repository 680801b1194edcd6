"""What may be kept: told by content, under a plain name; what is made to do harm is refused in words."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from tdkt.documents.domain.store import CannotStore, plain_name, store_file
from tdkt.documents.models import StoredFile
from tdkt.documents.tests import uploads
from tdkt.documents.views import serve
from tests.support.cast import Cast


@pytest.fixture(autouse=True)
def _files_apart(tmp_path: Path) -> Iterator[None]:
    with override_settings(MEDIA_ROOT=tmp_path):
        yield


def keep(cast: Cast, now: dt.datetime, name: str, content: bytes) -> StoredFile:
    return store_file(upload=SimpleUploadedFile(name, content), unit=cast.office, actor=cast.officer, now=now)


def test_a_pdf_is_kept_with_its_fingerprint(cast: Cast, now: dt.datetime) -> None:
    stored = keep(cast, now, "Báo cáo.pdf", uploads.PDF)
    assert (stored.name, stored.content_type, stored.size, len(stored.sha256)) == (
        "Báo cáo.pdf", "application/pdf", len(uploads.PDF), 64,
    )  # fmt: skip
    with stored.file.open() as kept:
        assert kept.read() == uploads.PDF


@pytest.mark.parametrize(
    ("name", "content", "ends"),
    [
        ("a.docx", uploads.word(), "wordprocessingml.document"),
        ("a.XLSX", uploads.excel(), "spreadsheetml.sheet"),
        ("a.png", uploads.PNG, "image/png"),
        ("a.jpeg", b"\xff\xd8\xff\xe0 anh", "image/jpeg"),
        ("a.pdf", b"%PDF-2.0\n", "application/pdf"),
        ("Báo cáo 12.2023 v1.2.pdf", uploads.PDF, "application/pdf"),
    ],
)
def test_an_office_file_is_told_by_its_inside(
    cast: Cast, now: dt.datetime, name: str, content: bytes, ends: str
) -> None:
    assert keep(cast, now, name, content).content_type.endswith(ends)


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("C:\\temp\\..\\bao-cao.pdf", "bao-cao.pdf"),
        ("../../etc/bao-cao.pdf", "bao-cao.pdf"),
        ("bao\x00\ncao\u202efdp.pdf", "bao caofdp.pdf"),
        (".htaccess.pdf", "htaccess.pdf"),
        ("bao-cao.pdf. .", "bao-cao.pdf"),
        ("../", "tep"),
        ("a" * 300 + ".pdf", "a" * 120 + ".pdf"),
    ],
)
def test_a_name_is_made_plain(given: str, plain: str) -> None:
    assert plain_name(given) == plain


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("rong.pdf", b"", "rỗng"),
        ("gia.pdf", uploads.word(), "thật ra là tệp .docx"),
        ("gia.docx", uploads.excel(), "thật ra là tệp .xlsx"),
        ("khong-duoi", uploads.PDF, "thật ra là tệp .pdf"),
        ("trang.txt", b"<html></html>", "chỉ nhận tệp PDF"),
        ("gia.pdf", b"<html></html>", "bên trong không phải tệp PDF"),
        ("lech.pdf", b"\n\n%PDF-1.7", "bên trong không phải tệp PDF"),
        ("la.txt", b"%PDF-9.9", "phiên bản PDF không có thật"),
        ("hong.docx", b"PK\x03\x04hong", "bị hỏng"),
        ("nen.docx", uploads.zipped({"a.txt": "a"}, office=False), "chỉ nhận tệp PDF"),
        ("nua.docx", uploads.zipped({"word/document.xml": "<w/>"}, office=False), "chỉ nhận tệp PDF"),
        ("hai.docx", uploads.with_part("xl/workbook.xml"), "chỉ nhận tệp PDF"),
        ("khoa.docx", uploads.locked(), "có mật khẩu"),
        ("khoa.docx", uploads.OLE + "EncryptedPackage".encode("utf-16-le"), "có mật khẩu"),
        ("khoa.pdf", uploads.PDF + b"\ntrailer\n<< /Root 1 0 R /Encrypt 9 0 R >>\n%%EOF", "có mật khẩu"),
        ("khoa.pdf", uploads.PDF + b"\n<</Type/XRef/Encrypt<</Filter/Standard>>>>", "có mật khẩu"),
        ("cu.doc", uploads.OLE, "đời cũ"),
        ("macro.docx", uploads.with_part("word/vbaProject.bin"), "có macro"),
        ("macro.docx", uploads.with_part("xl/macrosheets/sheet1.xml"), "có macro"),
        ("ra-ngoai.docx", uploads.with_part("../../etc/passwd"), "đường dẫn lạ"),
        ("ra-ngoai.docx", uploads.with_part("C:/a.exe"), "đường dẫn lạ"),
        ("dong.docx", uploads.crowded(), "lớn bất thường"),
        ("phong.docx", uploads.with_part("word/media/a.bin", b"\0" * 3_000_000), "lớn bất thường"),
        ("bao-cao.pdf.exe", uploads.PDF, "đuôi .exe của chương trình"),
        ("bao-cao.exe.pdf", uploads.PDF, "đuôi .exe của chương trình"),
        ("bao-cao.PDF.Js", uploads.PDF, "đuôi .Js của chương trình"),
        ("anh.svg", b"<svg onload='x'/>", "đuôi .svg của chương trình"),
        ("bang.xlsm", uploads.excel(), "đuôi .xlsm của chương trình"),
    ],
)  # fmt: skip
def test_other_files_are_refused(cast: Cast, now: dt.datetime, name: str, content: bytes, words: str) -> None:
    with pytest.raises(CannotStore, match=words):
        keep(cast, now, name, content)
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("made", [uploads.bomb, uploads.lying_bomb])
def test_a_small_file_that_unpacks_to_too_much_is_refused(
    cast: Cast, now: dt.datetime, made: Callable[[], bytes]
) -> None:
    content = made()
    assert len(content) < 1024 * 1024
    with pytest.raises(CannotStore, match="lớn bất thường"):
        keep(cast, now, "bom.docx", content)
    assert not StoredFile.objects.exists()


def test_the_largest_size_is_a_setting(cast: Cast, now: dt.datetime) -> None:
    with override_settings(TDKT_LARGEST_FILE=1024 * 1024):
        assert keep(cast, now, "vua.pdf", uploads.PDF.ljust(1024 * 1024))
        with pytest.raises(CannotStore, match="lớn hơn 1 MB"):
            keep(cast, now, "lon.pdf", uploads.PDF.ljust(1024 * 1024 + 1))


@pytest.mark.parametrize(
    ("name", "content", "disposition"),
    [
        ("bao-cao.pdf", uploads.PDF, 'inline; filename="bao-cao.pdf"'),
        ("anh.png", uploads.PNG, 'inline; filename="anh.png"'),
        ("bao-cao.docx", uploads.word(), 'attachment; filename="bao-cao.docx"'),
    ],
)
def test_a_file_is_handed_out_without_being_run(
    cast: Cast, now: dt.datetime, name: str, content: bytes, disposition: str
) -> None:
    answer = serve(keep(cast, now, name, content))
    assert answer["Content-Disposition"] == disposition
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    answer.close()
