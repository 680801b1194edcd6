"""Movements made the office's way, for tests."""

import datetime as dt
from typing import Any

from tdkt.accounts.models import User
from tdkt.awards.models import Award, Decision
from tdkt.movements.domain.launch import draft_movement, launch_movement
from tdkt.movements.domain.papers import add_paper
from tdkt.movements.models import Movement, PaperKind
from tdkt.people.models import Person
from tdkt.units.models import Unit

FIRST, LAST = dt.date(2023, 1, 1), dt.date(2023, 12, 31)


def draft(actor: User, now: dt.datetime, unit: Unit, theme: str = "Thi đua năm 2023", **more: Any) -> Movement:
    """A draft of 2023."""
    days = {"start_on": FIRST, "end_on": LAST} | more
    return draft_movement(actor=actor, now=now, unit=unit, theme=theme, **days)


def launched(actor: User, now: dt.datetime, unit: Unit, number: str = "05/KH", **more: Any) -> Movement:
    """A movement of 2023 with its plan, running."""
    movement = draft(actor, now, unit, **more)
    add_paper(
        actor=actor, now=now, movement=movement, kind=PaperKind.PLAN, number=number, issued_on=dt.date(2023, 1, 9),
        issuer_name="Thủ trưởng",
    )  # fmt: skip
    launch_movement(actor=actor, now=now, movement=movement)
    return movement


def award_for(person: Person, host: Unit, **more: Any) -> Award:
    """A commendation for a movement that stands in the ledger."""
    fields = {
        "code": "GK", "basis": "phong_trao", "period_from": 2023, "period_to": 2023, "status": "granted",
        "decided_by": "unit", "unit_name_then": host.name,
    } | more  # fmt: skip
    if fields["status"] == "granted":
        fields["decision"] = Decision.objects.create(
            number=f"{Decision.objects.count() + 1}/QĐ", signed_on=LAST, title="Khen thưởng", issuer_level="unit",
            issuer_unit=host, issuer_name=host.name,
        )  # fmt: skip
    return Award.objects.create(person=person, host_unit=host, **fields)
