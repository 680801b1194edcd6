"""Where a dossier goes from a unit, before and after 01/07/2025."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tdkt.awards.models import IssuerLevel
from tdkt.routes.domain import adopt_route
from tdkt.routes.queries import Stop, Ways, above_on, next_stop, road_from, route_for, stage_of
from tdkt.routes.tests.factories import AFTER, BEFORE, Sector, adopt_both, sector
from tdkt.units.models import UnitKind, UnitParent
from tests.support.cast import Cast, make_unit

TURN = dt.date(2025, 7, 1)


@pytest.fixture
def there(cast: Cast, now: dt.datetime) -> Sector:
    adopt_both(cast, now)
    return sector(cast)


def told(road: list[Stop]) -> list[tuple[str, str | None]]:
    return [(stop.stage.key, stop.unit.code if stop.unit else None) for stop in road]


def test_each_day_has_its_route(there: Sector) -> None:
    unit = there.district
    found = [route_for(unit, day) for day in (dt.date(2019, 6, 27), dt.date(2019, 6, 28), dt.date(2025, 6, 30), TURN)]
    assert [route.code if route else None for route in found] == [
        None, "kiem-sat-2019", "kiem-sat-2019", "kiem-sat-2025",
    ]  # fmt: skip


def test_a_unit_below_follows_the_nearest_owners_route(there: Sector, cast: Cast, now: dt.datetime) -> None:
    own = adopt_route(template="bo-nganh", unit=cast.province, actor=cast.administrator, now=now)
    assert route_for(cast.office, AFTER) == own
    assert route_for(cast.elsewhere, AFTER) != own


def test_every_kind_of_unit_is_its_stage(there: Sector) -> None:
    units = (there.district, there.high, there.department, there.room, there.military, there.cast.centre)
    assert [stage.key if (stage := stage_of(unit, BEFORE)) else None for unit in units] == [
        "huyen", "cap-cao", "vu", "phong", "quan-su", "toi-cao",
    ]  # fmt: skip
    assert stage_of(there.district, AFTER) is None
    assert stage_of(there.district, dt.date(2000, 1, 1)) is None


def test_the_district_goes_through_the_province_to_the_president_before_july_2025(there: Sector) -> None:
    assert told(road_from(there.district, "HCLD3", BEFORE)) == [
        ("huyen", "T1-H1"), ("tinh", "T1"), ("toi-cao", "TW"), ("thu-tuong", None), ("chu-tich-nuoc", None),
    ]  # fmt: skip


def test_the_road_ends_where_the_award_is_decided(there: Sector) -> None:
    assert told(road_from(there.region, "LDTT", AFTER)) == [("khu-vuc", "T1-KV1"), ("tinh", "T1")]
    assert told(road_from(there.region, "CSTDB", AFTER))[-1] == ("toi-cao", "TW")
    assert told(road_from(there.region, "BKTTG", AFTER))[-1] == ("thu-tuong", None)


def test_the_level_of_the_line_wins_over_the_code(there: Sector) -> None:
    road = road_from(there.cast.province, "LDTT", BEFORE, level=IssuerLevel.MINISTRY)
    assert told(road) == [("tinh", "T1"), ("toi-cao", "TW")]


def test_an_award_nobody_knows_goes_to_the_end(there: Sector) -> None:
    assert told(road_from(there.cast.province, "KHONG-CO", BEFORE))[-1] == ("chu-tich-nuoc", None)


def test_a_department_decides_only_with_legal_personality(there: Sector) -> None:
    assert told(road_from(there.department, "LDTT", BEFORE)) == [("vu", "V1"), ("toi-cao", "TW")]
    there.department.has_legal_personality = True
    assert told(road_from(there.department, "LDTT", BEFORE)) == [("vu", "V1")]


def test_a_room_of_a_department_goes_through_its_department(there: Sector) -> None:
    assert told(road_from(there.room, "CSTDB", BEFORE)) == [("phong", "V1-P1"), ("vu", "V1"), ("toi-cao", "TW")]


def test_the_military_climbs_inside_its_own_stage_first(there: Sector) -> None:
    assert told(road_from(there.military_region, "CSTDB", AFTER)) == [
        ("quan-su", "QK1"), ("quan-su", "QS"), ("toi-cao", "TW"),
    ]  # fmt: skip


def test_a_unit_without_a_stage_goes_to_the_nearest_one_above(there: Sector) -> None:
    assert told(road_from(there.district, "CSTDB", AFTER)) == [("tinh", "T1"), ("toi-cao", "TW")]
    stop = next_stop(there.district, "CSTDB", AFTER)
    assert stop
    assert (stop.stage.key, stop.unit) == ("tinh", there.cast.province)


def test_the_next_stop_is_the_real_unit_above(there: Sector) -> None:
    stop = next_stop(there.cast.province, "CSTDB", BEFORE)
    assert stop
    assert (stop.stage.key, stop.unit) == ("toi-cao", there.cast.centre)


def test_above_the_centre_the_next_stop_is_outside_the_system(there: Sector) -> None:
    stop = next_stop(there.cast.centre, "HCLD3", BEFORE)
    assert stop
    assert (stop.stage.key, stop.unit, stop.stage.is_outside) == ("thu-tuong", None, True)


def test_nothing_follows_where_the_unit_decides_itself(there: Sector) -> None:
    assert next_stop(there.cast.centre, "CSTDB", BEFORE) is None
    assert next_stop(there.cast.province, "LDTT", BEFORE, level=IssuerLevel.UNIT) is None


def test_a_title_of_the_head_himself_goes_on(there: Sector) -> None:
    for stop in (
        next_stop(there.cast.province, "LDTT", BEFORE),
        next_stop(there.cast.province, "LDTT", BEFORE, level=IssuerLevel.MINISTRY),
    ):
        assert stop
        assert stop.unit == there.cast.centre


def test_without_a_route_there_is_no_stop_and_no_road(cast: Cast) -> None:
    assert next_stop(cast.province, "CSTDB", BEFORE) is None
    assert road_from(cast.province, "CSTDB", BEFORE) == []


def test_the_clusters_opinion_is_on_the_road_but_is_no_stop(cast: Cast, now: dt.datetime) -> None:
    route = adopt_route(template="kiem-sat-2025", unit=cast.centre, actor=cast.administrator, now=now)
    province, top = route.stages.get(key="tinh"), route.stages.get(key="toi-cao")
    opinion = route.stages.create(key="cum", order=9, name="Cụm thi đua", place="cluster", next=top)
    province.next = opinion
    province.save()
    assert told(road_from(cast.province, "CSTDB", AFTER)) == [("tinh", "T1"), ("cum", None), ("toi-cao", "TW")]
    stop = next_stop(cast.province, "CSTDB", AFTER)
    assert stop
    assert stop.unit == cast.centre


@pytest.mark.parametrize("day", [BEFORE, AFTER])
def test_what_the_province_decides_turns_off_to_its_committee(there: Sector, day: dt.date) -> None:
    province = there.cast.province
    road = road_from(province, "BKB", day, level=IssuerLevel.PROVINCE)
    assert told(road) == [("tinh", "T1"), ("ubnd-tinh", None)]
    assert told(road_from(there.room, "BKB", day, level=IssuerLevel.PROVINCE))[-1] == ("chu-tich-nuoc", None)
    stop = next_stop(province, "BKB", day, level=IssuerLevel.PROVINCE)
    assert stop
    assert (stop.stage.key, stop.unit, stop.stage.is_outside) == ("ubnd-tinh", None, True)


def test_the_same_award_of_the_sector_goes_on_by_the_main_way(there: Sector) -> None:
    for level in (None, IssuerLevel.MINISTRY):
        assert told(road_from(there.cast.province, "BKB", BEFORE, level=level)) == [("tinh", "T1"), ("toi-cao", "TW")]


def test_from_below_the_turn_is_taken_where_it_stands(there: Sector) -> None:
    road = road_from(there.region, "CTDB", AFTER, level=IssuerLevel.PROVINCE)
    assert told(road) == [("khu-vuc", "T1-KV1"), ("tinh", "T1"), ("ubnd-tinh", None)]


def test_the_ways_of_many_units_cost_as_much_as_of_one(there: Sector) -> None:
    costs = []
    for units in ([there.district], [there.district, there.military_region, there.cast.elsewhere]):
        with CaptureQueriesContext(connection) as asked:
            ways = Ways(units)
            stops = [ways.next_stop(unit, "CSTDB", BEFORE, level=IssuerLevel.MINISTRY) for unit in units]
        costs.append(len(asked))
    assert [stop.unit.code if stop and stop.unit else None for stop in stops] == ["T1", "QS", "TW"]
    assert costs == [4, 4]


def test_the_parent_of_the_day_counts(there: Sector) -> None:
    other = make_unit("T3", "VKSND tỉnh Ba", UnitKind.PROVINCE, there.cast.centre)
    UnitParent.objects.create(unit=there.district, parent=other, valid_to=dt.date(2024, 6, 30))
    UnitParent.objects.create(unit=there.district, parent=there.cast.province, valid_from=dt.date(2024, 7, 1))
    assert above_on(there.district, BEFORE) == [other, there.cast.centre]
    assert above_on(there.district, dt.date(2024, 7, 1)) == [there.cast.province, there.cast.centre]
    stop = next_stop(there.district, "CSTDB", BEFORE)
    assert stop
    assert stop.unit == other


def test_a_deep_unit_costs_no_more_questions_than_a_shallow_one(there: Sector) -> None:
    costs = []
    for unit in (there.cast.province, there.district):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            next_stop(unit, "CSTDB", BEFORE)
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 4


def test_a_ministry_and_a_province_have_their_roads(cast: Cast, now: dt.datetime) -> None:
    adopt_route(template="tinh-thanh", unit=cast.centre, actor=cast.administrator, now=now)
    commune = make_unit("XA1", "Xã Một", UnitKind.REGION, cast.centre)
    assert told(road_from(commune, "BKTTG", AFTER)) == [
        ("xa", "XA1"), ("tinh", "TW"), ("bo-noi-vu", None), ("thu-tuong", None),
    ]  # fmt: skip
