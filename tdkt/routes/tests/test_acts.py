"""Adopting, drafting, changing and putting a route in force: what is done, who may, what is refused."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from tdkt.core.edits import StaleEdit
from tdkt.core.history import first_broken, history_of
from tdkt.routes.domain import (
    CannotChangeRoute,
    add_stage,
    adopt_route,
    copy_route,
    draft_route,
    edit_stage,
    put_in_force,
    remove_stage,
    retire_route,
)
from tdkt.routes.domain.change_stage import StageFacts
from tdkt.routes.domain.common import faults_of
from tdkt.routes.models import Place, Route, RouteState, Stage
from tdkt.routes.queries import route_for
from tdkt.routes.tests.factories import AFTER, adopt_both
from tests.support.cast import Cast

TOP = StageFacts(name="Tối cao", place=Place.CENTRAL, decides=["ministry"])


@pytest.fixture
def draft(cast: Cast, now: dt.datetime) -> Route:
    return draft_route(unit=cast.centre, name="Đường đi mới", actor=cast.administrator, now=now)


def add(cast: Cast, now: dt.datetime, route: Route, facts: StageFacts = TOP) -> Stage:
    return add_stage(route=route, version=route.version, facts=facts, actor=cast.administrator, now=now)


def acts_of(route: Route) -> list[str]:
    entries = list(history_of(route))
    assert first_broken(entries) is None
    return [entry.act for entry in entries]


def test_a_ready_made_route_is_in_force_in_the_days_of_its_file(cast: Cast, now: dt.datetime) -> None:
    earlier, later = adopt_both(cast, now)
    assert (earlier.valid_from, earlier.valid_to) == (dt.date(2019, 6, 28), dt.date(2025, 6, 30))
    assert (later.valid_from, later.valid_to, later.state) == (dt.date(2025, 7, 1), None, RouteState.ACTIVE)
    assert [stage.next.key if stage.next else None for stage in later.stages.all()] == [
        "tinh", "tinh", "toi-cao", None, "toi-cao", "toi-cao", "thu-tuong", "chu-tich-nuoc", None,
    ]  # fmt: skip
    assert len(history_of(later).get().after["stages"]) == 9


def test_a_ready_made_route_does_not_run_beside_one_in_force(cast: Cast, now: dt.datetime) -> None:
    adopt_both(cast, now)
    with pytest.raises(CannotChangeRoute, match=r"đã có đường đi “Ngành Kiểm sát nhân dân, từ ngày 01/07/2025”"):
        adopt_route(template="bo-nganh", unit=cast.centre, actor=cast.administrator, now=now)
    copy = adopt_route(template="bo-nganh", unit=cast.centre, actor=cast.administrator, now=now, as_draft=True)
    assert (copy.state, Route.objects.count()) == (RouteState.DRAFT, 3)


def test_an_unknown_ready_made_route(cast: Cast, now: dt.datetime) -> None:
    with pytest.raises(CannotChangeRoute, match="Không có đường đi dựng sẵn này"):
        adopt_route(template="../models", unit=cast.centre, actor=cast.administrator, now=now)


def test_only_the_systems_administrator_changes_routes(cast: Cast, draft: Route, now: dt.datetime) -> None:
    stage = add(cast, now, draft)
    told = "Chỉ người quản trị hệ thống của Viện kiểm sát nhân dân tối cao"
    for actor in (cast.head, cast.appraiser, cast.worker):
        for act in (
            lambda a: adopt_route(template="bo-nganh", unit=cast.centre, actor=a, now=now),
            lambda a: draft_route(unit=cast.centre, name="Của tôi", actor=a, now=now),
            lambda a: copy_route(route=draft, actor=a, now=now),
            lambda a: retire_route(route=draft, version=draft.version, actor=a, now=now),
            lambda a: add_stage(route=draft, version=draft.version, facts=TOP, actor=a, now=now),
            lambda a: edit_stage(stage=stage, version=stage.version, facts=TOP, actor=a, now=now),
            lambda a: remove_stage(stage=stage, version=stage.version, actor=a, now=now),
            lambda a: put_in_force(route=draft, from_day=AFTER, version=draft.version, actor=a, now=now),
        ):
            with pytest.raises(CannotChangeRoute, match=told):
                act(actor)
    assert (Route.objects.count(), Stage.objects.count()) == (1, 1)


def test_a_draft_is_built_stage_by_stage_and_put_in_force(cast: Cast, draft: Route, now: dt.datetime) -> None:
    top = add(cast, now, draft)
    add(cast, now, draft, StageFacts(name=" Tỉnh  ", place=Place.PROVINCE, next=top, days=5, confirmers=["party"]))
    assert route_for(cast.province, AFTER) is None
    put_in_force(route=draft, from_day=AFTER, version=draft.version, actor=cast.administrator, now=now)
    assert route_for(cast.province, AFTER) == draft
    assert [(s.key, s.order, s.name) for s in draft.stages.all()] == [("chang-1", 1, "Tối cao"), ("chang-2", 2, "Tỉnh")]
    assert acts_of(draft) == ["draft_route", "add_stage", "add_stage", "put_in_force"]


def test_a_draft_needs_a_name(cast: Cast, now: dt.datetime) -> None:
    with pytest.raises(CannotChangeRoute, match="Chưa ghi tên đường đi"):
        draft_route(unit=cast.centre, name=" ", actor=cast.administrator, now=now)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": " "}, "Chưa ghi tên chặng"),
        ({"place": "moon"}, "chưa chọn vị trí"),
        ({"decides": ["god"]}, "có lựa chọn không có trong danh sách"),
        ({"confirmers": ["cook"]}, "có lựa chọn không có trong danh sách"),
        ({"days": 0}, "từ 1 đến 365 ngày làm việc"),
        ({"days": 366}, "từ 1 đến 365 ngày làm việc"),
    ],
)
def test_a_bad_stage_is_refused_in_words(
    cast: Cast, draft: Route, now: dt.datetime, change: dict[str, object], words: str
) -> None:
    stage = add(cast, now, draft)
    bad = replace(TOP, **change)  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(CannotChangeRoute, match=words):
        add(cast, now, draft, bad)
    with pytest.raises(CannotChangeRoute, match=words):
        edit_stage(stage=stage, version=stage.version, facts=bad, actor=cast.administrator, now=now)
    assert draft.stages.get().name == "Tối cao"


def test_a_next_stage_of_another_route_is_refused(cast: Cast, draft: Route, now: dt.datetime) -> None:
    other = draft_route(unit=cast.centre, name="Khác", actor=cast.administrator, now=now)
    far = add(cast, now, other)
    with pytest.raises(CannotChangeRoute, match="một chặng của đường đi khác"):
        add(cast, now, draft, replace(TOP, next=far))


def test_a_stage_is_edited_and_removed(cast: Cast, draft: Route, now: dt.datetime) -> None:
    top = add(cast, now, draft)
    low = add(cast, now, draft, StageFacts(name="Tỉnh", place=Place.PROVINCE, next=top))
    edit_stage(
        stage=low, version=1, facts=replace(TOP, name="Sở", place=Place.DEPARTMENT, next=top), actor=cast.administrator,
        now=now,
    )  # fmt: skip
    low.refresh_from_db()
    assert (low.name, low.place, low.version) == ("Sở", "department", 2)
    remove_stage(stage=top, version=top.version, actor=cast.administrator, now=now)
    low.refresh_from_db()
    assert low.next is None
    assert acts_of(draft) == ["draft_route", "add_stage", "add_stage", "edit_stage", "remove_stage"]


def test_a_turn_is_kept_by_the_key_of_its_stage_and_goes_with_it(cast: Cast, draft: Route, now: dt.datetime) -> None:
    top = add(cast, now, draft)
    body = StageFacts(name="Ủy ban tỉnh", place=Place.PROVINCIAL_COMMITTEE, decides=["province"])
    committee = add(cast, now, draft, body)
    low = add(cast, now, draft, StageFacts(name="Tỉnh", place=Place.PROVINCE, next=top, turns={"province": committee}))
    assert low.turns == {"province": "chang-2"}
    assert faults_of(draft) == []
    copy = copy_route(route=draft, actor=cast.administrator, now=now)
    assert copy.stages.get(name="Tỉnh").turns == {"province": "chang-2"}
    remove_stage(stage=committee, version=1, actor=cast.administrator, now=now)
    again = add(cast, now, Route.objects.get(pk=draft.pk), StageFacts(name="Khác", place=Place.REGION, next=top))
    assert again.key == "chang-2", "the key is used anew, and nothing turns to it"
    assert Stage.objects.get(pk=low.pk).turns == {}
    assert acts_of(draft)[-3:] == ["edit_stage", "remove_stage", "add_stage"]


@pytest.mark.parametrize(("turns", "words"), [("nobody", "không có trong danh sách"), ("province", "đường đi khác")])
def test_a_bad_turn_is_refused(cast: Cast, draft: Route, now: dt.datetime, turns: str, words: str) -> None:
    other = draft_route(unit=cast.centre, name="Khác", actor=cast.administrator, now=now)
    stage = add(cast, now, other)
    with pytest.raises(CannotChangeRoute, match=words):
        add(cast, now, draft, StageFacts(name="Tỉnh", place=Place.PROVINCE, turns={turns: stage}))


def test_the_second_of_two_edits_is_refused(cast: Cast, draft: Route, now: dt.datetime) -> None:
    stage = add(cast, now, draft)
    same = Stage.objects.get()
    edit_stage(stage=stage, version=1, facts=replace(TOP, name="Một"), actor=cast.administrator, now=now)
    with pytest.raises(StaleEdit) as refused:
        edit_stage(stage=same, version=1, facts=replace(TOP, name="Hai"), actor=cast.administrator, now=now)
    assert (refused.value.theirs["name"], refused.value.ours["name"]) == ("Một", "Hai")
    with pytest.raises(StaleEdit):
        remove_stage(stage=same, version=1, actor=cast.administrator, now=now)
    with pytest.raises(StaleEdit):
        add_stage(route=draft, version=1, facts=TOP, actor=cast.administrator, now=now)


def test_a_draft_changed_meanwhile_is_not_put_in_force(cast: Cast, draft: Route, now: dt.datetime) -> None:
    stage = add(cast, now, draft)
    edit_stage(stage=stage, version=1, facts=replace(TOP, decides=["president"]), actor=cast.administrator, now=now)
    with pytest.raises(StaleEdit):
        put_in_force(route=draft, from_day=AFTER, version=2, actor=cast.administrator, now=now)
    assert Route.objects.get().state == RouteState.DRAFT


def test_a_route_in_force_is_not_edited(cast: Cast, now: dt.datetime) -> None:
    route, _later = adopt_both(cast, now)
    stage = route.stages.get(key="tinh")
    for act in (
        lambda: add(cast, now, route),
        lambda: edit_stage(stage=stage, version=1, facts=TOP, actor=cast.administrator, now=now),
        lambda: remove_stage(stage=stage, version=1, actor=cast.administrator, now=now),
        lambda: put_in_force(route=route, from_day=AFTER, version=1, actor=cast.administrator, now=now),
        lambda: retire_route(route=route, version=1, actor=cast.administrator, now=now),
    ):
        with pytest.raises(CannotChangeRoute, match="không còn là bản dự thảo"):
            act()


def test_a_wrong_draft_is_not_put_in_force(cast: Cast, draft: Route, now: dt.datetime) -> None:
    with pytest.raises(CannotChangeRoute, match="chưa có chặng nào"):
        put_in_force(route=draft, from_day=AFTER, version=1, actor=cast.administrator, now=now)
    top = add(cast, now, draft)
    low = add(cast, now, draft, StageFacts(name="Tỉnh", place=Place.PROVINCE, next=top))
    edit_stage(stage=top, version=1, facts=replace(TOP, next=low), actor=cast.administrator, now=now)
    draft.refresh_from_db()
    with pytest.raises(CannotChangeRoute, match=r"“Tối cao” → “Tỉnh” → “Tối cao”") as refused:
        put_in_force(route=draft, from_day=AFTER, version=draft.version, actor=cast.administrator, now=now)
    assert [fault.keys for fault in refused.value.faults] == [(top.pk, low.pk)]


def test_the_new_version_ends_the_earlier_one_the_day_before(cast: Cast, now: dt.datetime) -> None:
    _earlier, later = adopt_both(cast, now)
    copy = copy_route(route=later, actor=cast.administrator, now=now)
    assert (copy.state, copy.valid_from, copy.code) == (RouteState.DRAFT, None, "kiem-sat-2025-2")
    assert [s.next.key if s.next else None for s in copy.stages.all()] == [
        s.next.key if s.next else None for s in later.stages.all()
    ]
    ended = put_in_force(route=copy, from_day=AFTER, version=1, actor=cast.administrator, now=now)
    later.refresh_from_db()
    assert (ended, later.valid_to) == (later, dt.date(2025, 8, 31))
    assert route_for(cast.province, dt.date(2025, 8, 31)) == later
    assert route_for(cast.province, AFTER) == copy
    assert acts_of(later) == ["adopt_route", "end_route"]


def test_a_version_before_a_later_one_ends_where_that_begins(cast: Cast, now: dt.datetime) -> None:
    earlier, later = adopt_both(cast, now)
    copy = copy_route(route=earlier, actor=cast.administrator, now=now)
    put_in_force(route=copy, from_day=dt.date(2024, 1, 1), version=1, actor=cast.administrator, now=now)
    earlier.refresh_from_db()
    assert (earlier.valid_to, copy.valid_to) == (dt.date(2023, 12, 31), dt.date(2025, 6, 30))
    assert route_for(cast.province, AFTER) == later


def test_two_versions_do_not_begin_on_one_day(cast: Cast, now: dt.datetime) -> None:
    _earlier, later = adopt_both(cast, now)
    copy = copy_route(route=later, actor=cast.administrator, now=now)
    with pytest.raises(CannotChangeRoute, match="đã bắt đầu áp dụng đúng ngày 01/07/2025"):
        put_in_force(route=copy, from_day=dt.date(2025, 7, 1), version=1, actor=cast.administrator, now=now)
    later.refresh_from_db()
    assert later.valid_to is None


def test_a_draft_is_thrown_away_once(cast: Cast, draft: Route, now: dt.datetime) -> None:
    retire_route(route=draft, version=1, actor=cast.administrator, now=now)
    assert Route.objects.get().state == RouteState.RETIRED
    with pytest.raises(CannotChangeRoute, match="không còn là bản dự thảo"):
        retire_route(route=draft, version=2, actor=cast.administrator, now=now)


def test_the_database_keeps_one_route_an_owner(cast: Cast, now: dt.datetime) -> None:
    adopt_both(cast, now)
    days = {"valid_from": AFTER, "state": RouteState.ACTIVE}
    for fields in (days, days | {"valid_from": dt.date(2025, 7, 1), "valid_to": AFTER}, {"state": RouteState.ACTIVE}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Route.objects.create(owner=cast.centre, code="khac", name="Khác", **fields)
