"""What the judge expects of those who registered for a year, if the year goes well.

Nothing here knows a rule. The year's results (its titles, its grade where nobody has entered one) are taken as hoped
for, everything else as it stands on record; then the judge is asked twice, without and with the registered title. What
still has to come is what the judge finds lacking or what ``law.change`` says would be enough.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tdkt.dossiers.domain.facts import cases_for_people, cases_for_units
from tdkt.dossiers.domain.law import award_name, rulebook
from tdkt.law.api import CaseError, Rulebook, Verdict
from tdkt.law.change import Step, award_fact, effective, lacks, one_step, smallest_change
from tdkt.law.engine.answers import VERDICTS, YES
from tdkt.law.engine.items import AwardInfo
from tdkt.people.models import Person
from tdkt.registrations.catalogue import law_day
from tdkt.registrations.expectations import Ahead, Asked, Depth, Expectation, Question
from tdkt.registrations.queries import codes_registered, people_registered
from tdkt.units.models import Unit

MOST_AHEAD = {Depth.WORD: 0, Depth.LINE: 1, Depth.PAGE: 3}
MOST_LACKING = 3
"""Beyond so many open conditions an award is no prospect yet."""

NEWER_LAW = "Có văn bản mới chưa thấy lời văn; đây là kết luận theo quy định đã biết."

Case = dict[str, Any]


def expect(asked: Sequence[Asked], question: Question) -> Mapping[Asked, Expectation]:
    """What is expected of each; the queries do not grow with the lines. Joined to the registrations in ``ready``."""
    year = question.year
    people = {one.key for one in asked if one.kind == "person"}
    units = {one.key for one in asked if one.kind == "collective"}
    cases: dict[tuple[str, int], Case] = {}
    wanted: dict[tuple[str, int], set[str]] = {}
    if people:
        cases |= {("person", key): case for key, case in _people(people, question).items()}
        wanted |= {("person", key): codes for key, codes in codes_registered("person", people, year).items()}
    if units:
        cases |= {("collective", key): case for key, case in _units(units, year).items()}
        wanted |= {("collective", key): codes for key, codes in codes_registered("unit", units, year).items()}
    book = rulebook()
    found = {}
    for one in asked:
        case = cases.get((one.kind, one.key))
        if case is not None and one.code in book.catalogue.awards:
            found[one] = _Hope(book, case, one.code, wanted.get((one.kind, one.key), set()), year).expectation(
                question.depth
            )
    return found


def _people(keys: Iterable[int], question: Question) -> dict[int, Case]:
    """The case of each person, the reader's own without what is still being examined about him."""
    chosen = Person.objects.filter(pk__in=keys)
    cases = cases_for_people(chosen, year=question.year, judged_on=law_day(question.year))
    if question.reader in cases:
        own = cases[question.reader]
        own["facts"] = [fact for fact in own["facts"] if fact["type"] != "hold"]
    return cases


def _units(keys: Iterable[int], year: int) -> dict[int, Case]:
    """Collectives are measured by their people: those who strive for a title count as if they had reached it."""
    titles = sorted(_titles("person"), key=lambda info: info.rank)
    registered = people_registered(year, [info.code for info in titles])
    nominated: dict[str, set[int]] = {}
    higher: set[int] = set()
    for info in reversed(titles):
        higher = higher | registered.get(info.code, set())
        nominated[info.code] = higher
    chosen = Unit.objects.filter(pk__in=keys)
    return cases_for_units(chosen, year=year, judged_on=law_day(year), nominated=nominated)


def _titles(kind: str) -> list[AwardInfo]:
    return [info for info in rulebook().awards() if info.type == "title" and info.judged and kind in info.kinds]


