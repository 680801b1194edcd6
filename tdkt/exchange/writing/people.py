"""New and changed people into the records."""

import datetime as dt
from collections.abc import Sequence

from tdkt.accounts.models import User
from tdkt.core import history
from tdkt.exchange.checking import Finding
from tdkt.exchange.checking.people import PLAIN
from tdkt.people.domain.add import FIELDS, NewPerson, add_people
from tdkt.people.domain.post import post_person
from tdkt.people.models import Person

BATCH = 500
_OPTIONAL = ("birth_date", "ethnicity", "occupation", "recruited_on", "joined_sector_on", "posted_on", "is_leader")


def write_people(*, findings: Sequence[Finding], actor: User, now: dt.datetime) -> None:
    """Add the new people by one act, correct the others' data in bulk, begin the new postings."""
    new = [_new_person(found) for found in findings if found.person is None]
    if new:
        add_people(actor=actor, now=now, people=new)
    changed = [found for found in findings if found.person is not None]
    _correct([found for found in changed if found.changes.keys() - {"position"}], actor, now)
    for found in changed:
        if "position" in found.changes:
            _post(found, actor, now)


def _new_person(found: Finding) -> NewPerson:
    values = found.values
    return NewPerson(
        staff_number=values["staff_number"], full_name=values["full_name"], gender=values["gender"],
        unit=values["unit"], position=values["position"],
        **{key: values[key] for key in _OPTIONAL if key in values},
    )  # fmt: skip


def _correct(findings: Sequence[Finding], actor: User, now: dt.datetime) -> None:
    """``edit_person`` for many: the same fields, the same history, one update per 500 people."""
    changes, people = [], []
    for found in findings:
        person = found.person
        if person is None:
            continue
        before = history.snapshot(person, FIELDS)
        for key in PLAIN:
            if key in found.changes:
                setattr(person, key, found.values[key])
        person.set_keys()
        person.version += 1
        people.append(person)
        changes.append(history.Change(person, before=before, after=history.snapshot(person, FIELDS)))
    Person.objects.bulk_update(people, [*PLAIN, "search_key", "sort_key", "version"], batch_size=BATCH)
    history.record_many(actor=actor, now=now, act="edit_person", changes=changes)


def _post(found: Finding, actor: User, now: dt.datetime) -> None:
    values = found.values
    seat = found.person.postings.order_by("-valid_from").select_related("unit").first() if found.person else None
    if found.person is None or seat is None:
        return
    post_person(
        actor=actor, now=now, person=found.person, unit=values.get("unit", seat.unit), position=values["position"],
        valid_from=values["posted_on"], is_leader=values.get("is_leader", False),
    )  # fmt: skip
