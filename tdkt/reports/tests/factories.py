"""A small year in the ledger, entered through the ledger's own acts."""

import datetime as dt
from collections.abc import Sequence

from tdkt.accounts.models import User
from tdkt.awards.domain.lines import LedgerLine
from tdkt.awards.domain.record import record_decision
from tdkt.awards.models import Decision, IssuerLevel
from tdkt.people.models import Person
from tdkt.units.models import Unit, UnitKind
from tests.support.cast import make_person, make_unit

SIGNED = dt.date(2023, 12, 8)


def offices(province: Unit, number: int) -> list[Unit]:
    """Offices of a province."""
    return [make_unit(f"{province.code}-V{i}", f"Phòng Thử {i}", UnitKind.OFFICE, province) for i in range(number)]


def staff(unit: Unit, number: int, start: int = 0) -> list[Person]:
    """People working at a unit."""
    return [make_person(f"{unit.code}-N{i}", f"Trần Thử {i}", unit) for i in range(start, start + number)]


def grant(
    actor: User,
    now: dt.datetime,
    code: str,
    subjects: Sequence[Person | Unit],
    *,
    level: str = IssuerLevel.UNIT,
    issuer: Unit | None = None,
    year: int = 2023,
    signed_on: dt.date = SIGNED,
) -> Decision:
    """One decision that gives one award to all the subjects."""
    lines = [
        LedgerLine(
            code=code, period_from=year, period_to=year,
            person=subject if isinstance(subject, Person) else None,
            unit=subject if isinstance(subject, Unit) else None,
        )
        for subject in subjects
    ]  # fmt: skip
    return record_decision(
        actor=actor, now=now, lines=lines, number=f"{Decision.objects.count() + 1}/QĐ", signed_on=signed_on,
        title="Khen thưởng", issuer_level=level, issuer_name=str(issuer or level), issuer_unit=issuer,
    )  # fmt: skip
