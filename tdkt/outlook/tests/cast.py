"""A few people of the cast with a career, so that the judge has something to say."""

import datetime as dt
from dataclasses import dataclass

from tdkt.awards.models import Award, AwardStatus, Basis, Decision, IssuerLevel
from tdkt.people.models import Person, PersonGrade
from tests.support.cast import Cast, make_person

YEAR = 2023
MOMENT = dt.datetime(2024, 1, 15, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))


@dataclass(frozen=True)
class Careers:
    """``steady`` has good years and titles, ``new`` lacks one thing, ``far`` works elsewhere."""

    steady: Person
    new: Person
    far: Person


def give_careers(cast: Cast) -> Careers:
    """Grades for three people and titles for one."""
    steady = make_person("S-1", "Trần Văn Bền", cast.office, joined_sector_on=dt.date(2010, 1, 1))
    new = make_person("S-2", "Phạm Thị Mới", cast.office)
    far = make_person("S-3", "Ngô Văn Xa", cast.elsewhere)
    for person, value in ((steady, "excellent"), (new, "good"), (far, "excellent")):
        PersonGrade.objects.bulk_create(
            PersonGrade(person=person, year=year, value=value) for year in range(2019, YEAR + 1)
        )
    for year in (2021, 2022):
        grant(steady, "CSTDCS", year, cast)
        grant(steady, "LDTT", year, cast)
    return Careers(steady, new, far)


def grant(person: Person, code: str, year: int, cast: Cast) -> Award:
    """A line of the ledger."""
    decision, _ = Decision.objects.get_or_create(
        number=f"{year}/QĐ", signed_on=dt.date(year, 12, 28),
        defaults={"title": "Quyết định", "issuer_level": IssuerLevel.UNIT, "issuer_name": str(cast.province)},
    )  # fmt: skip
    return Award.objects.create(
        person=person, code=code, basis=Basis.MERIT, period_from=year, period_to=year, decision=decision,
        decided_by=IssuerLevel.UNIT, host_unit=cast.office, status=AwardStatus.GRANTED, unit_name_then=str(cast.office),
    )  # fmt: skip
