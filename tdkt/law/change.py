"""What would change a verdict: a smallest set of facts with which the judge says "eligible". No Django here.

Nothing here knows a rule. Facts that the clauses look at are proposed, the judge is asked, and what it does not need is
taken away again; the answer was therefore always judged. The search is bounded, so the set found is one that cannot
be made smaller by leaving something out, and for up to two facts it is the smallest there is.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial
from itertools import combinations
from typing import Any

from .api import CaseError, Rulebook
from .engine.answers import YES
from .engine.judge import career_of
from .engine.verdicts import Verdict, overall
from .engine.vocabulary import ABSENCES, DISCIPLINES, GRADES, HOLDS, INITIATIVES, LEVELS
from .reach import Reach, reach_of

Fact = dict[str, Any]
Case = dict[str, Any]

MERIT = "cong_trang"
YEARS_BACK = 10
INITIATIVE_YEARS = 5
MOST_QUESTIONS = 4000


@dataclass(frozen=True)
class Step:
    """One fact to be had: added, put in the place of another, or taken away (``fact`` is then None).

    ``told`` instead completes the head counts of the year, which are one fact with many numbers.
    """

    words: str
    year: int
    fact: Fact | None = None
    instead_of: Fact | None = None
    told: tuple[tuple[str, int], ...] = ()

    @property
    def code(self) -> str:
        """The award it gives, if it gives one."""
        return str((self.fact or {}).get("code", ""))

    def applied(self, facts: list[Fact]) -> list[Fact]:
        """The facts as they would be."""
        if self.told:
            mine = {**self._counts(facts), **dict(self.told)}
            return [mine if _counts_of(fact, self.year) else fact for fact in facts]
        kept = [fact for fact in facts if fact is not self.instead_of]
        return kept if self.fact is None else [*kept, self.fact]

    def _counts(self, facts: list[Fact]) -> Fact:
        return next(fact for fact in facts if _counts_of(fact, self.year))


def _counts_of(fact: Fact, year: int) -> bool:
    return bool(fact["type"] == "members" and fact["year"] == year)


def effective(verdict: Verdict) -> int:
    """The answer by the text that is known, where a newer law of unknown content hides it."""
    return verdict.code if verdict.known_text is None else verdict.known_text


def answer_of(rulebook: Rulebook, case: Case) -> int:
    """``effective`` of the verdict on a case, without its reasons: the same conditions, several times faster."""
    parsed = rulebook.parse(case)
    career = career_of(parsed, rulebook.edition_for(parsed))
    return overall(career.tried(parsed.award), basis=parsed.basis)


def smallest_change(rulebook: Rulebook, case: Case) -> list[Step] | None:
    """The facts that would make the case eligible: none where it is, None where no such set was found.

    Facts nobody has told come first, what people vouch for after what is recorded, and of that first what the case is
    about (no provincial office is told to be a ministry); then another value for what is told; last the end of what
    stands in the way.
    Raises CaseError for a case that cannot be judged.
    """
    verdict = rulebook.judge(case)
    if effective(verdict) == YES:
        return []
    case = _on_merit(rulebook, _all_told(case))
    year = case.get("year") or int(case["judged_on"][:4])
    reach = _reach(rulebook, case)
    recorded = list(_missing(rulebook, case, reach, year))
    near = list(_attested(_reach(rulebook, case, frozenset(p.clause for p in verdict.points if p.awake)), year))
    attested = list(_attested(reach, year))
    corrected = [*recorded, *attested, *_corrections(case, year)]
    tried = (recorded, [*recorded, *near], [*recorded, *attested], corrected, [*corrected, *_removals(case, year)])
    for steps in tried:
        found = _minimised(partial(_works, rulebook, case), steps)
        if found is not None:
            fewest = _fewest(partial(_works, rulebook, case), found)
            return sorted(fewest, key=lambda step: (step.year, step.words))
    return None


def change_words(rulebook: Rulebook, case: Case) -> list[str] | None:
    """``smallest_change`` in sentences: the years of one grade or one title in one, what is needed twice said once."""
    steps = smallest_change(rulebook, case)
    if steps is None:
        return None
    alike: dict[tuple[str, str], list[Step]] = {}
    for step in steps:
        alike.setdefault(_kin(step), []).append(step)
    return [_together(what, text, group) for (what, text), group in alike.items()]


def _kin(step: Step) -> tuple[str, str]:
    """What the step says beside its year, where the same may be needed of several years."""
    kind = (step.fact or {}).get("type", "")
    if kind == "grade" and step.instead_of is None:
        return kind, step.words.split(": ", 1)[1]
    return (kind, step.words.rsplit(" năm ", 1)[0]) if kind == "award" else ("", step.words)


def _together(what: str, text: str, group: list[Step]) -> str:
    if len(group) == 1:
        return group[0].words
    if what:
        years = _years_told([step.year for step in group])
        return f"Năm {years}: {text}" if what == "grade" else f"{text} năm {years}"
    return f"{text} (× {len(group)})"


def _years_told(years: list[int]) -> str:
    """Years in order, three and more on end as a span."""
    spans: list[list[int]] = []
    for year in years:
        if spans and year == spans[-1][-1] + 1:
            spans[-1].append(year)
        else:
            spans.append([year])
    told = [f"{span[0]} – {span[-1]}" if len(span) > 2 else ", ".join(map(str, span)) for span in spans]
    return ", ".join(told)


def one_step(rulebook: Rulebook, case: Case) -> Step | None:
    """The one recorded fact of the case's own year that would make it eligible, or None where one is not enough.

    What only people can vouch for is left out: with it almost anything would be one word away.
    """
    case = _on_merit(rulebook, _all_told(case))
    year = case.get("year") or int(case["judged_on"][:4])
    reach = _reach(rulebook, case)
    found = [*_missing(rulebook, case, reach, year), *_corrections(case, year)]
    titles = {info.code for info in rulebook.awards() if info.type == "title"}
    near = [step for step in found if step.year == year and (step.code == "" or step.code in titles)]
    steps = list({step.words: step for step in near}.values())
    works = partial(_works, rulebook, case)
    if not steps or not works(steps):
        return None
    enough = next((step for step in steps if works([step])), None)
    return None if enough is None else _fewest(works, [enough])[0]


def _reach(rulebook: Rulebook, case: Case, only: frozenset[str] = frozenset()) -> Reach:
    layers = tuple(case["layers"]) if case.get("layers") else None
    asked = (case["award"], case["subject"]["kind"], case.get("basis", ""))
    return _reach_on(rulebook, date.fromisoformat(case["judged_on"]), layers, asked, only)


@lru_cache(maxsize=512)
def _reach_on(
    rulebook: Rulebook, day: date, layers: tuple[str, ...] | None, asked: tuple[str, str, str], only: frozenset[str]
) -> Reach:
    return reach_of(rulebook.edition(day, layers), *asked, only=only)


def _all_told(case: Case) -> Case:
    """What nobody looked up counts as absent here: it is among the facts to be had."""
    return {name: value for name, value in case.items() if name != "unknown"}


def _on_merit(rulebook: Rulebook, case: Case) -> Case:
    """A case that names no basis is asked about merit first, where the award has a standard of merit."""
    layers = tuple(case["layers"]) if case.get("layers") else None
    edition = rulebook.edition(date.fromisoformat(case["judged_on"]), layers)
    clauses = edition.of(case["award"], case["subject"]["kind"])
    merit = any(clause.basis == MERIT for clause in clauses)
    return {**case, "basis": MERIT} if merit and not case.get("basis") else case


def _works(rulebook: Rulebook, case: Case, steps: Sequence[Step]) -> bool:
    facts = list(case["facts"])
    for step in steps:
        facts = step.applied(facts)
    try:
        return answer_of(rulebook, {**case, "facts": facts}) == YES
    except CaseError:
        return False


def _minimised(works: Callable[[Sequence[Step]], bool], steps: list[Step]) -> list[Step] | None:
    """The smallest set of one or two, else what is left after leaving out all that is not needed."""
    for step in steps:
        if works([step]):
            return [step]
    if not works(steps):
        return None
    if len(steps) ** 2 <= 2 * MOST_QUESTIONS:
        for pair in combinations(steps, 2):
            if works(pair):
                return list(pair)
    orders = (list(reversed(steps)), steps)  # what is left out is tried from the front: the best to keep stand last
    return min((_pruned(works, order) for order in orders), key=len)


def _fewest(works: Callable[[Sequence[Step]], bool], steps: list[Step]) -> list[Step]:
    """Head counts and grades no higher than the judge needs."""
    result = list(steps)
    for place, step in enumerate(steps):
        for humbler in _humbler(step):
            if works([*result[:place], humbler, *result[place + 1 :]]):
                result[place] = humbler
                break
    return result


def _humbler(step: Step) -> Iterator[Step]:
    """The same step with less in it, the least first."""
    for key, number in step.told:
        for fewer in range(1, number):
            yield replace(step, words=step.words.replace(f"{number:02d} ", f"{fewer:02d} ", 1), told=((key, fewer),))
    if step.fact and step.fact["type"] == "grade":
        for value in ("completed", "good"):
            words = step.words.replace(GRADES["excellent"], f"{GRADES[value]} trở lên", 1)
            yield replace(step, words=words, fact={**step.fact, "value": value})


def _pruned(works: Callable[[Sequence[Step]], bool], steps: list[Step]) -> list[Step]:
    """Leave out large parts first, then smaller ones, then single facts."""
    kept, size = list(steps), max(len(steps) // 2, 1)
    while True:
        place = 0
        while place < len(kept):
            fewer = kept[:place] + kept[place + size :]
            if works(fewer):
                kept = fewer
            else:
                place += size
        if size == 1:
            return kept
        size //= 2


def _missing(rulebook: Rulebook, case: Case, reach: Reach, year: int) -> Iterator[Step]:
    """Facts that the clauses look at and that nobody has told, the latest years first."""
    graded = {fact["year"] for fact in case["facts"] if fact["type"] == "grade"}
    open_to = _open_to_subject(rulebook, case, reach.codes)
    held = {(fact["code"], fact["year"]) for fact in case["facts"] if fact["type"] == "award"}
    yield from _initiatives(reach, year)
    if reach.cluster:
        yield Step(f"Dẫn đầu cụm, khối thi đua năm {year}", year, {"type": "cluster", "year": year, "rank": 1})
    for past in range(year, year - YEARS_BACK, -1):
        if reach.graded and past not in graded:
            yield Step(
                f"Năm {past}: {GRADES['excellent']}", past, {"type": "grade", "year": past, "value": "excellent"}
            )
        for code in sorted(open_to, key=lambda code: (rulebook.catalogue.awards[code].rank, code)):
            if (code, past) not in held:
                name = rulebook.catalogue.awards[code].name
                yield Step(f"{name} năm {past}", past, award_fact(code, past, by=case["judged_on"]))
    if reach.members:
        yield from _head_counts(rulebook, case, year)


def _open_to_subject(rulebook: Rulebook, case: Case, codes: frozenset[str]) -> frozenset[str]:
    """Without the titles whose every standard is about others: no Lao động tiên tiến for a soldier."""
    parsed = rulebook.parse(case)
    career = career_of(parsed, rulebook.edition_for(parsed))
    kinds = {code for code in codes if parsed.kind in rulebook.catalogue.awards[code].kinds}
    clauses = {code: career.edition.of(code, parsed.kind) for code in kinds}
    return frozenset(
        code for code in kinds if not clauses[code] or any(one.applies.applies(career) for one in clauses[code])
    )


def _attested(reach: Reach, year: int) -> Iterator[Step]:
    for what, words in reach.attested:
        yield Step(f"Xác nhận: {words}", year, {"type": "attested", "what": what, "year": year})


def _head_counts(rulebook: Rulebook, case: Case, year: int) -> Iterator[Step]:
    """What the year's head counts could still say: nobody disciplined, all done, more holders of each title."""
    counts = next((fact for fact in case["facts"] if _counts_of(fact, year)), None)
    if counts is None or not counts.get("total"):
        return
    total = counts["total"]
    for key, words in (("khien_trach", "khiển trách"), ("canh_cao_or_worse", "cảnh cáo trở lên")):
        if key not in counts:
            yield Step(f"Ghi rõ: năm {year} không cá nhân nào bị {words}", year, told=((key, 0),))
    if counts.get("completed") != total:
        yield Step(f"Cả {total:02d} cá nhân hoàn thành nhiệm vụ năm {year}", year, told=(("completed", total),))
    for info in rulebook.awards():
        if info.type == "title" and "person" in info.kinds and counts.get(info.code, 0) < total:
            yield Step(f"{total:02d} cá nhân đạt {info.name} năm {year}", year, told=((info.code, total),))


