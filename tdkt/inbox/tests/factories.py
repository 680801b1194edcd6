"""Steps of a year for tests."""

import datetime as dt
from typing import Any

from tdkt.accounts.models import Role
from tdkt.inbox.domain.guide import set_deadline
from tdkt.inbox.models import Deadline, Scope
from tests.support.cast import Cast

HANOI = dt.timezone(dt.timedelta(hours=7))
MORNING = dt.datetime(2024, 12, 2, 7, 0, tzinfo=HANOI)


def step(cast: Cast, name: str = "Gửi danh sách", **told: Any) -> Deadline:
    """A step that the province sets for the units below it."""
    given: dict[str, Any] = {"unit": cast.province, "year": 2024, "actor": cast.appraiser, "now": MORNING}
    fields: dict[str, Any] = {"name": name, "scope": Scope.BELOW, "role": Role.UNIT_OFFICER, "order": 1}
    return set_deadline(**(given | fields | told))
