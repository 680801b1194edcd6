"""The words of a letter that asks another body: its subject, its ground in full, what is to be answered."""

import re

from tdkt.confirmations.reasons import CASES, Reason

ASKS = "Nội dung hỏi: "
"""How a case of the law says what an authority is to answer; other notes are for the office itself."""

_UNCHECKED = re.compile(r"\s*\([^)]*chưa đối chiếu[^)]*\)")
_DOCUMENTS = (
    (re.compile(r"\bNĐ (\d+)/(\d{4})(?!/)"), r"Nghị định số \1/\2/NĐ-CP"),
    (re.compile(r"\bTT (?=\d)"), "Thông tư số "),
    (re.compile(r"\bLuật \d+/(\d{4})(?:/QH\d+)?"), r"Luật Thi đua, khen thưởng năm \1"),
)
_CLAUSES = re.compile(r"^(.*?)\s*(Điều \d+.*)$")
_ONE_CLAUSE = re.compile(r"^Điều (\d+)(?: khoản (\d+))?(?: điểm (\w))?$")


def ground_in_full(basis: str) -> str:
    """``NĐ 152/2025 Điều 34 khoản 2`` as a paper cites it: ``khoản 2 Điều 34 Nghị định số 152/2025/NĐ-CP``.

    What was typed otherwise stays as typed; a remark that a clause was not compared with its text is left out.
    """
    parts = [_part(part.strip()) for part in _UNCHECKED.sub("", basis).split(";")]
    return "; ".join(part for part in parts if part)


def _part(text: str) -> str:
    found = _CLAUSES.match(text)
    document, clauses = (found[1], found[2]) if found else (text, "")
    for pattern, words in _DOCUMENTS:
        document = pattern.sub(words, document)
    turned = [_turned(one.strip()) for one in clauses.split(",")] if clauses else []
    return f"{', '.join(turned)} {document}".strip()


def _turned(clause: str) -> str:
    """``Điều 45 khoản 4 điểm a`` the way it is read: the smallest part first."""
    found = _ONE_CLAUSE.match(clause)
    if found is None:
        return clause
    parts = (f"điểm {found[3]}" if found[3] else "", f"khoản {found[2]}" if found[2] else "", f"Điều {found[1]}")
    return " ".join(part for part in parts if part)


def subject_of(reason: str, year: int) -> str:
    """What stands after ``V/v``."""
    if reason == Reason.CLUSTER:
        return f"lấy ý kiến bình xét, suy tôn đề nghị tặng cờ thi đua năm {year}"
    return f"xin ý kiến về việc đề nghị khen thưởng năm {year}"


def asked_of(reason: str, note: str) -> list[str]:
    """What is to be answered: the law's own question for the case, then what the office added."""
    case = CASES[Reason(reason)].note if reason in Reason.values else ""
    law = case.removeprefix(ASKS) if case.startswith(ASKS) else ""
    questions = [one.rstrip(". ") for one in (law, note) if one.strip()]
    return [f"Nội dung đề nghị cho ý kiến: {'; '.join(questions)}."] if questions else []
