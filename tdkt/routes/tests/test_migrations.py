"""A route in force before stages had turns keeps its stages, its links and its days."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.releases import migrate, migrate_back


@pytest.fixture
def before(transactional_db: None) -> Iterator[Any]:
    yield migrate_back("routes", "0001_initial")
    migrate()


def test_stages_from_before_have_no_turns_and_lose_nothing(before: Any) -> None:
    unit = before.get_model("units", "Unit").objects.create(code="TW", name="Tối cao", kind="central")
    route = before.get_model("routes", "Route").objects.create(
        owner=unit, code="cu", name="Cũ", state="active", valid_from=dt.date(2025, 7, 1)
    )
    stages = before.get_model("routes", "Stage").objects
    top = stages.create(route=route, key="toi-cao", name="Tối cao", place="central", decides=["ministry"])
    stages.create(route=route, key="tinh", order=1, name="Tỉnh", place="province", next=top, basis="Điều 80")
    now = migrate()
    kept = now.get_model("routes", "Stage").objects.filter(route=route.pk).order_by("order")
    assert list(kept.values_list("key", "next__key", "decides", "turns", "basis")) == [
        ("toi-cao", None, ["ministry"], {}, ""), ("tinh", "toi-cao", [], {}, "Điều 80"),
    ]  # fmt: skip
