"""Grades into the records."""

import datetime as dt
from collections.abc import Sequence

from tdkt.accounts.models import User
from tdkt.exchange.checking import Finding
from tdkt.people.domain.grade import GradeLine, grade_people


def write_grades(*, findings: Sequence[Finding], actor: User, now: dt.datetime) -> None:
    """Write or correct the grades of all rows by one act."""
    lines = [
        GradeLine(
            person=found.person, year=found.values["year"], value=found.values["value"],
            decided_by=found.values.get("decided_by", ""),
        )
        for found in findings
        if found.person
    ]  # fmt: skip
    grade_people(actor=actor, now=now, lines=lines)
