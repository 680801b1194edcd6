"""How collectives completed the tasks of a year."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from tdkt.core import history
from tdkt.core.answers import Refused, require
from tdkt.units.access import RoleHolder, may_keep_facts
from tdkt.units.models import GradeValue, Unit, UnitGrade


class CannotGrade(Refused):
    """The grade may not be written down so."""


def grade_unit(
    *, actor: RoleHolder | None, now: dt.datetime, unit: Unit, year: int, value: str, decided_by: str = ""
) -> UnitGrade:
    """Write, or correct, the grade of one unit for one year."""
    return grade_units(actor=actor, now=now, year=year, values={unit: value}, decided_by=decided_by)[0]


def grade_units(
    *, actor: RoleHolder | None, now: dt.datetime, year: int, values: Mapping[Unit, str], decided_by: str = ""
) -> list[UnitGrade]:
    """Write, or correct, the grades of many units for one year, all or none.

    Raises:
        CannotGrade: a unit outside the actor's subtree, a year to come, or a value not known.
    """
    for unit, value in values.items():
        require(may_keep_facts(actor, unit, timezone.localdate(now)), CannotGrade)
        if value not in GradeValue.values:
            raise CannotGrade(f"Mức hoàn thành “{value}” không có trong danh mục.")
    if not 1945 <= year <= timezone.localdate(now).year:
        raise CannotGrade(f"Năm {year} không xếp loại được; hãy ghi năm từ 1945 đến {timezone.localdate(now).year}.")
    with transaction.atomic():
        earlier = {grade.unit_id: grade.value for grade in UnitGrade.objects.filter(unit__in=values, year=year)}
        grades = [UnitGrade(unit=unit, year=year, value=value, decided_by=decided_by) for unit, value in values.items()]
        UnitGrade.objects.bulk_create(
            grades, update_conflicts=True, unique_fields=["unit", "year"], update_fields=["value", "decided_by"]
        )
        changes = [
            history.Change(
                unit, before={"grade": earlier.get(unit.pk), "year": year}, after={"grade": value, "year": year}
            )
            for unit, value in values.items()
        ]
        history.record_many(actor=actor, now=now, act="grade_unit", changes=changes)
    return grades
