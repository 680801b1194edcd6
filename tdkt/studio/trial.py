"""A draft tried on the data of a past year, beside the law in use: who gains, who loses. Nothing is kept."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from tdkt.core.answers import Refused
from tdkt.law import live
from tdkt.law.api import CaseError, Rulebook
from tdkt.law.change import effective
from tdkt.law.engine.answers import VERDICTS, VERDICTS_VI, YES
from tdkt.outlook.sweep import Subject, cases_of, chunks, collectives_under, judging_day, people_under
from tdkt.people.models import Gender, Person, Posting
from tdkt.studio.checking import changes_of, day_of
from tdkt.studio.models import Draft
from tdkt.units.models import Unit

MOST_AT_ONCE = 1500
"""Subjects that a page may wait for."""


class CannotTry(Refused):
    """The draft was not tried."""


@dataclass(frozen=True)
class Turn:
    """One subject whose answer for one award is another one under the draft."""

    subject: Subject
    award: str
    before: str
    after: str
    before_vi: str
    after_vi: str

    @property
    def effect(self) -> str:
        """``gains`` eligibility, ``loses`` it, or something in between."""
        if self.after == VERDICTS[YES]:
            return "gains"
        return "loses" if self.before == VERDICTS[YES] else "other"


@dataclass(frozen=True)
class Bar:
    """One group: how many gain and lose."""

    name: str
    gains: int
    loses: int


@dataclass
class Trial:
    """What the draft would have done to a year."""

    year: int
    on: dt.date
    subjects: int
    awards: list[str]
    turns: list[Turn] = field(default_factory=list)
    by_award: list[Bar] = field(default_factory=list)
    by_unit: list[Bar] = field(default_factory=list)
    by_sex: list[Bar] = field(default_factory=list)
    by_post: list[Bar] = field(default_factory=list)

    @property
    def gains(self) -> int:
        """How many answers become eligible."""
        return sum(turn.effect == "gains" for turn in self.turns)

    @property
    def loses(self) -> int:
        """How many answers are eligible no more."""
        return sum(turn.effect == "loses" for turn in self.turns)

    @property
    def most(self) -> int:
        """The longest bar."""
        bars = [*self.by_award, *self.by_unit, *self.by_sex, *self.by_post]
        return max((max(bar.gains, bar.loses) for bar in bars), default=0)


def try_draft(draft: Draft, tried: Rulebook, *, unit: Unit, year: int, today: dt.date) -> Trial:
    """Judge everybody under ``unit`` with the facts of ``year`` by the law in use and by the draft.

    Both are asked on the day the draft takes effect (or the year's last day, if that is later), so that only the draft
    makes a difference.

    Raises:
        CannotTry: there are too many subjects for a page.
    """
    facts_on = judging_day(year, today)
    on = max(day_of(draft, tried), facts_on)
    subjects = [*people_under(unit, facts_on), *collectives_under(unit, facts_on)]
    if len(subjects) > MOST_AT_ONCE:
        raise CannotTry(f"{unit} có {len(subjects)} cá nhân, tập thể, quá {MOST_AT_ONCE}; hãy chọn đơn vị nhỏ hơn.")
    codes = [change.info.code for change in changes_of(draft, tried)]
    current = live.without(draft.path)
    trial = Trial(year, on, len(subjects), [tried.catalogue.awards[code].name for code in codes])
    for part in chunks(subjects):
        for key, case in cases_of(part, year=year, on=facts_on).items():
            subject = next(one for one in part if one.key == key)
            moved = {**case, "judged_on": on.isoformat()}
            del moved["layers"]
            trial.turns += _turns(subject, moved, codes, current, tried)
    _count(trial)
    return trial


def _turns(
    subject: Subject, case: dict[str, object], codes: list[str], current: Rulebook, tried: Rulebook
) -> list[Turn]:
    kinds = [code for code in codes if subject.kind in tried.catalogue.awards[code].kinds]
    found = []
    for code in kinds:
        before, after = (_answer(rulebook, {**case, "award": code}) for rulebook in (current, tried))
        if before != after:
            name = tried.catalogue.awards[code].name
            found.append(
                Turn(subject, name, VERDICTS[before], VERDICTS[after], VERDICTS_VI[before], VERDICTS_VI[after])
            )
    return found


def _answer(rulebook: Rulebook, case: dict[str, object]) -> int:
    try:
        return effective(rulebook.judge(case))
    except CaseError:
        return VERDICTS.index("unknown")


def _count(trial: Trial) -> None:
    people = {turn.subject.key for turn in trial.turns if turn.subject.kind == "person"}
    sexes = dict(Person.objects.filter(pk__in=people).values_list("pk", "gender"))
    day = min(dt.date(trial.year, 12, 31), trial.on)
    leaders = set(Posting.objects.on(day).filter(person__in=people, is_leader=True).values_list("person", flat=True))
    persons = [turn for turn in trial.turns if turn.subject.kind == "person"]
    trial.by_award = _bars((turn.award, turn) for turn in trial.turns)
    trial.by_unit = _bars((turn.subject.host_name, turn) for turn in trial.turns)
    trial.by_sex = _bars((str(Gender(sexes[turn.subject.key]).label), turn) for turn in persons)
    trial.by_post = _bars(
        ("Giữ chức vụ lãnh đạo" if turn.subject.key in leaders else "Không giữ chức vụ lãnh đạo", turn)
        for turn in persons
    )


def _bars(turns: Iterable[tuple[str, Turn]]) -> list[Bar]:
    gains: Counter[str] = Counter()
    loses: Counter[str] = Counter()
    for name, turn in turns:
        gains[name] += turn.effect == "gains"
        loses[name] += turn.effect == "loses"
    names = sorted({*gains, *loses}, key=lambda name: (-(gains[name] + loses[name]), name))
    return [Bar(name, gains[name], loses[name]) for name in names if gains[name] or loses[name]]
