"""Lists and lines for tests, made by the acts themselves."""

import datetime as dt
from typing import Any

from tdkt.accounts.models import Role, User
from tdkt.people.models import Person
from tdkt.registrations.domain.lists import list_of
from tdkt.registrations.domain.register import register
from tdkt.registrations.domain.steps import agree, send_up, take_in
from tdkt.registrations.models import Registration, UnitRegistration
from tdkt.units.models import Unit
from tests.support.cast import Cast, make_person, make_user

YEAR = 2023
LOW, MIDDLE, HIGH, COLLECTIVE = "LDTT", "CSTDCS", "CSTDB", "TTLDTT"
PLEDGE = "Giải quyết án đúng hạn"

__all__ = ["COLLECTIVE", "HIGH", "LOW", "MIDDLE", "PLEDGE", "YEAR", "Role", "make_person", "make_user"]


def enter(cast: Cast, now: dt.datetime, subject: Person | Unit, code: str = LOW, **told: Any) -> Registration:
    """One line on the office's list, written by its officer."""
    told = {"actor": cast.officer, "unit": cast.office, "year": YEAR, **told}
    return register(now=now, subjects=[subject], code=code, **told)[0]


def worker_of(cast: Cast) -> Person:
    """The person behind the cast's worker."""
    person = cast.worker.person
    assert person is not None
    return person


def office_list(cast: Cast, year: int = YEAR) -> UnitRegistration:
    """The office's list as it stands."""
    return list_of(cast.office, year)


def agreed(cast: Cast, now: dt.datetime, by: User | None = None) -> UnitRegistration:
    """The office's list, agreed."""
    found = office_list(cast)
    agree(actor=by or cast.head, now=now, unit_list=found, version=found.version)
    return found


def sent(cast: Cast, now: dt.datetime) -> UnitRegistration:
    """The office's list, agreed and sent."""
    found = agreed(cast, now)
    send_up(actor=cast.officer, now=now, unit_list=found)
    return found


def recorded(cast: Cast, now: dt.datetime) -> UnitRegistration:
    """The office's list, recorded by the province."""
    found = sent(cast, now)
    take_in(actor=cast.appraiser, now=now, unit_list=found)
    return found
