"""Units in time: founded, moved, merged, and found again by date."""

import datetime as dt

import pytest
from django.db.models import F
from pytest_django import DjangoAssertNumQueries

from tdkt.core import history
from tdkt.core.edits import StaleEdit
from tdkt.units.domain import (
    CannotGrade,
    CannotKeepUnit,
    CannotMove,
    CannotSucceed,
    create_unit,
    edit_unit,
    grade_unit,
    move_unit,
    record_succession,
)
from tdkt.units.models import Unit, UnitParent
from tdkt.units.queries import ancestors, became, made_up_of, subtree
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db


def province(cast: Cast, now: dt.datetime, code: str) -> Unit:
    return create_unit(
        actor=cast.administrator, now=now, code=code, name=f"VKSND tỉnh {code}", kind="province", parent=cast.centre
    )


def test_a_new_unit_has_its_path_and_its_history(cast: Cast, now: dt.datetime) -> None:
    unit = province(cast, now, "T9")
    assert unit.path == f"{cast.centre.path}{unit.pk}/"
    assert ancestors(unit) == [cast.centre]
    assert [entry.act for entry in history.history_of(unit)] == ["create_unit"]


def test_a_code_is_used_once_and_only_an_administrator_founds(cast: Cast, now: dt.datetime) -> None:
    with pytest.raises(CannotKeepUnit, match="đã dùng"):
        province(cast, now, "T1")
    for actor in (cast.province_officer, cast.head, None):
        with pytest.raises(CannotKeepUnit, match="quản trị"):
            create_unit(actor=actor, now=now, code="T8", name="Tám", kind="province", parent=cast.centre)


def test_a_unit_moves_with_all_below_it_and_the_old_place_stays_readable(cast: Cast, now: dt.datetime) -> None:
    below = create_unit(
        actor=cast.administrator, now=now, code="T1-P1-A", name="Tổ A", kind="office", parent=cast.office
    )
    on = dt.date(2023, 7, 1)
    move_unit(actor=cast.administrator, now=now, unit=below, parent=cast.province, on=dt.date(2022, 1, 1))
    move_unit(actor=cast.administrator, now=now, unit=cast.office, parent=cast.elsewhere, on=on)
    move_unit(actor=cast.administrator, now=now, unit=below, parent=cast.office, on=on)
    below.refresh_from_db()
    assert below.path == f"{cast.elsewhere.path}{cast.office.pk}/{below.pk}/"
    places = UnitParent.objects.filter(unit=below).order_by(F("valid_from").asc(nulls_first=True))
    assert [(one.parent, one.valid_from, one.valid_to) for one in places][-2:] == [
        (cast.province, dt.date(2022, 1, 1), dt.date(2023, 6, 30)), (cast.office, on, None)
    ]  # fmt: skip
    assert list(subtree(cast.elsewhere)) == [cast.office, below, cast.elsewhere]
    with pytest.raises(CannotMove, match="nằm trong"):
        move_unit(actor=cast.administrator, now=now, unit=cast.elsewhere, parent=below, on=on)


def test_lineage_is_one_query_however_many_mergers(
    cast: Cast, now: dt.datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    a, b, ab, abc = (province(cast, now, code) for code in ("A", "B", "AB", "ABC"))
    on = dt.date(2023, 1, 1)
    for before, after in ((a, ab), (b, ab), (ab, abc)):
        record_succession(actor=cast.administrator, now=now, predecessor=before, successor=after, kind="merged", on=on)
    with django_assert_num_queries(1):
        assert set(made_up_of(abc)) == {a, b, ab}
    with django_assert_num_queries(1):
        assert set(became(a)) == {ab, abc}
    with pytest.raises(CannotSucceed, match="lẫn nhau"):
        record_succession(actor=cast.administrator, now=now, predecessor=abc, successor=a, kind="merged", on=on)
    with pytest.raises(CannotSucceed, match="Đã ghi"):
        record_succession(actor=cast.administrator, now=now, predecessor=a, successor=ab, kind="merged", on=on)


def test_a_grade_is_corrected_with_what_it_was_before(cast: Cast, now: dt.datetime) -> None:
    for value in ("good", "excellent"):
        grade_unit(actor=cast.officer, now=now, unit=cast.office, year=2023, value=value)
    assert [(g.year, g.value) for g in cast.office.grades.all()] == [(2023, "excellent")]
    last = history.history_of(cast.office).last()
    assert last is not None
    assert last.before == {"grade": "good", "year": 2023}
    for actor, year, value in ((cast.stranger, 2023, "good"), (cast.officer, 2024, "good"), (cast.officer, 2023, "x")):
        with pytest.raises(CannotGrade):
            grade_unit(actor=actor, now=now, unit=cast.office, year=year, value=value)


def test_a_stale_correction_is_refused_with_both_versions(cast: Cast, now: dt.datetime) -> None:
    edit_unit(actor=cast.administrator, now=now, unit=cast.office, version=1, name="Phòng Một", short_name="P1")
    with pytest.raises(StaleEdit) as refusal:
        edit_unit(actor=cast.administrator, now=now, unit=cast.office, version=1, name="Phòng I", short_name="")
    assert refusal.value.theirs["name"] == "Phòng Một"
