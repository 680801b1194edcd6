"""``tdkt import people|grades|awards FILE``: check a file on the terminal, and let it in when it is clean."""

from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from tdkt.accounts.models import User
from tdkt.cli_words import file_trouble, speak_vietnamese
from tdkt.core.answers import Refused
from tdkt.exchange.columns import missing_fields, unknown_headers
from tdkt.exchange.domain.confirm import confirm_batch
from tdkt.exchange.domain.discard import discard_batch
from tdkt.exchange.domain.upload import UploadedFile, upload_file
from tdkt.exchange.models import ImportBatch, ImportKind, RowState
from tdkt.exchange.staging import counts
from tdkt.units.models import Unit

_WRONG_CALL = 2


class Command(BaseCommand):
    help = "Nhập người, xếp loại, khen thưởng đã có từ tệp Excel."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        speak_vietnamese()
        parser.add_argument("kind", choices=ImportKind.values, help="người, xếp loại hay khen thưởng")
        parser.add_argument("file", type=Path, metavar="TỆP", help="tệp .xlsx")
        parser.add_argument("--unit", required=True, metavar="MÃ", help="mã đơn vị nhập")
        parser.add_argument("--user", required=True, metavar="TÊN", help="tên đăng nhập của cán bộ nhập")
        parser.add_argument("--confirm", action="store_true", help="ghi vào sổ nếu tệp không có lỗi")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            self._import(options)
        except Refused as refused:
            self._stop(refused.reason, 1)
        except DatabaseError:
            self._stop("cơ sở dữ liệu chưa sẵn sàng; hãy chạy “make demo” hoặc “make run” trước", 1)
        except OSError as error:
            self._stop(file_trouble(error), 1)

    def _import(self, options: dict[str, Any]) -> None:
        user = User.objects.filter(username=options["user"]).first()
        unit = Unit.objects.filter(code=options["unit"]).first()
        if user is None or unit is None:
            what = f"tài khoản “{options['user']}”" if user is None else f"đơn vị mang mã “{options['unit']}”"
            self._stop(f"không có {what}", _WRONG_CALL)
        file = UploadedFile(name=options["file"].name, content=options["file"].read_bytes())
        batch = upload_file(actor=user, now=timezone.now(), unit=unit, kind=options["kind"], file=file)
        try:
            clean = self._told(batch)
            if options["confirm"] and clean:
                confirm_batch(actor=user, now=timezone.now(), batch=batch)
                self.stdout.write("Đã nhập vào sổ.")
                return
            self.stdout.write("Chưa ghi gì vào sổ.")
        finally:
            if batch.is_open:
                discard_batch(actor=user, now=timezone.now(), batch=batch)
        if not clean:
            raise SystemExit(1)

    def _told(self, batch: ImportBatch) -> bool:
        """Say what the check found; is the file clean?"""
        for column in unknown_headers(batch.kind, batch.headers, batch.mapping):
            self.stderr.write(f"Cột chưa biết: “{column.header}” ở ô {column.letters}{batch.header_row}")
        missing = missing_fields(batch.kind, batch.mapping)
        for field in missing:
            self.stderr.write(f"Thiếu cột bắt buộc: {field.header}")
        for row in batch.rows.filter(state__in=[RowState.WRONG, RowState.DOUBTFUL]).order_by("number"):
            for problem in row.problems or [{"at": f"dòng {row.number}", "message": "cần chọn đúng người"}]:
                self.stderr.write(f"{problem['at']}: {problem['message']}")
        found = counts(batch)
        self.stdout.write(", ".join(f"{RowState(state).label.lower()}: {number}" for state, number in found.items()))
        return not missing and not found[RowState.WRONG] and not found[RowState.DOUBTFUL]

    def _stop(self, reason: str, code: int) -> NoReturn:
        self.stderr.write(f"Lỗi: {reason}")
        raise SystemExit(code)
