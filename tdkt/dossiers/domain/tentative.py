"""Lines that are only being thought of: for counters that move while somebody chooses. Nothing is written."""

from collections.abc import Sequence

from tdkt.dossiers.domain.put_forward import postings_of_year
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.dossiers.states import State
from tdkt.people.models import Person
from tdkt.units.models import Unit


def tentative_lines(
    *, on: AwardRound, unit: Unit, subjects: Sequence[Person | Unit], code: str, basis: str
) -> list[Nomination]:
    """The lines that ``put_forward`` would write for these subjects, unsaved; two queries.

    Left out are those who could not be put forward so: who did not work in the unit that year, a collective of another
    unit, and who is in the round for the same award already.
    """
    people = [one for one in subjects if isinstance(one, Person)]
    units = [one for one in subjects if isinstance(one, Unit) and (one.path or "").startswith(unit.path or "?")]
    there = set(
        Nomination.objects.of_round(on)
        .filter(code=code, basis=basis)
        .exclude(state=State.WITHDRAWN)
        .values_list("person", "unit")
    )
    posted = postings_of_year(people, unit, on.year) if people else {}
    lines = [
        Nomination(round=on, person=person, code=code, basis=basis, host_unit=posting.unit, is_leader=posting.is_leader)
        for person in people
        if (posting := posted.get(person.pk))
    ]
    lines += [Nomination(round=on, unit=one, code=code, basis=basis, host_unit=one) for one in units]
    return [line for line in lines if (line.person_id, line.unit_id) not in there]
