"""What the pages of one subject show: where it stands this year, why, what would change it, and the road ahead."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tdkt.dossiers.domain.facts import cases_for_people, cases_for_units
from tdkt.law import live
from tdkt.law.api import CaseError, Rulebook, Verdict
from tdkt.law.browse import Line
from tdkt.law.change import change_words, effective, lacks
from tdkt.law.engine.answers import ANSWERS, ANSWERS_VI, NOT_ASKED_VI, VERDICTS, VERDICTS_VI, YES
from tdkt.law.engine.items import AwardInfo
from tdkt.law.engine.vocabulary import BASES
from tdkt.law.forecast import ASSUMPTIONS, Road, last_year, retirement_roads, roads
from tdkt.outlook.sweep import has_it, judging_day
from tdkt.people.models import Person, Posting
from tdkt.units.models import Unit


@dataclass(frozen=True)
class Row:
    """One award in the table of the year."""

    info: AwardInfo
    state: str
    words: str
    by_known_text: str
    lacks: tuple[str, ...]
    held: bool


@dataclass(frozen=True)
class FindingLine:
    """One condition looked at."""

    line: Line
    answer: str
    answer_vi: str
    seen: str
    missing: str


@dataclass(frozen=True)
class PointCard:
    """One clause tried, with its reasons."""

    head: Line
    basis: str
    state: str
    words: str
    counts: bool
    findings: tuple[FindingLine, ...]


def for_own_eyes(case: dict[str, Any]) -> dict[str, Any]:
    """The case as its own subject may see it judged: what is still being examined is the office's alone."""
    return {**case, "facts": [fact for fact in case["facts"] if fact["type"] != "hold"]}


class Outlook:
    """One subject before the law: everything asked of it on a page.

    ``own`` when the reader is the person himself: matters under examination are then left out, whether there are any
    or not, and the page says so.
    """

    def __init__(self, subject: Person | Unit, year: int | None, today: dt.date, *, own: bool = False) -> None:
        self.subject, self.own = subject, own
        self.kind = "person" if isinstance(subject, Person) else "collective"
        self.rulebook: Rulebook = live.rulebook()
        self.year = year if year is not None else self._last_graded(today)
        self.on = max(judging_day(self.year, today), self.rulebook.catalogue.covers_from)
        self.case = for_own_eyes(self._case()) if own else self._case()

    def _last_graded(self, today: dt.date) -> int:
        """The last year with a grade on record: the next one is the first that can still go well."""
        years = self.subject.grades.filter(year__lte=today.year).values_list("year", flat=True)
        return max(years, default=today.year - 1)

    def _case(self) -> dict[str, Any]:
        if isinstance(self.subject, Person):
            cases = cases_for_people([self.subject], year=self.year, judged_on=self.on)
        else:
            cases = cases_for_units([self.subject], year=self.year, judged_on=self.on)
        return cases[self.subject.pk]

    @cached_property
    def verdicts(self) -> dict[str, Verdict]:
        """Every award. Raises CaseError."""
        return self.rulebook.judge_person_all(self.case)

    @cached_property
    def trouble(self) -> str:
        """Why the records cannot be judged, or nothing."""
        try:
            _ = self.verdicts
        except CaseError as refusal:
            return str(refusal)
        return ""

    def rows(self) -> Iterator[Row]:
        """The table of the year, the nearest first."""
        found = [self.row(code, verdict) for code, verdict in self.verdicts.items()]
        return iter(sorted(found, key=lambda row: (not row.held, _ORDER[row.state], len(row.lacks))))

    def row(self, code: str, verdict: Verdict) -> Row:
        """One award in the table of the year."""
        missing = tuple(self.rulebook.in_words(text) for text in lacks(verdict))
        return Row(
            info=self.rulebook.catalogue.awards[code],
            state=verdict.verdict,
            words=verdict.verdict_vi,
            by_known_text="" if verdict.known_text is None else VERDICTS_VI[verdict.known_text],
            lacks=missing,
            held=has_it(self.case["facts"], code, self.year),
        )

    @property
    def first(self) -> int:
        """The first year taken to go well."""
        return self.year + 1

    def roads(self) -> list[Road]:
        """The road to every award not yet held."""
        return roads(self.rulebook, self.case, first=self.first, held_now=self.held_now)

    def retirement_roads(self) -> list[Road]:
        """The awards for a whole career, by the year of retiring; nothing for collectives."""
        if self.kind != "person":
            return []
        return retirement_roads(self.rulebook, self.case, first=self.first, held_now=self.held_now)

    @cached_property
    def held_now(self) -> frozenset[str]:
        """Codes of the posts held on the day of judging."""
        if not isinstance(self.subject, Person):
            return frozenset()
        posts = Posting.objects.on(self.on).filter(person=self.subject).exclude(position_code="")
        return frozenset(posts.values_list("position_code", flat=True))

    @property
    def last(self) -> int:
        """The last year looked at."""
        return last_year(self.first)

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What the road takes for granted."""
        return ASSUMPTIONS[self.kind]

    def points(self, code: str) -> list[PointCard]:
        """Every clause tried for one award, the best first."""
        verdict = self.verdicts[code]
        ordered = sorted(verdict.points, key=lambda point: (not point.awake, -point.verdict))
        return [self._card(point) for point in ordered]

    def _card(self, point: Any) -> PointCard:
        cited = self.rulebook.cited
        return PointCard(
            head=Line(point.text, cited(point.clause), point.mark),
            basis=BASES[point.basis],
            state=VERDICTS[point.verdict],
            words=VERDICTS_VI[point.verdict],
            counts=point.awake,
            findings=tuple(self._finding(finding) for finding in point.findings),
        )

    def _finding(self, finding: Any) -> FindingLine:
        told = finding.to_json()
        text = self.rulebook.in_words(told["vi"])
        presumed = told["is"] == "presumed conduct" and finding.answer == YES
        missing = self.rulebook.in_words(told["missing"])
        return FindingLine(
            line=Line(text[:1].upper() + text[1:], self.rulebook.cited(told["cite"]), told["mark"]),
            answer="presumed" if presumed else ANSWERS[finding.answer] if finding.applies else "apart",
            answer_vi=_answer_words(finding, presumed=presumed),
            seen=", ".join(self.rulebook.in_words(str(item)) for item in told["seen"]),
            missing="" if missing == text else missing,
        )

    def change(self, code: str) -> list[str] | None:
        """The smallest set of facts that would make it eligible, in words; None where none was found."""
        if effective(self.verdicts[code]) == YES:
            return []
        return change_words(self.rulebook, {**self.case, "award": code})


def _answer_words(finding: Any, *, presumed: bool) -> str:
    if not finding.applies:
        return NOT_ASKED_VI
    return "coi như có, chờ xác nhận" if presumed else ANSWERS_VI[finding.answer]


_ORDER = {"eligible": 0, "council": 1, "not_eligible": 2, "unknown": 3}
