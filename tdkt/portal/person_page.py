"""Everything the page of one person shows."""

import datetime as dt
from typing import Any

from tdkt.accounts.access import Acting
from tdkt.accounts.models import Role
from tdkt.achievements.queries import lines_about
from tdkt.achievements.states import State as ReportState
from tdkt.awards.models import Award
from tdkt.core.history import history_of
from tdkt.decisions.queries import decisions_seen_by
from tdkt.dossiers.desk import TONES
from tdkt.dossiers.domain.law import award_name
from tdkt.dossiers.models import Nomination
from tdkt.dossiers.states import OPEN_TO_SENDER, PLAIN_WORDS, State
from tdkt.people.models import Person, Posting
from tdkt.portal.career import Career
from tdkt.portal.forms import AsOf
from tdkt.portal.verdicts import of_person
from tdkt.portal.words import award_names, is_title

SEES_DISCIPLINE = (Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.APPRAISER, Role.COUNCIL_SECRETARY)
HISTORY_SHOWN = 20


def person_page(person: Person, seat: Acting, form: AsOf, today: dt.date) -> dict[str, Any]:
    """The context; the number of queries does not depend on how long the career is."""
    postings = list(person.postings.select_related("unit").order_by("-valid_from"))
    now = next((posting for posting in postings if posting.valid_from <= today), None)
    awards = list(person.awards.select_related("decision", "cancelled_by", "host_unit").order_by("-period_to", "-pk"))
    grades = list(person.grades.order_by("-year"))
    initiatives = list(person.initiatives.select_related("unit").order_by("-year"))
    may_see = may_see_discipline(person, now, seat)
    disciplines = list(person.disciplines.order_by("-decided_on")) if may_see else []
    career = Career(person.full_name, awards, grades, postings, initiatives, disciplines)
    names = award_names()
    own = seat.user.person_id == person.pk
    return {
        "person": person, "now": now, "postings": postings, "grades": grades, "initiatives": initiatives,
        "awards": [(award, names.get(award.code, award.code), is_title(award.code)) for award in awards],
        "readable": _readable(awards, seat, today),
        "may_see_discipline": may_see, "disciplines": disciplines, "absences": list(person.absences.order_by("-year")),
        "timeline": career.picture(today), "form": form, "day": form.day, "year": form.year,
        "verdicts": of_person(person, form.year, form.day, own=own),
        "history": list(history_of(person).order_by("-seq")[:HISTORY_SHOWN]),
        "own": own, "dossiers": [_dossier(line) for line in lines_about(person)] if own else [],
    }  # fmt: skip


def _readable(awards: list[Award], seat: Acting, today: dt.date) -> set[int]:
    """The decisions whose page this reader may open; the others are named only."""
    named = [award.decision_id for award in awards if award.decision_id]
    return set(decisions_seen_by(seat.user, today).filter(pk__in=named).values_list("pk", flat=True))


def _dossier(line: Nomination) -> dict[str, Any]:
    """One dossier in the plain words of whoever it is about, with his report."""
    report, state = getattr(line, "report", None), State(line.state)
    return {
        "line": line, "award": award_name(line.code), "words": PLAIN_WORDS[state], "tone": TONES[state],
        "report": report, "done": report is not None and report.state == ReportState.DONE,
        "to_write": state in OPEN_TO_SENDER,
    }  # fmt: skip


def may_see_discipline(person: Person, now: Posting | None, seat: Acting) -> bool:
    """Those who put forward, appraise or decide over the person's unit, and the person."""
    if seat.user.person_id == person.pk:
        return True
    return now is not None and seat.has_over(SEES_DISCIPLINE, now.unit)
