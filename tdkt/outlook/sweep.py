"""Everybody under a unit before every award of a year: one case for each subject, every award from it."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from tdkt.dossiers.domain.facts import cases_for_people, cases_for_units
from tdkt.law import live
from tdkt.law.api import CaseError, Rulebook, Verdict
from tdkt.law.change import effective, lacks, one_step
from tdkt.law.engine.answers import COUNCIL, NO, UNKNOWN, YES
from tdkt.people.models import Person, Posting
from tdkt.units.models import Unit, UnitKind

CHUNK = 400
NOTE_LENGTH = 500
FEW = 2
"""Conditions lacking beyond which one fact is not even tried."""


@dataclass(frozen=True)
class Subject:
    """A person or a collective, with the unit it is found under."""

    kind: str
    key: int
    number: str
    name: str
    host_key: int
    host_name: str


@dataclass(frozen=True)
class Line:
    """One subject before one award. ``reach`` is empty where it is far from it."""

    kind: str
    key: int
    number: str
    name: str
    host_key: int
    host_name: str
    code: str
    award: str
    year: int
    verdict: str
    verdict_vi: str
    reach: str
    lacks: str

    def to_json(self) -> dict[str, Any]:
        """As plain values, in the order of the columns."""
        return asdict(self)


def judging_day(year: int, today: dt.date) -> dt.date:
    """The law of the year's last day, or today's while the year is running."""
    return min(dt.date(year, 12, 31), today)


def people_under(unit: Unit, day: dt.date) -> list[Subject]:
    """Everybody posted in the subtree on a day, in a fixed order."""
    rows = (
        Posting.objects.on(day)
        .of_staff()
        .filter(unit__path__startswith=unit.path or "-")
        .order_by("person__sort_key", "person__pk")
        .values_list("person", "person__staff_number", "person__full_name", "unit", "unit__name")
    )
    return list({row[0]: Subject("person", *row) for row in rows}.values())


def collectives_under(unit: Unit, day: dt.date) -> list[Subject]:
    """Every collective of the subtree that exists on a day; the whole sector is not judged as one collective."""
    rows = Unit.objects.alive_on(day).under(unit).exclude(kind=UnitKind.CENTRAL, parent=None)
    return [
        Subject("collective", pk, code, name, pk, name)
        for pk, code, name in rows.order_by("path").values_list("pk", "code", "name")
    ]


def chunks(subjects: list[Subject], size: int = CHUNK) -> Iterator[list[Subject]]:
    """Subjects of one kind at a time."""
    for kind in ("person", "collective"):
        chosen = [subject for subject in subjects if subject.kind == kind]
        for start in range(0, len(chosen), size):
            yield chosen[start : start + size]


def cases_of(subjects: list[Subject], *, year: int, on: dt.date) -> dict[int, dict[str, Any]]:
    """One case without an award for each subject of one kind; the queries do not grow with them."""
    keys = [subject.key for subject in subjects]
    if subjects and subjects[0].kind == "collective":
        return cases_for_units(Unit.objects.filter(pk__in=keys), year=year, judged_on=on)
    return cases_for_people(Person.objects.filter(pk__in=keys), year=year, judged_on=on)


def lines_of(subjects: list[Subject], cases: dict[int, dict[str, Any]]) -> Iterator[Line]:
    """Every subject before every award it may receive, in a fixed order."""
    rulebook = live.rulebook()
    for subject in subjects:
        case = cases[subject.key]
        for code, verdict in _verdicts(rulebook, case).items():
            yield _line(rulebook, subject, case, code, verdict)


def _verdicts(rulebook: Rulebook, case: dict[str, Any]) -> dict[str, Verdict | CaseError]:
    try:
        return dict(rulebook.judge_person_all(case))
    except CaseError as refusal:
        return dict.fromkeys(rulebook.codes_for(case["subject"]["kind"]), refusal)


def _line(rulebook: Rulebook, subject: Subject, case: dict[str, Any], code: str, verdict: Verdict | CaseError) -> Line:
    award = rulebook.catalogue.awards[code].name
    if isinstance(verdict, CaseError):
        words = f"Dữ liệu chưa dùng được để xét: {verdict}"
        return Line(*_who(subject), code, award, case["year"], "unknown", "thiếu dữ liệu để kết luận", "", words)
    missing = [rulebook.in_words(text) for text in lacks(verdict)]
    reach = "" if has_it(case["facts"], code, case["year"]) else reach_of(verdict)
    if reach == "" and effective(verdict) in (NO, UNKNOWN) and len(missing) <= FEW:
        step = one_step(rulebook, {**case, "award": code})
        if step is not None:
            reach, missing = "lacks_one", [step.words]
    return Line(
        *_who(subject), code, award, case["year"], verdict.verdict, verdict.verdict_vi, reach,
        "; ".join(missing)[:NOTE_LENGTH],
    )  # fmt: skip


def _who(subject: Subject) -> tuple[str, int, str, str, int, str]:
    return (subject.kind, subject.key, subject.number, subject.name, subject.host_key, subject.host_name)


def has_it(facts: Iterable[dict[str, Any]], code: str, year: int) -> bool:
    """Whether the award of that year stands in the ledger already."""
    return any(fact["type"] == "award" and fact["code"] == code and fact["year"] == year for fact in facts)


def reach_of(verdict: Verdict) -> str:
    """``eligible``, ``council`` on a standard that is about the subject, or nothing."""
    answer = effective(verdict)
    if answer == YES:
        return "eligible"
    if answer == COUNCIL:
        about = any(point.awake and point.verdict == COUNCIL for point in verdict.points)
        return "council" if about else ""
    return ""
