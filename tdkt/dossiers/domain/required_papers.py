"""The papers that the law asks for each line, and how each of them stands.

The law's list comes from the rulebook by award, type of commendation and the round's day. A paper is there (attached,
or kept by another room), is written by the software itself, cannot be had for a reason that the next level reads, or
is lacking.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from django.db import models

from tdkt.awards.models import Ground
from tdkt.dossiers.domain.law import rulebook
from tdkt.dossiers.models import AwardRound, Nomination, NominationPaper, PaperExcuse
from tdkt.law.api import PaperAsked


class PaperState(models.TextChoices):
    """How one paper of a dossier stands."""

    HAVE = "have", "Có"
    LACK = "lack", "Chưa có"
    EXCUSED = "excused", "Có giải trình"
    OURS = "ours", "Phần mềm tự lập"
    IF_ANY = "if_any", "Kèm nếu có"


TONES = {
    PaperState.HAVE: ("green", "circle-check"),
    PaperState.LACK: ("red", "circle-x"),
    PaperState.EXCUSED: ("amber", "info"),
    PaperState.OURS: ("blue", "stamp"),
    PaperState.IF_ANY: ("grey", "circle"),
}

WRITTEN_HERE = frozenset({"submission", "minutes", "votes", "publicity"})
"""What the software writes out of its own records when its time comes: nobody has to bring it."""

OFFICE_PAPERS = frozenset({"submission", "minutes", "votes", "publicity", "party", "authority", "foreign"})
"""What the level that considers the line signs or obtains itself: its appraiser may attach it too."""

_BY_GROUND = {
    Ground.GRADE: ("Văn bản công nhận hoàn thành xuất sắc nhiệm vụ", "NĐ98/2023 Điều 34 k2 d"),
    Ground.SUDDEN_MERIT: ("Bản sao quyết định khen thưởng đột xuất", "TT01/2019/VKSTC Điều 44 k1"),
}
"""CSTDCS not won by an initiative rests on another paper, and only the article named asks for that one."""


@dataclass(frozen=True)
class RequiredPaper:
    """One paper of one line. ``kept`` says where a paper that nobody attached is."""

    key: str
    words: str
    cite: str
    cites: tuple[str, ...]
    mark: str
    copies: int | None
    needed: bool
    state: PaperState
    kept: str = ""
    files: list[NominationPaper] = field(default_factory=list)
    excuse: PaperExcuse | None = None

    @property
    def tone(self) -> str:
        """The colour of its state."""
        return TONES[self.state][0]

    @property
    def icon(self) -> str:
        """The drawing of its state."""
        return TONES[self.state][1]

    @property
    def restated(self) -> bool:
        """Is the article known only as another text tells it?"""
        return self.mark != "verified"


Kept = Mapping[int, Mapping[str, str]]
"""By the number of the nomination: the keys of papers that a room keeps, with words on where they are."""

Source = Callable[[Sequence[Nomination]], Kept]

_sources: list[Source] = []


def register(source: Source) -> None:
    """Ask ``source`` (a constant number of queries) which papers its room keeps for lines: a report written here."""
    if source not in _sources:
        _sources.append(source)


def required_papers(line: Nomination) -> list[RequiredPaper]:
    """The papers of one line, in the order of the law's vocabulary."""
    return papers_of([line])[line.pk]


def papers_of(lines: Sequence[Nomination]) -> dict[int, list[RequiredPaper]]:
    """The papers of many lines in a constant number of queries."""
    keys = [line.pk for line in lines]
    attached: dict[tuple[int, str], list[NominationPaper]] = defaultdict(list)
    for paper in NominationPaper.objects.filter(nomination__in=keys).exclude(key="").select_related("file"):
        attached[paper.nomination_id, paper.key].append(paper)
    excuses = {
        (excuse.nomination_id, excuse.key): excuse
        for excuse in PaperExcuse.objects.filter(nomination__in=keys).select_related("by")
    }
    kept = [source(lines) for source in _sources]
    cited = cache(rulebook().cited)
    return {
        line.pk: [
            _standing(
                paper,
                words=_words(line, paper),
                cites=tuple(map(cited, paper.cites)),
                files=attached.get((line.pk, paper.key), []),
                excuse=excuses.get((line.pk, paper.key)),
                kept=_where(kept, line.pk, paper.key),
            )
            for paper in papers
        ]
        for line, papers in _asked_of(lines)
    }


