"""Letting checked rows into the official records through the acts of each room."""

import datetime as dt
from collections.abc import Sequence

from tdkt.accounts.models import User
from tdkt.exchange.checking import Finding
from tdkt.exchange.models import ImportBatch, ImportKind, RowState
from tdkt.exchange.writing.awards import write_awards
from tdkt.exchange.writing.grades import write_grades
from tdkt.exchange.writing.people import write_people


def write(*, batch: ImportBatch, findings: Sequence[Finding], actor: User, now: dt.datetime) -> None:
    """Write what is new or changed; call inside a transaction."""
    wanted = [found for found in findings if found.state in (RowState.NEW, RowState.CHANGED)]
    if not wanted:
        return
    if batch.kind == ImportKind.PEOPLE:
        write_people(findings=wanted, actor=actor, now=now)
    elif batch.kind == ImportKind.GRADES:
        write_grades(findings=wanted, actor=actor, now=now)
    else:
        write_awards(batch=batch, findings=wanted, actor=actor, now=now)
