"""A unit's registrations of a year as a Word paper: the counts, the list of collectives, the list of persons."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from django.conf import settings

from tdkt.documents.office import HEAD_OF_UNIT, head_signature, letterhead_of
from tdkt.documents.papers.context import AwardList, Column, Group, Recipients, Signature, Table
from tdkt.documents.papers.letters import RegistrationPaper
from tdkt.documents.papers.render import render_registration
from tdkt.people.models import Gender, Posting
from tdkt.registrations.catalogue import award_name, in_order
from tdkt.registrations.domain.lists import season_day
from tdkt.registrations.models import Registration, UnitRegistration
from tdkt.registrations.states import OPEN

_AWARDS = Column(header="Danh hiệu, hình thức đăng ký", width=62)
_PLEDGE = Column(header="Nội dung phấn đấu, sáng kiến dự kiến", width=90)


def registration_docx(found: UnitRegistration, lines: Sequence[Registration], *, today: dt.date) -> bytes:
    """The list as it stands; until the head has agreed to it, it carries neither a day nor his name.

    ``lines`` are those of the list with their person and unit, in the order of the page.
    """
    unit, year = found.unit, found.year
    day = found.agreed_at.astimezone().date() if found.agreed_at and found.state not in OPEN else None
    superior = (unit.parent.name,) if unit.parent else ()
    paper = RegistrationPaper(
        letterhead=letterhead_of(unit),
        title=f"Danh hiệu thi đua, hình thức khen thưởng năm {year}",
        issued_on=day,
        addressees=superior,
        opening=(f"{unit.name} đăng ký danh hiệu thi đua, hình thức khen thưởng phấn đấu trong năm {year} như sau:",),
        counts=_counts(lines),
        closing=f"Trên đây là đăng ký thi đua năm {year} của {unit.name} (có danh sách kèm theo)",
        signature=_signature(found, day),
        recipients=Recipients(filed="VT, TĐKT"),
        annexes=tuple(made for made in (_collectives(lines, year), _people(lines, year, today)) if made is not None),
    )
    return render_registration(paper, folder=settings.TDKT_BLANKS_FOLDER)


def _signature(found: UnitRegistration, day: dt.date | None) -> Signature:
    """The head signs what he has agreed to."""
    if day is None:
        return Signature(title=HEAD_OF_UNIT, name="")
    return head_signature(found.unit, day)


def _counts(lines: Sequence[Registration]) -> Table:
    rows = []
    for code in in_order(line.code for line in lines):
        people = sum(1 for line in lines if line.code == code and line.person_id)
        collectives = sum(1 for line in lines if line.code == code and not line.person_id)
        rows.append((award_name(code), people or None, collectives or None))
    columns = (
        Column(header="Danh hiệu thi đua, hình thức khen thưởng", width=95),
        Column(header="Cá nhân", width=28, kind="number"),
        Column(header="Tập thể", width=28, kind="number"),
    )
    return Table(columns=columns, groups=(Group(rows=rows),), totals=True)


def _collectives(lines: Sequence[Registration], year: int) -> AwardList | None:
    rows = [
        (str(of[0].unit), *_registered(of))
        for of in _by_subject([line for line in lines if not line.person_id]).values()
    ]
    if not rows:
        return None
    return AwardList(
        title=f"Danh sách tập thể đăng ký thi đua năm {year}", collectives=len(rows),
        table=Table(columns=(Column(header="Tên tập thể", width=70), _AWARDS, _PLEDGE), groups=(Group(rows=rows),)),
    )  # fmt: skip


def _people(lines: Sequence[Registration], year: int, today: dt.date) -> AwardList | None:
    by_person = _by_subject([line for line in lines if line.person_id])
    posts = _posts(list(by_person), season_day(year, today))
    rows = [(_called(of[0]), posts.get(key, ""), *_registered(of)) for key, of in by_person.items()]
    if not rows:
        return None
    columns = (Column(header="Họ và tên", width=48), Column(header="Chức vụ", width=42), _AWARDS, _PLEDGE)
    return AwardList(
        title=f"Danh sách cá nhân đăng ký thi đua năm {year}", persons=len(rows),
        table=Table(columns=columns, groups=(Group(rows=rows),)),
    )  # fmt: skip


def _by_subject(lines: Sequence[Registration]) -> dict[int, list[Registration]]:
    """One row a person or collective, however many titles it registers."""
    found: dict[int, list[Registration]] = defaultdict(list)
    for line in lines:
        found[line.person_id or line.unit_id or 0].append(line)
    return dict(found)


def _registered(lines: Sequence[Registration]) -> tuple[str, str]:
    by_code = {line.code: line for line in lines}
    ordered = [by_code[code] for code in in_order(by_code)]
    words = [part for line in ordered for part in (line.pledge, _initiative(line)) if part]
    return "\n".join(award_name(line.code) for line in ordered), "\n".join(dict.fromkeys(words))


def _initiative(line: Registration) -> str:
    return f"Sáng kiến, đề tài dự kiến: {line.initiative}" if line.initiative else ""


def _called(line: Registration) -> str:
    person = line.person
    call = "Bà" if person is not None and person.gender == Gender.FEMALE else "Ông"
    return f"{call} {line.subject_name}"


def _posts(people: Sequence[int], day: dt.date) -> dict[int, str]:
    rows = Posting.objects.on(day).filter(person__in=people)
    return dict(rows.order_by("valid_from").values_list("person", "position"))
