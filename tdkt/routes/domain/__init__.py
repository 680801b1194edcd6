"""What is done with routes."""

from tdkt.routes.domain.adopt import adopt_route
from tdkt.routes.domain.change_stage import add_stage, edit_stage, remove_stage
from tdkt.routes.domain.common import CannotChangeRoute
from tdkt.routes.domain.draft import copy_route, draft_route, retire_route
from tdkt.routes.domain.put_in_force import put_in_force

__all__ = [
    "CannotChangeRoute", "add_stage", "adopt_route", "copy_route", "draft_route", "edit_stage", "put_in_force",
    "remove_stage", "retire_route",
]  # fmt: skip
