"""Tables of a paper as WordprocessingML text, joined once.

Adding rows through python-docx walks and copies XML nodes for every cell; a list of 1,800 names
is a string joined in one pass here (bench/docx_rows.py). Rows are never split over two pages and
the heading is repeated on each page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from tdkt.core.days import show_day
from tdkt.core.money import show_money

from .context import Cell, Column, Group, Table
from .text import xml_text
from .words import counted, roman

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NUMBER_COLUMN = Column(header="TT", width=11, kind="number")
_GROUPED_FROM = 10_000  # a year keeps its four digits together
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BORDERS = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in _SIDES)
_HEADER_ROW = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
_TAIL = "</w:t></w:r></w:p></w:tc>"  # everything of a cell after its text
_ROW = "<w:tr><w:trPr><w:cantSplit/></w:trPr>"


@dataclass(frozen=True)
class Look:
    """Style ids of the blank for cells, headings and group rows; a style the blank lacks is left out."""

    cell: str = ""
    heading: str = ""
    group: str = ""

    @classmethod
    def of(cls, styles: Mapping[str, str]) -> Look:
        """From the blank's styles, by the names the officer sees in Word."""
        found = (styles.get(f"Bảng - {name}", "") for name in ("nội dung", "tiêu đề", "nhóm"))
        return cls(*found)


@dataclass(frozen=True)
class Span:
    """Where a cell stands and how far it reaches."""

    width: int
    across: int = 1
    down: str = ""


def table_xml(table: Table, *, width: int, look: Look) -> str:
    """The whole `w:tbl`, as wide as `width` (twentieths of a point)."""
    columns = (NUMBER_COLUMN, *table.columns) if table.numbered else table.columns
    widths = share_width(columns, width)
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    rows = "".join((*_heading_rows(columns, widths, look), *_body_rows(table, columns, widths, look)))
    return (
        f'<w:tbl xmlns:w="{NAMESPACE}"><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def share_width(columns: Sequence[Column], width: int) -> list[int]:
    """Whole widths in proportion to the wishes, together exactly the width."""
    wished = sum(column.width for column in columns)
    edges = [0]
    for column in columns:
        edges.append(edges[-1] + round(column.width / wished * width))
    edges[-1] = width
    return [right - left for left, right in pairwise(edges)]


def _heading_rows(columns: Sequence[Column], widths: Sequence[int], look: Look) -> Iterator[str]:
    if not any(column.over for column in columns):
        yield _heading_row([(c.header, Span(w)) for c, w in zip(columns, widths, strict=True)], look)
        return
    upper: list[tuple[str, Span]] = []
    lower: list[tuple[str, Span]] = []
    for over, run in groupby(zip(columns, widths, strict=True), key=lambda pair: pair[0].over):
        pairs = list(run)
        if over:
            upper.append((over, Span(sum(w for _, w in pairs), across=len(pairs))))
            lower += [(c.header, Span(w)) for c, w in pairs]
        else:
            upper += [(c.header, Span(w, down="restart")) for c, w in pairs]
            lower += [("", Span(w, down="continue")) for _, w in pairs]
    yield _heading_row(upper, look)
    yield _heading_row(lower, look)


def _heading_row(cells: Sequence[tuple[str, Span]], look: Look) -> str:
    inner = "".join(
        _cell_head(span, "center", look.heading, bold=True) + xml_text(text) + _TAIL for text, span in cells
    )
    return f"<w:tr>{_HEADER_ROW}{inner}</w:tr>"


def _body_rows(table: Table, columns: Sequence[Column], widths: Sequence[int], look: Look) -> Iterator[str]:
    heads = [_cell_head(Span(w), _align(c), look.cell) for c, w in zip(columns, widths, strict=True)]
    running = 0
    for index, group in enumerate(table.groups, start=1):
        if group.name:
            yield _group_row(roman(index), group.name, widths, look)
        for cells in group.rows:
            running += 1
            yield _row(heads, (running, *cells) if table.numbered else cells, columns)
    if table.totals:
        yield _total_row(table, columns, widths, look)


def _row(heads: Sequence[str], cells: Sequence[Cell], columns: Sequence[Column]) -> str:
    inner = "".join(
        [head + _shown(cell, column) + _TAIL for head, cell, column in zip(heads, cells, columns, strict=True)]
    )
    return f"{_ROW}{inner}</w:tr>"


def _group_row(number: str, name: str, widths: Sequence[int], look: Look) -> str:
    first = _cell_head(Span(widths[0]), "center", look.group, bold=True)
    rest = _cell_head(Span(sum(widths[1:]), across=len(widths) - 1), "left", look.group, bold=True)
    return f"{_ROW}{first}{number}{_TAIL}{rest}{xml_text(name)}{_TAIL}</w:tr>"


def _total_row(table: Table, columns: Sequence[Column], widths: Sequence[int], look: Look) -> str:
    """ "Tổng cộng" under the leading text columns, then the sums."""
    lead = next((i for i, c in enumerate(columns) if i and c.kind != "text"), len(columns))
    cells = [_cell_head(Span(sum(widths[:lead]), across=lead), "center", look.group, bold=True) + "Tổng cộng" + _TAIL]
    offset = 1 if table.numbered else 0
    for i in range(lead, len(columns)):
        summed = _sum(table.groups, i - offset) if columns[i].kind != "text" else None
        head = _cell_head(Span(widths[i]), _align(columns[i]), look.group, bold=True)
        cells.append(head + _shown(summed, columns[i]) + _TAIL)
    return f"{_ROW}{''.join(cells)}</w:tr>"


def _sum(groups: Sequence[Group], index: int) -> int:
    cells = (row[index] for group in groups for row in group.rows)
    return sum(cell for cell in cells if isinstance(cell, int))


def _align(column: Column) -> str:
    if column.kind == "money":
        return "right"
    return "center" if column.centred or column.kind == "number" else "left"


def _shown(cell: Cell, column: Column) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        text = xml_text(cell)
        return text.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">') if "\n" in text else text
    if isinstance(cell, date):
        return show_day(cell)
    if column.kind == "money":
        return show_money(cell).removesuffix(" đồng")
    return str(cell) if cell < _GROUPED_FROM else counted(cell)


def _cell_head(span: Span, align: str, style: str, *, bold: bool = False) -> str:
    """Everything of a cell before its text."""
    merge = f'<w:gridSpan w:val="{span.across}"/>' if span.across > 1 else ""
    merge += f'<w:vMerge w:val="{span.down}"/>' if span.down else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    weight = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{span.width}" w:type="dxa"/>{merge}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr>{named}<w:jc w:val="{align}"/></w:pPr><w:r>{weight}<w:t xml:space="preserve">'
    )
