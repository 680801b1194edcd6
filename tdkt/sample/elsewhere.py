"""Lines of the ledger outside Tuyên Quang: real units, invented people, the figures of the articles."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from tdkt.awards.domain import LedgerLine, propose_awards, record_decision
from tdkt.awards.models import Decision
from tdkt.people.domain import add_people
from tdkt.people.models import Person
from tdkt.sample.world import World, moment
from tdkt.units.models import Unit

ENTERED = moment(2024, 1, 10)


def units_of(world: World, province: str) -> list[Unit]:
    """Districts, then offices, of a province."""
    return [
        unit for letter in ("H", "P") for code, unit in world.units.items() if code.startswith(f"{letter}-{province}-")
    ]


def settle(world: World, province: str, number: int, first_joined: int = 1996) -> list[Person]:
    """Invented people of a province: its head, then heads and workers spread over its units."""
    head = world.newcomer(
        world.units[f"VKS-{province}"], "Viện trưởng", first_joined, position_code="vien_truong_tinh", is_leader=True,
        is_unit_head=True, posted_on=dt.date(2014, 1, 6),
    )  # fmt: skip
    people, units = [head], units_of(world, province)
    for n in range(number - 1):
        unit, leads = units[n % len(units)], n < len(units)
        district = unit.kind == "district"
        position = ("Viện trưởng" if district else "Trưởng phòng") if leads else "Kiểm sát viên sơ cấp"
        code = ("vien_truong_huyen" if district else "truong_phong") if leads else ""
        people.append(
            world.newcomer(
                unit, position, first_joined + 1 + n % 17, position_code=code, is_leader=leads, is_unit_head=leads,
                posted_on=dt.date(2015, 1, 5),
            )
        )  # fmt: skip
    return add_people(actor=world.user("tham-dinh-tw"), now=moment(2023, 4, 3), people=people)


def lines(code: str, subjects: Sequence[Person | Unit], first: int, last: int, **more: Any) -> list[LedgerLine]:
    """One line of a period for each subject."""
    return [
        LedgerLine(
            code=code, period_from=first, period_to=last, person=one if isinstance(one, Person) else None,
            unit=one if isinstance(one, Unit) else None, **more,
        )
        for one in subjects
    ]  # fmt: skip


def granted(world: World, entries: list[LedgerLine], now: dt.datetime = ENTERED, **paper: Any) -> Decision:
    """Enter a decision, by the appraiser of the Supreme Procuracy."""
    return record_decision(actor=world.user("tham-dinh-tw"), now=now, lines=entries, **paper)


def proposed(world: World, entries: list[LedgerLine], level: str, on: dt.date, number: str) -> None:
    """Enter what is asked of a higher authority."""
    propose_awards(
        actor=world.user("tham-dinh-tw"),
        now=ENTERED,
        lines=entries,
        level=level,
        proposed_on=on,
        proposal_number=number,
    )