def award_fact(code: str, year: int, *, by: str = "9999-12-31") -> Fact:
    """An award for merit, decided at the end of its year, no later than ``by``."""
    return {
        "type": "award",
        "code": code,
        "year": year,
        "category": MERIT,
        "period": [year, year],
        "decided_on": min(f"{year}-12-31", by),
    }


def _initiatives(reach: Reach, year: int) -> Iterator[Step]:
    for kind, level in sorted(reach.initiatives):
        for past in range(year, year - INITIATIVE_YEARS, -1):
            words = f"{INITIATIVES[kind].capitalize()} cấp {LEVELS[level]} được công nhận năm {past}"
            for _ in range(2):  # some standards ask for two
                yield Step(words, past, initiative_fact(kind, level, past))


def initiative_fact(kind: str, level: str, year: int) -> Fact:
    """An initiative or study, recognised and not used yet."""
    return {"type": "initiative", "kind": kind, "level": level, "year": year, "recognised_by_head": True}


def _corrections(case: Case, year: int) -> Iterator[Step]:
    """A better grade in the place of the one on record."""
    for fact in case["facts"]:
        if fact["type"] == "grade" and fact["value"] != "excellent" and year - YEARS_BACK < fact["year"] <= year:
            words = f"Năm {fact['year']}: {GRADES['excellent']} (đang ghi: {GRADES[fact['value']]})"
            yield Step(words, fact["year"], {**fact, "value": "excellent"}, instead_of=fact)


