"""Counters that move while somebody ticks, before anything is put forward."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tdkt.dossiers.domain.fairness import Share, fairness_counters
from tdkt.dossiers.domain.quotas import quota_counters
from tdkt.dossiers.domain.tentative import tentative_lines
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.dossiers.tests.factories import make_line, make_people, make_round
from tdkt.people.models import Person, Posting
from tests.support.cast import Cast


@pytest.fixture
def on(cast: Cast) -> AwardRound:
    return make_round(cast.province)


@pytest.fixture
def people(cast: Cast) -> list[Person]:
    found = make_people(cast, 20)
    Person.objects.filter(pk__in=[one.pk for one in found[:10]]).update(gender="female")
    Posting.objects.filter(person=found[19]).update(is_leader=True)
    return list(Person.objects.filter(pk__in=[one.pk for one in found]).order_by("pk"))


def tick(client: Client, on: AwardRound, cast: Cast, chosen: list[Person], **told: str) -> str:
    address = reverse("dossiers:count", args=[on.pk, cast.office.pk, "ca-nhan"])
    words = {"code": "CSTDCS", "basis": "cong_trang"} | told
    answer = client.post(address, {"chon": [one.pk for one in chosen], **words})
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_ticking_moves_the_counters_and_writes_nothing(
    client: Client, cast: Cast, on: AwardRound, people: list[Person]
) -> None:
    for person in people[:10]:
        make_line(on, cast.office, person, "LDTT", papers=False)
    client.force_login(cast.officer)
    assert "Chiến sĩ thi đua cơ sở 1/1" in tick(client, on, cast, people[10:11])
    page = tick(client, on, cast, people[10:13])
    assert "Đang tính cả 3 trường hợp vừa đánh dấu" in page
    assert "Chiến sĩ thi đua cơ sở 3/1" in page
    assert "vượt mức:" in page
    assert "khoản 3 Điều 9 Nghị định 91/2017/NĐ-CP" in page
    assert "khoản 3 Điều 6 Luật 15/2003/QH11" in page  # women: the principle behind the warning
    assert Nomination.objects.filter(code="CSTDCS").count() == 0


def test_the_tentative_count_as_the_lines_they_would_become(cast: Cast, on: AwardRound, people: list[Person]) -> None:
    lines = tentative_lines(
        on=on, unit=cast.office, subjects=[*people[:2], people[19]], code="LDTT", basis="cong_trang"
    )
    table = fairness_counters(on, cast.office, besides=lines)[0]
    shares = {one.group: one.forward for one in table.counters}
    assert shares["Người không giữ chức vụ lãnh đạo"] == Share(2, 3)
    assert shares["Phụ nữ"] == Share(2, 3)
    assert (table.share, table.share_last_year) == (Share(3, 21), Share(0, 21))


def test_who_could_not_be_put_forward_is_not_counted(cast: Cast, on: AwardRound, people: list[Person]) -> None:
    make_line(on, cast.office, people[0], "LDTT", papers=False)
    Posting.objects.filter(person=people[1]).update(unit=cast.elsewhere)
    lines = tentative_lines(
        on=on, unit=cast.office, subjects=[*people[:3], cast.elsewhere], code="LDTT", basis="cong_trang"
    )
    assert [line.person for line in lines] == [people[2]]


@pytest.mark.parametrize("told", [{"code": ""}, {"code": "KHONG-CO"}, {"basis": "x"}, {"basis": ""}])
def test_without_an_award_the_counters_stand_as_they_are(
    client: Client, cast: Cast, on: AwardRound, people: list[Person], told: dict[str, str]
) -> None:
    client.force_login(cast.officer)
    assert "Đang tính những trường hợp đã có trong danh sách" in tick(client, on, cast, people, **told)


def test_a_tick_costs_the_same_for_one_and_for_many(
    client: Client, cast: Cast, on: AwardRound, people: list[Person]
) -> None:
    client.force_login(cast.officer)
    costs = []
    for chosen in (people[:1], people[:1], people):
        with CaptureQueriesContext(connection) as seen:
            tick(client, on, cast, chosen)
        costs.append(len(seen))
    assert costs[1] == costs[2]


def test_strangers_count_nothing(client: Client, cast: Cast, on: AwardRound) -> None:
    address = reverse("dossiers:count", args=[on.pk, cast.office.pk, "ca-nhan"])
    for who in (cast.stranger, cast.worker):
        client.force_login(who)
        assert client.post(address).status_code == 404
    client.force_login(cast.officer)
    assert client.get(address).status_code == 405
    assert client.post(reverse("dossiers:count", args=[on.pk, cast.office.pk, "khac"])).status_code == 404


def test_a_quota_without_a_thought_is_what_it_was(cast: Cast, on: AwardRound, people: list[Person]) -> None:
    make_line(on, cast.office, people[0], "CSTDCS", papers=False)
    assert quota_counters(on) == quota_counters(on, besides=[])
