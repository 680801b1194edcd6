"""`tdkt sweep`: everybody before every award of a year, from the database or from Parquet columns."""

import argparse
import datetime as dt
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from tdkt.core.answers import Refused
from tdkt.core.days import BadDay, parse_day
from tdkt.law import live
from tdkt.law.api import CaseError
from tdkt.law.engine.answers import VERDICTS, VERDICTS_VI
from tdkt.law.engine.vocabulary import KINDS
from tdkt.outlook.chunks import name_of, store, stored
from tdkt.outlook.columns import write_columns
from tdkt.outlook.domain.standings import keep_standings
from tdkt.outlook.forms import FIRST_YEAR
from tdkt.outlook.nation import PART, Order, sweep_columns
from tdkt.outlook.output import refuse_unwritable, write_lines
from tdkt.outlook.sweep import (
    CHUNK,
    Line,
    Subject,
    cases_of,
    chunks,
    collectives_under,
    judging_day,
    lines_of,
    people_under,
)
from tdkt.units.models import Unit

BAR = 30


class Command(BaseCommand):
    help = "Rà soát mọi cá nhân, tập thể với mọi danh hiệu, hình thức của một năm; dừng thì chạy lại để tiếp."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--year", type=int, required=True, metavar="NĂM", help="năm thành tích")
        parser.add_argument("--on", metavar="NGÀY", help="ngày áp dụng quy định; bỏ trống: ngày cuối năm, hoặc hôm nay")
        parser.add_argument("--unit", metavar="MÃ", help="chỉ đơn vị này và các đơn vị dưới nó")
        parser.add_argument(
            "--out", metavar="TỆP", type=Path,
            help="ghi kết quả ra tệp .csv, .xlsx hoặc .parquet; với --from: thư mục kết quả",
        )  # fmt: skip
        parser.add_argument("--chunk", type=int, metavar="SỐ", help="số đối tượng của mỗi phần")
        parser.add_argument("--restart", action="store_true", help="tính lại cả những phần đã xong")
        parser.add_argument("--no-store", action="store_true", help="không cập nhật danh sách trên trang")
        columns = parser.add_argument_group("dữ liệu dạng cột (Parquet), cho cả nước")
        columns.add_argument("--write-columns", metavar="THƯ MỤC", type=Path, help="ghi dữ liệu thành cột, không xét")
        columns.add_argument("--from", dest="source", metavar="TỆP", type=Path, help="xét từ tệp hoặc thư mục Parquet")
        columns.add_argument("--kind", choices=tuple(KINDS), default="", help="đối tượng trong tệp; bỏ trống: cá nhân")
        columns.add_argument("--engine", choices=("local", "spark"), default="local", help="máy này, hoặc Spark")
        columns.add_argument("--master", default="", metavar="MÁY CHỦ", help="máy chủ Spark; bỏ trống: máy này")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Judge part by part, then write the file and the list."""
        try:
            live.refresh()
            self._handle(options)
        except Refused as error:
            raise CommandError(error.reason) from error
        except CaseError as error:
            raise CommandError(f"Không rà soát được: {error}") from error
        except OSError as error:
            raise CommandError(f"Không ghi được tệp: {error}") from error
        except DatabaseError as error:
            raise CommandError(f"Cơ sở dữ liệu chưa dùng được (đã chạy “manage.py migrate” chưa?): {error}") from error

    def _handle(self, options: dict[str, Any]) -> None:
        now = timezone.now()
        on = self._day(options, timezone.localdate(now))
        if options["source"]:
            self._from_columns(options, on)
            return
        self._refuse(options, ("kind", "master"), "--from")
        if options["engine"] != "local":
            raise CommandError("--engine spark chỉ dùng cùng --from.")
        if options["year"] < FIRST_YEAR:
            raise CommandError(f"Năm {options['year']} trước phạm vi của bộ quy định; ghi một năm từ {FIRST_YEAR}.")
        roots = self._roots(options["unit"])
        if options["write_columns"]:
            self._write_columns(options, roots, on)
        else:
            self._from_database(options, roots, on, now)

    def _from_database(self, options: dict[str, Any], roots: list[Unit], on: dt.date, now: dt.datetime) -> None:
        year = options["year"]
        if options["out"]:
            refuse_unwritable(options["out"])
        lines = self._swept(options, _subjects(roots, on), year, on)
        if options["out"]:
            write_lines(options["out"], lines, title=f"Rà soát điều kiện khen thưởng năm {year}")
        if not options["no_store"]:
            keep_standings(lines=lines, under=roots, year=year, on=on, now=now)
        self._summary(lines, options["out"])

    def _write_columns(self, options: dict[str, Any], roots: list[Unit], on: dt.date) -> None:
        folder: Path = options["write_columns"]
        self._refuse(options, ("out",), "--from, không cùng --write-columns")
        subjects = _subjects(roots, on)
        write_columns(folder, subjects, year=options["year"], on=on, progress=self._progress)
        self.stdout.write(f"Đã ghi dữ liệu của {len(subjects)} đối tượng vào {folder}.")

    def _from_columns(self, options: dict[str, Any], on: dt.date) -> None:
        self._refuse(options, ("unit", "write_columns"), "dữ liệu trong cơ sở dữ liệu, không cùng --from")
        if not options["out"]:
            raise CommandError("Cần --out THƯ MỤC để ghi kết quả của --from.")
        if options["out"].suffix or options["out"].is_file():
            raise CommandError(f"--out “{options['out']}” phải là thư mục khi dùng --from.")
        order = Order(
            options["source"], options["out"], options["year"], on, options["kind"],
            max(1, options["chunk"] or PART), options["restart"], options["engine"], options["master"],
        )  # fmt: skip
        outcome = sweep_columns(order, live.rulebook(), live.root(), self._progress)
        told = ", ".join(
            f"{outcome.verdicts[word]} {vi}" for word, vi in zip(reversed(VERDICTS), reversed(VERDICTS_VI), strict=True)
        )
        self.stdout.write(
            f"{outcome.verdicts.total()} kết luận: {told}. {outcome.refused} đối tượng có dữ liệu không dùng được. "
            f"Bộ quy định {live.rulebook().sha256}. Kết quả ở {options['out']}."
        )

    @staticmethod
    def _refuse(options: dict[str, Any], names: tuple[str, ...], instead: str) -> None:
        for name in names:
            if options[name]:
                raise CommandError(f"--{name.replace('_', '-')} chỉ dùng cho {instead}.")

    def _day(self, options: dict[str, Any], today: dt.date) -> dt.date:
        if options["on"]:
            try:
                on = parse_day(options["on"])
            except BadDay as error:
                raise CommandError(str(error)) from error
            if on.year < options["year"]:
                raise CommandError(f"Ngày {on:%d/%m/%Y} trước năm thành tích {options['year']}; xem lại --on.")
            return on
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

    def _swept(self, options: dict[str, Any], subjects: list[Subject], year: int, on: dt.date) -> list[Line]:
        folder: Path = settings.VAR / "sweep"
        lines: list[Line] = []
        done = reused = 0
        for part in chunks(subjects, max(1, options["chunk"] or CHUNK)):
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
        bar = "█" * (BAR * done // total) + "░" * (BAR - BAR * done // total)
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


def _subjects(roots: list[Unit], on: dt.date) -> list[Subject]:
    return [subject for root in roots for subject in (*people_under(root, on), *collectives_under(root, on))]
