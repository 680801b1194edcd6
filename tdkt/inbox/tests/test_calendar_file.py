"""The calendar file, and the secret address by which a calendar fetches it."""

import datetime as dt
import re

import pytest
from django.test import Client

from tdkt.accounts.models import Role, RoleHolding
from tdkt.inbox.calendar_file import Event, calendar_text, fold
from tdkt.inbox.domain.notify import Message, notify
from tdkt.inbox.models import Scope
from tdkt.inbox.own_calendar import address_key
from tdkt.inbox.tests.factories import HANOI, MORNING, step
from tests.support.cast import LONG_AGO, Cast


def test_a_calendar_file_is_whole_folded_and_stable() -> None:
    event = Event("han-7@tdkt", dt.date(2024, 12, 6), "Gửi danh sách; hồ sơ, biên bản " + "đề nghị " * 12, "a\nb\\c", 3)
    text = calendar_text([event], now=MORNING)
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    unfolded = text.replace("\r\n ", "")
    assert "UID:han-7@tdkt\r\n" in unfolded
    assert "DTSTART;VALUE=DATE:20241206\r\nDTEND;VALUE=DATE:20241207\r\n" in unfolded
    assert "DTSTAMP:20241202T000000Z\r\n" in unfolded
    assert "SUMMARY:Gửi danh sách\\; hồ sơ\\, biên bản đề nghị" in unfolded
    assert "DESCRIPTION:a\\nb\\\\c\r\n" in unfolded


def test_folding_breaks_between_letters() -> None:
    line = "x" * 74 + "ệ" * 40
    assert fold(line).replace("\r\n ", "") == line
    assert [len(part.encode()) <= 75 for part in fold(line).split("\r\n")] == [True] * len(fold(line).split("\r\n"))


def test_a_calendar_fetches_the_deadlines_by_a_secret_address(client: Client, cast: Cast) -> None:
    year = dt.datetime.now(tz=HANOI).year
    own = step(cast, "Gửi danh sách", year=year, fixed_on=dt.date(year, 12, 1))
    notify(
        actor=cast.head, now=MORNING,
        messages=[Message(key="a", what="Về đồng chí A", user=cast.officer, due_on=dt.date(year, 12, 3))],
    )  # fmt: skip
    client.force_login(cast.officer)
    found = re.search(r"/viec/lich-rieng/[^\"]+\.ics", client.get("/viec/").content.decode())
    assert found
    client.logout()
    answer = client.get(found.group())
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert f"UID:han-{own.pk}@tdkt" in answer.content.decode()
    assert "đồng chí A" not in answer.content.decode().replace("\r\n ", ""), "notices may name people"


@pytest.mark.parametrize("change", ["password", "closed", "forged"])
def test_the_secret_address_ends_with_the_password_and_the_account(client: Client, cast: Cast, change: str) -> None:
    key = address_key(cast.officer)
    if change == "password":
        cast.officer.set_password("Một mật khẩu khác 2024")
    cast.officer.is_active = change != "closed"
    cast.officer.save()
    sent = f"{key[:-2]}xx" if change == "forged" else key
    assert client.get(f"/viec/lich-rieng/{sent}.ics").status_code == 404


def test_the_calendar_file_holds_ones_own_deadlines(client: Client, cast: Cast) -> None:
    year = dt.datetime.now(tz=HANOI).year
    own = step(cast, "Gửi danh sách", year=year, fixed_on=dt.date(year, 12, 1))
    step(cast, "Họp Hội đồng", year=year, fixed_on=dt.date(year, 12, 2), scope=Scope.OWN)
    RoleHolding.objects.create(user=cast.officer, role=Role.COUNCIL_MEMBER, unit=cast.office, valid_from=LONG_AGO)
    client.force_login(cast.officer)
    answer = client.get("/viec/lich.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.content.decode().count("BEGIN:VEVENT") == 1
    assert f"UID:han-{own.pk}@tdkt" in answer.content.decode()
