"""Take in a file: read it, match its columns, check its rows. Nothing official is written."""

import datetime as dt
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from django.db import transaction
from django.utils import timezone

from tdkt.accounts.models import User
from tdkt.core.answers import Refused, require
from tdkt.core.days import show_day
from tdkt.documents.sheets import Sheet, SheetError, read_sheet
from tdkt.exchange.access import may_import
from tdkt.exchange.checking import RowInput
from tdkt.exchange.columns import is_numbering, match
from tdkt.exchange.fields import fields_of
from tdkt.exchange.models import ImportBatch, ImportKind
from tdkt.exchange.staging import staged, store
from tdkt.units.models import Unit


class CannotUpload(Refused):
    """The file cannot be taken in; the reason says why and what to do."""


@dataclass(frozen=True, kw_only=True)
class UploadedFile:
    """A file as it came."""

    name: str
    content: bytes


def upload_file(*, actor: User, now: dt.datetime, unit: Unit, kind: str, file: UploadedFile) -> ImportBatch:
    """Stage the rows of ``file`` for ``unit``; the officer sees and mends them before anything is written.

    Raises:
        CannotUpload: not the officer of the unit, or a file that is no plain .xlsx table.
    """
    require(may_import(actor, unit, timezone.localdate(now)), CannotUpload)
    if kind not in ImportKind.values:
        raise CannotUpload("Loại dữ liệu không có; hãy chọn danh sách người, xếp loại hoặc khen thưởng.")
    sheet = _read(kind, file)
    batch = ImportBatch(
        kind=kind, unit=unit, uploaded_by=actor, uploaded_at=now, file_name=file.name[-200:],
        headers=list(sheet.headers), header_row=sheet.header_row, mapping=match(kind, sheet.headers),
    )  # fmt: skip
    rows = staged(batch, _inputs(sheet, file.name), timezone.localdate(now))
    with transaction.atomic():
        batch.save()
        for row in rows:
            row.batch_id = batch.pk
        store(rows)
    return batch


def _read(kind: str, file: UploadedFile) -> Sheet:
    _refuse_macros(file)
    headings = [name for field in fields_of(kind) for name in (field.header, *field.also)]
    try:
        return read_sheet(file.content, file.name, expected=headings)
    except SheetError as error:
        raise CannotUpload(str(error)) from None


def _refuse_macros(file: UploadedFile) -> None:
    try:
        with ZipFile(BytesIO(file.content)) as archive:
            names = archive.namelist()
    except (BadZipFile, ValueError, NotImplementedError, EOFError):
        return  # the reader says what is wrong with it
    if file.name.lower().endswith(".xlsm") or any(name.endswith("vbaProject.bin") for name in names):
        raise CannotUpload(
            f"Tệp “{file.name}” có macro nên không nhận. Hãy lưu lại dạng Excel Workbook (.xlsx), không kèm macro."
        )


def _inputs(sheet: Sheet, name: str) -> list[RowInput]:
    rows = [
        RowInput(row.number, [cell if isinstance(cell, str) else show_day(cell) for cell in row.cells])
        for row in sheet.rows
    ]
    if rows and is_numbering(rows[0].cells):
        rows = rows[1:]
    if not rows:
        raise CannotUpload(
            f"Tệp “{name}” chỉ có tiêu đề ở dòng {sheet.header_row}, không có dòng dữ liệu nào. "
            "Hãy ghi dữ liệu bên dưới tiêu đề, trong trang tính đầu tiên."
        )
    return rows
