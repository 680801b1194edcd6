"""One subject as year bits and short lists, ready to be asked."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from .answers import NO, YES
from .bits import ALL, INT_OPS, bit, through, years_of
from .conditions import Condition, Finding
from .edition import Edition
from .facts import Attested, Award, Facts
from .verdicts import overall
from .vocabulary import GRADE_RANK

MASS = "mass_organisation"


class Career:
    """The facts of one subject on one day under one edition. Unknown kinds of fact are kept apart from absent ones."""

    ops = INT_OPS

    def __init__(  # noqa: PLR0913  a subject is these facts
        self,
        facts: Facts,
        edition: Edition,
        judged_on: date,
        *,
        year: int | None = None,
        kind: str = "person",
        unknown: frozenset[str] = frozenset(),
        gender: str = "",
        occupation: str = "",
        can_receive_flags: bool = True,
    ) -> None:
        self.facts, self.edition, self.judged_on = facts, edition, judged_on
        self.year = judged_on.year if year is None else year
        self.year_told = year is not None
        self.kind, self.unknown = kind, unknown
        self.gender, self.occupation, self.can_receive_flags = gender, occupation, can_receive_flags
        self.upto = through(self.year)
        self.names, self.positions = edition.names, edition.catalogue.positions
        self._kinds_unknown = self._unknown_kinds()
        self._standards: dict[str, int] = {}
        self._settled: dict[int, int] = {}
        self._reasons: dict[int, list[Finding]] = {}
        self._bits: dict[tuple[str, str, str], int] = {}
        self._opens: dict[str, int] = {}
        self._grades = [0, 0, 0, 0, 0]
        self._fill()

    def _unknown_kinds(self) -> frozenset[str]:
        codes = self.unknown & self.edition.catalogue.awards.keys()
        return self.unknown | ({"award"} if codes else frozenset())

    def _fill(self) -> None:
        for award in self.facts.awards:
            if award.issuer != MASS and (award.decided_on is None or award.decided_on <= self.judged_on):
                self._hold(award)
        for year, value in self.facts.grades.items():
            for rank in range(1, GRADE_RANK[value] + 1):
                self._grades[rank] |= bit(year)

    def _hold(self, award: Award) -> None:
        merit = award.category in ("", "cong_trang") or not self.edition.is_form(award.code)
        mask = bit(award.year)
        keys = {(award.code, "any", "")}
        if award.category:
            keys.add((award.code, award.category, ""))
        if merit:
            keys |= {(award.code, "", ""), (award.code, "cong_trang", "")}
            self._opens[award.code] = self._opens.get(award.code, 0) | bit(self.first_year_after(award))
        if award.ground:
            keys |= {(code, category, award.ground) for code, category, _ in keys}
        for key in keys:
            self._bits[key] = self._bits.get(key, 0) | mask

    def first_year_after(self, award: Award) -> int:
        """The clock from one award to the next: from the achievement period, or from the decision."""
        by_decision = self.edition.parameters.get("clock") == "decision"
        if award.decided_on is not None and (by_decision or award.period is None):
            return self.first_year_since(award.decided_on, after=award.year)
        return (award.period[1] if award.period else award.year) + 1

    def first_year_since(self, day: date, *, after: int) -> int:
        """First year that counts after a day: the next one, or its own when full years have passed by judged_on."""
        anniversary_passed = (self.judged_on.month, self.judged_on.day) >= (day.month, day.day)
        if self.year < self.judged_on.year and anniversary_passed and day.year > after:
            return day.year
        return day.year + 1

    # --- what conditions ask

    def evaluate(self, condition: Condition, region: Any = None) -> int:
        return int(condition.answer(self, region))

    def all_of(self, conditions: Iterable[Condition], region: Any, answer: int) -> int:
        """The worst of an answer and the conditions'; stops where it cannot get worse."""
        for condition in conditions:
            if answer == NO:
                return NO
            answer = min(answer, condition.settle(self, region))
        return answer

    def one_of(self, conditions: Iterable[Condition], region: Any) -> int:
        """The best of the conditions' answers; stops where it cannot get better."""
        answer = NO
        for condition in conditions:
            answer = max(answer, condition.settle(self, region))
            if answer == YES:
                return YES
        return answer

    def settled(self, condition: Condition) -> int:
        """The answer to a condition of a clause. Clauses share their bars, so it is kept."""
        key = id(condition)
        if key not in self._settled:
            self._settled[key] = condition.settle(self)
        return self._settled[key]

    def reasons(self, condition: Condition) -> list[Finding]:
        """Why, kept likewise."""
        key = id(condition)
        if key not in self._reasons:
            self._reasons[key] = condition.explain(self)
        return self._reasons[key]

    def held(self, code: str, category: str, ground: str, *, hopeful: bool) -> int:
        if hopeful and ("award" in self.unknown or code in self.unknown):
            return ALL
        return self._bits.get((code, category, ground), 0)

    def graded(self, rank: int, *, hopeful: bool) -> int:
        if hopeful and "grade" in self.unknown:
            return self._grades[rank] | (ALL ^ self._grades[1])
        return self._grades[rank]

    def trailing(self, years: Any, upto: int, *, hopeful: bool) -> int:
        """The unbroken run of a year set that ends with the last year of `upto`."""
        return self.ops.trailing(years.bits(self, hopeful=hopeful), upto)

    def opens(self, code: str, *, hopeful: bool) -> int:
        if hopeful and ("award" in self.unknown or code in self.unknown):
            return ALL
        return self._opens.get(code, 0)

    def opens_any(self, codes: Iterable[str], *, hopeful: bool) -> int:
        """First years after any of these awards."""
        result = 0
        for code in codes:
            result |= self.opens(code, hopeful=hopeful)
        return result

    def not_looked_up(self, kinds: frozenset[str]) -> bool:
        return bool(self._kinds_unknown & kinds) if self._kinds_unknown else False

    def still_open(self, code: str, by: str, years_after: int, *, hopeful: bool) -> int:
        """Years of a title whose last day for the next proposal has not passed."""
        from .conditions.bitwise import deadline

        result = ALL if hopeful and ("award" in self.unknown or code in self.unknown) else 0
        for award in self.facts.awards:
            if award.code == code:
                decided = award.decided_on.year if award.decided_on else award.year + (1 if hopeful else 0)
                if self.judged_on <= deadline(decided, by, years_after):
                    result |= bit(award.year)
        return result

    def clean_years(self) -> int:
        """Years after the end of the last discipline; none while one is being served."""
        first = 0
        for item in self.facts.disciplines:
            if item.decided_on <= self.judged_on:
                if item.ended_on is None or item.ended_on > self.judged_on:
                    return 0
                first = max(first, self.first_year_since(item.ended_on, after=item.decided_on.year - 1))
        return ALL ^ through(first - 1) if first else ALL

    def won_by_initiative(self, usable: list[Any]) -> bool:
        """Whether a title won on an initiative falls in a year of these, with none of them marked as the one used."""
        years = {item.year for item in usable if not item.used_for}
        marked = {(item.year, code) for item in self.facts.initiatives for code in item.used_for}
        return any(
            award.ground in ("initiative", "topic") and award.year in years and (award.year, award.code) not in marked
            for award in self.facts.awards
        )

    def attested(self, what: str, year: int | None) -> bool:
        return bool(self.attestations(what, year))

    def attestations(self, what: str, year: int | None) -> list[Attested]:
        return [
            item
            for item in self.facts.attested
            if item.what == what and (year is None or item.year is None or item.year == year)
        ]

    def proposal_ends(self) -> tuple[int, ...]:
        """Where "up to the proposal" may end: the case's year, or the year before when this one has no grade yet."""
        if self.year_told or self.year in self.facts.grades:
            return (self.upto,)
        return (self.upto, through(self.year - 1))

    @staticmethod
    def last_year(upto: int) -> int:
        return years_of(upto)[-1]

    def is_form(self, code: str) -> bool:
        return self.edition.is_form(code)

    def standard(self, code: str) -> int:
        """Whether the subject meets the standard of another award this year."""
        if code not in self._standards:
            self._standards[code] = 0
            self._standards[code] = overall(self.tried(code), basis="")
        return self._standards[code]

    def tried(self, code: str) -> list[tuple[str, int, bool]]:
        """Basis, answer and whether awake, for every clause of an award that is about this subject."""
        return [
            (clause.basis, min(map(self.settled, clause.need), default=YES), self.awake(clause))
            for clause in self.edition.of(code, self.kind)
            if clause.applies.applies(self)
        ]

    def awake(self, clause: Any) -> bool:
        """Not only people could settle it, or the case attests something for it."""
        turning = [condition for condition in clause.need if condition.turns() and not condition.guard]
        return not turning or not all(c.human() for c in turning) or any(c.stirred(self) for c in turning)

    def standard_findings(self, code: str) -> list[Finding]:
        """Why another award's standard is or is not met, from its best clause."""
        best: list[Finding] = []
        most = -1
        for clause in self.edition.of(code, self.kind):
            if clause.applies.applies(self):
                answer = min(map(self.settled, clause.need), default=YES)
                if answer > most and self.awake(clause):
                    most = answer
                    best = [finding for condition in clause.need for finding in self.reasons(condition)]
        return best
