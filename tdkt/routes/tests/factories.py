"""Units of every kind around the cast, and routes to walk."""

import datetime as dt
from dataclasses import dataclass

from tdkt.routes.domain import adopt_route
from tdkt.routes.models import Route
from tdkt.units.models import Unit, UnitKind
from tests.support.cast import Cast, make_unit

BEFORE, AFTER = dt.date(2024, 5, 6), dt.date(2025, 9, 1)


@dataclass(frozen=True)
class Sector:
    """The cast's province with what else the sector has."""

    cast: Cast
    district: Unit
    region: Unit
    high: Unit
    department: Unit
    room: Unit
    military: Unit
    military_region: Unit


def sector(cast: Cast) -> Sector:
    """Units of every kind: a department without legal personality and its room, the military line."""
    department = make_unit("V1", "Vụ 1", UnitKind.CENTRAL, cast.centre)
    military = make_unit("QS", "VKS quân sự trung ương", UnitKind.MILITARY, cast.centre)
    return Sector(
        cast=cast,
        district=make_unit("T1-H1", "VKSND huyện Một", UnitKind.DISTRICT, cast.province),
        region=make_unit("T1-KV1", "VKSND khu vực 1", UnitKind.REGION, cast.province),
        high=make_unit("CC1", "VKSND cấp cao tại Một", UnitKind.HIGH, cast.centre),
        department=department,
        room=make_unit("V1-P1", "Phòng 1 Vụ 1", UnitKind.OFFICE, department),
        military=military,
        military_region=make_unit("QK1", "VKS quân sự Quân khu 1", UnitKind.MILITARY, military),
    )


def adopt_both(cast: Cast, now: dt.datetime) -> tuple[Route, Route]:
    """The procuracy's two ready-made routes, in force for the whole sector."""
    earlier, later = (
        adopt_route(template=code, unit=cast.centre, actor=cast.administrator, now=now)
        for code in ("kiem-sat-2019", "kiem-sat-2025")
    )
    return earlier, later
