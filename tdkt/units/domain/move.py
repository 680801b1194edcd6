"""Put a unit under another one from a day on."""

import datetime as dt

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone

from tdkt.core import history
from tdkt.core.answers import Refused, require
from tdkt.units.access import RoleHolder, may_keep_structure
from tdkt.units.models import Unit, UnitParent


class CannotMove(Refused):
    """The unit may not be put there."""


def move_unit(*, actor: RoleHolder | None, now: dt.datetime, unit: Unit, parent: Unit, on: dt.date) -> None:
    """Put ``unit`` and all below it under ``parent`` from ``on``; the earlier place stays readable by date.

    Raises:
        CannotMove: not the administrator of both places, a circle, or a day that does not fit.
    """
    require(may_keep_structure(actor, unit, timezone.localdate(now)), CannotMove)
    require(may_keep_structure(actor, parent, timezone.localdate(now)), CannotMove)
    _check(unit, parent, on, timezone.localdate(now))
    old = unit.path or ""
    new = f"{parent.path}{unit.pk}/"
    with transaction.atomic():
        UnitParent.objects.filter(unit=unit, valid_to__isnull=True).update(valid_to=on - dt.timedelta(days=1))
        UnitParent.objects.create(unit=unit, parent=parent, valid_from=on, valid_to=unit.valid_to)
        before = {"parent": str(unit.parent)}
        Unit.objects.filter(pk=unit.pk).update(parent=parent, version=F("version") + 1)
        Unit.objects.filter(path__startswith=old).update(path=Concat(Value(new), Substr("path", len(old) + 1)))
        unit.refresh_from_db()
        history.record(
            actor=actor, now=now, act="move_unit", target=unit, before=before,
            after={"parent": str(parent), "on": on.isoformat()},
        )  # fmt: skip


def _check(unit: Unit, parent: Unit, on: dt.date, today: dt.date) -> None:
    if unit.pk in parent.ancestor_ids():
        raise CannotMove(f"{parent} nằm trong {unit} nên không thể là cấp trên của nó.")
    if on > today:
        raise CannotMove("Chỉ chuyển được từ ngày đã đến; hãy ghi vào đúng ngày hoặc sau đó.")
    current = UnitParent.objects.filter(unit=unit, valid_to__isnull=True).first()
    if current and current.valid_from and current.valid_from >= on:
        raise CannotMove(f"{unit} đã đổi cấp trên ngày {current.valid_from:%d/%m/%Y}; ngày mới phải sau ngày đó.")
