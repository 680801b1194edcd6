"""Notices: to a user or a role, told once, done for everybody they were sent to."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from tdkt.accounts.models import Role
from tdkt.inbox.domain.notify import CannotNotify, Message, mark_done, mark_read, notify
from tdkt.inbox.models import Notice
from tests.support.cast import Cast, make_user


def sent(cast: Cast, now: dt.datetime, **told: Any) -> Notice:
    given: dict[str, Any] = {"key": "a", "what": "Bổ sung hồ sơ", "role": Role.UNIT_OFFICER, "unit": cast.office}
    return notify(actor=cast.appraiser, now=now, messages=[Message(**(given | told))])[0]


def test_a_notice_to_a_role_reaches_whoever_holds_it_and_nobody_else(cast: Cast, now: dt.datetime) -> None:
    second = make_user("can-bo-2", "Cán bộ hai", Role.UNIT_OFFICER, cast.office)
    notice = sent(cast, now)
    readers = [cast.officer, second, cast.province_officer, cast.head, cast.stranger]
    seen = [notice in Notice.objects.visible_to(user, now.date()) for user in readers]
    assert seen == [True, True, False, False, False]


def test_a_notice_to_a_user_is_his_alone(cast: Cast, now: dt.datetime) -> None:
    notice = sent(cast, now, user=cast.worker, role="", unit=None)
    assert list(Notice.objects.visible_to(cast.worker, now.date())) == [notice]
    assert not Notice.objects.visible_to(cast.officer, now.date())


def test_the_same_thing_is_told_once(cast: Cast, now: dt.datetime) -> None:
    sent(cast, now)
    told = [Message(key=key, what="x", user=cast.officer) for key in ("a", "b", "b")]
    assert [notice.key for notice in notify(actor=None, now=now, messages=told)] == ["b"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"role": ""}, "Chưa rõ gửi cho ai"),
        ({"unit": None}, "Chưa rõ gửi cho ai"),
        ({"what": " "}, "Chưa ghi việc"),
        ({"link": "https://xau.example/"}, "nằm trong hệ thống"),
        ({"link": "//xau.example/"}, "nằm trong hệ thống"),
    ],
)
def test_a_notice_that_leads_nowhere_good_is_refused(
    cast: Cast, now: dt.datetime, change: dict[str, Any], words: str
) -> None:
    with pytest.raises(CannotNotify, match=words):
        sent(cast, now, **change)
    assert not Notice.objects.exists()


def test_done_by_one_is_done_for_all_and_stays_done(cast: Cast, now: dt.datetime) -> None:
    second = make_user("can-bo-2", "Cán bộ hai", Role.UNIT_OFFICER, cast.office)
    notice = sent(cast, now)
    mark_read(actor=second, now=now, notice=notice)
    for user in (cast.officer, second):
        mark_done(actor=user, now=now, notice=notice)
    assert Notice.objects.get().done_by == cast.officer
    assert notice.readings.count() == 2


def test_nobody_marks_anothers_notice(cast: Cast, now: dt.datetime) -> None:
    notice = sent(cast, now)
    for act in (mark_done, mark_read):
        with pytest.raises(CannotNotify, match="không gửi cho bạn"):
            act(actor=cast.stranger, now=now, notice=notice)
    assert Notice.objects.get().done_at is None


def test_the_page_lists_what_waits_and_marks_it_done(client: Client, cast: Cast, now: dt.datetime) -> None:
    notice = sent(cast, now, link="/ho-so/")
    client.force_login(cast.officer)
    assert "Bổ sung hồ sơ" in client.get("/viec/").content.decode()
    assert client.post(f"/viec/{notice.pk}/mo/")["Location"] == "/ho-so/"
    client.post(f"/viec/{notice.pk}/xong/")
    assert "Không có việc nào đang chờ bạn" in client.get("/viec/").content.decode()
    assert "Bổ sung hồ sơ" in client.get("/viec/?xong=1").content.decode()


def test_a_reminder_on_the_home_page_opens_by_its_link(client: Client, cast: Cast, now: dt.datetime) -> None:
    notice = sent(cast, now, link="/phong-trao/")
    client.force_login(cast.officer)
    address = f"/viec/{notice.pk}/mo/"
    assert f'href="{address}"' in client.get("/").content.decode()
    assert client.get(address)["Location"] == "/phong-trao/"
    assert notice.readings.get().user == cast.officer


def test_an_outsider_finds_no_notice(client: Client, cast: Cast, now: dt.datetime) -> None:
    notice = sent(cast, now)
    client.force_login(cast.stranger)
    assert [client.post(f"/viec/{notice.pk}/{act}/").status_code for act in ("mo", "xong")] == [404, 404]


def test_the_list_costs_the_same_for_one_and_for_three(
    client: Client, cast: Cast, now: dt.datetime, django_assert_max_num_queries: Any
) -> None:
    client.force_login(cast.officer)
    counts = []
    for number in range(3):
        sent(cast, now, key=str(number))
        with django_assert_max_num_queries(14) as counted:
            client.get("/viec/")
        counts.append(len(counted))
    assert len(set(counts)) == 1
