"""Say whose account an account is, where it was made without a person."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone

from tdkt.accounts.domain.create import CannotKeepAccount
from tdkt.accounts.models import Role, User
from tdkt.core import history
from tdkt.people.models import Person


@transaction.atomic
def tie_person(*, actor: User, now: dt.datetime, user: User, person: Person) -> User:
    """Tie an account that is nobody's to a person of the books; once tied it stays that person's.

    Raises:
        CannotKeepAccount: not an administrator, tied already, or the person has an account.
    """
    if not actor.holds_anywhere([Role.SYSTEM_ADMINISTRATOR], timezone.localdate(now)):
        raise CannotKeepAccount("Chỉ người quản trị hệ thống được gắn tài khoản với người trong danh bạ.")
    if User.objects.filter(person=person).exists():
        raise CannotKeepAccount(f"{person} đã có tài khoản; hãy dùng tài khoản đó.")
    try:
        with transaction.atomic():
            tied = User.objects.filter(pk=user.pk, person__isnull=True).update(person=person)
    except IntegrityError:
        raise CannotKeepAccount(f"{person} đã có tài khoản; hãy dùng tài khoản đó.") from None
    if not tied:
        raise CannotKeepAccount("Tài khoản này đã gắn với người khác trong danh bạ; hãy tải lại trang.")
    user.refresh_from_db()
    history.record(
        actor=actor, now=now, act="tie_person", target=user, before={"person": None}, after={"person": str(person)}
    )
    return user
