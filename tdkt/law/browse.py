"""What the law pages show: one award on one day as a reader wants it, and the list of instruments."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import Any

from tdkt.law.api import Rulebook
from tdkt.law.diff import cited_all, law_on
from tdkt.law.engine.conditions.judgement import Unseen
from tdkt.law.engine.items import AwardInfo, Clause
from tdkt.law.engine.loader import Instrument
from tdkt.law.engine.vocabulary import BASES, DECIDERS, KINDS, STEPS
from tdkt.law.words import COUNCILS, MARKS, layer_name

STEP_ORDER = ("registration", "vote", "opinion", "notice", "paper", "form", "deadline", "quota", "short")


@dataclass(frozen=True)
class Line:
    """A sentence with its citation and mark."""

    text: str
    cite: str
    mark: str
    extra: tuple[str, ...] = ()

    @property
    def mark_name(self) -> str:
        """The mark's short name."""
        return MARKS[self.mark][0]

    @property
    def mark_meaning(self) -> str:
        """What the mark means for the reader."""
        return MARKS[self.mark][1]


@dataclass(frozen=True)
class Standard:
    """One clause: any one of its basis is enough."""

    head: Line
    who: str
    layer: str
    needs: tuple[Line, ...]


@dataclass(frozen=True)
class Route:
    """The clauses of one basis for one kind of subject."""

    kind: str
    basis: str
    standards: tuple[Standard, ...]


@dataclass
class AwardLaw:
    """Everything the law says about one award on one day."""

    info: AwardInfo
    on: date
    routes: list[Route] = field(default_factory=list)
    deciders: list[Line] = field(default_factory=list)
    quotas: list[Line] = field(default_factory=list)
    steps: list[tuple[str, list[Line]]] = field(default_factory=list)
    money: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def kinds(self) -> str:
        """For whom: ``cá nhân, tập thể``."""
        return ", ".join(KINDS[kind] for kind in self.info.kinds)


def award_law(rulebook: Rulebook, code: str, on: date, layers: tuple[str, ...] | None) -> AwardLaw:
    """The page of one award. Raises CaseError for an unknown code or a day before the rulebook begins."""
    data = law_on(rulebook, code, on, layers)
    return AwardLaw(
        info=rulebook.catalogue.awards[code],
        on=on,
        routes=_routes(data["clauses"], rulebook),
        deciders=[_line(item, rulebook, _level(item), _delegated(item, rulebook)) for item in data["deciders"]],
        quotas=[_line(item, rulebook) for item in data["quotas"]],
        steps=_steps(data["procedure"], rulebook),
        money=[_money(item, rulebook) for item in data["bonus"]],
        notes=data["notes"],
    )


def _routes(clauses: list[dict[str, Any]], rulebook: Rulebook) -> list[Route]:
    grouped = groupby(clauses, key=lambda clause: (clause["kind"], clause["basis"]))
    return [
        Route(KINDS[kind], BASES[basis], tuple(_standard(item, rulebook) for item in items))
        for (kind, basis), items in grouped
    ]


def _standard(clause: dict[str, Any], rulebook: Rulebook) -> Standard:
    head = Line(clause["vi"], rulebook.cited(clause["clause"]), clause["mark"])
    needs = tuple(_line(need, rulebook) for need in clause["needs"])
    return Standard(head, clause["for"], layer_name(clause["layer"]), needs)


def _line(item: dict[str, Any], rulebook: Rulebook, *extra: str) -> Line:
    text = rulebook.in_words(item["vi"])
    return Line(text[:1].upper() + text[1:], rulebook.cited(item["cite"]), item["mark"], tuple(filter(None, extra)))


def _level(item: dict[str, Any]) -> str:
    """The level in general words, where the article names somebody in particular."""
    level = DECIDERS.get(item["decider"], "")
    return "" if item["vi"].startswith(level) else level


def _delegated(item: dict[str, Any], rulebook: Rulebook) -> str:
    handed = item.get("delegated")
    return f"ủy quyền cho {handed['vi']} ({rulebook.cited(handed['cite'])})" if handed else ""


def _steps(items: list[dict[str, Any]], rulebook: Rulebook) -> list[tuple[str, list[Line]]]:
    """Grouped by what is to be done, in the order it is done."""
    found = []
    for step in STEP_ORDER:
        lines = [_line(item, rulebook, *_numbers(item)) for item in items if item["step"] == step]
        if lines:
            name = STEPS[step]
            found.append((name[:1].upper() + name[1:], lines))
    return found


def _numbers(item: dict[str, Any]) -> list[str]:
    words = _vote(item["vote"]) if item.get("vote") else []
    if item.get("days"):
        words.append(f"{item['days']} ngày làm việc")
    if item.get("by"):
        month, day = str(item["by"]).split("-")[-2:]
        words.append(f"trước ngày {int(day)}/{int(month)}")
    if item.get("form"):
        words.append(str(item["form"]))
    if item.get("copies"):
        words.append(f"{item['copies']} bản")
    return words


def _vote(vote: dict[str, Any]) -> list[str]:
    share = vote.get("share")
    pool = "số thành viên có mặt" if vote.get("of") == "present" else "tổng số thành viên"
    words = [f"từ {_percent(share)} {pool}" if share is not None else "tỷ lệ phiếu chưa thấy trong văn bản"]
    if vote.get("council") in COUNCILS:
        words.append(COUNCILS[vote["council"]])
    if vote.get("secret"):
        words.append("phiếu kín")
    if vote.get("absent") == "written":
        words.append("vắng mặt lấy ý kiến bằng văn bản")
    return words


