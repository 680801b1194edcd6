"""Keep an uploaded file, after looking at what it really is."""

import datetime as dt
import hashlib
from pathlib import PurePosixPath
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile

from tdkt.accounts.models import User
from tdkt.core.text import clean
from tdkt.documents.domain.content import DOCX, JPEG, PDF, PNG, XLSX, CannotStore, kind_of
from tdkt.documents.models import StoredFile
from tdkt.units.models import Unit

__all__ = ["CannotStore", "plain_name", "store_file"]

LONGEST_NAME = 120
_EXTENSIONS = {PDF: (".pdf",), DOCX: (".docx",), XLSX: (".xlsx",), PNG: (".png",), JPEG: (".jpg", ".jpeg")}
_RUNNABLE = frozenset({
    ".app", ".apk", ".bat", ".bin", ".chm", ".cmd", ".com", ".cpl", ".dll", ".docm", ".dotm", ".exe", ".hta", ".htm",
    ".html", ".iso", ".jar", ".js", ".jse", ".lnk", ".msc", ".msi", ".pif", ".ps1", ".py", ".reg", ".scr", ".sh",
    ".svg", ".vb", ".vbe", ".vbs", ".wsf", ".xlsm", ".xltm",
})  # fmt: skip
"""Endings a machine would run or open as a page. They hide in the middle of a name or at its end."""


def store_file(*, upload: "UploadedFile[Any]", unit: Unit, actor: User | None, now: dt.datetime) -> StoredFile:
    """Keep a file of ``unit``: PDF, Word, Excel, PNG or JPEG, told by its content and not by its name.

    Raises:
        CannotStore: empty, too large, of another type, named as something it is not or as a programme, locked,
            with macros, or unpacking to more than a machine should hold.
    """
    name = plain_name(upload.name or "")
    _check_size(name, upload.size or 0)
    _check_endings(name)
    content = upload.read()
    kind = kind_of(content, name)
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
    last = clean(name.replace("\\", "/").rsplit("/", 1)[-1]).lstrip(".").rstrip(". ") or "tep"
    path = PurePosixPath(last)
    return f"{path.stem[:LONGEST_NAME]}{path.suffix[:10]}"


def _check_size(name: str, size: int) -> None:
    largest = settings.TDKT_LARGEST_FILE
    if size == 0:
        raise CannotStore(f"Tệp “{name}” rỗng; hãy mở xem lại rồi chọn tệp khác.")
    if size > largest:
        raise CannotStore(f"Tệp “{name}” lớn hơn {largest // 1024 // 1024} MB; hãy nén hoặc tách nhỏ rồi gửi lại.")


def _check_endings(name: str) -> None:
    """``bao-cao.pdf.exe`` and ``bao-cao.exe.pdf`` alike are names made to deceive."""
    for ending in PurePosixPath(name).suffixes:
        if ending.lower().strip() in _RUNNABLE:
            raise CannotStore(
                f"Tên tệp “{name}” có đuôi {ending} của chương trình, không nhận; "
                "hãy kiểm tra lại tệp, đặt tên thường rồi gửi lại."
            )


def _check_extension(name: str, kind: str) -> None:
    allowed = _EXTENSIONS[kind]
    if PurePosixPath(name).suffix.lower() not in allowed:
        raise CannotStore(
            f"Tệp “{name}” thật ra là tệp {allowed[0]}; hãy đặt lại đúng đuôi {' hoặc '.join(allowed)} rồi gửi lại."
        )
