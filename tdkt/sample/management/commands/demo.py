"""`manage.py demo`: the sample database."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from tdkt.core.answers import Refused
from tdkt.sample.build import STAGES, build, is_empty, is_sample
from tdkt.sample.cast import ACCOUNTS, ADMINISTRATOR, AT_THE_OFFICE, PASSWORD, PERSONAL


class Command(BaseCommand):
    """Build the sample year; refuse to touch data that the sample did not make."""

    help = "Dựng cơ sở dữ liệu mẫu (năm 2023 của VKSND tỉnh Tuyên Quang)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=7, help="số gieo: cùng số, cùng dữ liệu")
        parser.add_argument("--stage", choices=list(STAGES), default="open", help="dựng đến giai đoạn này")
        parser.add_argument("--fresh", action="store_true", help="xóa năm mẫu cũ rồi dựng lại")
        parser.add_argument("--if-empty", action="store_true", help="chỉ dựng khi cơ sở dữ liệu trống")

    def handle(self, *_args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        if not is_empty() and not self._cleared(fresh=options["fresh"], if_empty=options["if_empty"]):
            return
        begun = time.monotonic()
        try:
            build(seed=options["seed"], last=options["stage"], say=self.stdout.write)
        except Refused as refusal:
            raise CommandError(refusal.reason) from None
        self.stdout.write(f"Xong sau {time.monotonic() - begun:.0f} giây.")
        self._accounts()

    def _cleared(self, *, fresh: bool, if_empty: bool) -> bool:
        """Is the way free? A sample may be thrown away; anything else stays."""
        if if_empty:
            return False
        if not is_sample():
            raise CommandError(
                "Cơ sở dữ liệu này có dữ liệu không phải của năm mẫu, nên không động vào. "
                "Hãy trỏ DATABASE_URL (hoặc TDKT_VAR) sang nơi khác rồi chạy lại."
            )
        if not fresh:
            raise CommandError("Năm mẫu đã có; thêm --fresh để xóa và dựng lại.")
        call_command("flush", interactive=False, verbosity=0)
        return True

    def _accounts(self) -> None:
        self.stdout.write(f"\nTài khoản để xem thử (mật khẩu chung: {PASSWORD}):")
        self.stdout.write(f"  {ADMINISTRATOR:<22} Quản trị hệ thống toàn Ngành")
        for line in ACCOUNTS:
            self.stdout.write(f"  {line.username:<22} {line.full_name}")
        self.stdout.write(f"  {PERSONAL:<22} một cá nhân ở Sơn Dương: trang của mình, báo cáo thành tích của mình")
        self.stdout.write(f"  {AT_THE_OFFICE:<22} một cá nhân ở Văn phòng VKSND tỉnh, như trên")
