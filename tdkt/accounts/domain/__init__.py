"""What is done to accounts and roles."""

from tdkt.accounts.domain.create import CannotKeepAccount, create_account, install
from tdkt.accounts.domain.roles import CannotGrantRole, end_role, grant_role

__all__ = ["CannotGrantRole", "CannotKeepAccount", "create_account", "end_role", "grant_role", "install"]
