"""Who keeps a route: the system administrator of its owner or of a unit above it."""

import datetime as dt

from tdkt.accounts.models import Role, User
from tdkt.core.answers import ALLOWED, Answer, Denied
from tdkt.units.models import Unit

KEEPER = Role.SYSTEM_ADMINISTRATOR


def may_keep_routes(actor: User, owner: Unit, day: dt.date, what: str) -> Answer:
    """May ``actor`` do ``what`` with the routes of ``owner``?"""
    if actor.holds_over([KEEPER], owner, day):
        return ALLOWED
    return Denied(f"Chỉ người quản trị hệ thống của {owner} (hoặc của cấp trên) được {what}.")
