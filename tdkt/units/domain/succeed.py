"""Renamed, merged, split: which unit carries on which."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone

from tdkt.core import history
from tdkt.core.answers import Refused, require
from tdkt.units.access import RoleHolder, may_keep_structure
from tdkt.units.models import Succession, Unit, UnitParent
from tdkt.units.queries import became


class CannotSucceed(Refused):
    """The succession may not be written down so."""


def record_succession(
    *,
    actor: RoleHolder | None,
    now: dt.datetime,
    predecessor: Unit,
    successor: Unit,
    kind: str,
    on: dt.date,
    basis: str = "",
) -> Succession:
    """Write that ``successor`` carries on ``predecessor`` from ``on``; history of both keeps it.

    Raises:
        CannotSucceed: not the administrator of both, already written, or it would make a circle.
    """
    for unit in (predecessor, successor):
        require(may_keep_structure(actor, unit, timezone.localdate(now)), CannotSucceed)
    if predecessor.pk == successor.pk or became(successor).filter(pk=predecessor.pk).exists():
        raise CannotSucceed(f"{successor} không thể kế tục {predecessor}: hai đơn vị sẽ kế tục lẫn nhau.")
    with transaction.atomic():
        link = _link(predecessor, successor, kind, on, basis)
        after = {"successor": str(successor), "kind": kind, "on": on.isoformat(), "basis": basis}
        changes = [
            history.Change(predecessor, after=after),
            history.Change(successor, after={**after, "predecessor": str(predecessor)}),
        ]
        history.record_many(actor=actor, now=now, act="record_succession", changes=changes)
    return link


def close_unit(*, actor: RoleHolder | None, now: dt.datetime, unit: Unit, last_day: dt.date) -> None:
    """Write the last day on which the unit exists; its records stay.

    Raises:
        CannotSucceed: not allowed, or the unit began later.
    """
    require(may_keep_structure(actor, unit, timezone.localdate(now)), CannotSucceed)
    if unit.valid_from and last_day < unit.valid_from:
        raise CannotSucceed("Ngày kết thúc của đơn vị không được trước ngày bắt đầu.")
    before = history.snapshot(unit, ["valid_to"])
    with transaction.atomic():
        unit.valid_to = last_day
        unit.save(update_fields=["valid_to"])
        UnitParent.objects.filter(unit=unit, valid_to__isnull=True).update(valid_to=last_day)
        after = history.snapshot(unit, ["valid_to"])
        history.record(actor=actor, now=now, act="close_unit", target=unit, before=before, after=after)


def _link(predecessor: Unit, successor: Unit, kind: str, on: dt.date, basis: str) -> Succession:
    try:
        with transaction.atomic():
            return Succession.objects.create(
                predecessor=predecessor, successor=successor, kind=kind, on=on, basis=basis
            )
    except IntegrityError:
        raise CannotSucceed(f"Đã ghi {successor} kế tục {predecessor}.") from None
