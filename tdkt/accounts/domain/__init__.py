"""What is done to accounts and roles."""

from tdkt.accounts.domain.create import CannotKeepAccount, create_account, install
from tdkt.accounts.domain.roles import CannotGrantRole, end_role, grant_role
from tdkt.accounts.domain.tie import tie_person

__all__ = [
    "CannotGrantRole", "CannotKeepAccount", "create_account", "end_role", "grant_role", "install", "tie_person",
]  # fmt: skip
