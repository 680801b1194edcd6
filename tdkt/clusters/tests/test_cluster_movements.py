"""A movement launched for a cluster is answered by exactly its members of that year."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from tdkt.accounts.models import Role, User
from tdkt.clusters.domain import form_cluster
from tdkt.clusters.models import Cluster, ClusterMovement
from tdkt.core import history
from tdkt.movements.domain.edit import edit_draft
from tdkt.movements.domain.launch import CannotLaunch, draft_movement, launch_movement
from tdkt.movements.domain.papers import CannotFile, acknowledge_paper, add_paper
from tdkt.movements.domain.remind import remind_units
from tdkt.movements.domain.roll_over import roll_over
from tdkt.movements.models import Movement, PaperKind, Scope
from tdkt.movements.queries import answers, tallies, tally
from tdkt.movements.story import story_of
from tdkt.units.models import Unit
from tests.support.cast import Cast, make_unit, make_user

pytestmark = pytest.mark.django_db
LATE = dt.date(2023, 6, 1)
THEME = "Giao ước thi đua của Cụm năm 2023"


@pytest.fixture
def third(cast: Cast) -> Unit:
    return make_unit("T3", "VKSND tỉnh Ba", "province", cast.centre)


@pytest.fixture
def fourth(cast: Cast) -> Unit:
    """Stands under the centre too, and in no cluster."""
    return make_unit("T4", "VKSND tỉnh Bốn", "province", cast.centre)


@pytest.fixture
def centre(cast: Cast) -> User:
    return make_user("tham-dinh-tw", "Thẩm định tối cao", Role.APPRAISER, cast.centre)


@pytest.fixture
def cluster(cast: Cast, now: dt.datetime, centre: User, third: Unit, fourth: Unit) -> Cluster:
    return form_cluster(
        actor=centre, now=now, year=2023, name="Cụm thi đua số 7", kind="cluster", organiser=cast.centre,
        members={cast.province: "head", cast.elsewhere: "member", third: "member"},
    )  # fmt: skip


def draft(actor: User, now: dt.datetime, unit: Unit, circle: int | None, **more: Any) -> Movement:
    days = {"start_on": dt.date(2023, 1, 1), "end_on": dt.date(2023, 12, 31), "response_due_on": dt.date(2023, 2, 15)}
    told: dict[str, Any] = {"theme": THEME, "scope": Scope.CLUSTER} | days | more
    return draft_movement(actor=actor, now=now, unit=unit, circle=circle, **told)


def launch(actor: User, now: dt.datetime, movement: Movement) -> Movement:
    add_paper(
        actor=actor, now=now, movement=movement, kind=PaperKind.PLAN, number="05/KH", issued_on=dt.date(2023, 1, 9),
        issuer_name="Trưởng cụm",
    )  # fmt: skip
    launch_movement(actor=actor, now=now, movement=movement)
    return movement


@pytest.fixture
def running(cast: Cast, now: dt.datetime, cluster: Cluster) -> Movement:
    return launch(cast.head, now, draft(cast.head, now, cast.province, cluster.pk))


def test_the_organiser_asks_every_member_and_nobody_else(
    cast: Cast, now: dt.datetime, centre: User, cluster: Cluster, third: Unit
) -> None:
    movement = launch(centre, now, draft(centre, now, cast.centre, cluster.pk))
    rows = answers(movement, LATE)
    assert [(row.unit, row.late) for row in rows] == [(third, True), (cast.elsewhere, True), (cast.province, True)]
    assert tallies([movement], LATE)[movement.pk] == tally(rows)


def test_the_head_of_the_cluster_asks_the_other_members(cast: Cast, running: Movement, third: Unit) -> None:
    assert {row.unit for row in answers(running, LATE)} == {cast.elsewhere, third}
    assert tallies([running], LATE)[running.pk].words == "0/2 đơn vị đã hưởng ứng, 2 quá hạn"


def test_a_member_answers_although_it_does_not_stand_under_the_launcher(
    cast: Cast, now: dt.datetime, running: Movement, third: Unit
) -> None:
    plan = draft(cast.stranger, now, cast.elsewhere, None, parent=running, scope=Scope.UNIT, theme="Kế hoạch tỉnh Hai")
    launch(cast.stranger, now, plan)
    assert [(row.unit, row.has_answered) for row in answers(running, LATE)] == [(third, False), (cast.elsewhere, True)]


@pytest.mark.parametrize("who", ["outside the cluster", "under the launcher"])
def test_a_unit_that_is_no_member_does_not_answer(
    cast: Cast, now: dt.datetime, running: Movement, fourth: Unit, who: str
) -> None:
    unit = fourth if who == "outside the cluster" else cast.office
    officer = make_user("can-bo-moi", "Cán bộ", Role.UNIT_OFFICER, unit)
    with pytest.raises(CannotLaunch, match="không phải thành viên Cụm thi đua số 7 năm 2023"):
        draft(officer, now, unit, None, parent=running, scope=Scope.UNIT)
    assert not running.responses.exists()


def test_papers_are_made_known_in_the_members_and_below(
    cast: Cast, now: dt.datetime, running: Movement, fourth: Unit
) -> None:
    paper = running.papers.get()
    acknowledge_paper(actor=cast.stranger, now=now, paper=paper, unit=cast.elsewhere)
    acknowledge_paper(actor=cast.officer, now=now, paper=paper, unit=cast.office)
    outsider = make_user("can-bo-bon", "Cán bộ", Role.UNIT_OFFICER, fourth)
    with pytest.raises(CannotFile, match="không thuộc phạm vi"):
        acknowledge_paper(actor=outsider, now=now, paper=paper, unit=fourth)


def test_members_see_it_once_launched_and_others_do_not(
    cast: Cast, now: dt.datetime, cluster: Cluster, fourth: Unit
) -> None:
    outsider = make_user("can-bo-bon", "Cán bộ", Role.UNIT_OFFICER, fourth)
    movement = draft(cast.head, now, cast.province, cluster.pk)

    def readers() -> list[bool]:
        return [Movement.objects.visible_to(one, now.date()).exists() for one in (cast.stranger, outsider)]

    assert readers() == [False, False]
    launch(cast.head, now, movement)
    assert readers() == [True, False]


def test_the_late_members_are_reminded(cast: Cast, now: dt.datetime, running: Movement, third: Unit) -> None:
    told = remind_units(actor=cast.head, now=now, movement=running, link="/phong-trao/1/")
    assert (told.now, told.nobody) == (1, (third,))


@pytest.mark.parametrize(
    ("year", "by", "words"),
    [
        (2022, "head", "là của năm 2022, phong trào bắt đầu năm 2023"),
        (2023, "stranger", "không tổ chức và không làm trưởng"),
    ],
)
def test_a_cluster_of_another_year_or_of_others_is_refused(
    cast: Cast, now: dt.datetime, centre: User, year: int, by: str, words: str
) -> None:
    other = form_cluster(
        actor=centre, now=now, year=year, name="Cụm 1", kind="cluster", organiser=cast.centre,
        members={cast.province: "head", cast.elsewhere: "member"},
    )  # fmt: skip
    unit = cast.province if by == "head" else cast.elsewhere
    with pytest.raises(CannotLaunch, match=words):
        draft(getattr(cast, by), now, unit, other.pk)
    assert not Movement.objects.exists()


def test_without_its_cluster_it_is_not_launched(cast: Cast, now: dt.datetime) -> None:
    with pytest.raises(CannotLaunch, match="chưa chọn cụm, khối; hãy sửa bản soạn"):
        launch(cast.head, now, draft(cast.head, now, cast.province, None))
    assert Movement.objects.get().state == "draft"


@pytest.mark.usefixtures("cluster")
def test_an_edit_chooses_the_cluster_and_leaves_it_with_the_scope(cast: Cast, now: dt.datetime) -> None:
    key = Cluster.objects.get().pk
    movement = draft(cast.head, now, cast.province, None)
    told: dict[str, Any] = {
        "theme": THEME, "kind": "regular", "by_drive": False, "track": "sector", "launcher_name": "",
        "start_on": movement.start_on, "end_on": movement.end_on, "response_due_on": None,
    }  # fmt: skip
    for version, scope, tied in ((1, Scope.CLUSTER, 1), (2, Scope.UNIT, 0)):
        edit_draft(actor=cast.head, now=now, movement=movement, version=version, scope=scope, circle=key, **told)
        assert ClusterMovement.objects.count() == tied
    details = [line for told_ in story_of(history.history_of(movement)) for line in told_.details]
    assert "Cụm, khối thi đua: (trống) → Cụm thi đua số 7 năm 2023" in details
    assert "Cụm, khối thi đua: Cụm thi đua số 7 năm 2023 → (trống)" in details


@pytest.mark.parametrize("formed", [True, False])
def test_next_years_movement_goes_to_next_years_cluster(
    cast: Cast, now: dt.datetime, centre: User, running: Movement, third: Unit, *, formed: bool
) -> None:
    if formed:
        form_cluster(
            actor=centre, now=now, year=2024, name="Cụm thi đua số 7", kind="cluster", organiser=cast.centre,
            members={cast.province: "head", third: "member"},
        )  # fmt: skip
    follower = roll_over(actor=cast.head, now=now, movement=running)
    assert [row.unit for row in answers(follower, dt.date(2024, 2, 1))] == ([third] if formed else [cast.office])
    assert ClusterMovement.objects.filter(movement=follower).exists() is formed


@pytest.mark.parametrize("more", [0, 2])
def test_a_cluster_costs_the_same_for_two_members_and_for_four(
    cast: Cast, running: Movement, more: int, django_assert_num_queries: Any
) -> None:
    cluster = Cluster.objects.get()
    for place in range(more):
        cluster.members.create(unit=make_unit(f"X{place}", f"VKSND tỉnh {place}", "province", cast.centre))
    with django_assert_num_queries(2):
        assert tallies([running], LATE)[running.pk].total == 2 + more


class TestPages:
    def test_the_form_offers_the_clusters_one_organises_or_heads(
        self, client: Client, cast: Cast, cluster: Cluster
    ) -> None:
        client.force_login(cast.head)
        assert "Cụm thi đua số 7 năm 2023" in client.get("/phong-trao/moi/").content.decode()
        sent = {
            "theme": THEME, "track": "sector", "kind": "regular", "scope": "cluster", "circle": cluster.pk,
            "start_on": "01/01/2023", "end_on": "31/12/2023",
        }  # fmt: skip
        assert client.post("/phong-trao/moi/", sent).status_code == 302
        page = client.get(f"/phong-trao/{Movement.objects.get().pk}/").content.decode()
        assert "Cụm, khối thi đua: Cụm thi đua số 7 năm 2023" in page
        client.force_login(cast.stranger)
        assert "Cụm thi đua số 7" not in client.get("/phong-trao/moi/").content.decode()

    def test_a_member_answers_from_its_list(self, client: Client, cast: Cast, running: Movement) -> None:
        client.force_login(cast.stranger)
        answer = f"/phong-trao/{running.pk}/huong-ung/?don_vi={cast.elsewhere.pk}"
        assert answer in client.get("/phong-trao/?nam=2023").content.decode()
        page = client.get(f"/phong-trao/{running.pk}/").content.decode()
        assert answer in page
        assert "Ai đã hưởng ứng: Cụm thi đua số 7 năm 2023" in page
        assert client.get(answer).status_code == 200

    def test_the_head_sees_the_tiles_but_opens_no_strange_plan(
        self, client: Client, cast: Cast, now: dt.datetime, running: Movement
    ) -> None:
        plan = draft(cast.stranger, now, cast.elsewhere, None, parent=running, scope=Scope.UNIT, theme="Kế hoạch")
        launch(cast.stranger, now, plan)
        client.force_login(cast.head)
        page = client.get(f"/phong-trao/{running.pk}/").content.decode()
        assert "VKSND tỉnh Hai" in page
        assert f'href="/phong-trao/{plan.pk}/"' not in page
        assert f"/phong-trao/{running.pk}/huong-ung/?don_vi" not in page, "nobody of the cluster is written for"
