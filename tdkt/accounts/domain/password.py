"""Change one's own password."""

import datetime as dt

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from tdkt.accounts.models import User
from tdkt.core import history
from tdkt.core.answers import Refused


class CannotChangePassword(Refused):
    """The password is as it was."""


@transaction.atomic
def change_password(*, actor: User, now: dt.datetime, old: str, new: str) -> None:
    """Give ``actor`` a new password of his own choice; the history says that, never what it is.

    Raises:
        CannotChangePassword: the old one is wrong, or the new one is weak or the same.
    """
    if not actor.check_password(old):
        raise CannotChangePassword("Mật khẩu đang dùng chưa đúng; hãy gõ lại.")
    if old == new:
        raise CannotChangePassword("Mật khẩu mới phải khác mật khẩu đang dùng.")
    try:
        validate_password(new, actor)
    except ValidationError as error:
        raise CannotChangePassword(" ".join(error.messages)) from None
    actor.set_password(new)
    actor.save(update_fields=["password"])
    history.record(actor=actor, now=now, act="change_password", target=actor)
