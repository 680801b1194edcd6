"""Rounds and lines for tests, made without ceremony; acts are used where the act is what is tested."""

import datetime as dt
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tdkt.accounts.models import Role
from tdkt.awards.models import IssuerLevel
from tdkt.documents.models import StoredFile
from tdkt.dossiers.domain.required_papers import PaperState, required_papers
from tdkt.dossiers.models import AwardRound, Nomination, NominationPaper, UnitList
from tdkt.people.models import Person
from tdkt.units.models import Unit
from tests.support.cast import Cast, make_person, make_unit, make_user

JUDGED_ON = dt.date(2023, 12, 8)

__all__ = [
    "JUDGED_ON",
    "Role",
    "give_papers",
    "make_line",
    "make_list",
    "make_people",
    "make_person",
    "make_round",
    "make_unit",
    "make_user",
    "queries_of",
    "worker_of",
]


def make_round(unit: Unit, year: int = 2023, **fields: Any) -> AwardRound:
    """An open year-end round."""
    judged_on = fields.pop("judged_on", dt.date(year, 12, 8))
    return AwardRound.objects.create(unit=unit, year=year, name=f"Tổng kết năm {year}", judged_on=judged_on, **fields)


def make_list(round_: AwardRound, unit: Unit) -> UnitList:
    """The unit's list in the round."""
    return UnitList.objects.get_or_create(round=round_, unit=unit)[0]


def make_line(
    round_: AwardRound, unit: Unit, subject: Person | Unit, code: str = "LDTT", *, papers: bool = True, **fields: Any
) -> Nomination:
    """A line on a unit's list, with every paper the law asks for unless told."""
    who = (
        {"person": subject, "host_unit": unit}
        if isinstance(subject, Person)
        else {"unit": subject, "host_unit": subject}
    )
    values = {"decided_by": IssuerLevel.UNIT, "verdict": "eligible", "position_then": "Chuyên viên", **who, **fields}
    line = Nomination.objects.create(round=round_, unit_list=make_list(round_, unit), code=code, **values)
    if papers:
        give_papers(line)
    return line


def give_papers(line: Nomination) -> None:
    """Attach what the line still lacks; the files are named and not there."""
    lacking = [paper for paper in required_papers(line) if paper.state == PaperState.LACK]
    files = [
        StoredFile.objects.create(
            name=f"{paper.key}.pdf", content_type="application/pdf", size=1, sha256="0" * 64, unit=line.unit_list.unit,
            file=f"{line.pk}-{paper.key}.pdf", uploaded_at=dt.datetime(2023, 12, 1, tzinfo=dt.UTC),
        )
        for paper in lacking
    ]  # fmt: skip
    NominationPaper.objects.bulk_create(
        NominationPaper(nomination=line, key=paper.key, kind=paper.words, file=file)
        for paper, file in zip(lacking, files, strict=True)
    )


def make_people(cast: Cast, count: int) -> list[Person]:
    """People posted at the cast's office."""
    return [make_person(f"N-{n:04d}", f"Người Thử {n}", cast.office) for n in range(count)]


def worker_of(cast: Cast) -> Person:
    """The person behind the cast's worker."""
    person = cast.worker.person
    assert person is not None
    return person


def queries_of(client: Client, url: str) -> int:
    """How many queries a page costs once everything that is read once has been read."""
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)
