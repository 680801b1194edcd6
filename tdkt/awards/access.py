"""Who may write in the ledger."""

import datetime as dt
from collections.abc import Iterable

from tdkt.accounts.models import Role, User
from tdkt.core.answers import ALLOWED, Answer, Denied
from tdkt.units.models import Unit

KEEPERS = (Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.APPRAISER)


def may_keep_ledger(actor: User | None, hosts: Iterable[Unit], day: dt.date) -> Answer:
    """Lines are written by the officer, appraiser or head of the receiving unit or of one above it. One query."""
    if actor is None:
        return Denied("Phải có người đăng nhập mới ghi được sổ khen thưởng.")
    roots = {h.unit_id for h in actor.holdings.on(day) if h.role in KEEPERS} if actor.is_active else set()
    for unit in hosts:
        if roots.isdisjoint(unit.ancestor_ids()):
            return Denied(
                f"Chỉ cán bộ thi đua, cán bộ thẩm định hoặc thủ trưởng của {unit} (hoặc của cấp trên) "
                "được ghi dòng khen thưởng của đơn vị này."
            )
    return ALLOWED
