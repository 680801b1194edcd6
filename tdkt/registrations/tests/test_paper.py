"""A unit's registration as Word: one row a person, signed once the head has agreed."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tdkt.accounts.models import Role
from tdkt.documents.tests.word import lines, rows
from tdkt.registrations.models import Registration, UnitRegistration
from tdkt.registrations.tests.factories import (
    COLLECTIVE,
    LOW,
    MIDDLE,
    PLEDGE,
    YEAR,
    agreed,
    enter,
    make_person,
    make_user,
    office_list,
    worker_of,
)
from tests.support.cast import Cast

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def address(cast: Cast) -> str:
    return f"/dang-ky/don-vi/{cast.office.pk}/{YEAR}/ban-dang-ky/"


@pytest.fixture
def full(cast: Cast, now: dt.datetime) -> UnitRegistration:
    """The worker with two titles, a colleague with one, the office itself with one."""
    enter(cast, now, worker_of(cast), LOW)
    enter(cast, now, worker_of(cast), MIDDLE, pledge=PLEDGE, initiative="Số hóa hồ sơ")
    enter(cast, now, make_person("P-2", "Người Hai", cast.office), LOW)
    enter(cast, now, cast.office, COLLECTIVE)
    return office_list(cast)


def test_the_paper_counts_titles_and_gives_each_person_one_row(
    client: Client, cast: Cast, full: UnitRegistration, address: str
) -> None:
    client.force_login(cast.officer)
    answer = client.get(address)
    assert answer["Content-Type"] == WORD
    made = lines(answer.content)
    assert "Kính gửi: VKSND tỉnh Một" in made
    assert rows(answer.content, 1)[1:] == [
        ["1", "Lao động tiên tiến", "2", ""], ["2", "Tập thể lao động tiên tiến", "", "1"],
        ["3", "Chiến sĩ thi đua cơ sở", "1", ""], ["Tổng cộng", "3", "1"],
    ]  # fmt: skip
    assert "(Ấn định danh sách này có 02 cá nhân; bằng chữ: hai cá nhân)./." in made
    assert "(Ấn định danh sách này có 01 tập thể; bằng chữ: một tập thể)./." in made
    people = [row[1:] for row in rows(answer.content)[1:]]
    worker = next(row for row in people if "Kiểm Thử" in row[0])
    assert worker[2] == "Lao động tiên tiếnChiến sĩ thi đua cơ sở"
    assert worker[3] == f"{PLEDGE}Sáng kiến, đề tài dự kiến: Số hóa hồ sơ"
    assert full.state == "draft"


def test_until_the_head_agrees_neither_his_name_nor_a_day_is_printed(
    client: Client, cast: Cast, now: dt.datetime, full: UnitRegistration, address: str
) -> None:
    head = make_user("truong-phong", "Trưởng Phòng Một", Role.UNIT_HEAD, cast.office)
    client.force_login(cast.officer)
    before = lines(client.get(address).content)
    assert "Trưởng Phòng Một" not in before
    assert "Một, ngày      tháng      năm 20…" in before
    agreed(cast, now, by=head)
    assert full.state == "draft", "read before"
    after = lines(client.get(address).content)
    assert "Trưởng Phòng Một" in after
    assert "Một, ngày 11 tháng 12 năm 2023" in after


def test_what_was_taken_off_is_not_printed_and_an_empty_list_makes_no_paper(
    client: Client, cast: Cast, full: UnitRegistration, now: dt.datetime, address: str
) -> None:
    client.force_login(cast.officer)
    Registration.objects.filter(unit_list=full, code=COLLECTIVE).update(withdrawn_at=now, withdrawn_by=cast.officer)
    assert "Phụ lục I" not in lines(client.get(address).content)
    Registration.objects.update(withdrawn_at=now, withdrawn_by=cast.officer)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("role", "opens"),
    [("officer", True), ("head", True), ("appraiser", True), ("worker", False), ("stranger", False)],
)
@pytest.mark.usefixtures("full")
def test_the_paper_opens_for_whoever_reads_the_list(
    client: Client, cast: Cast, address: str, role: str, *, opens: bool
) -> None:
    client.force_login(getattr(cast, role))
    assert (client.get(address).status_code == 200) is opens


def test_the_paper_costs_the_same_for_any_number_of_lines(
    client: Client, cast: Cast, now: dt.datetime, full: UnitRegistration, address: str
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    client.force_login(cast.officer)
    cost()
    few = cost()
    for n in range(10):
        enter(cast, now, make_person(f"Q-{n}", f"Người Thêm {n}", cast.office), LOW)
    assert cost() == few
    assert full.year == YEAR
