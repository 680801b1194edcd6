"""The fixed cast of the tests: the unit's officer, the upper level's people, the stranger.

One province with an office under it, and another province that has no business with the first.
"""

import datetime as dt
from dataclasses import dataclass

from tdkt.accounts.models import Role, RoleHolding, User
from tdkt.people.models import Person, Posting
from tdkt.units.models import Unit, UnitKind

LONG_AGO = dt.date(2010, 1, 1)


@dataclass(frozen=True)
class Cast:
    """Who is on stage. ``office`` stands under ``province``; ``stranger`` works at ``elsewhere``."""

    centre: Unit
    province: Unit
    office: Unit
    elsewhere: Unit
    officer: User
    province_officer: User
    appraiser: User
    head: User
    secretary: User
    member: User
    stranger: User
    administrator: User
    worker: User


def make_unit(code: str, name: str, kind: str, parent: Unit | None = None, **fields: object) -> Unit:
    """A unit with its path kept."""
    unit = Unit.objects.create(code=code, name=name, kind=kind, parent=parent, **fields)
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    return unit


def make_person(number: str, name: str, unit: Unit, **fields: object) -> Person:
    """A person posted at ``unit`` since long ago."""
    person = Person.objects.create(staff_number=number, full_name=name, gender="male", recruited_on=LONG_AGO, **fields)
    Posting.objects.create(person=person, unit=unit, position="Chuyên viên", valid_from=LONG_AGO)
    return person


def make_user(username: str, name: str, role: str, unit: Unit, person: Person | None = None) -> User:
    """Somebody who may sign in and holds one role at one unit."""
    user = User.objects.create_user(username, full_name=name, person=person)
    RoleHolding.objects.create(user=user, role=role, unit=unit, valid_from=LONG_AGO)
    return user


def assemble() -> Cast:
    """Put the whole cast into the database."""
    centre = make_unit("TW", "Viện kiểm sát nhân dân tối cao", UnitKind.CENTRAL, has_legal_personality=True)
    province = make_unit("T1", "VKSND tỉnh Một", UnitKind.PROVINCE, centre, has_legal_personality=True)
    office = make_unit("T1-P1", "Phòng 1", UnitKind.OFFICE, province)
    elsewhere = make_unit("T2", "VKSND tỉnh Hai", UnitKind.PROVINCE, centre, has_legal_personality=True)
    worker = make_person("P-W", "Lê Thị Kiểm Thử", office)
    return Cast(
        centre=centre,
        province=province,
        office=office,
        elsewhere=elsewhere,
        officer=make_user("can-bo", "Cán bộ Phòng 1", Role.UNIT_OFFICER, office),
        province_officer=make_user("can-bo-tinh", "Cán bộ tỉnh Một", Role.UNIT_OFFICER, province),
        appraiser=make_user("tham-dinh", "Thẩm định tỉnh Một", Role.APPRAISER, province),
        head=make_user("vien-truong", "Viện trưởng tỉnh Một", Role.UNIT_HEAD, province),
        secretary=make_user("thu-ky", "Thư ký Hội đồng tỉnh Một", Role.COUNCIL_SECRETARY, province),
        member=make_user("uy-vien", "Ủy viên Hội đồng tỉnh Một", Role.COUNCIL_MEMBER, province),
        stranger=make_user("nguoi-la", "Cán bộ tỉnh Hai", Role.UNIT_OFFICER, elsewhere),
        administrator=make_user("quan-tri", "Quản trị", Role.SYSTEM_ADMINISTRATOR, centre),
        worker=make_user("ca-nhan", "Lê Thị Kiểm Thử", Role.SELF, office, person=worker),
    )
