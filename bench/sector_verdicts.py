"""Verdicts for a sector of 16,000 people by all clauses, from the database. `python -m bench sector_verdicts`

The reference is reading the same ledger rows (awards, grades, initiatives, discipline) and nothing else; ours is
reading them and answering every award that a person may have.
"""

import datetime as dt
import random
import time
from typing import Any

from bench._database import throwaway
from tdkt.awards.models import Award, Decision
from tdkt.initiatives.models import Initiative, InitiativeAuthor
from tdkt.law.api import load_rulebook
from tdkt.law.engine import facts as law
from tdkt.law.engine.columns import Columns
from tdkt.law.engine.rows import Rows
from tdkt.people.models import Discipline, Person, PersonGrade
from tdkt.units.models import UnitKind
from tests.support.cast import make_unit

PEOPLE, YEARS, YEAR, DAY = 16_000, range(2015, 2025), 2024, dt.date(2024, 12, 20)


def run() -> dict[str, Any]:
    """Best of three each, turn about."""
    with throwaway():
        _fill()
        reading, judging = [], []
        for _ in range(3):
            begun = time.perf_counter()
            rows = _read()
            reading.append(time.perf_counter() - begun)
            del rows
            begun = time.perf_counter()
            verdicts = _judge(_read())
            judging.append(time.perf_counter() - begun)
    ours, reference = min(judging), min(reading)
    return {
        "name": f"{PEOPLE} people by all clauses of {verdicts} awards, from the database (s), against reading the rows",
        "ours": ours,
        "reference": reference,
        "ratio": ours / reference,
        "target": "at most 3",
        "met": ours <= 3 * reference,
    }


def _read() -> tuple[list[Any], list[Any], list[Any], list[Any]]:
    awards = Award.objects.standing().filter(person__isnull=False)
    return (
        list(
            awards.values_list(
                "person", "code", "period_to", "decision__signed_on", "period_to", "ground", "decided_by", "basis"
            )
        ),
        list(PersonGrade.objects.values_list("person", "year", "value")),
        list(
            InitiativeAuthor.objects.values_list(
                "person", "initiative__kind", "initiative__level", "initiative__year", "used_for__code"
            )
        ),
        list(Discipline.objects.values_list("person", "form", "decided_on", "ended_on")),
    )


def _judge(rows: tuple[list[Any], list[Any], list[Any], list[Any]]) -> int:
    awards, grades, initiatives, disciplines = rows
    first = min(person for person, _year, _value in grades)
    told: dict[int, law.Facts] = {}
    for person, kind, level, year, used in initiatives:
        told.setdefault(person - first, law.Facts()).initiatives.append(
            law.Initiative(kind, level, year, (used,) if used else ())
        )
    for person, form, decided, ended in disciplines:
        told.setdefault(person - first, law.Facts()).disciplines.append(law.Discipline(form, decided, ended))
    rulebook = load_rulebook()
    columns = Columns(
        size=PEOPLE, edition=rulebook.edition(DAY), judged_on=DAY, year=YEAR, facts=told,
        awards=Rows.of((person - first, *rest) for person, *rest in awards),
        grades=[(person - first, year, value) for person, year, value in grades],
    )  # fmt: skip
    codes = [code for code in rulebook.codes_for("person") if rulebook.edition(DAY).of(code, "person")]
    for code in codes:
        columns.final(code)
    return len(codes)


def _fill() -> None:
    dice = random.Random(7)
    unit = make_unit("S", "VKSND mẫu", UnitKind.PROVINCE)
    people = [Person(staff_number=f"S-{n}", full_name=f"Người Mẫu {n}", gender="male") for n in range(PEOPLE)]
    for person in people:
        person.set_keys()
    Person.objects.bulk_create(people, batch_size=1_000)
    PersonGrade.objects.bulk_create(
        [
            PersonGrade(person=one, year=year, value="excellent" if dice.random() < 0.3 else "good")
            for one in people
            for year in YEARS
        ],
        batch_size=5_000,
    )
    for year in YEARS:
        decision = Decision.objects.create(
            number=f"{year}", signed_on=dt.date(year, 12, 15), title="", issuer_level="unit", issuer_name="VKSND mẫu"
        )
        lines = [_award(one, unit, decision, "LDTT", year) for one in people if dice.random() < 0.9]
        lines += [_award(one, unit, decision, "CSTDCS", year) for one in people if dice.random() < 0.15]
        Award.objects.bulk_create(lines, batch_size=2_000)
        found = Initiative.objects.create(title="Mẫu", level="unit", year=year, unit=unit, recognised_by="Viện trưởng")
        InitiativeAuthor.objects.bulk_create(
            [InitiativeAuthor(initiative=found, person=one) for one in people if dice.random() < 0.15], batch_size=5_000
        )
    Discipline.objects.bulk_create(
        [Discipline(person=one, form="khien_trach", decided_on=dt.date(2021, 5, 4)) for one in people[::100]]
    )


def _award(person: Person, unit: Any, decision: Decision, code: str, year: int) -> Award:
    return Award(
        person=person, code=code, period_from=year, period_to=year, host_unit=unit, unit_name_then=unit.name,
        status="granted", decided_by="unit", decision=decision, ground="initiative" if code == "CSTDCS" else "",
    )  # fmt: skip