@dataclass
class _Hope:
    """One subject, the award it strives for, and the year as it is hoped for."""

    book: Rulebook
    case: Case
    code: str
    wanted: set[str]
    year: int

    def expectation(self, depth: Depth) -> Expectation:
        """The answer with as many reasons as are asked for."""
        case, assumed = self._good_year()
        try:
            verdict = self.book.judge({**case, "award": self.code})
            if depth == Depth.WORD:
                return Expectation(VERDICTS[effective(verdict)])
            now, missing = self._still_needed(case, verdict, depth)
            return Expectation(
                VERDICTS[effective(verdict)],
                tuple(assumed),
                now,
                missing,
                self._ahead(case, MOST_AHEAD[depth]),
                NEWER_LAW if verdict.known_text is not None else "",
            )
        except CaseError as refusal:
            return Expectation("unknown", lacks=(f"dữ liệu chưa dùng được để xét: {refusal}",))

    def _good_year(self) -> tuple[Case, list[str]]:
        """The case with the year's results as hoped for, and what was taken for granted in words."""
        kept = [fact for fact in self.case["facts"] if not (fact["type"] == "award" and fact["year"] == self.year)]
        facts, words = [_all_done(fact) for fact in kept], []
        if not any(fact["type"] == "grade" and fact["year"] == self.year for fact in facts):
            facts.append({"type": "grade", "year": self.year, "value": "excellent"})
            words.append("hoàn thành xuất sắc nhiệm vụ")
        for code in self._lower_titles():
            facts.append(award_fact(code, self.year))
            words.append(award_name(code))
        return {name: value for name, value in self.case.items() if name != "unknown"} | {"facts": facts}, words

    def _lower_titles(self) -> list[str]:
        """Titles taken as reached in the same year: those below the title striven for, or, under a form, below and
        with the titles registered beside it.
        """
        mine = self.book.catalogue.awards[self.code]
        titles = sorted(_titles(self.case["subject"]["kind"]), key=lambda info: info.rank)
        if mine.type == "title":
            return [info.code for info in titles if info.rank < mine.rank]
        top = max((info.rank for info in titles if info.code in self.wanted), default=0)
        return [info.code for info in titles if info.rank <= top]

    def _still_needed(self, case: Case, verdict: Verdict, depth: Depth) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What the year itself must still bring, and what lacks beyond it."""
        if effective(verdict) == YES:
            return (), ()
        asked = {**case, "award": self.code}
        if depth == Depth.PAGE:
            steps = smallest_change(self.book, asked)
            if steps is not None:
                return self._parted(steps)
        elif (step := one_step(self.book, asked)) is not None:
            return (step.words,), ()
        return (), tuple(self._lacking(text) for text in lacks(verdict)[:MOST_LACKING])

    def _lacking(self, text: str) -> str:
        """What lacks, without the word that every list of it begins with."""
        words = self.book.in_words(text).removeprefix("còn thiếu ")
        return words.replace("Cần người", "cần người", 1)

    def _parted(self, steps: list[Step]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        now = dict.fromkeys(step.words for step in steps if step.year >= self.year)
        past = dict.fromkeys(step.words for step in steps if step.year < self.year)
        return tuple(now), tuple(past)

    def _ahead(self, case: Case, most: int) -> tuple[Ahead, ...]:
        """Awards that come nearer with the title in hand, the nearest first."""
        if not most:
            return ()
        codes = [code for code in self.book.codes_for(case["subject"]["kind"]) if self._is_above(code)]
        before = self.book.judge_person_all(case, codes)
        reached = {**case, "facts": [*case["facts"], award_fact(self.code, self.year)]}
        after = self.book.judge_person_all(reached, codes)
        ahead = [one for code in codes if (one := self._nearer(code, before[code], after[code])) is not None]
        return tuple(sorted(ahead, key=lambda one: len(one.lacks))[:most])

    def _is_above(self, code: str) -> bool:
        """A higher title, or any form; not what is registered beside it already."""
        mine, other = self.book.catalogue.awards[self.code], self.book.catalogue.awards[code]
        if code == self.code or code in self.wanted:
            return False
        return other.rank > mine.rank if other.type == mine.type else mine.type == "title"

    def _nearer(self, code: str, before: Verdict, after: Verdict) -> Ahead | None:
        """The clause with the fewest open conditions among those the title helped to meet; nothing new where the award
        is open to the subject anyhow.
        """
        if effective(before) == YES:
            return None
        answers = {(point.clause, finding.vi): finding.answer for point in before.points for finding in point.findings}
        found: list[Ahead] = []
        for point in after.points:
            met = [
                finding.vi
                for finding in point.findings
                if finding.answer == YES and answers.get((point.clause, finding.vi)) != YES
            ]
            open_ = [finding.missing or finding.vi for finding in point.findings if finding.answer != YES]
            asked_before = [text for text in met if (point.clause, text) in answers]
            met = asked_before or met[:1]  # the first condition of a clause stands for those looked at after it
            if met and len(open_) <= MOST_LACKING:
                says = self.book.in_words
                lacking = tuple(dict.fromkeys(map(self._lacking, open_)))
                found.append(Ahead(award_name(code), VERDICTS[point.verdict], tuple(map(says, met)), lacking))
        return min(found, key=lambda one: len(one.lacks), default=None)


def _all_done(fact: dict[str, Any]) -> dict[str, Any]:
    """Where the year's head count is not complete yet, everybody is hoped to complete the tasks."""
    if fact["type"] != "members":
        return fact
    return {"completed": fact["total"], **fact}
