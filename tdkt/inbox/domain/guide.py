"""The guide of a year: its steps and days, kept by the appraiser of the unit that sets them."""

import datetime as dt
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.db import IntegrityError, transaction
from django.utils import timezone

from tdkt.accounts.access import require_role
from tdkt.accounts.models import Role, User
from tdkt.core import history
from tdkt.core.answers import Refused, require
from tdkt.core.edits import save_if_fresh
from tdkt.core.text import clean
from tdkt.core.working_days import next_working_day, previous_working_day, why_not_working
from tdkt.inbox.models import Deadline, Scope
from tdkt.inbox.schedule import due_days
from tdkt.units.models import Unit

GUIDE = Path(__file__).parents[1] / "data" / "guide.yaml"
FIELDS = ("name", "scope", "role", "fixed_on", "after", "offset", "source", "order")


class CannotSchedule(Refused):
    """The year's guide was not changed."""


@transaction.atomic
def start_guide(*, actor: User, now: dt.datetime, unit: Unit, year: int) -> list[Deadline]:
    """Begin a unit's year: the steps of its year before without their days, else the steps the law names.

    Raises:
        CannotSchedule: no right, or the year has begun already.
    """
    _ask(actor, unit, now)
    if Deadline.objects.filter(unit=unit, year=year).exists():
        raise CannotSchedule(f"{unit} đã có lịch năm {year}.")
    earlier = list(Deadline.objects.filter(unit=unit, year=year - 1))
    made = _from_year(earlier, year) if earlier else _from_guide(unit, year)
    history.record_many(
        actor=actor, now=now, act="start_guide", new=True,
        changes=[history.Change(step, after=history.snapshot(step, FIELDS)) for step in made],
    )  # fmt: skip
    return made


@transaction.atomic
def set_deadline(
    *, actor: User, now: dt.datetime, unit: Unit, year: int, deadline: Deadline | None = None, version: int = 0,
    **fields: Any,
) -> Deadline:  # fmt: skip
    """Add a step, or change one.

    Raises:
        CannotSchedule: no right, no name, a fixed day on a day off, both kinds of day, or the name twice.
        GoesInCircles: the steps would wait for each other.
        StaleEdit: somebody else changed it first.
    """
    _ask(actor, unit, now)
    told = {name: fields.get(name) for name in FIELDS if name in fields}
    _check(told, unit, year, by_law=deadline.by_law if deadline else False)
    before = history.snapshot(deadline, list(told)) if deadline else {}
    try:
        with transaction.atomic():
            kept = _write(deadline, version, {"unit": unit, "year": year}, told)
    except IntegrityError:
        raise CannotSchedule(
            f"Lịch năm {year} đã có “{told.get('name')}”, hoặc hạn được ghi theo cả hai cách."
        ) from None
    due_days(Deadline.objects.filter(unit=unit, year=year))
    history.record(
        actor=actor, now=now, act="set_deadline", target=kept, before=before, after=history.snapshot(kept, list(told))
    )
    return kept


@transaction.atomic
def remove_deadline(*, actor: User, now: dt.datetime, deadline: Deadline) -> None:
    """Take a step off the guide.

    Raises:
        CannotSchedule: no right, or other steps are reckoned from it.
    """
    _ask(actor, deadline.unit, now)
    followers = list(deadline.followers.values_list("name", flat=True))
    if followers:
        raise CannotSchedule(f"“{followers[0]}” đang được tính từ việc này; hãy đổi cách tính của việc đó trước.")
    history.record(
        actor=actor, now=now, act="remove_deadline", target=deadline, before=history.snapshot(deadline, FIELDS)
    )
    deadline.delete()


def _ask(actor: User, unit: Unit, now: dt.datetime) -> None:
    require(require_role(actor, [Role.APPRAISER], unit, timezone.localdate(now), "đặt lịch của năm"), CannotSchedule)


def _check(told: dict[str, Any], unit: Unit, year: int, *, by_law: bool) -> None:
    told["name"] = clean(told.get("name") or "")
    if not told["name"]:
        raise CannotSchedule("Chưa ghi việc phải xong.")
    after, fixed = told.get("after"), told.get("fixed_on")
    if (after is None) != (told.get("offset") is None) or (after is not None and fixed is not None):
        raise CannotSchedule("Hãy chọn một cách: ngày cố định, hoặc số ngày làm việc tính từ một việc khác.")
    if after is not None and (after.unit_id, after.year) != (unit.pk, year):
        raise CannotSchedule("Việc gốc phải nằm trong cùng lịch năm của đơn vị.")
    if fixed is not None and not by_law and (reason := why_not_working(fixed)):
        raise CannotSchedule(
            f"Ngày {fixed:%d/%m/%Y} là ngày nghỉ ({reason}). Hãy chọn ngày làm việc, gần nhất là "
            f"{previous_working_day(fixed):%d/%m/%Y} hoặc {next_working_day(fixed):%d/%m/%Y}."
        )


def _write(deadline: Deadline | None, version: int, place: dict[str, Any], told: dict[str, Any]) -> Deadline:
    if deadline is None:
        return Deadline.objects.create(**place, **told)
    save_if_fresh(deadline, version=version, **told)
    return deadline


def _from_year(earlier: list[Deadline], year: int) -> list[Deadline]:
    made: dict[int, Deadline] = {}
    for step in earlier:
        day = _year_later(step.fixed_on) if step.by_law and step.fixed_on else None
        made[step.pk] = Deadline.objects.create(
            unit=step.unit, year=year, order=step.order, name=step.name, scope=step.scope, role=step.role,
            fixed_on=day, by_law=step.by_law, source=step.source,
        )  # fmt: skip
    for step in earlier:
        if step.after_id in made:
            _chain(made[step.pk], made[step.after_id], step.offset)
    return list(made.values())


def _from_guide(unit: Unit, year: int) -> list[Deadline]:
    made: dict[str, Deadline] = {}
    for order, row in enumerate(guide(), start=1):
        if (unit.parent_id is not None and row.get("top_only")) or year < row.get("from_year", year):
            continue
        month, day = row.get("fixed", (0, 0))
        step = made[row["key"]] = Deadline.objects.create(
            unit=unit, year=year, order=order, name=row["name"], scope=Scope(row["scope"]), role=Role(row["role"]),
            fixed_on=dt.date(year, month, day) if month else None, by_law=bool(month), source=row.get("source", ""),
        )  # fmt: skip
        if row.get("after") in made:
            _chain(step, made[row["after"]], row["offset"])
    return list(made.values())


def _chain(step: Deadline, after: Deadline, offset: int | None) -> None:
    step.after, step.offset = after, offset
    step.save(update_fields=["after", "offset"])


def _year_later(day: dt.date) -> dt.date:
    return day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else dt.date(day.year + 1, 2, 28)


@lru_cache(maxsize=1)
def guide() -> tuple[dict[str, Any], ...]:
    """The steps of a year that the law names, with their citations."""
    return tuple(yaml.safe_load(GUIDE.read_text(encoding="utf-8"))["steps"])
