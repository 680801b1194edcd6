"""The way up of the sector, before and after 01/07/2025: the ready-made routes of the procuracy."""

from tdkt.routes.domain import adopt_route
from tdkt.sample.cast import ADMINISTRATOR, CENTRE
from tdkt.sample.world import World, moment

WRITTEN = {"kiem-sat-2019": moment(2019, 6, 28), "kiem-sat-2025": moment(2025, 6, 30)}


def build_routes(world: World) -> None:
    """Both routes, for the whole sector."""
    for template, now in WRITTEN.items():
        adopt_route(template=template, unit=world.units[CENTRE], actor=world.user(ADMINISTRATOR), now=now)
