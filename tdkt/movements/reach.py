"""Which units a reminder cannot reach, since nobody holds an officer's account there, and who may give one."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from tdkt.accounts.models import Role, RoleHolding
from tdkt.movements.queries import UnitAnswer
from tdkt.units.models import Unit


def with_officer(units: Iterable[Unit], today: dt.date) -> set[int]:
    """The units where somebody holds the officer's role; one query."""
    held = RoleHolding.objects.on(today).filter(role=Role.UNIT_OFFICER, unit__in=list(units), user__is_active=True)
    return set(held.values_list("unit", flat=True))


@dataclass(frozen=True, slots=True)
class Unreached:
    """The waiting units without an officer's account, and the administrators to turn to, nearest first."""

    units: tuple[Unit, ...] = ()
    administrators: tuple[str, ...] = ()


def unreached(rows: Iterable[UnitAnswer], setter: Unit, today: dt.date) -> Unreached:
    """Those of the units that have not answered whom no reminder reaches; two queries, one where all are reached."""
    waiting = [row.unit for row in rows if not row.has_answered]
    held = with_officer(waiting, today)
    found = tuple(unit for unit in waiting if unit.pk not in held)
    return Unreached(found, _administrators(setter, today)) if found else Unreached()


def _administrators(unit: Unit, today: dt.date) -> tuple[str, ...]:
    rows = RoleHolding.objects.on(today).filter(
        role=Role.SYSTEM_ADMINISTRATOR, unit__in=unit.ancestor_ids(), user__is_active=True
    )  # fmt: skip
    told = sorted(rows.select_related("user", "unit"), key=lambda row: (-len(row.unit.path or ""), row.pk))
    return tuple(f"{row.user.full_name} ({row.unit.label})" for row in told)
