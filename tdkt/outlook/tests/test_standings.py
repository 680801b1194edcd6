"""Judging everybody of a unit: who may ask, what is kept, who reads it."""

import datetime as dt

import pytest

from tdkt.law import live
from tdkt.law.models import RulebookArchive
from tdkt.outlook.domain.standings import CannotCompute, refresh_standings
from tdkt.outlook.models import Standing
from tdkt.outlook.tests.cast import MOMENT, YEAR, Careers, grant
from tdkt.people.models import Person, Posting
from tests.support.cast import Cast


def compute(cast: Cast, **change: object) -> int:
    told = {"unit": cast.province, "year": YEAR, "actor": cast.province_officer, "now": MOMENT} | change
    return refresh_standings(**told)  # type: ignore[arg-type]


def reach_of(person: Person, code: str) -> tuple[str, str] | None:
    return Standing.objects.filter(person=person, code=code).values_list("reach", "lacks").first()


def test_everybody_of_the_subtree_is_judged_and_nobody_else(cast: Cast, careers: Careers) -> None:
    assert compute(cast) == 5  # three people, two collectives
    assert not Standing.objects.filter(person=careers.far).exists()
    assert reach_of(careers.steady, "LDTT") == ("eligible", "")


def test_who_lacks_one_thing_is_told_which(cast: Cast, careers: Careers) -> None:
    compute(cast)
    reach, lacks = reach_of(careers.steady, "CSTDCS") or ("", "")
    assert reach == "lacks_one"
    assert lacks == "Sáng kiến cấp cơ sở được công nhận năm 2023"


def test_what_stands_in_the_ledger_already_is_not_listed(cast: Cast, careers: Careers) -> None:
    grant(careers.steady, "LDTT", YEAR, cast)
    compute(cast)
    assert reach_of(careers.steady, "LDTT") is None


def test_a_second_time_replaces_the_first(cast: Cast, careers: Careers) -> None:
    compute(cast)
    before = Standing.objects.count()
    compute(cast)
    assert Standing.objects.count() == before
    assert RulebookArchive.objects.get().sha256 == live.rulebook().sha256


def test_who_left_the_unit_leaves_the_list(cast: Cast, careers: Careers) -> None:
    compute(cast)
    Posting.objects.filter(person=careers.steady).update(valid_to=dt.date(2023, 6, 30))
    compute(cast)
    assert not Standing.objects.filter(person=careers.steady).exists()
    assert Standing.objects.filter(person=careers.new).exists()


def test_two_posts_on_one_day_are_one_person(cast: Cast, careers: Careers) -> None:
    Posting.objects.create(
        person=careers.steady, unit=cast.province, position="Kiêm nhiệm", valid_from=dt.date(2023, 1, 1),
        valid_to=dt.date(2023, 12, 31),
    )  # fmt: skip
    compute(cast)
    assert Standing.objects.filter(person=careers.steady, code="LDTT").count() == 1


@pytest.mark.parametrize("who", ["stranger", "worker", "administrator", "officer"])
def test_who_holds_no_working_role_over_the_unit_is_refused(cast: Cast, careers: Careers, who: str) -> None:
    with pytest.raises(CannotCompute, match="tính lại danh sách"):
        compute(cast, actor=getattr(cast, who))
    assert not Standing.objects.exists()


def test_a_year_still_to_come_is_refused(cast: Cast) -> None:
    with pytest.raises(CannotCompute, match="chưa tới"):
        compute(cast, year=2030)


def test_everyone_reads_the_rows_of_the_own_subtree_only(cast: Cast, careers: Careers) -> None:
    compute(cast)
    day = dt.date(2024, 1, 15)
    assert Standing.objects.visible_to(cast.officer, day).filter(person=careers.steady).exists()
    assert not Standing.objects.visible_to(cast.stranger, day).exists()
    assert not Standing.objects.visible_to(cast.worker, day).exists()
