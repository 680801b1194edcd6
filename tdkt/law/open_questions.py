"""Where the law is open: the article, its two readings, the one taken. One file for the page and the document."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from .engine.errors import RulebookError
from .engine.loader import DATA
from .engine.reading import Reader, load_yaml

BOTH = 2
UNSEEN = "chưa thấy lời văn"

_SPELLED = (
    (re.compile(r"(?<![/\w])NĐ (?=\d)"), "Nghị định "),
    (re.compile(r"(?<![/\w])TT (?=\d)"), "Thông tư "),
    (re.compile(r"(?<![/\w])CV (?=\d)"), "Công văn "),
    (re.compile(r"\bk(\d+) ([a-zđ])(?=[\s,;:).–]|$)"), r"khoản \1 điểm \2"),
    (re.compile(r"\bk(\d+)\b"), r"khoản \1"),
)
"""What the file shortens, as a reader should see it."""

_HEAD = """\
# Những chỗ luật để ngỏ

Mỗi dòng là một điều, hai cách hiểu, và cách `tdkt judge` đang lấy. Chỗ nào cả hai cách đều không chắc thì kết luận là
“thiếu dữ liệu” và nêu rõ chỗ ấy. Văn bản hay trả lời chính thức giải quyết xong thì bỏ dòng ấy và sửa điều khoản thành
phiên bản mới, kèm dẫn chiếu.

Tài liệu này và trang “Còn bỏ ngỏ” cùng đọc từ `tdkt/law/data/open_questions.yaml`; sửa ở đó rồi chạy
`tdkt law questions > docs/law-open-questions.md`.
"""


@dataclass(frozen=True)
class OpenPoint:
    """One article that may be read in two ways, or whose words nobody here has seen."""

    article: str
    readings: tuple[str, ...]
    taken: str


@dataclass(frozen=True)
class Chapter:
    """Points of one time or one kind."""

    title: str
    lead: str
    points: tuple[OpenPoint, ...]


@lru_cache(maxsize=4)
def chapters(data: Path = DATA) -> tuple[Chapter, ...]:
    """Everything left open, in the order of the file. Raises RulebookError naming file and line."""
    path = data / "open_questions.yaml"
    reader = Reader(load_yaml(path), path.name, "open_questions")
    found = tuple(_chapter(node, path.name) for node in reader.items("sections", required=True))
    reader.done()
    return found


def _chapter(node: Any, file: str) -> Chapter:
    reader = Reader(node, file, "sections")
    found = Chapter(
        title=reader.text("title"),
        lead=_spelled(reader.text("lead", "")),
        points=tuple(_point(one, file) for one in reader.items("points", required=True)),
    )
    reader.done()
    return found


def _point(node: Any, file: str) -> OpenPoint:
    reader = Reader(node, file, "points")
    article, taken = _spelled(reader.text("article")), _spelled(reader.text("taken"))
    readings = tuple(map(_spelled, reader.list_of("readings")))
    unseen = reader.flag("unseen")
    reader.done()
    if len(readings) != (0 if unseen else BOTH):
        raise RulebookError(f"“{article}”: cần hai cách hiểu, hoặc “unseen: true”", reader.place)
    return OpenPoint(article, readings, taken)


def _spelled(text: str) -> str:
    for short, whole in _SPELLED:
        text = short.sub(whole, text)
    return text


def document(found: tuple[Chapter, ...]) -> str:
    """docs/law-open-questions.md, whole."""
    lines = [_HEAD.rstrip("\n")]
    for number, chapter in enumerate(found, start=1):
        lines += ["", f"## {number}. {chapter.title}", ""]
        lines += [chapter.lead, ""] if chapter.lead else []
        lines += ["| Điều | Cách hiểu thứ nhất | Cách hiểu thứ hai | Đang lấy |", "| --- | --- | --- | --- |"]
        lines += [f"| {' | '.join(_cells(point))} |" for point in chapter.points]
    return "\n".join(lines) + "\n"


def _cells(point: OpenPoint) -> tuple[str, str, str, str]:
    one, other = point.readings or (UNSEEN, "–")
    return point.article, one, other, point.taken
