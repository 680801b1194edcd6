"""What the books already say of the subject of a report: tables that are read, never typed.

Read anew each time, up to the day on which the round is judged; the queries do not grow with the rows.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from tdkt.awards.catalogue import award_info, is_title
from tdkt.awards.models import Award
from tdkt.core.days import show_day
from tdkt.dossiers.models import Nomination
from tdkt.initiatives.models import Initiative
from tdkt.people.models import Discipline, Person, PersonGrade, Posting
from tdkt.units.models import Unit, UnitGrade

Row = tuple[str, ...]


@dataclass(frozen=True)
class LedgerTable:
    """A table from the books; ``pairs`` is one of two columns, a name and what the record says."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    empty: str
    pairs: bool = False


def tables_for(line: Nomination, wanted: Iterable[str]) -> dict[str, LedgerTable]:
    """The tables of those names about the subject of ``line``; at most one query for each kind of record."""
    names = set(wanted)
    found = {name: _READERS[name](line) for name in sorted(names & set(_READERS))}
    if names & {"titles", "forms"}:
        found |= {name: table for name, table in _awards(line).items() if name in names}
    return found


def _identity(line: Nomination) -> LedgerTable:
    person = line.person
    rows = _told(person, line) if person else ()
    return LedgerTable("Theo hồ sơ cá nhân", ("Mục", "Nội dung"), rows, "Hồ sơ cá nhân chưa có gì.", pairs=True)


def _told(person: Person, line: Nomination) -> tuple[Row, ...]:
    pairs = (
        ("Họ và tên", person.full_name),
        ("Số hiệu công chức", person.staff_number),
        ("Ngày, tháng, năm sinh", show_day(person.birth_date) if person.birth_date else ""),
        ("Giới tính", person.get_gender_display()),
        ("Dân tộc", person.ethnicity),
        ("Đơn vị công tác", line.host_unit.name),
        ("Chức vụ", line.position_then),
        ("Ngày tuyển dụng", show_day(person.recruited_on) if person.recruited_on else ""),
        ("Ngày vào Ngành", show_day(person.joined_sector_on) if person.joined_sector_on else ""),
        ("Ngày nghỉ hưu", show_day(person.retired_on) if person.retired_on else ""),
    )
    return tuple((name, words) for name, words in pairs if words)


def _postings(line: Nomination) -> LedgerTable:
    rows = Posting.objects.filter(person=line.person_id, valid_from__lte=line.round.judged_on)
    told = rows.select_related("unit").order_by("valid_from", "pk")
    return LedgerTable(
        "Quá trình công tác",
        ("Từ ngày", "Đến ngày", "Chức vụ", "Đơn vị"),
        tuple((show_day(one.valid_from), _until(one.valid_to), one.position, one.unit.name) for one in told),
        "Sổ chưa ghi quá trình công tác nào.",
    )


def _until(day: dt.date | None) -> str:
    return show_day(day) if day else "nay"


def _grades(line: Nomination) -> LedgerTable:
    rows = PersonGrade.objects.filter(person=line.person_id, year__lte=line.round.year).order_by("year")
    return _graded(rows)


def _unit_grades(line: Nomination) -> LedgerTable:
    return _graded(UnitGrade.objects.filter(unit=line.unit_id, year__lte=line.round.year).order_by("year"))


def _graded(rows: Iterable[PersonGrade | UnitGrade]) -> LedgerTable:
    told = tuple((str(one.year), one.get_value_display(), one.decided_by) for one in rows)
    return LedgerTable(
        "Mức độ hoàn thành nhiệm vụ", ("Năm", "Mức hoàn thành", "Theo văn bản"), told, "Sổ chưa ghi xếp loại năm nào."
    )


def _awards(line: Nomination) -> dict[str, LedgerTable]:
    subject = {"person": line.person_id} if line.person_id else {"unit": line.unit_id}
    rows = Award.objects.standing().filter(decision__signed_on__lte=line.round.judged_on, **subject)
    told = list(rows.select_related("decision").order_by("period_to", "decision__signed_on", "pk"))
    columns = ("Năm", "Danh hiệu, hình thức", "Số quyết định", "Ngày", "Cơ quan ban hành")
    titles = tuple(_awarded(one) for one in told if is_title(one.code))
    forms = tuple(_awarded(one) for one in told if not is_title(one.code))
    return {
        "titles": LedgerTable("Danh hiệu thi đua", columns, titles, "Sổ chưa ghi danh hiệu thi đua nào."),
        "forms": LedgerTable("Hình thức khen thưởng", columns, forms, "Sổ chưa ghi hình thức khen thưởng nào."),
    }


