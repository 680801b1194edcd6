"""Excel files that leave: templates with a guide, and a batch with its errors beside each row."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from tdkt.documents.sheets import Column, write_sheet
from tdkt.exchange.fields import Field, fields_of
from tdkt.exchange.models import ImportBatch, ImportKind, RowState

TEMPLATE_ROWS = 500
GUIDE = (
    "Ghi dữ liệu ở trang “Dữ liệu”, mỗi dòng một người hoặc một lượt; xóa dòng ví dụ trước khi nhập.",
    "Cột có dấu * là bắt buộc. Thứ tự cột không quan trọng; không gộp ô, không để hai dòng tiêu đề.",
    "Ngày ghi dạng ngày/tháng/năm, ví dụ 31/12/2023.",
    "Số hiệu công chức để dạng Văn bản (Text) để không mất số 0 ở đầu.",
    "Sau khi tải lên, hệ thống kiểm tra và cho xem trước; chưa ghi gì vào sổ cho đến khi bạn xác nhận.",
)


def template(kind: str) -> bytes:
    """An empty file of a kind with one example row, and a guide sheet that explains each column."""
    fields = fields_of(kind)
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False}) as book:
        heading = book.add_format({"bold": True, "bg_color": "#F2F2F2", "border": 1, "text_wrap": True})
        text = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet("Dữ liệu")
        for place, field in enumerate(fields):
            sheet.set_column(place, place, field.width, text)
            sheet.write_string(0, place, field.header, heading)
            sheet.write_string(1, place, field.example, text)
        sheet.freeze_panes(1, 0)
        _guide(book, kind, fields, heading)
    return out.getvalue()


def _guide(book: Any, kind: str, fields: Sequence[Field], heading: Any) -> None:
    sheet = book.add_worksheet("Hướng dẫn")
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 28, wrap)
    sheet.set_column(1, 1, 90, wrap)
    sheet.write_string(0, 0, str(ImportKind(kind).label), book.add_format({"bold": True, "font_size": 14}))
    for at, line in enumerate(GUIDE, start=1):
        sheet.merge_range(at, 0, at, 1, line, wrap)
    first = len(GUIDE) + 2
    sheet.write_row(first, 0, ["Cột", "Cách ghi"], heading)
    for at, field in enumerate(fields, start=first + 1):
        also = f"Cũng nhận: {', '.join(field.also)}." if field.also else ""
        sheet.write_string(at, 0, f"{field.header}{' *' if field.required else ''}", wrap)
        sheet.write_string(at, 1, " ".join(part for part in (field.note, also) if part), wrap)


def with_errors(batch: ImportBatch) -> bytes:
    """The rows as they stand now, with the faults of each in a column of its own; mend it and upload it again."""
    columns = [Column(key=str(place), header=header or " ", width=20) for place, header in enumerate(batch.headers)]
    columns.append(Column(key="state", header="Tình trạng", width=14))
    columns.append(Column(key="errors", header="Lỗi cần sửa", width=60))
    width = len(batch.headers)
    rows = (
        (*[*cells[:width], *[""] * (width - len(cells))], str(RowState(state).label), _said(problems))
        for cells, state, problems in batch.rows.order_by("number").values_list("cells", "state", "problems")
    )
    return write_sheet(title=f"{batch} – lỗi cần sửa", columns=columns, rows=rows)


def _said(problems: Sequence[dict[str, str]]) -> str:
    return "\n".join(f"{problem['at']}: {problem['message']}" for problem in problems)
