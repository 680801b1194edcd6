"""What may be kept: told by content, under a plain name."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from tdkt.documents.domain.store import CannotStore, store_file
from tdkt.documents.models import StoredFile
from tests.support.cast import Cast

PDF = b"%PDF-1.7\nnoi dung"


def docx() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return out.getvalue()


@pytest.fixture(autouse=True)
def _files_apart(tmp_path: Path) -> Iterator[None]:
    with override_settings(MEDIA_ROOT=tmp_path):
        yield


def keep(cast: Cast, now: dt.datetime, name: str, content: bytes) -> StoredFile:
    return store_file(upload=SimpleUploadedFile(name, content), unit=cast.office, actor=cast.officer, now=now)


def test_a_pdf_is_kept_with_its_fingerprint(cast: Cast, now: dt.datetime) -> None:
    stored = keep(cast, now, "Báo cáo.pdf", PDF)
    assert (stored.name, stored.content_type, stored.size, len(stored.sha256)) == (
        "Báo cáo.pdf", "application/pdf", len(PDF), 64,
    )  # fmt: skip
    with stored.file.open() as kept:
        assert kept.read() == PDF


def test_a_path_in_the_name_is_dropped(cast: Cast, now: dt.datetime) -> None:
    stored = keep(cast, now, "C:\\temp\\..\\bao-cao.pdf", PDF)
    assert stored.name == "bao-cao.pdf"


def test_word_is_told_by_its_inside(cast: Cast, now: dt.datetime) -> None:
    assert keep(cast, now, "a.docx", docx()).content_type.endswith("wordprocessingml.document")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("rong.pdf", b"", "rỗng"),
        ("gia.pdf", docx(), "thật ra là tệp .docx"),
        ("trang.html", b"<html></html>", "Chỉ nhận tệp PDF"),
        ("hong.docx", b"PK\x03\x04hong", "Chỉ nhận tệp PDF"),
        ("khong-duoi", PDF, "thật ra là tệp .pdf"),
    ],
)
def test_other_files_are_refused(cast: Cast, now: dt.datetime, name: str, content: bytes, words: str) -> None:
    with pytest.raises(CannotStore, match=words):
        keep(cast, now, name, content)
    assert not StoredFile.objects.exists()
