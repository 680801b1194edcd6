"""What waits beside the rounds is counted on the home page for who has to do it, and for nobody else."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from tdkt.accounts.models import Role, User
from tdkt.confirmations.models import ConfirmationAnswer, ConfirmationLine, ConfirmationRequest
from tdkt.dossiers.tests.factories import make_line, make_people, make_round, make_user
from tdkt.registrations.models import UnitRegistration
from tests.support.cast import Cast


def waits(client: Client, user: User) -> list[tuple[int, str]]:
    client.force_login(user)
    return [(task.number, task.words) for task in client.get(reverse("portal:home")).context["tasks"]]


@pytest.fixture
def asked(cast: Cast, now: dt.datetime) -> ConfirmationRequest:
    on = make_round(cast.province)
    request = ConfirmationRequest.objects.create(
        round=on, unit=cast.office, topic="personnel", asked_by=cast.appraiser, asked_at=now,
        due_on=dt.date(2023, 12, 15),
    )  # fmt: skip
    for person in make_people(cast, 3):
        line = make_line(on, cast.office, person, state="taken_in")
        ConfirmationLine.objects.create(request=request, nomination=line, round=on, topic="personnel")
    return request


def test_the_department_reads_how_many_lines_wait_for_it(
    client: Client, cast: Cast, asked: ConfirmationRequest, now: dt.datetime
) -> None:
    task = (3, "dòng chờ bộ phận bạn xác nhận")
    assert task in waits(client, cast.officer)
    assert task not in waits(client, cast.appraiser), "who asked does not answer"
    first = asked.lines.order_by("pk").first()
    assert first is not None
    ConfirmationAnswer.objects.create(line=first, reply="confirmed", answered_by=cast.officer, answered_at=now)
    assert (2, "dòng chờ bộ phận bạn xác nhận") in waits(client, cast.officer)


def test_a_list_of_registrations_waits_for_whose_turn_it_is(client: Client, cast: Cast, now: dt.datetime) -> None:
    head = make_user("truong-phong", "Trưởng phòng", Role.UNIT_HEAD, cast.office)
    listed = UnitRegistration.objects.create(unit=cast.office, year=2024)
    assert waits(client, head) == [(1, "danh sách đăng ký chờ thủ trưởng thống nhất")]
    UnitRegistration.objects.filter(pk=listed.pk).update(state="agreed", agreed_at=now, agreed_by=head)
    assert waits(client, cast.officer) == [(1, "danh sách đăng ký đã thống nhất, chờ gửi cấp trên")]
    UnitRegistration.objects.filter(pk=listed.pk).update(state="sent", sent_at=now)
    assert waits(client, cast.officer) == []
    assert waits(client, cast.province_officer) == [(1, "danh sách đăng ký cấp dưới gửi, chờ ghi nhận")]
    assert waits(client, cast.stranger) == []


def test_the_home_page_is_about_the_nearest_round(client: Client, cast: Cast) -> None:
    own, upper = make_round(cast.province), make_round(cast.centre)
    for who, expected in ((cast.appraiser, own), (cast.officer, own), (cast.administrator, upper)):
        client.force_login(who)
        assert client.get(reverse("portal:home")).context["round"] == expected