def _removals(case: Case, year: int) -> Iterator[Step]:
    """What stands in the way would have to be gone."""
    for fact in case["facts"]:
        if fact["type"] == "discipline":
            words = f"Không có kỷ luật {DISCIPLINES[fact['form']]} ngày {_day(fact['decided_on'])}"
            yield Step(words, int(fact["decided_on"][:4]), None, instead_of=fact)
        elif fact["type"] == "hold":
            yield Step(f"Không còn việc {HOLDS[fact['kind']]}", year, None, instead_of=fact)
        elif fact["type"] == "absence":
            words = f"Không nghỉ {fact['working_days']} ngày làm việc ({ABSENCES.get(fact['reason'], '')})"
            yield Step(f"{words} năm {fact['year']}", fact["year"], None, instead_of=fact)


def _day(text: str) -> str:
    year, month, day = text.split("-")
    return f"{day}/{month}/{year}"


def lacks(verdict: Verdict) -> list[str]:
    """What the clause nearest to being met still lacks; empty where the award is within reach already."""
    if effective(verdict) == YES:
        return []
    points = [point for point in verdict.points if point.awake] or verdict.points
    short = [[f.missing or f.vi for f in point.findings if f.answer != YES] for point in points]
    return min((list(dict.fromkeys(one)) for one in short if one), key=len, default=list(verdict.missing))
