"""Found a unit, and correct what was written about it."""

import datetime as dt
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from tdkt.core import history
from tdkt.core.answers import Refused, require
from tdkt.core.edits import save_if_fresh
from tdkt.core.history import Actor
from tdkt.core.text import clean, search_key, sort_key
from tdkt.units.access import RoleHolder, may_keep_structure
from tdkt.units.models import Unit, UnitKind, UnitParent

FIELDS = (
    "code", "name", "short_name", "kind", "has_legal_personality", "is_remote", "founded_on", "valid_from", "valid_to",
)  # fmt: skip
CORRECTED = ("name", "short_name", "is_remote")


class CannotKeepUnit(Refused):
    """The unit may not be written down so."""


class UnitFacts(TypedDict, total=False):
    """What may be said of a unit besides its code, name and kind."""

    short_name: str
    has_legal_personality: bool
    is_remote: bool
    founded_on: dt.date | None
    valid_from: dt.date | None
    valid_to: dt.date | None


def create_unit(
    *,
    actor: RoleHolder | None,
    now: dt.datetime,
    code: str,
    name: str,
    kind: str,
    parent: Unit,
    **facts: Unpack[UnitFacts],
) -> Unit:
    """Write a unit down under ``parent``, with its path, its place in time and its first line of history.

    Raises:
        CannotKeepUnit: not the administrator's unit, the code is taken, or the life span is upside down.
    """
    require(may_keep_structure(actor, parent, timezone.localdate(now)), CannotKeepUnit)
    return _write(actor=actor, now=now, unit=Unit(code=code.strip(), name=name, kind=kind, parent=parent, **facts))


def plant_root(*, now: dt.datetime, code: str, name: str, **facts: Unpack[UnitFacts]) -> Unit:
    """Write down the very first unit of an empty system; nobody exists yet who could be asked.

    Raises:
        CannotKeepUnit: there is a unit already.
    """
    if Unit.objects.exists():
        raise CannotKeepUnit("Hệ thống đã có đơn vị; hãy thêm đơn vị mới dưới một đơn vị đã có.")
    return _write(actor=None, now=now, unit=Unit(code=code, name=name, kind=UnitKind.CENTRAL, **facts))


def edit_unit(
    *,
    actor: RoleHolder | None,
    now: dt.datetime,
    unit: Unit,
    version: int,
    name: str,
    short_name: str,
    is_remote: bool | None = None,
) -> None:
    """Correct the spelling of a name, or whether the unit lies in a border, island or especially hard area.

    A new name from a day on is a succession, not a correction.

    Raises:
        StaleEdit: somebody saved first. CannotKeepUnit: not allowed.
    """
    require(may_keep_structure(actor, unit, timezone.localdate(now)), CannotKeepUnit)
    before = history.snapshot(unit, CORRECTED)
    proper, remote = clean(name), unit.is_remote if is_remote is None else is_remote
    with transaction.atomic():
        save_if_fresh(
            unit, version=version, name=proper, short_name=clean(short_name), is_remote=remote,
            search_key=search_key(f"{proper} {short_name} {unit.code}")[:300], sort_key=sort_key(proper),
        )  # fmt: skip
        after = history.snapshot(unit, CORRECTED)
        history.record(actor=actor, now=now, act="edit_unit", target=unit, before=before, after=after)


def _write(*, actor: Actor | None, now: dt.datetime, unit: Unit) -> Unit:
    _check(unit)
    with transaction.atomic():
        unit.save()
        unit.path = f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"
        unit.save(update_fields=["path"])
        if unit.parent:
            UnitParent.objects.create(unit=unit, parent=unit.parent, valid_from=unit.valid_from, valid_to=unit.valid_to)
        change = history.Change(unit, after=history.snapshot(unit, FIELDS))
        history.record_many(actor=actor, now=now, act="create_unit", changes=[change], new=True)
    return unit


def _check(unit: Unit) -> None:
    if not unit.code or not clean(unit.name):
        raise CannotKeepUnit("Đơn vị phải có mã và tên.")
    if Unit.objects.filter(code=unit.code).exists():
        raise CannotKeepUnit(f"Mã đơn vị “{unit.code}” đã dùng; mỗi đơn vị một mã, kể cả đơn vị đã kết thúc.")
    if unit.valid_from and unit.valid_to and unit.valid_to < unit.valid_from:
        raise CannotKeepUnit("Ngày kết thúc của đơn vị không được trước ngày bắt đầu.")
