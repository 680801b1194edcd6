"""Papers around a list of names: the letter that asks another body, and what a unit registers for a year."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from .context import AwardList, Letterhead, Recipients, Registration, Signature, Table
from .fields import DOTS, Fields, addressed, annex_fields, foot, head, head_without_number
from .inserts import Inserts, TableInsert
from .text import clean, one_line, paragraphs, sentence_end
from .words import day_in_full


@dataclass(frozen=True, kw_only=True)
class LetterPaper:
    """A letter (công văn), NĐ 30/2020 mẫu 1.5: no name of kind, its subject stands under the number.

    ``number`` is number and symbol as the office writes them, nothing while the letter has none.
    """

    letterhead: Letterhead
    title: str
    addressees: tuple[str, ...]
    paragraphs: tuple[str, ...]
    signature: Signature
    number: str = ""
    issued_on: date | None = None
    recipients: Recipients = field(default_factory=Recipients)
    annexes: tuple[AwardList, ...] = ()


def letter_fields(paper: LetterPaper, inserts: Inserts) -> Fields:
    """From the letter's values to the placeholders of its blank; the last words carry "./."."""
    top = head(paper.letterhead, Registration(symbol="", issued_on=paper.issued_on), paper.title, inserts)
    del top["ke_trich_yeu"]  # only a subject under a name of kind is ruled off
    texts = list(paragraphs(*paper.paragraphs)) or [DOTS]
    number = clean(paper.number) or "      /"
    cited = f"Công văn số {number} {day_in_full(paper.issued_on)} của {one_line(paper.letterhead.body)}"
    return {
        **top,
        "so_ky_hieu": f"Số: {number}",
        "trich_yeu": f"V/v {clean(paper.title)}",
        **addressed(paper.addressees),
        "cac_doan": [*texts[:-1], sentence_end(texts[-1], "./.")],
        **foot(paper.signature, paper.recipients, upward=True),
        "cac_phu_luc": annex_fields(paper.annexes, cited, inserts),
    }


@dataclass(frozen=True, kw_only=True)
class RegistrationPaper:
    """What a unit registers for a year: how many for which title, the lists, signed by its head; it has no number."""

    letterhead: Letterhead
    title: str
    opening: tuple[str, ...]
    counts: Table
    signature: Signature
    closing: str = ""
    addressees: tuple[str, ...] = ()
    issued_on: date | None = None
    recipients: Recipients = field(default_factory=Recipients)
    annexes: tuple[AwardList, ...] = ()


def registration_fields(paper: RegistrationPaper, inserts: Inserts) -> Fields:
    """From the paper's values to the placeholders of its blank."""
    cited = f"Bản đăng ký thi đua {day_in_full(paper.issued_on)} của {one_line(paper.letterhead.body)}"
    return {
        **head_without_number(paper.letterhead, paper.title, paper.issued_on, inserts),
        **addressed(paper.addressees),
        "mo_dau": list(paragraphs(*paper.opening)),
        "bang_tong_hop": inserts.mark(TableInsert(paper.counts, name="bang_tong_hop")),
        "ket_thuc": sentence_end(paper.closing, "./.") if paper.closing else "",
        **foot(paper.signature, paper.recipients, upward=bool(paper.addressees)),
        "cac_phu_luc": annex_fields(paper.annexes, cited, inserts),
    }
