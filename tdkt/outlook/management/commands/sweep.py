"""`tdkt sweep`: everybody before every award of a year, from the database."""

import argparse
import datetime as dt
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tdkt.core.answers import Refused
from tdkt.core.days import BadDay, parse_day
from tdkt.law import live
from tdkt.outlook.chunks import name_of, store, stored
from tdkt.outlook.domain.standings import keep_standings
from tdkt.outlook.output import write_lines
from tdkt.outlook.sweep import CHUNK, Line, cases_of, chunks, collectives_under, judging_day, lines_of, people_under
from tdkt.units.models import Unit


class Command(BaseCommand):
    help = "Rà soát mọi cá nhân, tập thể với mọi danh hiệu, hình thức của một năm; dừng thì chạy lại để tiếp."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--year", type=int, required=True, metavar="NĂM", help="năm thành tích")
        parser.add_argument("--on", metavar="NGÀY", help="ngày áp dụng quy định; bỏ trống: ngày cuối năm, hoặc hôm nay")
        parser.add_argument("--unit", metavar="MÃ", help="chỉ đơn vị này và các đơn vị dưới nó")
        parser.add_argument("--out", metavar="TỆP", type=Path, help="ghi kết quả ra tệp .csv, .xlsx hoặc .parquet")
        parser.add_argument("--chunk", type=int, default=CHUNK, metavar="SỐ", help="số đối tượng của mỗi phần")
        parser.add_argument("--restart", action="store_true", help="tính lại cả những phần đã xong")
        parser.add_argument("--no-store", action="store_true", help="không cập nhật danh sách trên trang")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Judge part by part, then write the file and the list."""
        live.refresh()
        now = timezone.now()
        year, on = options["year"], self._day(options, timezone.localdate(now))
        roots = self._roots(options["unit"])
        lines = self._swept(options, roots, year, on)
        try:
            if options["out"]:
                write_lines(options["out"], lines, title=f"Rà soát điều kiện khen thưởng năm {year}")
        except (Refused, OSError) as error:
            raise CommandError(getattr(error, "reason", f"Không ghi được tệp: {error}")) from error
        if not options["no_store"]:
            keep_standings(lines=lines, under=roots, year=year, on=on, now=now)
        self._summary(lines, options["out"])

    def _day(self, options: dict[str, Any], today: dt.date) -> dt.date:
        if options["on"]:
            try:
                return parse_day(options["on"])
            except BadDay as error:
                raise CommandError(str(error)) from error
        if options["year"] > today.year:
            raise CommandError(f"Năm {options['year']} chưa tới; hãy chọn một năm đến {today.year}.")
        return judging_day(options["year"], today)

    def _roots(self, code: str | None) -> list[Unit]:
        if code is None:
            return list(Unit.objects.filter(parent=None).order_by("path"))
        found = list(Unit.objects.filter(code=code))
        if not found:
            raise CommandError(f"Không có đơn vị mã “{code}”; xem lại mã trong danh sách đơn vị.")
        return found

    def _swept(self, options: dict[str, Any], roots: list[Unit], year: int, on: dt.date) -> list[Line]:
        subjects = [subject for root in roots for subject in (*people_under(root, on), *collectives_under(root, on))]
        folder: Path = settings.VAR / "sweep"
        lines: list[Line] = []
        done = reused = 0
        for part in chunks(subjects, max(1, options["chunk"])):
            cases = cases_of(part, year=year, on=on)
            name = name_of(part, cases, live.rulebook().sha256)
            found = None if options["restart"] else stored(folder, name)
            if found is None:
                found = list(lines_of(part, cases))
                store(folder, name, found)
            else:
                reused += 1
            lines += found
            done += len(part)
            self._progress(done, len(subjects), reused)
        return lines

    def _progress(self, done: int, total: int, reused: int) -> None:
        bar = "█" * (30 * done // total) + "░" * (30 - 30 * done // total)
        words = f"\r{bar} {done}/{total}" + (f" ({reused} phần đã có)" if reused else "")
        if self.stderr.isatty() or done == total:
            self.stderr.write(words, ending="\n" if done == total else "")
            sys.stderr.flush()

    def _summary(self, lines: list[Line], out: Path | None) -> None:
        counts = {reach: sum(line.reach == reach for line in lines) for reach in ("eligible", "council", "lacks_one")}
        self.stdout.write(
            f"{len(lines)} kết luận: {counts['eligible']} đủ tiêu chuẩn, {counts['council']} Hội đồng xem xét, "
            f"{counts['lacks_one']} thiếu một điều. Bộ quy định {live.rulebook().sha256}."
        )
        if out:
            self.stdout.write(f"Đã ghi {out}.")
