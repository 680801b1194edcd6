"""Who may keep what is known of a person: the officer of the unit where the person works, or of one above."""

import datetime as dt
from collections.abc import Iterable

from tdkt.core.answers import ALLOWED, Answer, Denied
from tdkt.people.models import Person, Posting
from tdkt.units.access import RoleHolder, may_keep_facts
from tdkt.units.models import Unit


def may_keep(actor: RoleHolder | None, people: Iterable[Person], day: dt.date) -> Answer:
    """May the actor write facts about all of these people? One query for 500 people and one for each unit."""
    listed = list(people)
    units = latest_units([person.pk for person in listed], day)
    answers: dict[int, Answer] = {}
    for person in listed:
        unit = units.get(person.pk)
        if unit is None:
            return Denied(f"{person} chưa có quá trình công tác ở đơn vị nào; hãy ghi nơi công tác trước.")
        if unit.pk not in answers:
            answers[unit.pk] = may_keep_facts(actor, unit, day)
        if not answers[unit.pk]:
            return answers[unit.pk]
    return ALLOWED


def latest_units(person_ids: list[int], day: dt.date) -> dict[int, Unit]:
    """Where each person works on ``day``, or worked last before it, or first after it."""
    found: dict[int, Unit] = {}
    for start in range(0, len(person_ids), 500):
        rows = Posting.objects.filter(person__in=person_ids[start : start + 500]).select_related("unit")
        for posting in rows.order_by("valid_from"):
            has_begun = posting.valid_from <= day
            if has_begun or posting.person_id not in found:
                found[posting.person_id] = posting.unit
    return found
