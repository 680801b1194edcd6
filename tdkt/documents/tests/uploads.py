"""Files as they come from outside: real ones, and ones made to do harm."""

import io
import struct
import zipfile
from collections.abc import Callable

import xlsxwriter
from docx import Document

PDF = b"%PDF-1.7\nnoi dung"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 16
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64
TYPES = (
    '<Types><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def word() -> bytes:
    """A .docx as Word's library writes it."""
    out = io.BytesIO()
    document = Document()
    document.add_paragraph("Báo cáo thành tích")
    document.save(out)
    return out.getvalue()


def excel() -> bytes:
    """An .xlsx as Excel's library writes it."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("A").write_string(0, 0, "Họ và tên")
    return out.getvalue()


def zipped(parts: dict[str, bytes | str], *, office: bool = True) -> bytes:
    """A zip of these parts, beside what makes it a Word document."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**({"[Content_Types].xml": TYPES} if office else {}), **parts}.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_part(name: str, content: bytes | str = b"x") -> bytes:
    """A Word document with one part more."""
    return zipped({"word/document.xml": "<w/>", name: content})


def bomb() -> bytes:
    """300 MB of zeroes in a few hundred kilobytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        with archive.open("word/document.xml", "w") as part:
            for _ in range(300):
                part.write(b"\0" * 1024 * 1024)
    return out.getvalue()


def lying_bomb() -> bytes:
    """The same, and its directory says that each part is ten bytes."""
    return _rewritten(bomb(), lambda entry: entry[:24] + struct.pack("<I", 10) + entry[28:])


def locked() -> bytes:
    """A Word document whose parts say that they need a password."""
    return _rewritten(word(), lambda entry: entry[:8] + struct.pack("<H", 1) + entry[10:])


def crowded() -> bytes:
    """A Word document of three thousand parts."""
    return zipped({"word/document.xml": "<w/>", **{f"word/{n}.xml": "" for n in range(3_000)}})


def _rewritten(content: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Every entry of the central directory changed."""
    made = bytearray(content)
    at = made.find(b"PK\x01\x02")
    while at >= 0:
        made[at : at + 46] = change(bytes(made[at : at + 46]))
        at = made.find(b"PK\x01\x02", at + 46)
    return bytes(made)
