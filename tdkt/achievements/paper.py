"""The report as a Word file in the layout of official papers (NĐ 30/2020; the annexes' order of signatures)."""

from pathlib import Path

from django.conf import settings

from tdkt.achievements.domain.text import paragraphs
from tdkt.achievements.ledger import LedgerTable, tables_for
from tdkt.achievements.models import AchievementReport, ReportSection
from tdkt.core.text import search_key
from tdkt.documents.papers.achievement import AchievementPaper, AchievementPart, AchievementSection, AchievementTable
from tdkt.documents.papers.context import Column, Group, Letterhead, Table
from tdkt.documents.papers.render import render_achievement
from tdkt.dossiers.domain.law import award_name, rulebook
from tdkt.dossiers.models import Nomination

CONFIRMS = "Thủ trưởng đơn vị xác nhận, đề nghị"
_WIDTHS = {"Năm": 18.0, "Ngày": 24.0, "Từ ngày": 26.0, "Đến ngày": 26.0, "Số người": 24.0, "Số quyết định": 32.0}
_USUAL = 48.0
_NAME_COLUMN = 60.0


def report_docx(report: AchievementReport, sections: list[ReportSection]) -> bytes:
    """The whole report; sections without text print a dotted line, so that nothing is hidden."""
    line = report.nomination
    tables = tables_for(line, [name for section in report.form.sections for name in section.tables])
    folder = settings.TDKT_BLANKS_FOLDER
    return render_achievement(
        AchievementPaper(
            letterhead=_letterhead(line),
            title=request_of(line),
            parts=tuple(
                AchievementPart(
                    number=number,
                    heading=title,
                    sections=tuple(_section(one, tables) for one in sections if one.form.part == number),
                )
                for number, title in report.form.parts.items()
            ),
            reporter=report.form.reporter,
            name=line.person.full_name if line.person else "",
            confirms=CONFIRMS if line.person else "",
        ),
        folder=Path(folder) if folder else None,
    )


def request_of(line: Nomination) -> str:
    """``Đề nghị tặng danh hiệu Chiến sĩ thi đua cơ sở năm 2024``."""
    info = rulebook().catalogue.awards.get(line.code)
    kind = "tặng danh hiệu " if info and info.type == "title" else "tặng "
    return f"Đề nghị {kind}{award_name(line.code)} năm {line.round.year}"


def file_name(report: AchievementReport) -> str:
    """A name every system keeps."""
    line = report.nomination
    words = search_key(f"{line.subject_name} {award_name(line.code)} {line.round.year}")
    return f"bao-cao-thanh-tich-{'-'.join(''.join(c if c.isalnum() else ' ' for c in words).split())}"[:120] + ".docx"


def _letterhead(line: Nomination) -> Letterhead:
    body = line.unit or line.host_unit
    parent = body.parent.name if body.parent else ""
    return Letterhead(body=body.name, parent=parent, place="…………")


def _section(section: ReportSection, tables: dict[str, LedgerTable]) -> AchievementSection:
    chosen = [tables[name] for name in section.form.tables if name in tables]
    return AchievementSection(
        heading=section.form.title,
        opening=tuple(": ".join(row) for table in chosen if table.pairs for row in table.rows),
        paragraphs=tuple(paragraphs(section.text)),
        tables=tuple(_table(one) for one in chosen if not one.pairs and one.rows),
    )


def _table(table: LedgerTable) -> AchievementTable:
    columns = tuple(
        Column(header=name, width=_NAME_COLUMN if "Tên" in name else _WIDTHS.get(name, _USUAL), centred=name in _WIDTHS)
        for name in table.columns
    )
    return AchievementTable(
        caption=table.title, table=Table(columns=columns, groups=(Group(rows=table.rows),), numbered=False)
    )
