"""What is on record leaves as Excel, in the columns the import takes back."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from django.db.models import OuterRef, QuerySet, Subquery

from tdkt.awards.models import Award
from tdkt.documents.sheets import Column, write_sheet
from tdkt.dossiers.domain.law import award_name
from tdkt.exchange.fields import fields_of
from tdkt.exchange.models import ImportKind
from tdkt.people.models import Person, PersonGrade, Posting
from tdkt.units.models import Unit

Value = str | int | dt.date | None
_DAYS = {"birth_date", "posted_on", "recruited_on", "joined_sector_on", "signed_on"}


def export(kind: str, unit: Unit, day: dt.date) -> bytes:
    """The people, grades or awards of a unit's subtree. Three queries at most, however many rows."""
    rows: dict[str, Callable[[Unit, dt.date], Iterator[Sequence[Value]]]] = {
        ImportKind.PEOPLE: _people, ImportKind.GRADES: _grades, ImportKind.AWARDS: _awards,
    }  # fmt: skip
    columns = [
        Column(key=field.key, header=field.header, width=field.width, kind="date" if field.key in _DAYS else "text")
        for field in fields_of(kind)
    ]
    return write_sheet(title=f"{ImportKind(kind).label} – {unit}", columns=columns, rows=rows[kind](unit, day))


def _ours(unit: Unit, day: dt.date) -> QuerySet[Person]:
    """People whose last posting begun by the day is in the subtree."""
    latest = Posting.objects.filter(person=OuterRef("pk"), valid_from__lte=day).order_by("-valid_from")
    placed = Person.objects.annotate(seat=Subquery(latest.values("pk")[:1]))
    return placed.filter(seat__in=Posting.objects.filter(unit__path__startswith=unit.path or "-").values("pk"))


def _people(unit: Unit, day: dt.date) -> Iterator[Sequence[Value]]:
    people = list(_ours(unit, day))
    posts = Posting.objects.filter(unit__path__startswith=unit.path or "-", valid_from__lte=day).select_related("unit")
    seats = {post.person_id: post for post in posts.order_by("valid_from")}
    for person in people:
        seat = seats[person.pk]
        yield (
            person.staff_number, person.full_name, person.get_gender_display(), person.birth_date, seat.unit.code,
            seat.position, "Có" if seat.is_leader else "Không", seat.valid_from, person.recruited_on,
            person.joined_sector_on, person.get_occupation_display(), person.ethnicity,
        )  # fmt: skip


def _grades(unit: Unit, day: dt.date) -> Iterator[Sequence[Value]]:
    grades = PersonGrade.objects.filter(person__in=_ours(unit, day).values("pk")).select_related("person")
    for grade in grades.order_by("person__sort_key", "person", "year"):
        who = grade.person
        year = str(grade.year)
        yield (
            who.staff_number, who.full_name, who.birth_date, year, grade.get_value_display(), grade.decided_by,
        )  # fmt: skip


def _awards(unit: Unit, _day: dt.date) -> Iterator[Sequence[Value]]:
    awards = Award.objects.standing().filter(host_unit__path__startswith=unit.path or "-")
    for award in awards.select_related("person", "unit", "decision").order_by("-period_to", "code", "pk"):
        who, decision = award.person, award.decision
        if decision is None:
            continue
        yield (
            who.staff_number if who else "", who.full_name if who else "", who.birth_date if who else None,
            award.unit.code if award.unit else "", award_name(award.code), str(award.period_from),
            str(award.period_to), decision.number, decision.signed_on, award.get_decided_by_display(),
            decision.issuer_name, award.get_basis_display(), award.get_ground_display(),
            award.achievement,
        )  # fmt: skip
