"""Clusters on the page: formed, changed, ranked, carried into the next year; by whom."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from tdkt.accounts.models import Role
from tdkt.clusters.domain import form_cluster
from tdkt.clusters.models import Cluster
from tdkt.core.history import history_of
from tdkt.units.models import Unit
from tests.support.cast import Cast, make_unit, make_user

pytestmark = pytest.mark.django_db
HOME = "/cum-khoi/"


@pytest.fixture
def second(cast: Cast) -> Unit:
    return make_unit("T1-P2", "Phòng 2", "office", cast.province)


@pytest.fixture
def cluster(cast: Cast, now: dt.datetime, second: Unit) -> Cluster:
    return form_cluster(
        actor=cast.appraiser, now=now, year=2023, name="Khối các phòng", kind="block", organiser=cast.province,
        members={cast.office: "head", second: "member"},
    )  # fmt: skip


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_year_says_what_belongs_there(client: Client, cast: Cast) -> None:
    client.force_login(cast.appraiser)
    assert "Bước đầu: lập cụm, khối" in page(client, f"{HOME}?nam=2023")
    client.force_login(cast.head)
    assert "hiện ở đây" in page(client, f"{HOME}?nam=2023")


def test_the_officer_forms_one_with_its_head_and_deputy(client: Client, cast: Cast, second: Unit) -> None:
    client.force_login(cast.province_officer)
    sent = {
        "kind": "block", "name": "Khối các phòng", "year": 2023, "members": [cast.office.pk, second.pk],
        "head": second.pk, "deputy": cast.office.pk,
    }  # fmt: skip
    assert client.post(f"{HOME}moi/", sent)["Location"] == f"{HOME}?nam=2023"
    made = Cluster.objects.get()
    assert (made.organiser, made.organiser_name) == (cast.province, "VKSND tỉnh Một")
    assert dict(made.members.values_list("unit__name", "role")) == {"Phòng 2": "head", "Phòng 1": "deputy"}
    assert "Khối các phòng năm 2023 của" in client.post(f"{HOME}moi/", sent).content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"members": []}, "Chưa chọn thành viên nào"),
        ({"head": "office", "deputy": "office"}, "Trưởng và phó phải là hai đơn vị"),
        ({"members": ["second"], "head": "office"}, "Phòng 1 chưa được chọn làm thành viên"),
        ({"name": ""}, "Chưa ghi tên cụm, khối"),
    ],
)
def test_what_contradicts_itself_is_named(
    client: Client, cast: Cast, second: Unit, change: dict[str, Any], words: str
) -> None:
    client.force_login(cast.province_officer)
    keys = {"office": cast.office.pk, "second": second.pk}
    sent: dict[str, Any] = {"kind": "block", "name": "Khối", "year": 2023, "members": ["office", "second"]} | change
    told = {
        name: [keys[one] for one in value] if isinstance(value, list) else keys.get(value, value)
        for name, value in sent.items()
    }
    assert words in client.post(f"{HOME}moi/", told).content.decode()
    assert not Cluster.objects.exists()


def test_members_change_and_a_ranked_one_stays(client: Client, cast: Cast, cluster: Cluster, second: Unit) -> None:
    third = make_unit("T1-P3", "Phòng 3", "office", cast.province)
    client.force_login(cast.appraiser)
    address = f"{HOME}{cluster.pk}/thanh-vien/"
    assert "Phòng 3" in page(client, address)
    assert client.post(address, {"members": [third.pk, second.pk], "head": third.pk}).status_code == 302
    assert dict(cluster.members.values_list("unit__name", "role")) == {"Phòng 2": "member", "Phòng 3": "head"}
    cluster.members.filter(unit=second).update(rank=1)
    refused = client.post(address, {"members": [third.pk]}).content.decode()
    assert "Phòng 2 đã được xếp hạng trong Khối các phòng" in refused
    assert cluster.members.count() == 2
    assert [entry.act for entry in history_of(cluster)] == ["form_cluster", "change_members"]


def test_the_ranking_is_written_down_and_shown_first(client: Client, cast: Cast, cluster: Cluster) -> None:
    client.force_login(cast.appraiser)
    first, other = cluster.members.order_by("unit__name")
    address = f"{HOME}{cluster.pk}/xep-hang/"
    assert "Xếp hạng: Phòng 1" in page(client, address)
    sent = {f"rank-{other.pk}": 1, f"votes_for-{other.pk}": 7, f"votes_total-{other.pk}": 7, f"rank-{first.pk}": 2}
    wrong = client.post(address, sent | {f"votes_for-{other.pk}": 9}).content.decode()
    assert "số phiếu suy tôn không được vượt tổng số phiếu" in wrong
    assert "Ensure" not in client.post(address, {f"rank-{other.pk}": 0}).content.decode()
    assert client.post(address, sent).status_code == 302
    seen = page(client, f"{HOME}?nam=2023")
    assert seen.index("Phòng 2") < seen.index("Phòng 1")
    assert "7/7" in seen


def test_next_years_is_formed_in_one_act_without_those_that_ended(
    client: Client, cast: Cast, cluster: Cluster, second: Unit
) -> None:
    second.valid_to = dt.date(2023, 12, 31)
    second.save()
    client.force_login(cast.appraiser)
    answer = client.post(f"{HOME}{cluster.pk}/nam-sau/")
    made = Cluster.objects.get(year=2024)
    assert answer["Location"] == f"{HOME}{made.pk}/thanh-vien/"
    assert list(made.members.values_list("unit__name", "role")) == [("Phòng 1", "member")]
    again = client.post(f"{HOME}{cluster.pk}/nam-sau/", follow=True).content.decode()
    assert "năm 2024 của VKSND tỉnh Một đã có" in again


def test_without_a_living_member_there_is_no_next_year(client: Client, cast: Cast, cluster: Cluster) -> None:
    Unit.objects.filter(parent=cast.province).update(valid_to=dt.date(2023, 12, 31))
    client.force_login(cast.appraiser)
    answer = client.post(f"{HOME}{cluster.pk}/nam-sau/", follow=True).content.decode()
    assert "không còn trong năm 2024" in answer
    assert Cluster.objects.count() == 1


def test_members_read_it_and_only_the_organiser_writes(client: Client, cast: Cast, cluster: Cluster) -> None:
    client.force_login(cast.officer)
    assert "Khối các phòng" in page(client, f"{HOME}?nam=2023")
    assert "Ghi xếp hạng" not in page(client, f"{HOME}?nam=2023")
    works = [f"{HOME}{cluster.pk}/{act}/" for act in ("thanh-vien", "xep-hang")]
    assert [client.get(address).status_code for address in works] == [404, 404]
    assert client.post(f"{HOME}{cluster.pk}/nam-sau/").status_code == 404
    client.force_login(cast.stranger)
    assert "Khối các phòng" not in page(client, f"{HOME}?nam=2023")
    assert client.get(works[0]).status_code == 404


def test_ones_own_stand_first_and_numbers_in_their_order(
    client: Client, cast: Cast, now: dt.datetime, cluster: Cluster
) -> None:
    for name, members in (("Cụm số 10", {cast.elsewhere: "member"}), ("Cụm số 9", {cast.elsewhere: "member"})):
        form_cluster(
            actor=make_user(name, "Cán bộ", Role.UNIT_OFFICER, cast.centre), now=now, year=2023, name=name,
            kind="cluster", organiser=cast.centre, members=members,
        )  # fmt: skip
    client.force_login(cast.appraiser)
    seen = page(client, f"{HOME}?nam=2023")
    assert seen.index(cluster.name) < seen.index("Cụm số 9") < seen.index("Cụm số 10")


def test_a_member_writes_where_a_body_outside_organises(client: Client, cast: Cast, now: dt.datetime) -> None:
    outside = form_cluster(
        actor=cast.province_officer, now=now, year=2023, name="Khối nội chính", kind="block", organiser=cast.province,
        organiser_name="UBND tỉnh Một", members={cast.province: "head"},
    )  # fmt: skip
    client.force_login(cast.province_officer)
    assert client.get(f"{HOME}{outside.pk}/xep-hang/").status_code == 200
    assert "UBND tỉnh Một" in page(client, f"{HOME}?nam=2023")


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_costs_the_same_for_one_and_for_three(
    client: Client, cast: Cast, now: dt.datetime, cluster: Cluster, more: int, django_assert_num_queries: Any
) -> None:
    for number in range(more):
        form_cluster(
            actor=cast.appraiser, now=now, year=2023, name=f"Cụm {number}", kind="cluster", organiser=cast.province,
            members={cast.office: "member"},
        )  # fmt: skip
    boss = make_user("tham-dinh-2", "Thẩm định 2", Role.APPRAISER, cast.province)
    client.force_login(boss)
    client.get(f"{HOME}?nam=2023")
    with django_assert_num_queries(8):
        client.get(f"{HOME}?nam=2023")
    assert cluster.pk