def _asked_of(lines: Sequence[Nomination]) -> Iterator[tuple[Nomination, list[PaperAsked]]]:
    days = dict(AwardRound.objects.filter(pk__in={line.round_id for line in lines}).values_list("pk", "judged_on"))
    found: dict[tuple[str, str, dt.date, str], list[PaperAsked]] = {}
    for line in lines:
        question = (line.code, line.kind, days[line.round_id], line.basis)
        if question not in found:
            found[question] = _ask(*question)
        yield line, [paper for one in found[question] if (paper := _by_ground(line, one)) is not None]


def _by_ground(line: Nomination, paper: PaperAsked) -> PaperAsked | None:
    """The paper as this line's ground asks for it, or nothing where no article does."""
    if not _other_ground(line, paper):
        return paper
    _, cite = _BY_GROUND[Ground(line.ground)]
    return replace(paper, cites=(cite,)) if cite in paper.cites else None


def _other_ground(line: Nomination, paper: PaperAsked) -> bool:
    return paper.key == "recognition" and line.code == "CSTDCS" and line.ground in _BY_GROUND


def _words(line: Nomination, paper: PaperAsked) -> str:
    return _BY_GROUND[Ground(line.ground)][0] if _other_ground(line, paper) else paper.vi


def _ask(code: str, kind: str, day: dt.date, basis: str) -> list[PaperAsked]:
    book = rulebook()
    return book.papers(code, kind, day, book.edition(day).basis_of(code, basis))


def _where(kept: Iterable[Kept], line: int, key: str) -> str:
    return next((words for one in kept if (words := one.get(line, {}).get(key, ""))), "")


def _standing(
    paper: PaperAsked,
    *,
    words: str,
    cites: tuple[str, ...],
    files: list[NominationPaper],
    excuse: PaperExcuse | None,
    kept: str,
) -> RequiredPaper:
    if files or kept:
        state = PaperState.HAVE
    elif excuse is not None:
        state = PaperState.EXCUSED
    elif not paper.needed:
        state = PaperState.IF_ANY
    else:
        state = PaperState.OURS if paper.key in WRITTEN_HERE else PaperState.LACK
    return RequiredPaper(
        key=paper.key,
        words=words,
        cite=cites[0],
        cites=cites,
        mark=paper.mark,
        copies=paper.copies,
        needed=paper.needed,
        state=state,
        kept=kept,
        files=files,
        excuse=excuse,
    )


def paper_gaps(lines: Sequence[Nomination]) -> dict[int, list[str]]:
    """Papers the lines lack without a word, in sentences; what was explained is told by ``excuses_of``."""
    found = {}
    for key, papers in papers_of(lines).items():
        sentences = [f"Chưa có {paper.words} ({paper.cite})" for paper in papers if paper.state == PaperState.LACK]
        if sentences:
            found[key] = sentences
    return found


def excuses_of(lines: Sequence[Nomination]) -> dict[int, list[str]]:
    """Who explained what on each line, for the level that reads it before an act; lines without any are left out."""
    found: dict[int, list[str]] = {}
    for key, papers in papers_of(lines).items():
        told = [_told(paper, paper.excuse) for paper in papers if paper.state == PaperState.EXCUSED and paper.excuse]
        if told:
            found[key] = told
    return found


def _told(paper: RequiredPaper, excuse: PaperExcuse) -> str:
    return f"Không có {paper.words}: {excuse.why} ({excuse.by.full_name}, {excuse.at:%d/%m/%Y})"
