"""Discipline and absence: facts that close a title for a time."""

import datetime as dt
from typing import TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils import timezone

from tdkt.core import history
from tdkt.core.answers import Refused, require
from tdkt.people.access import may_keep
from tdkt.people.models import Absence, Discipline, DisciplineForm, Person
from tdkt.units.access import RoleHolder


class CannotRecordFact(Refused):
    """The fact may not be written down so."""


class DisciplineFacts(TypedDict, total=False):
    """What else may be said of a discipline decision."""

    ended_on: dt.date | None
    decision_number: str
    misconduct_year: int | None


def record_discipline(
    *,
    actor: RoleHolder | None,
    now: dt.datetime,
    person: Person,
    form: str,
    decided_on: dt.date,
    **facts: Unpack[DisciplineFacts],
) -> Discipline:
    """Write a discipline decision down.

    Raises:
        CannotRecordFact: not the actor's unit, the same decision twice, or an end before the beginning.
    """
    require(may_keep(actor, [person], timezone.localdate(now)), CannotRecordFact)
    ended_on = facts.get("ended_on")
    if ended_on and ended_on < decided_on:
        raise CannotRecordFact("Ngày hết hiệu lực kỷ luật không được trước ngày quyết định.")
    with transaction.atomic():
        try:
            with transaction.atomic():
                discipline = Discipline.objects.create(person=person, form=form, decided_on=decided_on, **facts)
        except IntegrityError:
            label = DisciplineForm(form).label.lower()
            raise CannotRecordFact(f"Đã ghi {label} ngày {decided_on:%d/%m/%Y} của {person}.") from None
        history.record(
            actor=actor, now=now, act="record_discipline", target=person,
            after=history.snapshot(discipline, ["form", "decided_on", "ended_on", "decision_number"]),
        )  # fmt: skip
    return discipline


def record_absence(
    *, actor: RoleHolder | None, now: dt.datetime, person: Person, year: int, working_days: int, reason: str
) -> Absence:
    """Write, or correct, the working days a person was away in a year for one reason.

    Raises:
        CannotRecordFact: not the actor's unit, or a number of days no year has.
    """
    require(may_keep(actor, [person], timezone.localdate(now)), CannotRecordFact)
    if not 1 <= working_days <= 366:
        raise CannotRecordFact("Số ngày nghỉ trong năm phải từ 1 đến 366.")
    with transaction.atomic():
        earlier = Absence.objects.filter(person=person, year=year, reason=reason).first()
        absence, _made = Absence.objects.update_or_create(
            person=person, year=year, reason=reason, defaults={"working_days": working_days}
        )
        history.record(
            actor=actor, now=now, act="record_absence", target=person,
            before={"working_days": earlier.working_days} if earlier else {},
            after={"year": year, "reason": reason, "working_days": working_days},
        )  # fmt: skip
    return absence
