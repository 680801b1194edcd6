"""Ask the judge about everybody under a unit and keep who is near which award."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from tdkt.accounts.access import acting
from tdkt.accounts.models import Role, User
from tdkt.core.answers import Refused
from tdkt.law import live
from tdkt.law.archive import keep_rulebook
from tdkt.outlook.models import Standing
from tdkt.outlook.sweep import Line, cases_of, chunks, collectives_under, judging_day, lines_of, people_under
from tdkt.units.models import Unit

MOST_AT_ONCE = 1500
"""Subjects that a page may wait for; more are left to the command."""

BATCH = 500
MAY_COMPUTE = (Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.APPRAISER)


class CannotCompute(Refused):
    """The list was not made anew."""


def refresh_standings(*, unit: Unit, year: int, actor: User, now: dt.datetime) -> int:
    """Judge everybody under ``unit`` for a year; how many subjects.

    Raises:
        CannotCompute: the actor holds no working role over the unit, the year is still to come, or there are too many.
    """
    day = timezone.localdate(now)
    if not acting(actor, day).has_over(MAY_COMPUTE, unit):
        raise CannotCompute(f"Chỉ cán bộ thi đua, thẩm định hoặc thủ trưởng của {unit} được tính lại danh sách này.")
    if year > day.year:
        raise CannotCompute(f"Năm {year} chưa tới; hãy xem lộ trình của từng người.")
    on = judging_day(year, day)
    subjects = [*people_under(unit, on), *collectives_under(unit, on)]
    if len(subjects) > MOST_AT_ONCE:
        raise CannotCompute(
            f"{unit} có {len(subjects)} người và tập thể, quá {MOST_AT_ONCE} để tính ngay trên trang. "
            "Hãy chọn một đơn vị nhỏ hơn, hoặc nhờ người quản trị chạy lệnh rà soát toàn đơn vị."
        )
    lines = [line for part in chunks(subjects) for line in lines_of(part, cases_of(part, year=year, on=on))]
    keep_standings(lines=lines, under=[unit], year=year, on=on, now=now)
    return len(subjects)


@transaction.atomic
def keep_standings(*, lines: Iterable[Line], under: Iterable[Unit], year: int, on: dt.date, now: dt.datetime) -> None:
    """Put what was judged in the place of what stood for the year: of the same subjects, and of those who left."""
    listed = list(lines)
    for unit in under:
        Standing.objects.filter(year=year, host_unit__path__startswith=unit.path or "-").delete()
    for kind, column in (("person", "person"), ("collective", "unit")):
        keys = sorted({line.key for line in listed if line.kind == kind})
        for start in range(0, len(keys), BATCH):
            Standing.objects.filter(year=year, **{f"{column}__in": keys[start : start + BATCH]}).delete()
    sha256 = keep_rulebook()
    rows = [_row(line, on, sha256, now) for line in listed if line.reach]
    Standing.objects.bulk_create(rows, batch_size=BATCH)


def _row(line: Line, on: dt.date, sha256: str, now: dt.datetime) -> Standing:
    person = line.kind == "person"
    return Standing(
        person_id=line.key if person else None,
        unit_id=None if person else line.key,
        host_unit_id=line.host_key,
        year=line.year,
        code=line.code,
        reach=line.reach,
        lacks=line.lacks if line.reach != "eligible" else "",
        judged_on=on,
        rulebook=sha256,
        judged_at=now,
    )


def rulebook_in_use() -> str:
    """The hash of the law in use, to tell lists made under another one."""
    return live.rulebook().sha256
