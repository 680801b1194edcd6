"""Tuyên Quang's 178 invented people: who works where, since when, and what happened to them."""

import datetime as dt

from tdkt.people.domain import NewPerson, add_people, post_person, record_absence, record_discipline
from tdkt.people.models import Person
from tdkt.sample.world import HOME, World, moment

LOADED = moment(2023, 4, 3)
"""The day the office began to work with the tool; what is older was entered then."""

SIZES = {
    "P-TUYENQUANG-VP": 14, "P-TUYENQUANG-TCCB": 8, "P-TUYENQUANG-TTKT": 9, "P-TUYENQUANG-P1": 11,
    "P-TUYENQUANG-P2": 11, "P-TUYENQUANG-P8": 9, "P-TUYENQUANG-P9": 9, "P-TUYENQUANG-P11": 9,
    "H-TUYENQUANG-TUYENQUANG": 15, "H-TUYENQUANG-SONDUONG": 15, "H-TUYENQUANG-YENSON": 14,
    "H-TUYENQUANG-CHIEMHOA": 14, "H-TUYENQUANG-HAMYEN": 13, "H-TUYENQUANG-NAHANG": 12, "H-TUYENQUANG-LAMBINH": 11,
}  # fmt: skip
"""Members of each of the fifteen collectives; with four leaders of the province 178 people."""

RECRUITED_2023 = {
    "H-TUYENQUANG-YENSON": 6, "H-TUYENQUANG-HAMYEN": 7, "H-TUYENQUANG-NAHANG": 8, "H-TUYENQUANG-LAMBINH": 9,
    "P-TUYENQUANG-P8": 10,
}  # fmt: skip
"""The month in which the last person of these units was recruited: under ten months at the year's end."""

_MEDAL_LACKS_MONTHS = "P-TUYENQUANG-P2"


def build_staff(world: World) -> None:
    """People, postings, discipline and absence."""
    world.staff[HOME] = add_people(actor=world.user("can-bo-tq"), now=LOADED, people=_leaders(world))
    for code, size in SIZES.items():
        world.staff[code] = add_people(
            actor=world.user("can-bo-tq"), now=LOADED, people=_members(world, code, size - (code in RECRUITED_2023))
        )
    for code, month in RECRUITED_2023.items():
        world.staff[code] += add_people(
            actor=world.user("can-bo-tq"), now=moment(2023, month, 20), people=[_recruit(world, code, month)]
        )
    _events(world)


def everybody(world: World) -> list[Person]:
    """All of Tuyên Quang's people, in the order of the units."""
    return [person for people in world.staff.values() for person in people]


def _leaders(world: World) -> list[NewPerson]:
    unit = world.units[HOME]
    top = world.newcomer(
        unit, "Viện trưởng", 1993, position_code="vien_truong_tinh", is_leader=True, is_unit_head=True,
        posted_on=dt.date(2016, 1, 4),
    )  # fmt: skip
    deputies = [
        world.newcomer(
            unit, "Phó Viện trưởng", joined, position_code="pho_vien_truong_tinh", is_leader=True,
            posted_on=dt.date(2016, 1, 4),
        )
        for joined in (1995, 1997, 1999)
    ]  # fmt: skip
    return [top, *deputies]


def _members(world: World, code: str, size: int) -> list[NewPerson]:
    unit, district = world.units[code], code.startswith("H-")
    head, deputy = ("Viện trưởng", "Phó Viện trưởng") if district else ("Trưởng phòng", "Phó Trưởng phòng")
    if code.endswith("-VP"):
        head, deputy = "Chánh Văn phòng", "Phó Chánh Văn phòng"
    if code.endswith("-TTKT"):
        head, deputy = "Chánh Thanh tra", "Phó Chánh Thanh tra"
    codes = ("vien_truong_huyen", "pho_vien_truong_huyen") if district else ("truong_phong", "pho_truong_phong")
    posted = dt.date(2016, 1, 4)
    people = [
        world.newcomer(
            unit, head, world.dice.randint(1996, 2003), position_code=codes[0], is_leader=True, is_unit_head=True,
            posted_on=posted,
        )
    ]  # fmt: skip
    people += [
        world.newcomer(
            unit, deputy, world.dice.randint(2000, 2006), position_code=codes[1], is_leader=True, posted_on=posted
        )
        for _ in range(2 if size > 10 else 1)
    ]
    while len(people) < size:
        people.append(_worker(world, code, len(people), size))
    return people


def _worker(world: World, code: str, place: int, size: int) -> NewPerson:
    joined = world.dice.randint(2005, 2014) if place < size - 3 else world.dice.randint(2014, 2020)
    if code == _MEDAL_LACKS_MONTHS and place == 3:
        joined = 2009  # fourteen years in 2023: the medal asks for fifteen
    if joined <= 2008 or place < 6:
        joined = min(joined, 2014)
    position = "Kiểm sát viên sơ cấp" if joined <= 2014 else "Kiểm tra viên"
    if code.endswith("-VP") and place % 3 == 0:
        position = "Chuyên viên"
    return world.newcomer(world.units[code], position, joined, posted_on=dt.date(max(joined, 2016), 3, 1))


def _recruit(world: World, code: str, month: int) -> NewPerson:
    day = dt.date(2023, month, 15)
    return world.newcomer(
        world.units[code], "Kiểm tra viên", 2022, recruited_on=day, joined_sector_on=day, posted_on=day
    )


def _events(world: World) -> None:
    officer, staff = world.user("can-bo-tq"), world.staff
    reprimanded = (
        (staff["H-TUYENQUANG-YENSON"][5], dt.date(2023, 5, 10), dt.date(2024, 5, 10)),
        (staff["P-TUYENQUANG-P11"][4], dt.date(2023, 8, 22), dt.date(2024, 8, 22)),
        (staff["H-TUYENQUANG-HAMYEN"][4], dt.date(2021, 6, 1), dt.date(2022, 6, 1)),
    )
    for person, decided, ended in reprimanded:
        record_discipline(
            actor=officer, now=moment(2023, 9, 1), person=person, form="khien_trach", decided_on=decided,
            ended_on=ended, decision_number=f"{decided.day}/QĐ-VKS-TQ", misconduct_year=decided.year,
        )  # fmt: skip
    record_discipline(
        actor=officer, now=LOADED, person=staff["H-TUYENQUANG-LAMBINH"][3], form="canh_cao",
        decided_on=dt.date(2022, 3, 14), ended_on=dt.date(2023, 3, 14), decision_number="31/QĐ-VKS-TQ",
        misconduct_year=2021,
    )  # fmt: skip
    _absences(world)
    for code, target in (("P-TUYENQUANG-P9", "P-TUYENQUANG-P1"), ("H-TUYENQUANG-NAHANG", "H-TUYENQUANG-LAMBINH")):
        post_person(
            actor=officer, now=moment(2024, 4, 1), person=staff[code][-2], unit=world.units[target],
            position="Kiểm sát viên sơ cấp", valid_from=dt.date(2024, 4, 1),
        )  # fmt: skip


def _absences(world: World) -> None:
    mothers = [person for person in everybody(world)[40:] if person.gender == "female"][:3]
    away = [(person, 128, "maternity") for person in mothers]
    away += [(world.staff["H-TUYENQUANG-CHIEMHOA"][7], 25, "sick"), (world.staff["P-TUYENQUANG-P2"][6], 60, "study")]
    for person, days, reason in away:
        record_absence(
            actor=world.user("can-bo-tq"), now=moment(2023, 11, 1), person=person, year=2023, working_days=days,
            reason=reason,
        )  # fmt: skip
