"""Who may change the structure. Roles live in a room above; what is asked of an actor is written down here."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Protocol

from tdkt.core.answers import ALLOWED, Answer, Denied
from tdkt.units.models import Unit

ADMINISTRATOR = "system_administrator"
OFFICERS = ("unit_officer", "appraiser")


class RoleHolder(Protocol):
    """An actor who can say which roles he holds at a unit or above it."""

    @property
    def pk(self) -> Any: ...
    @property
    def full_name(self) -> str: ...
    def holds_over(self, roles: Iterable[str], unit: Unit, day: dt.date) -> bool: ...


def may_keep_structure(actor: RoleHolder | None, unit: Unit, day: dt.date) -> Answer:
    """Units are kept by the system administrator of the unit or of one above it."""
    if actor is not None and actor.holds_over([ADMINISTRATOR], unit, day):
        return ALLOWED
    return Denied(f"Chỉ người quản trị hệ thống của {unit} (hoặc của cấp trên) được sửa cơ cấu đơn vị.")


def may_keep_facts(actor: RoleHolder | None, unit: Unit, day: dt.date) -> Answer:
    """People and facts of a unit are kept by an officer or appraiser of the unit or of one above it."""
    if actor is not None and actor.holds_over(OFFICERS, unit, day):
        return ALLOWED
    return Denied(f"Chỉ cán bộ thi đua của {unit} (hoặc của cấp trên) được ghi dữ liệu này.")
