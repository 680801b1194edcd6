"""The year report as an official paper (báo cáo, NĐ 30/2020 mẫu 1.4)."""

import datetime as dt
import re
from collections.abc import Iterable

from tdkt.core.money import show_money
from tdkt.documents.papers.context import (
    Column,
    Group,
    Letterhead,
    Recipients,
    Registration,
    ReportSection,
    Signature,
    Table,
    YearReportPaper,
)  # fmt: skip
from tdkt.documents.papers.render import render_report
from tdkt.people.models import Posting
from tdkt.reports.figures import Row, YearReport
from tdkt.units.models import Unit
from tdkt.units.queries import ancestors

_PLACE = re.compile(r"\b(?:tỉnh|thành phố|TP\.?)\s+(.+?)(?:\s*\(.*\))?$", re.IGNORECASE)
_COLUMNS = (
    Column(header="Danh hiệu, hình thức", width=60),
    Column(header="Cấp quyết định", width=36, centred=True),
    Column(header="Cá nhân", width=15, kind="number", over="Đã tặng"),
    Column(header="Tập thể", width=15, kind="number", over="Đã tặng"),
    Column(header="Cá nhân", width=15, kind="number", over="Đang đề nghị"),
    Column(header="Tập thể", width=15, kind="number", over="Đang đề nghị"),
)


def year_report_docx(report: YearReport) -> bytes:
    """The report as a Word file; number, day and addressee are left to the office."""
    return render_report(year_report_paper(report))


def year_report_paper(report: YearReport) -> YearReportPaper:
    """The report as plain values for the blank."""
    above = ancestors(report.unit)
    return YearReportPaper(
        letterhead=Letterhead(
            body=full_name(report.unit),
            parent=full_name(above[-1]) if above else "",
            place=_place([report.unit, *above]),
        ),
        registration=Registration(symbol="BC-VKS"),
        title=f"Kết quả thi đua, khen thưởng năm {report.year}",
        opening=(f"{full_name(report.unit)} báo cáo kết quả thi đua, khen thưởng năm {report.year} như sau:",),
        sections=tuple(_sections(report)),
        closing=f"Trên đây là kết quả thi đua, khen thưởng năm {report.year} của {full_name(report.unit)}",
        signature=_signature(report),
        recipients=Recipients(lines=("Lãnh đạo đơn vị",), filed="VT, VP"),
    )


def full_name(unit: Unit) -> str:
    """The name without the office's abbreviation: an official paper spells it out."""
    plain = re.sub(r"\s*\(từ [^)]*\)$", "", unit.name)
    return plain.replace("VKSND", "Viện kiểm sát nhân dân").replace("VKSQS", "Viện kiểm sát quân sự")


def _place(units: Iterable[Unit]) -> str:
    """The province or city in the name of the unit or of one above it, nearest first; Hà Nội for the centre."""
    nearest = list(units)
    for unit in [nearest[0], *reversed(nearest[1:])]:
        if found := _PLACE.search(unit.name):
            return found[1]
    return "Hà Nội"


def _signature(report: YearReport) -> Signature:
    post = (
        Posting.objects.on(dt.date(report.year, 12, 31))
        .filter(unit=report.unit, is_unit_head=True)
        .select_related("person")
        .first()
    )
    return Signature(title=post.position if post else "Thủ trưởng đơn vị", name=post.person.full_name if post else "")


def _sections(report: YearReport) -> Iterable[ReportSection]:
    yield ReportSection(heading="Kết quả chung", paragraphs=tuple(overview(report)))
    if report.rows:
        yield ReportSection(
            heading="Danh hiệu thi đua và hình thức khen thưởng",
            table=Table(columns=_COLUMNS, groups=tuple(_groups(report.rows)), totals=True),
            caption=f"Tổng hợp danh hiệu thi đua, hình thức khen thưởng năm {report.year}",
        )
    if len(report.branches) > 1:
        yield ReportSection(heading="Kết quả theo đơn vị", table=_branch_table(report))
    if report.money:
        yield ReportSection(heading="Tiền thưởng", paragraphs=tuple(money_words(report)))
    if report.caps:
        yield ReportSection(
            heading="Số lượng vượt tỷ lệ quy định", paragraphs=tuple(cap.sentence for cap in report.caps)
        )


def overview(report: YearReport) -> Iterable[str]:
    """The figures in sentences, for the paper and the head of the page."""
    yield (
        f"Trong năm có {report.granted} lượt khen thưởng đã có quyết định, "
        f"cho {report.persons} cá nhân và {report.collectives} tập thể."
    )
    if report.proposed:
        yield f"Còn {report.proposed} lượt đã trình, chưa có quyết định."
    for part in report.initiatives:
        yield f"Sáng kiến {part.label.lower()}: {part.count}, của {part.authors} tác giả, đồng tác giả."
    if report.cancelled:
        yield f"Không tính {report.cancelled} lượt đã bị hủy bỏ, thu hồi."


def money_words(report: YearReport) -> Iterable[str]:
    """The bonus money by level, and what is not known."""
    for part in report.money:
        unknown = f" (chưa tính {part.unknown} lượt chưa rõ mức thưởng)" if part.unknown else ""
        yield f"{part.level} quyết định: {show_money(part.amount)}{unknown}."
    yield f"Tổng cộng: {show_money(report.amount)}."


def _groups(rows: Iterable[Row]) -> Iterable[Group]:
    listed = list(rows)
    for name, titles in (("Danh hiệu thi đua", True), ("Hình thức khen thưởng", False)):
        inside = [_cells(row) for row in listed if row.is_title is titles]
        if inside:
            yield Group(name=name, rows=inside)


def _cells(row: Row) -> tuple[str | int | None, ...]:
    numbers = (row.persons, row.collectives, row.persons_proposed, row.collectives_proposed)
    return (row.name, row.level, *(number or None for number in numbers))


def _branch_table(report: YearReport) -> Table:
    columns = (
        Column(header="Đơn vị", width=90),
        Column(header="Cá nhân", width=22, kind="number", over="Đã tặng"),
        Column(header="Tập thể", width=22, kind="number", over="Đã tặng"),
        Column(header="Đang đề nghị", width=22, kind="number"),
    )
    rows = [(full_name(branch.unit), branch.persons, branch.collectives, branch.proposed) for branch in report.branches]
    return Table(columns=columns, groups=(Group(rows=rows),), totals=True)
