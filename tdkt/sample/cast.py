"""The accounts of the walk: one for each role at Tuyên Quang, and the people around."""

from dataclasses import dataclass

from tdkt.accounts.domain import create_account, grant_role, install
from tdkt.accounts.models import Role
from tdkt.people.models import Person
from tdkt.sample.world import FIRST_DAY, HOME, World, moment

PASSWORD = "Thi-dua-yeu-nuoc-2023"  # noqa: S105 - the published password of a sample database
CENTRE = "VKSTC"
DISTRICT = "H-TUYENQUANG-SONDUONG"


@dataclass(frozen=True)
class Account:
    """One account of the walk."""

    username: str
    full_name: str
    role: str
    unit: str


ACCOUNTS = (
    Account("tham-dinh-tw", "Cán bộ thẩm định VKSND tối cao (mẫu)", Role.APPRAISER, CENTRE),
    Account("thu-ky-tw", "Thư ký Hội đồng ngành (mẫu)", Role.COUNCIL_SECRETARY, CENTRE),
    Account("vien-truong-tw", "Viện trưởng VKSND tối cao (mẫu)", Role.UNIT_HEAD, CENTRE),
    Account("quan-tri-tq", "Quản trị hệ thống Tuyên Quang (mẫu)", Role.SYSTEM_ADMINISTRATOR, HOME),
    Account("can-bo-tq", "Cán bộ thi đua Tuyên Quang (mẫu)", Role.UNIT_OFFICER, HOME),
    Account("tham-dinh-tq", "Cán bộ thẩm định Tuyên Quang (mẫu)", Role.APPRAISER, HOME),
    Account("thu-ky-tq", "Thư ký Hội đồng Tuyên Quang (mẫu)", Role.COUNCIL_SECRETARY, HOME),
    Account("uy-vien-tq", "Ủy viên Hội đồng Tuyên Quang (mẫu)", Role.COUNCIL_MEMBER, HOME),
    Account("vien-truong-tq", "Viện trưởng Tuyên Quang (mẫu)", Role.UNIT_HEAD, HOME),
    Account("can-bo-sonduong", "Cán bộ thi đua Sơn Dương (mẫu)", Role.UNIT_OFFICER, DISTRICT),
    Account("vien-truong-sonduong", "Viện trưởng Sơn Dương (mẫu)", Role.UNIT_HEAD, DISTRICT),
    Account("can-bo-sonla", "Cán bộ thi đua Sơn La (mẫu)", Role.UNIT_OFFICER, "VKS-SONLA"),
)
PERSONAL = "ca-nhan-tq"
AT_THE_OFFICE = "ca-nhan-vp-tq"
"""Of the provincial office: the person whose order is being appraised at the centre in 2024."""
ADMINISTRATOR = "quan-tri"


def found_system(world: World) -> None:
    """The root unit and its administrator, in an empty database."""
    start = moment(2016, 1, 4)
    user = install(
        now=start, code=CENTRE, name="Viện kiểm sát nhân dân tối cao", username=ADMINISTRATOR,
        full_name="Quản trị hệ thống toàn Ngành (mẫu)", password=PASSWORD,
    )  # fmt: skip
    world.users[ADMINISTRATOR] = user
    world.units[CENTRE] = user.holdings.get().unit


def build_accounts(world: World) -> None:
    """The accounts of the walk, with their roles from the first day on."""
    administrator, start = world.user(ADMINISTRATOR), moment(2016, 1, 5)
    for line in ACCOUNTS:
        user = create_account(
            actor=administrator, now=start, username=line.username, full_name=line.full_name, password=PASSWORD
        )
        world.users[line.username] = user
        grant_role(
            actor=administrator, now=start, user=user, role=line.role, unit=world.units[line.unit],
            valid_from=FIRST_DAY,
        )  # fmt: skip


def build_personal_account(world: World, person: Person, username: str = PERSONAL) -> None:
    """The account of somebody who reads his own page and writes his own report."""
    administrator, start = world.user(ADMINISTRATOR), moment(2023, 4, 4)
    user = create_account(
        actor=administrator, now=start, username=username, full_name=person.full_name, password=PASSWORD, person=person
    )
    world.users[username] = user
    unit = person.postings.get(valid_to__isnull=True).unit
    grant_role(actor=administrator, now=start, user=user, role=Role.SELF, unit=unit, valid_from=start.date())
