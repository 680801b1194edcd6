"""Who looks after the rules: for now the administrators of the unit on top."""

import datetime as dt

from tdkt.accounts.access import acting
from tdkt.accounts.models import Role, User
from tdkt.core.answers import ALLOWED, Answer, Denied

NOT_YOURS = "Chỉ quản trị hệ thống của đơn vị cao nhất được soạn, duyệt quy định."


def may_see(user: User, day: dt.date) -> bool:
    """Whether the user looks after the rules on a day."""
    return bool(may_draft(user, day))


def may_draft(user: User, day: dt.date) -> Answer:
    """May the user draft, and decide on drafts of others?"""
    held = acting(user, day).holdings
    if any(h.role == Role.SYSTEM_ADMINISTRATOR and h.unit.parent_id is None for h in held):
        return ALLOWED
    return Denied(NOT_YOURS)