def _awarded(award: Award) -> Row:
    info, decision = award_info(award.code), award.decision
    years = str(award.period_to) if award.period_from == award.period_to else f"{award.period_from}-{award.period_to}"
    if decision is None:  # never: a standing line has its decision
        return (years, award.code, "", "", "")
    name = info.name if info else award.code
    return (years, name, decision.number, show_day(decision.signed_on), decision.issuer_name)


def _initiatives(line: Nomination) -> LedgerTable:
    rows = Initiative.objects.filter(authorships__person=line.person_id, year__lte=line.round.year)
    return _initiated(rows.order_by("year", "pk"))


def _unit_initiatives(line: Nomination) -> LedgerTable:
    rows = Initiative.objects.filter(unit=line.unit_id, year__lte=line.round.year)
    return _initiated(rows.order_by("year", "pk"))


def _initiated(rows: Iterable[Initiative]) -> LedgerTable:
    told = tuple(
        (str(one.year), one.title, one.get_level_display(), one.decision_number, show_day(one.decided_on))
        for one in rows
    )
    columns = ("Năm", "Tên sáng kiến, đề tài", "Cấp công nhận", "Số quyết định", "Ngày")
    return LedgerTable("Sáng kiến, đề tài được công nhận", columns, told, "Sổ chưa ghi sáng kiến, đề tài nào.")


def _disciplines(line: Nomination) -> LedgerTable:
    rows = Discipline.objects.filter(person=line.person_id, decided_on__lte=line.round.judged_on).order_by("decided_on")
    told = tuple(
        (one.get_form_display(), one.decision_number, show_day(one.decided_on), show_day(one.ended_on)) for one in rows
    )
    columns = ("Hình thức", "Số quyết định", "Ngày quyết định", "Ngày hết hiệu lực")
    return LedgerTable("Kỷ luật", columns, told, "Không bị kỷ luật.")


def _unit(line: Nomination) -> LedgerTable:
    unit = line.unit
    pairs = () if unit is None else _unit_told(unit)
    return LedgerTable("Theo sổ đơn vị", ("Mục", "Nội dung"), pairs, "Sổ đơn vị chưa có gì.", pairs=True)


def _unit_told(unit: Unit) -> tuple[Row, ...]:
    pairs = (
        ("Tên đơn vị", unit.name),
        ("Ngày thành lập", show_day(unit.founded_on) if unit.founded_on else ""),
        ("Tư cách pháp nhân", "có" if unit.has_legal_personality else "không"),
    )
    return tuple((name, words) for name, words in pairs if words)


def _staff(line: Nomination) -> LedgerTable:
    day = min(line.round.judged_on, dt.date(line.round.year, 12, 31))
    path = (line.unit.path if line.unit else None) or "-"
    inside = Posting.objects.on(day).filter(unit__path__startswith=path)
    told = inside.aggregate(
        everybody=Count("person"), leaders=Count("person", filter=Q(is_leader=True)),
        women=Count("person", filter=Q(person__gender="female")),
    )  # fmt: skip
    rows = (
        ("Số công chức, người lao động", str(told["everybody"])),
        ("Trong đó giữ chức vụ lãnh đạo", str(told["leaders"])),
        ("Trong đó nữ", str(told["women"])),
    )
    return LedgerTable(f"Nhân sự ngày {show_day(day)}", ("Mục", "Số người"), rows, "", pairs=True)


_READERS: dict[str, Callable[[Nomination], LedgerTable]] = {
    "identity": _identity,
    "postings": _postings,
    "grades": _grades,
    "initiatives": _initiatives,
    "disciplines": _disciplines,
    "unit": _unit,
    "staff": _staff,
    "unit_grades": _unit_grades,
    "unit_initiatives": _unit_initiatives,
}
