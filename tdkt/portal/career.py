"""What a career was, as a picture and as a table."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from tdkt.awards.models import Award
from tdkt.core.charts import Band, Lane, Mark, timeline
from tdkt.core.days import show_day
from tdkt.initiatives.models import Initiative
from tdkt.people.models import Discipline, PersonGrade, Posting
from tdkt.portal.words import award_names, initials, is_title
from tdkt.units.models import GradeValue, UnitGrade

GRADE_LOOK = {
    GradeValue.EXCELLENT: ("XS", "green"),
    GradeValue.GOOD: ("Tốt", "blue"),
    GradeValue.COMPLETED: ("HT", "grey"),
    GradeValue.FAILED: ("KHT", "red"),
}
YEARS_SHOWN = 12
Graded = PersonGrade | UnitGrade


@dataclass
class Career:
    """Everything of one person or unit that has a year."""

    name: str
    awards: Sequence[Award] = ()
    grades: Sequence[Graded] = ()
    postings: Sequence[Posting] = ()
    initiatives: Sequence[Initiative] = ()
    disciplines: Sequence[Discipline] = ()
    lives: Sequence[Lane] = ()

    def years(self, today: dt.date) -> tuple[int, int]:
        """From the first thing that has a year, at least a dozen years, to this year."""
        found = [a.period_from for a in self.awards] + [g.year for g in self.grades]
        found += [i.year for i in self.initiatives] + [d.decided_on.year for d in self.disciplines]
        first = min([*found, today.year - YEARS_SHOWN + 1])
        return max(first, today.year - 40), max([today.year, *found])

    def picture(self, today: dt.date) -> SafeString:
        """The timeline."""
        years = self.years(today)
        says = f"{len(self.awards)} lần khen thưởng, {len(self.grades)} năm xếp loại, từ {years[0]} đến {years[1]}"
        return timeline(f"Quá trình của {self.name}", says, self._lanes(today), years)

    def _lanes(self, today: dt.date) -> list[Lane]:
        return [
            *(self.lives or [Lane("Đơn vị", bands=_postings(self.postings, today))]),
            Lane("Danh hiệu", marks=_awards(a for a in self.awards if is_title(a.code))),
            Lane("Hình thức", marks=_awards(a for a in self.awards if not is_title(a.code))),
            Lane("Xếp loại", marks=[_grade(grade) for grade in self.grades]),
            Lane("Sáng kiến", marks=[Mark(i.year, "SK", f"{i.year}: {i.title}", "blue") for i in self.initiatives]),
            Lane("Kỷ luật", bands=[_discipline(one, today) for one in self.disciplines]),
        ]


def _awards(awards: Iterable[Award]) -> list[Mark]:
    names = award_names()
    marks = []
    for award in awards:
        name = names.get(award.code, award.code)
        state = "đã hủy" if award.cancelled_by_id else award.get_status_display().lower()
        tone = "red" if award.cancelled_by_id or award.status == "refused" else "green"
        tone = "amber" if award.status == "proposed" else tone
        decision = f", quyết định {award.decision.number}" if award.decision else ""
        marks.append(Mark(award.period_to, initials(name), f"{award.period_to}: {name}, {state}{decision}", tone))
    return marks


def _grade(grade: Graded) -> Mark:
    short, tone = GRADE_LOOK[GradeValue(grade.value)]
    return Mark(grade.year, short, f"{grade.year}: {grade.get_value_display()}", tone)


def _postings(postings: Sequence[Posting], today: dt.date) -> list[Band]:
    return [
        Band(
            year_part(posting.valid_from),
            year_part(posting.valid_to or dt.date(today.year, 12, 31)),
            posting.unit.label,
            f"{posting.position}, {posting.unit.name}, từ {show_day(posting.valid_from)}"
            + (f" đến {show_day(posting.valid_to)}" if posting.valid_to else ""),
        )
        for posting in postings
    ]


def _discipline(one: Discipline, today: dt.date) -> Band:
    end = one.ended_on or today
    says = f"{one.get_form_display()} từ {show_day(one.decided_on)} đến {show_day(one.ended_on) or 'nay'}"
    return Band(year_part(one.decided_on), year_part(end), one.get_form_display(), says, "red")


def year_part(day: dt.date) -> float:
    """1/7/2020 as 2020.5."""
    return day.year + (day.timetuple().tm_yday - 1) / 366
