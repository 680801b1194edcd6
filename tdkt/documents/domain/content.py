"""What a file really is, told by its bytes. It comes from outside: nothing in it is believed, nothing of it is run.

A .docx or .xlsx is a zip, and a small zip can ask for more memory than the machine has; so what it claims is weighed
first (its central directory), then every part is unpacked under one cap and thrown away.
"""

import re
import zlib
from copy import copy
from io import BytesIO
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from tdkt.core.answers import Refused

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PNG = "image/png"
JPEG = "image/jpeg"

MOST_PARTS = 2_000
MOST_UNPACKED = 200 * 1024 * 1024
MOST_RATIO = 200
SMALL_ENOUGH = 1024 * 1024
"""A part this small is not weighed by its ratio: plain XML of a long table shrinks a hundred times and more."""

_PDF_HEADER = re.compile(rb"%PDF-[12]\.[0-9]")
_PDF_LOCKED = re.compile(rb"/Encrypt\s*(\d+\s+\d+\s+R\b|<<)")
"""In the trailer, which no PDF compresses: whoever opens the file years later must not need a key (ISO 32000 7.6.1)."""
_IMAGES = {b"\x89PNG\r\n\x1a\n": PNG, b"\xff\xd8\xff": JPEG}
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_MAIN_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
_MACRO_PART = re.compile(r"vbaproject\.bin$|^xl/macrosheets/")
_TYPES_PART = "[Content_Types].xml"
_ENCRYPTED_FLAG = 0x1
_CHUNK = 256 * 1024


class CannotStore(Refused):
    """The file was not kept."""


def kind_of(content: bytes, name: str) -> str:
    """The media type of ``content``.

    Raises:
        CannotStore: none of the types an office attaches, broken, locked, with macros, or a bomb.
    """
    if _PDF_HEADER.match(content):
        if _PDF_LOCKED.search(content):
            raise CannotStore(f"Tệp “{name}” có mật khẩu; hãy bỏ mật khẩu rồi gửi lại.")
        return PDF
    for start, kind in _IMAGES.items():
        if content.startswith(start):
            return kind
    if content.startswith(_OLE):
        raise CannotStore(_old_or_locked(content, name))
    if content.startswith(_ZIP):
        return _office_kind(content, name)
    raise CannotStore(_foreign(content, name))


def _foreign(content: bytes, name: str) -> str:
    if name.lower().endswith(".pdf"):
        return f"Tệp “{name}” mang đuôi .pdf nhưng bên trong không phải tệp PDF; hãy quét hoặc xuất lại rồi gửi."
    if content.startswith(b"%PDF-"):
        return f"Tệp “{name}” ghi một phiên bản PDF không có thật; hãy quét hoặc xuất lại rồi gửi."
    return (
        f"Tệp “{name}” không nhận được: chỉ nhận tệp PDF, Word (.docx), Excel (.xlsx), ảnh PNG hoặc JPG; "
        "tệp này là loại khác hoặc bị hỏng."
    )


def _old_or_locked(content: bytes, name: str) -> str:
    if _LOCKED in content:
        return f"Tệp “{name}” có mật khẩu; hãy bỏ mật khẩu rồi gửi lại."
    return f"Tệp “{name}” là tệp Word, Excel đời cũ; hãy lưu lại dạng .docx, .xlsx hoặc PDF rồi gửi lại."


def _office_kind(content: bytes, name: str) -> str:
    try:
        with ZipFile(BytesIO(content)) as archive:
            _weigh(archive, name)
            _unpack_all(archive, name)
            return _main_kind(archive, name)
    except (BadZipFile, LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error):
        raise CannotStore(f"Tệp “{name}” bị hỏng, không mở được; hãy lưu lại rồi gửi tệp khác.") from None


def _weigh(archive: ZipFile, name: str) -> None:
    """By the central directory alone, before anything is unpacked."""
    parts = archive.infolist()
    if any(part.flag_bits & _ENCRYPTED_FLAG for part in parts):
        raise CannotStore(f"Tệp “{name}” có mật khẩu; hãy bỏ mật khẩu rồi gửi lại.")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise CannotStore(_bomb(name))
    if any(_swollen(part) for part in parts):
        raise CannotStore(_bomb(name))
    names = [part.filename for part in parts]
    if any(_leads_out(one) for one in names):
        raise CannotStore(f"Tệp “{name}” chứa đường dẫn lạ bên trong, không nhận; hãy lưu lại bằng Word, Excel.")
    if any(_MACRO_PART.search(one.lower()) for one in names):
        raise CannotStore(_macro(name))


def _swollen(part: ZipInfo) -> bool:
    return part.file_size > SMALL_ENOUGH and part.file_size > MOST_RATIO * max(part.compress_size, 1)


def _leads_out(part_name: str) -> bool:
    return part_name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", part_name) or ":" in part_name


def _unpack_all(archive: ZipFile, name: str) -> None:
    """Every part through the same budget: the directory may lie, and parts may lie over one another."""
    budget = MOST_UNPACKED
    for part in archive.infolist():
        unbelieving = copy(part)
        unbelieving.file_size = 1 << 62
        with archive.open(unbelieving) as stream:
            while chunk := stream.read(_CHUNK):
                budget -= len(chunk)
                if budget < 0:
                    raise CannotStore(_bomb(name))


def _main_kind(archive: ZipFile, name: str) -> str:
    """An office document says in its table of types what its main part is; a zip of the same names does not."""
    names = set(archive.namelist())
    found = [kind for part, kind in _MAIN_PARTS.items() if part in names]
    if len(found) != 1 or _TYPES_PART not in names:
        raise CannotStore(_foreign(b"", name))
    types = archive.read(_TYPES_PART)
    if b"macroEnabled" in types or b"vbaProject" in types:
        raise CannotStore(_macro(name))
    if f"{found[0]}.main+xml".encode() not in types:
        raise CannotStore(_foreign(b"", name))
    return found[0]


def _bomb(name: str) -> str:
    return (
        f"Tệp “{name}” khi mở ra lớn bất thường (quá {MOST_UNPACKED // 1024 // 1024} MB hoặc quá {MOST_PARTS} phần), "
        "không nhận; hãy tách nhỏ hoặc xuất ra PDF rồi gửi lại."
    )


def _macro(name: str) -> str:
    return f"Tệp “{name}” có macro (đoạn mã tự chạy), không nhận; hãy lưu lại dạng .docx, .xlsx thường hoặc PDF."
