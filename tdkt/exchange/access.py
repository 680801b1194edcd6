"""Who may import into a unit."""

import datetime as dt

from tdkt.accounts.models import Role, User
from tdkt.core.answers import ALLOWED, Answer, Denied
from tdkt.units.models import Unit

IMPORTERS = (Role.UNIT_OFFICER, Role.APPRAISER)


def may_import(actor: User | None, unit: Unit, day: dt.date) -> Answer:
    """Files are imported by an officer or appraiser of the unit, or of one above it."""
    if actor is not None and actor.is_active and actor.holds_over(IMPORTERS, unit, day):
        return ALLOWED
    return Denied(f"Chỉ cán bộ thi đua hoặc cán bộ thẩm định của {unit} (hoặc của cấp trên) được nhập dữ liệu.")
