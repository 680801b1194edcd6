from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from tdkt.documents.papers.context import Column, Group, Table
from tdkt.documents.papers.tables import Look, table_xml
from tdkt.documents.papers.text import clean, one_line
from tdkt.documents.sheets import Column as SheetColumn
from tdkt.documents.sheets import read_sheet, write_sheet

TEXTS = st.text(st.characters(codec=None), max_size=60)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
@example("a\r\nb\tc")
@example("]]>&lt;\x00\ud800")
def test_any_text_makes_a_good_cell_in_word(text: str) -> None:
    table = Table(columns=(Column(header=text, width=10),), groups=(Group(name=text or "x", rows=[(text,)]),))
    made = etree.fromstring(table_xml(table, width=9000, look=Look()))
    cell = list(made.iter("{*}tc"))[-1]
    assert "\n".join(node.text or "" for node in cell.iter("{*}t")) == clean(text)


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
@example("_x0041_", "=1")
def test_any_text_comes_back_from_excel(first: str, second: str) -> None:
    columns = (SheetColumn(key="a", header="Cột A"), SheetColumn(key="b", header="Cột B"))
    rows = [[first, second], ["cuối", "bảng"]]
    read = read_sheet(write_sheet(title=first, columns=columns, rows=rows), "t.xlsx")
    cells = [row.cells for row in read.rows]
    assert cells[-1] == ("cuối", "bảng")
    assert cells[:-1] == [(one_line(first), one_line(second))] * bool(one_line(first) or one_line(second))
