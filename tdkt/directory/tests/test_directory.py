"""The directory: lists of people and units, and the forms that keep them, through each user's eyes."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tdkt.accounts.models import User
from tdkt.documents.sheets import read_sheet
from tdkt.people.models import Person
from tdkt.units.models import Unit
from tests.support.cast import Cast, make_person

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def written(content: bytes) -> list[Any]:
    return [cell for row in read_sheet(content, "tep.xlsx").rows for cell in row.cells]


def test_an_officer_lists_the_people_of_the_subtree_only(cast: Cast) -> None:
    make_person("P-X", "Trần Xa Lạ", cast.elsewhere)
    page = signed_in(cast.province_officer).get(reverse("directory:people"))
    assert "Lê Thị Kiểm Thử" in page.content.decode()
    assert "Trần Xa Lạ" not in page.content.decode()
    found = signed_in(cast.province_officer).get(reverse("directory:people"), {"q": "kiem thu"})
    assert [person.staff_number for person in found.context["page"]] == ["P-W"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(
    cast: Cast, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        make_person(f"P-{number}", "Nguyễn Thử", cast.office)
    client = signed_in(cast.officer)
    with django_assert_num_queries(9):
        client.get(reverse("directory:people"))


def test_the_list_leaves_as_excel(cast: Cast) -> None:
    answer = signed_in(cast.officer).get(reverse("directory:people_excel"))
    assert "P-W" in written(answer.content)


def test_an_officer_adds_a_person_and_bad_input_is_answered_beside_the_field(cast: Cast) -> None:
    client, address = signed_in(cast.officer), reverse("directory:add_person")
    data: dict[str, Any] = {
        "staff_number": "P-N", "full_name": "Vũ Thử Mới", "gender": "male", "occupation": "civil_servant",
        "recruited_on": "31/02/2020", "unit": cast.office.pk, "position": "Chuyên viên",
    }  # fmt: skip
    wrong = client.post(address, data)
    assert (wrong.status_code, Person.objects.count()) == (422, 1)
    assert "Không có ngày này" in wrong.content.decode()
    assert client.post(address, {**data, "recruited_on": "28/02/2020"}).status_code == 302
    assert Person.objects.get(staff_number="P-N").recruited_on == dt.date(2020, 2, 28)
    twice = client.post(address, {**data, "recruited_on": "28/02/2020"})
    assert "đã là của" in twice.content.decode()


def test_a_unit_of_another_officer_is_not_on_offer(cast: Cast) -> None:
    data = {
        "staff_number": "P-N", "full_name": "Vũ Thử", "gender": "male", "occupation": "civil_servant",
        "recruited_on": "28/02/2020", "unit": cast.elsewhere.pk, "position": "Chuyên viên",
    }  # fmt: skip
    assert signed_in(cast.officer).post(reverse("directory:add_person"), data).status_code == 422
    assert Person.objects.count() == 1


def test_a_stale_edit_shows_what_the_other_saved(cast: Cast) -> None:
    person = Person.objects.get(staff_number="P-W")
    client, address = signed_in(cast.officer), reverse("directory:edit_person", args=[person.pk])
    data = {
        "staff_number": "P-W", "full_name": "Lê Thị Sửa", "gender": "female", "occupation": "civil_servant",
        "version": person.version, "recruited_on": "01/01/2010",
    }  # fmt: skip
    assert client.post(address, data).status_code == 302
    stale = client.post(address, {**data, "full_name": "Lê Thị Khác"})
    assert stale.status_code == 422
    assert "Lê Thị Sửa" in stale.content.decode()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("grade", {"year": 2022, "value": "good"}),
        ("absence", {"year": 2022, "working_days": 12, "reason": "sick"}),
        ("discipline", {"form": "khien_trach", "decided_on": "01/03/2022"}),
    ],
)
def test_facts_are_kept_by_the_officer_and_by_nobody_else(cast: Cast, name: str, data: dict[str, Any]) -> None:
    person = Person.objects.get(staff_number="P-W")
    address = reverse(f"directory:{name}", args=[person.pk])
    for user in (cast.stranger, cast.head, cast.worker):
        assert signed_in(user).get(address).status_code == 404
        assert signed_in(user).post(address, data).status_code == 404
    assert signed_in(cast.officer).get(address).status_code == 200
    assert signed_in(cast.officer).post(address, data).status_code == 302


def test_a_person_is_moved_to_another_unit(cast: Cast) -> None:
    person = Person.objects.get(staff_number="P-W")
    address = reverse("directory:posting", args=[person.pk])
    data = {"unit": cast.province.pk, "position": "Kiểm sát viên", "valid_from": "01/04/2023"}
    assert signed_in(cast.province_officer).post(address, data).status_code == 302
    assert person.postings.get(valid_to__isnull=True).unit == cast.province


def test_units_stand_under_the_unit_above_and_leave_as_excel(cast: Cast) -> None:
    client = signed_in(cast.province_officer)
    rows = client.get(reverse("directory:units")).context["rows"]
    assert [(row["unit"], row["depth"], row["people"]) for row in rows] == [(cast.province, 0, 0), (cast.office, 1, 1)]
    assert "T1-P1" in written(client.get(reverse("directory:units_excel")).content)


def test_only_an_administrator_founds_and_renames(cast: Cast) -> None:
    data = {"parent": cast.centre.pk, "code": "T9", "name": "VKSND tỉnh Chín", "kind": "province"}
    for user in (cast.province_officer, cast.head):
        assert signed_in(user).post(reverse("directory:add_unit"), data).status_code == 404
    client = signed_in(cast.administrator)
    assert client.post(reverse("directory:add_unit"), data).status_code == 302
    unit = Unit.objects.get(code="T9")
    name = {"version": unit.version, "name": "VKSND tỉnh Số Chín", "short_name": ""}
    assert client.post(reverse("directory:edit_unit", args=[unit.pk]), name).status_code == 302
    unit.refresh_from_db()
    assert unit.name == "VKSND tỉnh Số Chín"