def _percent(share: float) -> str:
    return f"{float(Fraction(share).limit_denominator(1000) * 100):g}%"


def _money(item: dict[str, Any], rulebook: Rulebook) -> Line:
    kind = KINDS[item["kind"]]
    text = f"{kind[:1].upper()}{kind[1:]}: {item['lines'][0]['vi'].split(': ', 1)[-1]}"
    return Line(text, cited_all(item["cite"], rulebook.cited), "verified", tuple(item["notes"][:1]))


@dataclass(frozen=True)
class AwardRow:
    """One award in the list of all."""

    info: AwardInfo
    kinds: str
    clauses: int
    weak: int
    decider: str
    note: str


def award_rows(rulebook: Rulebook, on: date, layers: tuple[str, ...] | None) -> list[AwardRow]:
    """Every award that the rulebook judges, with how much of it is known. Raises CaseError."""
    edition = rulebook.edition(on, layers)
    rows = []
    for info in (info for info in rulebook.awards() if info.judged):
        clauses = list({clause.id: clause for kind in info.kinds for clause in edition.of(info.code, kind)}.values())
        deciders = [edition.decider(info.code, kind) for kind in info.kinds]
        decider = next((found.decider for found in deciders if found is not None), "")
        cautions = [caution for kind in info.kinds for caution in edition.cautions_for(info.code, kind)]
        blocked = any(info.code in caution.unknown for caution in cautions)
        rows.append(
            AwardRow(
                info=info,
                kinds=", ".join(KINDS[kind] for kind in info.kinds),
                clauses=len(clauses),
                weak=sum(_is_weak(clause) for clause in clauses),
                decider=DECIDERS.get(decider, ""),
                note="Có văn bản mới chưa biết nội dung" if blocked else "",
            )
        )
    return rows


def _is_weak(clause: Clause) -> bool:
    """Whether anything in the clause was not read in the text itself."""
    parts = [part for condition in clause.need for part in condition.parts()]
    unread = any(part.mark != "verified" or isinstance(part, Unseen) for part in parts)
    return unread or clause.mark != "verified"


@dataclass(frozen=True)
class InstrumentRow:
    """One version of one instrument in the list."""

    book: Instrument
    layer: str
    clauses: int
    items: int
    in_force: bool

    @property
    def address(self) -> str:
        """Its file, as the page's address names it."""
        return self.book.file.removesuffix(".yaml")

    @property
    def mark_name(self) -> str:
        """The mark's short name."""
        return MARKS[self.book.mark][0]


def instrument_rows(rulebook: Rulebook, on: date) -> list[InstrumentRow]:
    """Every version of every instrument, newest first inside each layer."""
    order = {layer: place for place, layer in enumerate(rulebook.layers)}
    books = sorted(rulebook.library.instruments, key=lambda b: (order[b.layer], -b.since.toordinal(), b.file))
    return [
        InstrumentRow(
            book=book,
            layer=layer_name(book.layer),
            clauses=len(book.items["clauses"]),
            items=sum(len(items) for items in book.items.values()),
            in_force=book.since <= on and (book.until is None or on <= book.until),
        )
        for book in books
    ]


@dataclass(frozen=True)
class InstrumentLaw:
    """One version of an instrument, read: its standards by award, and a count of the rest."""

    book: Instrument
    layer: str
    first: date
    standards: list[tuple[str, str, list[Standard]]]
    rest: list[tuple[str, int]]
    marks: list[tuple[str, int]]


_REST = {
    "details": "Quy định làm rõ, mở thêm hoặc thay điều kiện của văn bản khác",
    "quotas": "Giới hạn số lượng",
    "procedure": "Hồ sơ, thủ tục, bỏ phiếu",
    "deciders": "Thẩm quyền quyết định",
    "bonus": "Bảng mức tiền thưởng",
    "base_salary": "Mức lương cơ sở",
    "parameters": "Cách tính thời gian",
    "careers": "Bảng chức vụ của quá trình cống hiến",
    "transitions": "Chuyển tiếp cho hồ sơ đã nhận",
    "warnings": "Lưu ý",
}


def instrument_law(rulebook: Rulebook, file: str) -> InstrumentLaw | None:
    """One file of the rulebook, or None where there is no such file."""
    book = next((book for book in rulebook.library.instruments if book.file == file), None)
    if book is None:
        return None
    awards = dict.fromkeys(clause.award for clause in book.items["clauses"])
    marks = Counter(clause.mark for clause in book.items["clauses"])
    return InstrumentLaw(
        book=book,
        layer=layer_name(book.layer),
        first=max(book.since, rulebook.catalogue.covers_from),
        standards=[(code, rulebook.catalogue.awards[code].name, _of_book(rulebook, book, code)) for code in awards],
        rest=[(name, len(book.items[section])) for section, name in _REST.items() if book.items[section]],
        marks=[(MARKS[mark][0], number) for mark, number in marks.items()],
    )


def _of_book(rulebook: Rulebook, book: Instrument, code: str) -> list[Standard]:
    """The clauses as the whole law of the version's first day shows them, details worked in."""
    first = max(book.since, rulebook.catalogue.covers_from)
    own = {clause.id for clause in book.items["clauses"] if clause.award == code}
    shown = law_on(rulebook, code, first)["clauses"]
    return [_standard(clause, rulebook) for clause in shown if clause["clause"] in own]
