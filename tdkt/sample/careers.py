"""What Tuyên Quang's people and units had won before the round of 2023: grades, initiatives, titles, forms."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet

from tdkt.awards.domain import LedgerLine, record_decision
from tdkt.awards.models import Award
from tdkt.initiatives.domain import NewInitiative, mark_used, recognise_initiatives
from tdkt.initiatives.models import InitiativeAuthor
from tdkt.people.domain import GradeLine, grade_people
from tdkt.people.models import Discipline, Person, PersonGrade
from tdkt.sample.plan import (
    EXCELLENT_2022,
    EXCELLENT_2023,
    FIGHTERS_2023,
    ONLY_COMPLETED_2023,
    SHORT_BY_ONE,
    TOP_FIGHTERS,
    TWO_YEARS,
    VOTED_DOWN,
    seated,
)
from tdkt.sample.staff import LOADED, SIZES, everybody
from tdkt.sample.titles import initiative_title
from tdkt.sample.world import HOME, SAMPLE, World, moment
from tdkt.units.domain import grade_units

YEARS = range(2017, 2023)
PROSECUTOR_GENERAL = "Viện trưởng Viện kiểm sát nhân dân tối cao"


def build_careers(world: World) -> None:
    """Grades 2016–2023, initiatives and decisions of 2017–2022."""
    fighters = {year: _fighters(world, year) for year in YEARS}
    fighters[2023] = seated(world, FIGHTERS_2023)
    for year in range(2016, 2023):
        _grades(world, year, fighters.get(year, []))
    for year in YEARS:
        _initiatives(world, year, fighters[year])
        _titles(world, year, fighters[year])
    _collectives(world)
    _earlier_forms(world, fighters)
    build_facts_2023(world, fighters[2023])


def build_facts_2023(world: World, fighters: list[Person]) -> None:
    """What is known of 2023 before its round: grades and initiatives."""
    _grades(world, 2023, [*fighters, *seated(world, (VOTED_DOWN,))])
    _initiatives(world, 2023, [*fighters, *seated(world, (VOTED_DOWN,))])
    sector = seated(world, TOP_FIGHTERS)
    recognise_initiatives(
        actor=world.user("can-bo-tq"), now=moment(2023, 11, 2),
        initiatives=[
            NewInitiative(
                title=initiative_title(500 + n), level="ministry", year=2023, round=1, unit=world.units[HOME],
                recognised_by=PROSECUTOR_GENERAL, authors=(person,), decision_number="253M/QĐ-VKSTC",
                decided_on=dt.date(2023, 7, 17),
            )
            for n, person in enumerate(sector)
        ],
    )  # fmt: skip


def _fighters(world: World, year: int) -> list[Person]:
    """CSTDCS of a year: those whom the plan needs, and others, never three years in a row by chance."""
    fixed: list[Person] = []
    if year >= 2021:
        fixed += seated(world, TOP_FIGHTERS)
    if year == 2022:
        fixed += seated(world, (*TWO_YEARS, SHORT_BY_ONE))
    reserved = {person.pk for person in seated(world, FIGHTERS_2023)}
    pool = [
        person
        for n, person in enumerate(everybody(world))
        if person.pk not in reserved and n % 3 == year % 3 and _worked(person, year) and n > 0
    ]
    return fixed + world.dice.sample(pool, 18 - len(fixed))


def _worked(person: Person, year: int) -> bool:
    """Recruited early enough for a title of the year."""
    return person.recruited_on is not None and person.recruited_on < dt.date(year, 3, 1)


def _grades(world: World, year: int, fighters: list[Person]) -> None:
    best = {person.pk for person in fighters}
    low = {person.pk for person in seated(world, ONLY_COMPLETED_2023)} if year == 2023 else set()
    lines = []
    for n, person in enumerate(everybody(world)):
        if not person.recruited_on or person.recruited_on.year > year:
            continue
        value = "excellent" if person.pk in best or n == 0 else "good"
        if person.pk in low or person.recruited_on.year == year or (person.pk not in best and _dull(world, year)):
            value = "completed"
        lines.append(
            GradeLine(person=person, year=year, value=value, decided_by=f"Thông báo xếp loại năm {year} {SAMPLE}")
        )
    now = moment(2023, 11, 10) if year == 2023 else LOADED
    grade_people(actor=world.user("can-bo-tq"), now=now, lines=lines)


def _dull(world: World, year: int) -> bool:
    return year < 2023 and world.dice.random() < 0.03


def _initiatives(world: World, year: int, authors: Iterable[Person]) -> None:
    now = moment(2023, 11, 1) if year == 2023 else LOADED
    recognise_initiatives(
        actor=world.user("can-bo-tq"), now=now,
        initiatives=[
            NewInitiative(
                title=initiative_title(year * 31 + n), level="unit", year=year, unit=world.units[HOME],
                recognised_by="Viện trưởng VKSND tỉnh Tuyên Quang", authors=(person,), round=1 + n % 2,
                decision_number=f"{60 + n % 2}/QĐ-VKS-TQ", decided_on=dt.date(year, 5 + 5 * (n % 2), 25),
            )
            for n, person in enumerate(authors)
        ],
    )  # fmt: skip


def _titles(world: World, year: int, fighters: list[Person]) -> None:
    """The province's own decision of the year; each CSTDCS uses up that year's initiative."""
    best = {person.pk for person in fighters}
    barred = _disciplined(year)
    good = PersonGrade.objects.filter(year=year, value__in=("excellent", "good"))
    graded = set(good.values_list("person_id", flat=True))
    people = [
        person
        for person in everybody(world)[1:]
        if person.pk in graded and person.pk not in barred and (_worked(person, year) or person.pk in best)
    ]
    lines = [LedgerLine(person=person, code="LDTT", period_from=year, period_to=year) for person in people]
    lines += [
        LedgerLine(person=person, code="CSTDCS", period_from=year, period_to=year, ground="initiative")
        for person in fighters
        if person.pk not in barred
    ]
    decision = record_decision(
        actor=world.user("tham-dinh-tq"), now=LOADED, lines=lines, number=f"{180 + year - 2017}/QĐ-VKS-TQ",
        signed_on=dt.date(year, 12, 12), title=f"Công nhận danh hiệu thi đua cá nhân năm {year} {SAMPLE}",
        issuer_level="unit", issuer_unit=world.units[HOME], issuer_name=world.units[HOME].name,
        signer_name=world.staff[HOME][0].full_name, signer_title="Viện trưởng",
    )  # fmt: skip
    _spend(world, decision.awards.filter(code="CSTDCS"), year, LOADED)


def spend_initiatives_of_2023(world: World) -> None:
    """Each CSTDCS of the round used up the initiative it was won by."""
    won = Award.objects.filter(code="CSTDCS", period_to=2023, host_unit__path__startswith=world.units[HOME].path or "-")
    _spend(world, won, 2023, moment(2024, 1, 16))


def _spend(world: World, awards: QuerySet[Award], year: int, now: dt.datetime) -> None:
    won = {award.person_id: award for award in awards.select_related("host_unit")}
    parts = InitiativeAuthor.objects.filter(person__in=list(won), initiative__year=year, initiative__level="unit")
    uses = {part: won[part.person_id] for part in parts.select_related("initiative", "person").order_by("pk")}
    mark_used(actor=world.user("tham-dinh-tq"), now=now, uses=uses)


def _disciplined(year: int) -> set[int]:
    return set(Discipline.objects.filter(decided_on__year=year).values_list("person_id", flat=True))


def excellent_units(year: int) -> tuple[str, ...]:
    """Codes of the collectives with TTLDXS in a year: five before 2023."""
    if year == 2022:
        return EXCELLENT_2022
    codes = list(SIZES)
    return tuple(codes[(year * 4 + 3 * n) % len(codes)] for n in range(5))


def _collectives(world: World) -> None:
    """Grades and titles of the fifteen collectives and of the province itself."""
    home = world.units[HOME]
    for year in range(2016, 2024):
        best = set(EXCELLENT_2023) if year == 2023 else set(excellent_units(year))
        values = {world.units[code]: "excellent" if code in best else "good" for code in SIZES}
        values[home] = "excellent"
        now = moment(2023, 11, 10) if year == 2023 else LOADED
        grade_units(
            actor=world.user("can-bo-tq"), now=now, year=year, values=values,
            decided_by=f"Thông báo xếp loại năm {year} {SAMPLE}",
        )  # fmt: skip
    for year in YEARS:
        _collective_titles(world, year)


def _collective_titles(world: World, year: int) -> None:
    barred = {"H-TUYENQUANG-LAMBINH"} if year == 2022 else set()  # a member was warned (cảnh cáo) that year
    lines = [
        LedgerLine(unit=world.units[code], code="TTLDTT", period_from=year, period_to=year)
        for code in SIZES
        if code not in barred
    ]
    lines += [
        LedgerLine(unit=world.units[code], code="TTLDXS", period_from=year, period_to=year)
        for code in excellent_units(year)
        if code not in barred
    ]
    record_decision(
        actor=world.user("tham-dinh-tq"), now=LOADED, lines=lines, number=f"{280 + year - 2017}/QĐ-VKS-TQ",
        signed_on=dt.date(year, 12, 14), title=f"Công nhận danh hiệu thi đua tập thể năm {year} {SAMPLE}",
        issuer_level="unit", issuer_unit=world.units[HOME], issuer_name=world.units[HOME].name,
        signer_name=world.staff[HOME][0].full_name, signer_title="Viện trưởng",
    )  # fmt: skip


def _earlier_forms(world: World, fighters: dict[int, list[Person]]) -> None:
    """What the Prosecutor General gave earlier: the province's own way to the Prime Minister's Bằng khen."""
    home = world.units[HOME]

    def of_home(code: str, year: int) -> LedgerLine:
        return LedgerLine(unit=home, code=code, period_from=year, period_to=year)

    for year in YEARS:
        lines = [of_home("TTLDXS", year)]
        if year == 2017:
            lines.append(of_home("BKB", year))
        if year == 2020:
            lines.append(of_home("CTDB", year))
        lines += [
            LedgerLine(person=person, code="BKB", period_from=year - 1, period_to=year)
            for person in fighters[year][-3:-1]
            if year < 2021
        ]
        record_decision(
            actor=world.user("tham-dinh-tq"), now=LOADED, lines=lines, number=f"{400 + year - 2017}M/QĐ-VKSTC",
            signed_on=dt.date(year, 12, 26), title=f"Khen thưởng tổng kết năm {year} {SAMPLE}",
            issuer_level="ministry", issuer_name=PROSECUTOR_GENERAL,
        )  # fmt: skip
