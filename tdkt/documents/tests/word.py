"""Reading a made paper back, and making blanks to try."""

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from docx import Document

from tdkt.documents.papers.blanks import Blank, find_blank


def opened(content: bytes) -> Any:
    return Document(BytesIO(content))


def lines(content: bytes) -> list[str]:
    """Every paragraph with text, in order, those in tables too."""
    texts = ("".join(node.text or "" for node in p.iter("{*}t")) for p in opened(content).element.body.iter("{*}p"))
    return [text for text in texts if text]


def rows(content: bytes, table: int = -1) -> list[list[str]]:
    """Texts of the cells of one table."""
    found = opened(content).tables[table]._tbl.tr_lst
    return [["".join(n.text or "" for n in cell.iter("{*}t")) for cell in row.tc_lst] for row in found]


def part(content: bytes, name: str = "word/document.xml") -> str:
    with ZipFile(BytesIO(content)) as archive:
        return archive.read(name).decode()


def edited_blank(folder: Path, kind: Blank, *changes: tuple[str, str]) -> Path:
    """A copy of our blank in the folder with words changed, as an officer would in Word."""
    path = folder / f"{kind}.docx"
    with ZipFile(find_blank(kind, on=None)) as source, ZipFile(path, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            for old, new in changes if name == "word/document.xml" else ():
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode())
            target.writestr(name, text)
    return path
