"""Build the sample year in an empty database: stage after stage, with the dice of one seed, all or nothing."""

import random
from collections.abc import Callable

from django.db import transaction

from tdkt.accounts.models import User
from tdkt.core import history
from tdkt.core.answers import Refused
from tdkt.core.models import HistoryEntry
from tdkt.people.models import Person
from tdkt.sample.achievements_2024 import build_achievements
from tdkt.sample.block_2 import build_block_2
from tdkt.sample.careers import build_careers, spend_initiatives_of_2023
from tdkt.sample.cast import ADMINISTRATOR, AT_THE_OFFICE, build_accounts, build_personal_account, found_system
from tdkt.sample.cluster_7 import build_cluster_7
from tdkt.sample.confirmations_2024 import build_confirmations_2024
from tdkt.sample.desk_2024 import fill_the_desks
from tdkt.sample.five_years import build_five_years
from tdkt.sample.flags_2024 import build_flags_2024
from tdkt.sample.guide_2024 import build_guides_2024
from tdkt.sample.medals import build_council, build_medal_round
from tdkt.sample.movements_2023 import build_movements
from tdkt.sample.names import PREFIX
from tdkt.sample.plan import seated
from tdkt.sample.registrations_2023 import build_registrations_2023, build_registrations_2024
from tdkt.sample.round_2023 import build_round_2023
from tdkt.sample.round_2024 import build_round_2024
from tdkt.sample.routes import build_routes
from tdkt.sample.sector_2024 import ORDER, build_order_history, build_sector_2024
from tdkt.sample.son_la import build_son_la
from tdkt.sample.staff import build_staff
from tdkt.sample.structure import build_clusters, build_home_clusters, build_units
from tdkt.sample.sudden_2024 import build_sudden_2024
from tdkt.sample.world import World, moment
from tdkt.units.models import Unit

Say = Callable[[str], None]
BUILT = "sample.built"
"""The history entry of the administrator by which a sample database is known."""


class NotOurData(Refused):
    """The database holds data that the sample builder did not make."""


def _structure(world: World) -> None:
    found_system(world)
    build_units(world)
    build_accounts(world)
    build_routes(world)
    build_clusters(world)


def _people(world: World) -> None:
    build_staff(world)
    build_careers(world)
    build_home_clusters(world)
    build_order_history(world)
    build_personal_account(world, world.staff["H-TUYENQUANG-SONDUONG"][3])
    build_personal_account(world, seated(world, (ORDER,))[0], AT_THE_OFFICE)


def _ledger(world: World) -> None:
    build_cluster_7(world)
    build_block_2(world)
    build_son_la(world)
    build_five_years(world)
    build_movements(world)


def _rounds(world: World) -> None:
    build_council(world)
    build_medal_round(world)
    build_registrations_2023(world)
    build_round_2023(world)
    spend_initiatives_of_2023(world)


def _open_round(world: World) -> None:
    build_registrations_2024(world)
    build_round_2024(world)
    fill_the_desks(world)
    build_sector_2024(world)
    build_flags_2024(world)
    build_confirmations_2024(world)
    build_achievements(world)
    build_guides_2024(world)
    build_sudden_2024(world)


STAGES: dict[str, tuple[str, Callable[[World], None]]] = {
    "units": ("Đơn vị, tài khoản, cụm và khối", _structure),
    "people": ("Người và lịch sử của Tuyên Quang", _people),
    "ledger": ("Sổ khen thưởng theo bốn bài báo", _ledger),
    "round": ("Năm 2023 của Tuyên Quang, từ danh sách đến quyết định", _rounds),
    "open": ("Đợt xét 2024 đang mở", _open_round),
}
"""Each stage needs those before it; ``--stage`` names the last one to build."""


def is_empty() -> bool:
    """Nothing has been entered yet."""
    return not (User.objects.exists() or Unit.objects.exists() or Person.objects.exists())


def is_sample() -> bool:
    """Everything that is known of origins here comes from the sample builder."""
    built = HistoryEntry.objects.filter(act=BUILT).exists()
    return built and not Person.objects.exclude(staff_number__startswith=f"{PREFIX}-").exists()


def build(*, seed: int, last: str = "open", say: Say = lambda _words: None) -> None:
    """Build the stages up to ``last``.

    Raises:
        NotOurData: the database is not empty.
    """
    if not is_empty():
        raise NotOurData("Cơ sở dữ liệu đã có dữ liệu; năm mẫu chỉ dựng trong cơ sở dữ liệu trống.")
    world = World(dice=random.Random(seed))  # noqa: S311 - the same seed must give the same sample
    with transaction.atomic():
        for name, (words, step) in STAGES.items():
            say(words)
            step(world)
            if name == last:
                break
        _mark(world, seed)


def _mark(world: World, seed: int) -> None:
    history.record(
        actor=None, now=moment(2024, 12, 16), act=BUILT, target=world.user(ADMINISTRATOR), after={"seed": seed}
    )
