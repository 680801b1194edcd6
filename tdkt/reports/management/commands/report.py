"""``tdkt report year`` and ``tdkt report five-years``: the figures on the terminal, as JSON, Word or Excel."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from tdkt.cli_words import speak_vietnamese
from tdkt.core.answers import Refused
from tdkt.core.money import show_money
from tdkt.reports.figures import KIND_WORDS, STATUS_WORDS, Span, YearReport
from tdkt.reports.find import check_year, unit_for
from tdkt.reports.papers import year_report_docx
from tdkt.reports.queries import award_name, five_year, year_report
from tdkt.reports.sheets import five_year_xlsx, year_report_xlsx

_WRONG_CALL = 2


class Command(BaseCommand):
    help = "Báo cáo kết quả thi đua, khen thưởng của một đơn vị."

    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        speak_vietnamese()
        reports = parser.add_subparsers(dest="report", required=True, metavar="BÁO_CÁO", title="các báo cáo")
        year = reports.add_parser("year", help="kết quả của một năm")
        year.add_argument("--year", required=True, type=_year, metavar="NĂM", help="năm thành tích, ví dụ 2023")
        year.add_argument("--docx", type=Path, metavar="TỆP", help="ghi ra tệp Word")
        span = reports.add_parser("five-years", help="bảng tổng hợp năm năm")
        span.add_argument("--to", required=True, type=_year, metavar="NĂM", help="năm cuối, ví dụ 2023")
        for each in (year, span):
            each.add_argument("--unit", required=True, metavar="MÃ", help="mã đơn vị, ví dụ VKS-TUYENQUANG")
            each.add_argument("--json", action="store_true", help="in ra dạng JSON")
            each.add_argument("--xlsx", type=Path, metavar="TỆP", help="ghi ra tệp Excel")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            answer = self._year if options["report"] == "year" else self._five_years
            answer(options)
        except Refused as refused:
            self._stop(refused.reason, _WRONG_CALL)
        except DatabaseError:
            self._stop("cơ sở dữ liệu chưa sẵn sàng; hãy chạy “make demo” hoặc “make run” trước", 1)
        except BrokenPipeError:
            raise SystemExit(1) from None  # whoever was reading has left
        except OSError as error:
            self._stop(f"không ghi được tệp {error.filename}", 1)

    def _stop(self, reason: str, code: int) -> NoReturn:
        self.stderr.write(f"Lỗi: {reason}")
        raise SystemExit(code)

    def _year(self, options: dict[str, Any]) -> None:
        unit = unit_for(options["unit"])
        check_year(unit, options["year"], timezone.localdate())
        report = year_report(unit, options["year"])
        if options["json"]:
            self._print_json([line.to_json() for line in report.lines])
        self._write(options["docx"], lambda: year_report_docx(report))
        self._write(options["xlsx"], lambda: year_report_xlsx(report))
        if not (options["json"] or options["docx"] or options["xlsx"]):
            self._print_year(report)

    def _five_years(self, options: dict[str, Any]) -> None:
        unit = unit_for(options["unit"])
        check_year(unit, options["to"], timezone.localdate())
        span = five_year(unit, options["to"])
        if options["json"]:
            self._print_json(span_json(span))
        self._write(options["xlsx"], lambda: five_year_xlsx(span))
        if not (options["json"] or options["xlsx"]):
            self._print_span(span)

    def _write(self, path: Path | None, made: Callable[[], bytes]) -> None:
        if path is not None:
            path.write_bytes(made())
            sys.stderr.write(f"Đã ghi {path}\n")

    def _print_json(self, value: Any) -> None:
        self.stdout.write(json.dumps(value, ensure_ascii=False, indent=1))

    def _print_year(self, report: YearReport) -> None:
        self.stdout.write(f"{report.unit.name}, năm {report.year}")
        for line in report.lines:
            words = f"{award_name(line.award)} ({line.award})"
            level = next(row.level for row in report.rows if row.decided_by == line.decided_by)
            self.stdout.write(
                f"{line.count:>6}  {words}, {KIND_WORDS[line.kind].lower()}, {level}, "
                f"{STATUS_WORDS[line.status].lower()}"
            )
        self.stdout.write(f"Cá nhân được khen: {report.persons}; tập thể: {report.collectives}.")
        self.stdout.write(f"Tiền thưởng: {show_money(report.amount)}.")
        for cap in report.caps:
            self.stdout.write(f"Lưu ý: {cap.sentence}")

    def _print_span(self, span: Span) -> None:
        self.stdout.write(f"{span.unit.name}, {span.years[0]}-{span.years[-1]}")
        for row in span.rows:
            counts = " ".join(f"{count:>5}" for count in (*row.counts, row.total))
            self.stdout.write(f"{counts}  {row.name}, {row.kind_words.lower()}, {row.level}")


def span_json(span: Span) -> list[dict[str, str | int]]:
    """One object for each award, kind, level and year that has a count."""
    return [
        {"award": row.award, "kind": row.kind, "decided_by": row.decided_by, "year": year, "count": count}
        for row in span.rows
        for year, count in zip(span.years, row.counts, strict=True)
        if count
    ]


def _year(text: str) -> int:
    if not text.isdecimal() or len(text) != len("2023"):
        raise argparse.ArgumentTypeError(f"“{text}” không phải một năm; hãy ghi bốn chữ số, ví dụ 2023")
    return int(text)
