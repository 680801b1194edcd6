"""What a paper says, as plain values: the caller fills these, `render` prints them.

Nothing here knows a database. A number or a day not yet given is None and prints as room to
fill in by hand (NĐ 30/2020, Điều 15: numbers are given after signing).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

Cell = str | int | date | None


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """Who issues the paper and where. `parent` is printed above the body, abbreviated as the office does."""

    body: str
    place: str
    parent: str = ""


@dataclass(frozen=True, kw_only=True)
class Registration:
    """Number in the year, symbol ("QĐ-VKS") and day of issue."""

    symbol: str
    number: int | None = None
    issued_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Signature:
    """`authority` is the line above the title where one signs for another: "KT. VIỆN TRƯỞNG"."""

    title: str
    name: str
    authority: str = ""


@dataclass(frozen=True, kw_only=True)
class Recipients:
    """Nơi nhận: the lines, then "Lưu: <filed>"."""

    lines: tuple[str, ...] = ()
    filed: str = "VT"


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a printed table. `width` in millimetres is a wish: columns share the page in proportion.

    Neighbours with the same `over` stand under one common heading. kind "money" prints 1.000.000
    and can be summed; "number" is centred; "text" is left-aligned unless `centred`.
    """

    header: str
    width: float
    kind: str = "text"
    centred: bool = False
    over: str = ""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Rows under one heading, most often a unit; headings carry Roman numerals."""

    rows: Sequence[Sequence[Cell]]
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Table:
    """Groups of rows. `numbered` puts a running number (TT) before each row; `totals` sums number and money columns."""

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    numbered: bool = True
    totals: bool = False


@dataclass(frozen=True, kw_only=True)
class AwardList:
    """An annex: a table of those awarded, and how many there are. `landscape` None lets the widths decide."""

    title: str
    table: Table
    persons: int = 0
    collectives: int = 0
    landscape: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Article:
    """One Điều. With a title it stands on its own line, else the first paragraph follows the number."""

    paragraphs: tuple[str, ...]
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class DecisionPaper:
    """A decision, NĐ 30/2020 mẫu 1.2. `authority_line` is the post or body that decides ("VIỆN TRƯỞNG …")."""

    letterhead: Letterhead
    registration: Registration
    title: str
    authority_line: str
    legal_bases: tuple[str, ...]
    articles: tuple[Article, ...]
    signature: Signature
    proposed_by: str = ""
    recipients: Recipients = field(default_factory=Recipients)
    annexes: tuple[AwardList, ...] = ()


@dataclass(frozen=True, kw_only=True)
class VoteResult:
    """Votes on one nominee; the base is always all members of the council, present or not."""

    name: str
    unit: str
    members: int
    votes_for: int
    votes_against: int
    no_opinion: int = 0

    @property
    def share(self) -> Fraction:
        return Fraction(self.votes_for, self.members) if self.members else Fraction(0)


@dataclass(frozen=True, kw_only=True)
class VoteTable:
    """The vote on one award. `pass_mark` in percent of all members, to be passed and not only reached where `above`;
    None where there is no mark.
    """

    award: str
    results: tuple[VoteResult, ...]
    pass_mark: int | None = None
    above: bool = False
    cite: str = ""

    def passed(self, result: VoteResult) -> bool | None:
        """Whether the result reaches the mark; None where the law sets no mark."""
        if self.pass_mark is None:
            return None
        mark = Fraction(self.pass_mark, 100)
        return result.share > mark if self.above else result.share >= mark


@dataclass(frozen=True, kw_only=True)
class RequestLine:
    """One award asked for in a submission: how many, and the clause it rests on."""

    award: str
    persons: int = 0
    collectives: int = 0
    clause: str = ""


@dataclass(frozen=True, kw_only=True)
class Appraisal:
    """The five points on which the submitting body answers (NĐ 152/2025 Điều 33 khoản 11 điểm d).

    An empty point prints as a dotted line: the program never vouches for anybody.
    """

    subjects: str = ""
    conditions: str = ""
    standards: str = ""
    dossier: str = ""
    procedure: str = ""


@dataclass(frozen=True, kw_only=True)
class SubmissionPaper:
    """A submission (tờ trình). `opinions`: what the bodies asked have answered, or why none was asked."""

    letterhead: Letterhead
    registration: Registration
    addressees: tuple[str, ...]
    title: str
    legal_bases: tuple[str, ...]
    requests: tuple[RequestLine, ...]
    signature: Signature
    opening: tuple[str, ...] = ()
    achievements: tuple[str, ...] = ()
    votes: tuple[VoteTable, ...] = ()
    council_note: str = ""
    opinions: tuple[str, ...] = ()
    appraisal: Appraisal = field(default_factory=Appraisal)
    closing: str = ""
    recipients: Recipients = field(default_factory=Recipients)
    annexes: tuple[AwardList, ...] = ()


class Presence(StrEnum):
    """Whether a member came to the session."""

    PRESENT = "present"
    WRITTEN = "written"
    ABSENT = "absent"


@dataclass(frozen=True, kw_only=True)
class CouncilMember:
    """A member; `role` in the council ("Chủ tịch Hội đồng"), `post` in the office."""

    name: str
    role: str
    post: str = ""
    presence: Presence = Presence.PRESENT
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class MinutesPaper:
    """Minutes of a council session, NĐ 30/2020 mẫu 1.9: no place and date line; secretary left, chair right."""

    letterhead: Letterhead
    registration: Registration
    title: str
    venue: str
    chair: Signature
    secretary: Signature
    members: tuple[CouncilMember, ...]
    votes: tuple[VoteTable, ...]
    started_at: datetime | None = None
    ended_at: datetime | None = None
    guests: tuple[str, ...] = ()
    proceedings: tuple[str, ...] = ()
    ballot_note: str = ""
    conclusions: tuple[str, ...] = ()
    recipients: Recipients = field(default_factory=lambda: Recipients(filed="VT, Hồ sơ"))


@dataclass(frozen=True, kw_only=True)
class ReportSection:
    """A heading with its paragraphs and, where there is one, a table with a caption."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    table: Table | None = None
    caption: str = ""


@dataclass(frozen=True, kw_only=True)
class YearReportPaper:
    """A report (báo cáo), NĐ 30/2020 mẫu 1.4, with "Kính gửi" when it goes upward."""

    letterhead: Letterhead
    registration: Registration
    title: str
    sections: tuple[ReportSection, ...]
    signature: Signature
    addressees: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()
    closing: str = ""
    recipients: Recipients = field(default_factory=Recipients)
    annexes: tuple[AwardList, ...] = ()
