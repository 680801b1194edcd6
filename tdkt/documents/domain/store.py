"""Keep an uploaded file, after looking at what it really is."""

import datetime as dt
import hashlib
import zipfile
from pathlib import PurePosixPath
from typing import IO, Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile

from tdkt.accounts.models import User
from tdkt.core.answers import Refused
from tdkt.core.text import clean
from tdkt.documents.models import StoredFile
from tdkt.units.models import Unit

LARGEST = 20 * 1024 * 1024
LONGEST_NAME = 120

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_EXTENSIONS = {
    "application/pdf": (".pdf",),
    DOCX: (".docx",),
    XLSX: (".xlsx",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
}
_STARTS = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}


class CannotStore(Refused):
    """The file was not kept."""


def store_file(*, upload: "UploadedFile[Any]", unit: Unit, actor: User | None, now: dt.datetime) -> StoredFile:
    """Keep a file of ``unit``: PDF, Word, Excel, PNG or JPEG, told by its content and not by its name.

    Raises:
        CannotStore: empty, too large, of another type, or named as something it is not.
    """
    name = plain_name(upload.name or "")
    size = upload.size or 0
    if size == 0:
        raise CannotStore(f"Tệp “{name}” rỗng; hãy mở xem lại rồi chọn tệp khác.")
    if size > LARGEST:
        raise CannotStore(f"Tệp “{name}” lớn hơn {LARGEST // 1024 // 1024} MB; hãy nén hoặc tách nhỏ rồi gửi lại.")
    content = upload.read()
    kind = sniff(upload, content)
    _check_extension(name, kind)
    stored = StoredFile(
        name=name, content_type=kind, size=len(content), sha256=hashlib.sha256(content).hexdigest(), unit=unit,
        uploaded_by=actor, uploaded_at=now,
    )  # fmt: skip
    stored.file.save(f"{uuid4().hex}{PurePosixPath(name).suffix.lower()}", ContentFile(content), save=False)
    stored.save()
    return stored


def plain_name(name: str) -> str:
    """The last part of a name, without a path or control characters, short enough to show."""
    last = clean(name.replace("\\", "/").rsplit("/", 1)[-1]).lstrip(".") or "tep"
    path = PurePosixPath(last)
    return f"{path.stem[:LONGEST_NAME]}{path.suffix[:10]}"


def sniff(file: "IO[bytes] | UploadedFile[Any]", content: bytes) -> str:
    """The media type by content.

    Raises:
        CannotStore: none of the types an office attaches.
    """
    for start, kind in _STARTS.items():
        if content.startswith(start):
            return kind
    if content.startswith(b"PK"):
        file.seek(0)
        try:
            with zipfile.ZipFile(file) as archive:
                names = set(archive.namelist())
        except (zipfile.BadZipFile, OSError, ValueError):
            names = set()
        for part, kind in _PARTS.items():
            if part in names:
                return kind
    raise CannotStore(
        "Chỉ nhận tệp PDF, Word (.docx), Excel (.xlsx), ảnh PNG hoặc JPG; tệp này là loại khác hoặc bị hỏng."
    )


def _check_extension(name: str, kind: str) -> None:
    allowed = _EXTENSIONS[kind]
    if PurePosixPath(name).suffix.lower() not in allowed:
        raise CannotStore(
            f"Tệp “{name}” thật ra là tệp {allowed[0]}; hãy đặt lại đúng đuôi {' hoặc '.join(allowed)} rồi gửi lại."
        )
