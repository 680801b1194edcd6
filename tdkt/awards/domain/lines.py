"""A line as it comes to the ledger, checked and completed with the place of work as it then was."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tdkt.awards.catalogue import COLLECTIVE, PERSON, award_info
from tdkt.awards.models import Award, Basis, Ground
from tdkt.core.answers import Refused
from tdkt.core.text import clean
from tdkt.people.models import Person, Posting
from tdkt.units.models import Unit

BATCH = 500


class BadLine(Refused):
    """A line is not fit for the ledger; the reason names whose line and what to mend."""


@dataclass(frozen=True, kw_only=True)
class LedgerLine:
    """One award for one subject: exactly one of ``person`` and ``unit``. Years include both ends.

    ``host_unit`` and ``position_then`` are taken from the postings at the end of the period where not given.
    """

    code: str
    period_from: int
    period_to: int
    person: Person | None = None
    unit: Unit | None = None
    basis: str = Basis.MERIT
    ground: str = ""
    achievement: str = ""
    host_unit: Unit | None = None
    unit_name_then: str = ""
    position_then: str = ""
    receipt: dict[str, Any] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """``person`` or ``collective``."""
        return PERSON if self.person else COLLECTIVE

    @property
    def subject(self) -> Person | Unit:
        """Whoever is honoured."""
        found = self.person or self.unit
        if found is None:
            raise BadLine("Phải chọn đúng một: cá nhân hoặc tập thể.")
        return found


def drafted(lines: Sequence[LedgerLine], *, on: dt.date, decided_by: str, status: str) -> list[Award]:
    """Awards ready to be stored, in the order of the lines. One query for postings per 500 people.

    Raises:
        BadLine: an unknown code, the wrong kind of subject, a period out of order, or a person never posted.
    """
    if not lines:
        raise BadLine("Chưa có dòng nào; hãy chọn ít nhất một cá nhân hoặc tập thể.")
    for line in lines:
        check(line, on)
    seats = _seats(lines, on)
    return [_award(line, seats.get(place), decided_by, status) for place, line in enumerate(lines)]


def check(line: LedgerLine, on: dt.date) -> None:
    """Refuse a line that no ledger of the day ``on`` could hold."""
    if (line.person is None) == (line.unit is None):
        raise BadLine("Phải chọn đúng một: cá nhân hoặc tập thể.")
    info = award_info(line.code)
    if info is None:
        raise BadLine(f"{line.subject}: mã danh hiệu, hình thức “{line.code}” không có trong danh mục.")
    if line.kind not in info.kinds:
        whom = "cá nhân" if line.kind == PERSON else "tập thể"
        raise BadLine(f"{line.subject}: “{info.name}” không dành cho {whom}.")
    if not 1945 <= line.period_from <= line.period_to:
        raise BadLine(f"{line.subject}: thời gian thành tích {line.period_from}–{line.period_to} không đúng thứ tự.")
    if line.period_to > on.year:
        raise BadLine(f"{line.subject}: năm thành tích {line.period_to} sau ngày {on:%d/%m/%Y}; hãy xem lại năm.")
    if line.basis not in Basis.values or line.ground not in ["", *Ground.values]:
        raise BadLine(f"{line.subject}: loại hình hoặc căn cứ đạt không có trong danh mục.")


def _seats(lines: Sequence[LedgerLine], on: dt.date) -> dict[int, Posting]:
    """For each place in ``lines``, where the person worked when the period ended (or on the day, if earlier)."""
    people = list({line.person.pk for line in lines if line.person})
    careers: dict[int, list[Posting]] = {}
    for start in range(0, len(people), BATCH):
        rows = Posting.objects.filter(person__in=people[start : start + BATCH]).select_related("unit")
        for posting in rows.order_by("valid_from"):
            careers.setdefault(posting.person_id, []).append(posting)
    found = {}
    for place, line in enumerate(lines):
        if line.person and (career := careers.get(line.person.pk)):
            end = min(dt.date(line.period_to, 12, 31), on)
            begun = [posting for posting in career if posting.valid_from <= end]
            found[place] = begun[-1] if begun else career[0]
    return found


def _award(line: LedgerLine, seat: Posting | None, decided_by: str, status: str) -> Award:
    host = line.host_unit or line.unit or (seat.unit if seat else None)
    if host is None:
        raise BadLine(f"{line.subject} chưa có quá trình công tác; hãy ghi nơi công tác rồi làm lại.")
    return Award(
        person=line.person,
        unit=line.unit,
        code=line.code,
        basis=line.basis,
        ground=line.ground,
        achievement=clean(line.achievement)[:500],
        period_from=line.period_from,
        period_to=line.period_to,
        host_unit=host,
        unit_name_then=line.unit_name_then or host.name,
        position_then=line.position_then or (seat.position if seat else ""),
        status=status,
        decided_by=decided_by,
        receipt=line.receipt,
    )
