"""Putting tables, ruled lines and annex pages into a filled blank.

Tables enter as text after the rest is saved: a list of 1,800 names is never parsed into nodes and written out again.
The saved file carries no clock, so that the same values give the same bytes.
"""

from __future__ import annotations

from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.translation import gettext as _
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml.etree import Comment

from .blanks import BlankError
from .inserts import Inserts, RuleInsert, SectionInsert, TableInsert
from .rules import line_width, rule_xml
from .tables import NAMESPACE, Look, table_xml

Element = Any  # an lxml element; lxml carries no types
_NO_CLOCK = (2020, 3, 5, 0, 0, 0)
_CELL_MARGIN = 108  # Word's default, twentieths of a point
_BEFORE_NUMBERING = {qn(f"w:{name}") for name in ("pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType")}
_TINY = (
    f'<w:p xmlns:w="{NAMESPACE}"><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    '<w:ind w:firstLine="0"/></w:pPr></w:p>'
)


def finish(document: Any, inserts: Inserts, styles: dict[str, str], path: Path) -> bytes:
    """The Word file with every mark replaced by what it stands for.

    Raises:
        BlankError: a mark shares its line with other words, or the blank has no place for a list.
    """
    body = document.element.body
    page = body.find(qn("w:sectPr"))
    look = Look.of(styles)
    tables: dict[str, str] = {}
    waiting = page
    for paragraph, mark in _marked(body, inserts, path):
        match inserts.by_mark.pop(mark):
            case TableInsert() as insert:
                width = _text_width(page, landscape=insert.landscape)
                tables[mark] = table_xml(insert.table, width=width, look=look)
                paragraph.getparent().replace(paragraph, Comment(mark))
            case RuleInsert() as insert:
                _put_rule(paragraph, insert, page, styles.get("Kẻ ngang", ""))
            case SectionInsert() as insert:
                _break_before(paragraph, waiting)
                waiting = _annex_page(page, landscape=insert.landscape)
    if waiting is not page:
        body.replace(page, waiting)
    _refuse_leftovers(inserts, path)
    return _saved(document, tables)


def _saved(document: Any, tables: dict[str, str]) -> bytes:
    plain, out = BytesIO(), BytesIO()
    document.save(plain)
    main = str(document.part.partname).lstrip("/")
    with ZipFile(plain) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == main:
                for mark, table in tables.items():
                    content = content.replace(f"<!--{mark}-->".encode(), table.encode())
            info = ZipInfo(name, date_time=_NO_CLOCK)
            info.compress_type = ZIP_DEFLATED
            target.writestr(info, content)
    return out.getvalue()


def _marked(body: Element, inserts: Inserts, path: Path) -> list[tuple[Element, str]]:
    found = []
    for paragraph in body.iter(qn("w:p")):
        text = "".join(node.text or "" for node in paragraph.iter(qn("w:t"))).strip()
        if inserts.key not in text:
            continue
        if text not in inserts.by_mark:
            what = _("chỗ điền bảng, dòng kẻ hoặc trang mới phải đứng riêng một dòng, không lẫn chữ khác.")
            raise BlankError(path, what)
        found.append((paragraph, text))
    return found


def _refuse_leftovers(inserts: Inserts, path: Path) -> None:
    """Lines may be left out by an officer who draws his own; a list or its page may not be lost."""
    for insert in inserts.by_mark.values():
        if not isinstance(insert, RuleInsert):
            what = _("thiếu chỗ điền “{{ %(name)s }}”, nội dung này sẽ bị mất. Hãy thêm chỗ điền đó vào tệp Word.")
            raise BlankError(path, what % {"name": insert.name})


def _put_rule(paragraph: Element, insert: RuleInsert, page: Element, style: str) -> None:
    available = _available(paragraph, page, landscape=insert.landscape)
    length = round(insert.share * line_width(insert.text, insert.size, available))
    paragraph.getparent().replace(paragraph, parse_xml(rule_xml(length, available, style)))


def _available(paragraph: Element, page: Element, *, landscape: bool) -> int:
    cell = paragraph.getparent()
    if cell.tag != qn("w:tc"):
        return _text_width(page, landscape=landscape)
    width = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
    if width is None or width.get(qn("w:type")) != "dxa":
        return _text_width(page, landscape=False) // 2
    table = cell.getparent().getparent()
    margin = table.find(f"{qn('w:tblPr')}/{qn('w:tblCellMar')}/{qn('w:left')}")
    each = int(margin.get(qn("w:w"))) if margin is not None else _CELL_MARGIN
    return int(width.get(qn("w:w"))) - 2 * each


def _text_width(page: Element, *, landscape: bool) -> int:
    """Width between the margins, twentieths of a point."""
    size, margins = page.find(qn("w:pgSz")), page.find(qn("w:pgMar"))
    sides = sorted(int(size.get(qn(f"w:{side}"))) for side in ("w", "h"))
    return sides[landscape] - int(margins.get(qn("w:left"))) - int(margins.get(qn("w:right")))


def _break_before(paragraph: Element, page: Element) -> None:
    """End the section before this paragraph, which itself goes away."""
    ending = parse_xml(_TINY)
    ending.find(qn("w:pPr")).append(deepcopy(page))
    paragraph.getparent().replace(paragraph, ending)


def _annex_page(page: Element, *, landscape: bool) -> Element:
    """The blank's own page, turned if need be, numbered from 1 (NĐ 30/2020, Phụ lục I, mục III.1.đ)."""
    annex = deepcopy(page)
    size = annex.find(qn("w:pgSz"))
    short, long = sorted((size.get(qn("w:w")), size.get(qn("w:h"))), key=int)
    size.set(qn("w:w"), long if landscape else short)
    size.set(qn("w:h"), short if landscape else long)
    size.set(qn("w:orient"), "landscape" if landscape else "portrait")
    for old in annex.findall(qn("w:pgNumType")):
        annex.remove(old)
    numbering = parse_xml(f'<w:pgNumType xmlns:w="{NAMESPACE}" w:start="1"/>')
    before = [each for each in annex if each.tag in _BEFORE_NUMBERING]
    before[-1].addnext(numbering)
    return annex
