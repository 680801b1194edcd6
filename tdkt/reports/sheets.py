"""The reports as Excel files."""

from collections.abc import Sequence

from tdkt.documents.sheets import Column, write_sheet
from tdkt.reports.figures import Span, YearReport


def year_report_xlsx(report: YearReport) -> bytes:
    """The table of the year, one row for each award and level."""
    columns = [
        Column(key="group", header="Nhóm", width=24),
        Column(key="award", header="Danh hiệu, hình thức", width=42),
        Column(key="code", header="Mã", width=10),
        Column(key="level", header="Cấp quyết định", width=26),
        Column(key="persons", header="Cá nhân đã tặng", width=12, kind="int"),
        Column(key="collectives", header="Tập thể đã tặng", width=12, kind="int"),
        Column(key="persons_proposed", header="Cá nhân đang đề nghị", width=14, kind="int"),
        Column(key="collectives_proposed", header="Tập thể đang đề nghị", width=14, kind="int"),
    ]
    rows = [
        (
            "Danh hiệu thi đua" if row.is_title else "Hình thức khen thưởng", row.name, row.award, row.level,
            row.persons, row.collectives, row.persons_proposed, row.collectives_proposed,
        )
        for row in report.rows
    ]  # fmt: skip
    title = f"Kết quả thi đua, khen thưởng năm {report.year} – {report.unit}"
    return write_sheet(title=title, columns=columns, rows=rows, filters_note=_note(report))


def five_year_xlsx(span: Span) -> bytes:
    """The table of the years, one row for each award, kind and level."""
    columns = [
        Column(key="award", header="Danh hiệu, hình thức", width=42),
        Column(key="code", header="Mã", width=10),
        Column(key="kind", header="Đối tượng", width=12),
        Column(key="level", header="Cấp quyết định", width=26),
        *(Column(key=str(year), header=f"Năm {year}", width=10, kind="int") for year in span.years),
        Column(key="total", header="Cộng", width=10, kind="int"),
    ]
    rows: list[Sequence[str | int]] = [
        (row.name, row.award, row.kind_words, row.level, *row.counts, row.total) for row in span.rows
    ]
    rows.append(("Cộng", "", "", "", *span.totals, span.total))
    title = f"Khen thưởng {span.years[0]}-{span.years[-1]} – {span.unit}"
    return write_sheet(title=title, columns=columns, rows=rows)


def _note(report: YearReport) -> str:
    parts = [cap.sentence for cap in report.caps]
    if report.cancelled:
        parts.append(f"Không tính {report.cancelled} lượt đã bị hủy bỏ, thu hồi.")
    return " ".join(parts) or "Tính theo năm kết thúc thời gian thành tích."
