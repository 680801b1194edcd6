"""A decision with 1,800 names: our one joined table against python-docx adding the rows one by one.

Both make the whole paper from the same blank; the cells must hold the same texts. `python -m bench.docx_rows`
"""

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

from docx import Document

from tdkt.documents.papers.context import AwardList, Column, DecisionPaper, Group, Table
from tdkt.documents.papers.render import render_decision
from tdkt.documents.papers.samples import decision

NAMES = 1_800
AT_LEAST = 10
_COLUMNS = (
    Column(header="Họ và tên", width=48),
    Column(header="Chức vụ", width=40),
    Column(header="Đơn vị", width=46),
    Column(header="Ghi chú", width=20),
)


def run() -> dict[str, Any]:
    """Best of three of each, side by side, in seconds."""
    people = [
        (f"Ông Nguyễn Văn Số {number}", "Kiểm sát viên", "Viện kiểm sát nhân dân khu vực 1", "")
        for number in range(1, NAMES + 1)
    ]
    ours, reference = _paper(people), _paper([])
    fast, slow = BytesIO(render_decision(ours)), BytesIO(_one_by_one(reference, people))
    if _texts(fast) != _texts(slow):
        raise AssertionError("the two papers do not say the same")
    seconds = _best(lambda: render_decision(ours)), _best(lambda: _one_by_one(reference, people))
    return {
        "name": f"a decision of {NAMES:,} names as .docx",
        "ours": seconds[0],
        "reference": seconds[1],
        "ratio": seconds[1] / seconds[0],
        "target": f"at least {AT_LEAST} times faster than python-docx row by row",
        "met": seconds[1] >= AT_LEAST * seconds[0],
    }


def _paper(people: Sequence[tuple[str, ...]]) -> DecisionPaper:
    table = Table(columns=_COLUMNS, groups=(Group(rows=people),))
    return replace(decision(), annexes=(AwardList(title="Danh sách", table=table),))


def _one_by_one(paper: DecisionPaper, people: Sequence[tuple[str, ...]]) -> bytes:
    document: Any = Document(BytesIO(render_decision(paper)))
    table = document.tables[-1]
    for number, person in enumerate(people, start=1):
        cells = table.add_row().cells
        for cell, text in zip(cells, (str(number), *person), strict=True):
            cell.text = text
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _texts(content: BytesIO) -> list[list[str]]:
    table = Document(content).tables[-1]
    rows = table._tbl.tr_lst  # noqa: SLF001  table.cell() is quadratic
    return [["".join(node.text or "" for node in cell.iter("{*}t")) for cell in row.tc_lst] for row in rows]


def _best(act: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    result = run()
    print(
        f"{result['name']}: {result['ours']:.3f} s, reference {result['reference']:.3f} s, ratio {result['ratio']:.1f}"
    )
    print(f"{result['target']}: {'met' if result['met'] else 'MISSED'}")
    sys.exit(0 if result["met"] else 1)


if __name__ == "__main__":
    main()
