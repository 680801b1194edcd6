"""The achievement report as a paper: parts, sections, tables, and those who sign. Paragraphs stay as typed.

The layout follows the reports annexed to the decrees: issuing body and motto above, the one who reports at the right,
the head of the unit at the left, the submitting level below both.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .context import Letterhead, Table
from .fields import DOTS, Fields, head_without_number
from .inserts import Inserts, TableInsert
from .text import clean, paragraphs


@dataclass(frozen=True, kw_only=True)
class AchievementTable:
    """A table with its caption."""

    caption: str
    table: Table


@dataclass(frozen=True, kw_only=True)
class AchievementSection:
    """A section: ``opening`` lines, tables, then the paragraphs; a section that says nothing prints a dotted line."""

    heading: str
    opening: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    tables: tuple[AchievementTable, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AchievementPart:
    """A part of the form: ``II`` and its heading."""

    number: str
    heading: str
    sections: tuple[AchievementSection, ...]


@dataclass(frozen=True, kw_only=True)
class AchievementPaper:
    """A report of one person or collective; ``reporter`` is the line above the signature at the right.

    ``confirms`` is the head of a person's unit; a collective's own head signs as the reporter.
    """

    letterhead: Letterhead
    title: str
    parts: tuple[AchievementPart, ...]
    reporter: str
    name: str = ""
    confirms: str = ""
    issued_on: date | None = None


def achievement_fields(paper: AchievementPaper, inserts: Inserts) -> Fields:
    """From the paper's values to the placeholders of its blank."""
    return {
        **head_without_number(paper.letterhead, paper.title, paper.issued_on, inserts),
        "cac_phan": [
            {
                "tieu_de": f"{clean(part.number)}. {clean(part.heading).upper()}",
                "cac_muc": [
                    _section(number, section, part, inserts) for number, section in enumerate(part.sections, 1)
                ],
            }
            for part in paper.parts
        ],
        "chuc_danh_bao_cao": clean(paper.reporter).upper(),
        "nguoi_bao_cao": clean(paper.name),
        "don_vi_xac_nhan": clean(paper.confirms).upper(),
    }


def _section(number: int, section: AchievementSection, part: AchievementPart, inserts: Inserts) -> Fields:
    heading = clean(section.heading)
    opening, lines = list(paragraphs(*section.opening)), list(paragraphs(*section.paragraphs))
    return {
        "tieu_de": f"{number}. {heading}" if len(part.sections) > 1 else "",
        "mo_dau": opening,
        "cac_doan": lines if opening or lines or section.tables else [DOTS],
        "cac_bang": [
            {"ten": clean(one.caption), "bang": inserts.mark(TableInsert(one.table, name="bang.bang"))}
            for one in section.tables
        ],
    }
