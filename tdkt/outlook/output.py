"""The lines of a sweep as a file: CSV, Excel, or Parquet where pyarrow is installed."""

import csv
import importlib.util
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from tdkt.core.answers import Refused
from tdkt.documents.sheets import Column, write_sheet
from tdkt.outlook.models import Reach
from tdkt.outlook.sweep import Line

HEADERS = (
    ("kind", "Đối tượng", 12), ("number", "Số hiệu / mã", 14), ("name", "Họ tên / tên tập thể", 32),
    ("host_name", "Đơn vị", 36), ("award", "Danh hiệu, hình thức", 34), ("year", "Năm", 8),
    ("verdict_vi", "Kết luận", 26), ("reach", "Mức gần", 18), ("lacks", "Còn thiếu", 70),
)  # fmt: skip
KINDS = {"person": "cá nhân", "collective": "tập thể"}


class CannotWrite(Refused):
    """The file was not written."""


def write_lines(path: Path, lines: Iterable[Line], *, title: str) -> None:
    """Write by the ending of the name.

    Raises:
        CannotWrite: see ``refuse_unwritable``.
    """
    refuse_unwritable(path)
    writers: dict[str, Callable[[Path, list[Line], str], None]] = {
        ".csv": _csv, ".xlsx": _xlsx, ".parquet": _parquet,
    }  # fmt: skip
    writers[path.suffix](path, list(lines), title)


def refuse_unwritable(path: Path) -> None:
    """Said before hours of work, not after.

    Raises:
        CannotWrite: an ending that is not known, a folder that is not there, or Parquet without pyarrow.
    """
    if path.suffix not in (".csv", ".xlsx", ".parquet"):
        raise CannotWrite(f"Không biết ghi tệp “{path.name}”; hãy dùng đuôi .csv, .xlsx hoặc .parquet.")
    if not path.parent.is_dir():
        raise CannotWrite(f"Không có thư mục “{path.parent}”; hãy tạo trước rồi chạy lại.")
    if path.suffix == ".parquet" and importlib.util.find_spec("pyarrow") is None:
        raise CannotWrite("Chưa cài pyarrow nên chưa ghi được Parquet; hãy dùng đuôi .csv hoặc .xlsx.")


def shown(line: Line) -> list[str | int]:
    """The values a reader sees, in the order of the headings."""
    told: dict[str, Any] = line.to_json()
    told["kind"] = KINDS[line.kind]
    told["reach"] = Reach(line.reach).label if line.reach else ""
    return [told[key] for key, _, _ in HEADERS]


def _csv(path: Path, lines: list[Line], _title: str) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["Mã danh hiệu", *(header for _, header, _ in HEADERS)])
        writer.writerows([line.code, *map(_guarded, shown(line))] for line in lines)


def _guarded(value: str | int) -> str | int:
    """A text that a spreadsheet would take for a formula stays a text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@")) else value


def _xlsx(path: Path, lines: list[Line], title: str) -> None:
    path.write_bytes(sheet_of(lines, title=title))


def sheet_of(lines: Iterable[Line], *, title: str, note: str | None = None) -> bytes:
    """The lines as an Excel file."""
    columns = [
        Column(key=key, header=header, width=width, kind="int" if key == "year" else "text")
        for key, header, width in HEADERS
    ]
    return write_sheet(title=title, columns=columns, rows=(shown(line) for line in lines), filters_note=note)


def _parquet(path: Path, lines: list[Line], _title: str) -> None:
    pyarrow: Any = importlib.import_module("pyarrow")
    parquet: Any = importlib.import_module("pyarrow.parquet")
    parquet.write_table(pyarrow.Table.from_pylist([line.to_json() for line in lines]), path)
