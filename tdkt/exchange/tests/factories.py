"""Real .xlsx files for the tests, and batches made of them by the act itself."""

import datetime as dt
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from tdkt.accounts.models import User
from tdkt.exchange.domain.upload import UploadedFile, upload_file
from tdkt.exchange.models import ImportBatch
from tdkt.units.models import Unit

PEOPLE = ("Số hiệu công chức", "Họ và tên", "Giới tính", "Ngày sinh", "Đơn vị", "Chức vụ", "Ngày tuyển dụng")
GRADES = ("Số hiệu", "Họ và tên", "Ngày sinh", "Năm", "Xếp loại")
AWARDS = (
    "Số hiệu", "Họ và tên", "Tập thể", "Danh hiệu", "Năm", "Số quyết định", "Ngày quyết định", "Cấp quyết định",
)  # fmt: skip


def workbook(*rows: Sequence[Any]) -> bytes:
    """A plain .xlsx with these rows; days are written as days, numbers as numbers."""
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, dt.date):
                    sheet.write_datetime(at, column, dt.datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
                else:
                    sheet.write(at, column, value)
    return out.getvalue()


def person_row(number: Any, name: str = "Trần Văn Thử", **other: Any) -> list[Any]:
    """A sound row of a file of people."""
    row = dict(zip(PEOPLE, [number, name, "Nam", "15/08/1985", "T1-P1", "Chuyên viên", "01/03/2010"], strict=True))
    return list((row | {key: value for key, value in other.items() if key in row}).values())


def upload(
    actor: User, unit: Unit, now: dt.datetime, kind: str, *rows: Sequence[Any], name: str = "danh-sach.xlsx"
) -> ImportBatch:
    """A batch of these rows."""
    file = UploadedFile(name=name, content=workbook(*rows))
    return upload_file(actor=actor, now=now, unit=unit, kind=kind, file=file)


def state_and_problems(batch: ImportBatch) -> list[tuple[int, str, list[str]]]:
    """For each row: its number, its state, and where it is wrong and why."""
    return [
        (row.number, str(row.state), [f"{problem['at']} {problem['message']}" for problem in row.problems])
        for row in batch.rows.order_by("number")
    ]
