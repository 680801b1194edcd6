"""Make an account, and the very first one of an empty system."""

import datetime as dt
from typing import TypedDict, Unpack

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from tdkt.accounts.models import Role, RoleHolding, User
from tdkt.core import history
from tdkt.core.answers import Refused
from tdkt.people.models import Person
from tdkt.units.domain import plant_root


class CannotKeepAccount(Refused):
    """The account may not be made so."""


class AccountFacts(TypedDict, total=False):
    """What else may be said of an account."""

    person: Person | None
    email: str


def create_account(
    *,
    actor: User | None,
    now: dt.datetime,
    username: str,
    full_name: str,
    password: str,
    **facts: Unpack[AccountFacts],
) -> User:
    """Make an account without a role yet; the password must pass the house's rules.

    Raises:
        CannotKeepAccount: not an administrator, the name is taken, the person has one, or a weak password.
    """
    if actor is None or not actor.holds_anywhere([Role.SYSTEM_ADMINISTRATOR], timezone.localdate(now)):
        raise CannotKeepAccount("Chỉ người quản trị hệ thống được lập tài khoản.")
    person = facts.get("person")
    if person and User.objects.filter(person=person).exists():
        raise CannotKeepAccount(f"{person} đã có tài khoản; hãy dùng tài khoản đó.")
    return _make(actor=actor, now=now, user=User(username=username, full_name=full_name, **facts), password=password)


def install(*, now: dt.datetime, code: str, name: str, username: str, full_name: str, password: str) -> User:
    """Plant the first unit and its administrator in an empty system.

    Raises:
        CannotKeepAccount: there are accounts already. CannotKeepUnit: there are units already.
    """
    if User.objects.exists():
        raise CannotKeepAccount("Hệ thống đã có tài khoản; hãy nhờ người quản trị.")
    with transaction.atomic():
        root = plant_root(now=now, code=code, name=name, has_legal_personality=True)
        user = _make(actor=None, now=now, user=User(username=username, full_name=full_name), password=password)
        RoleHolding.objects.create(
            user=user, role=Role.SYSTEM_ADMINISTRATOR, unit=root, valid_from=timezone.localdate(now)
        )
        history.record(
            actor=None, now=now, act="grant_role", target=user,
            after={"role": Role.SYSTEM_ADMINISTRATOR.value, "unit": str(root)},
        )  # fmt: skip
    return user


def _make(*, actor: User | None, now: dt.datetime, user: User, password: str) -> User:
    if not user.username.strip() or not user.full_name.strip():
        raise CannotKeepAccount("Tài khoản phải có tên đăng nhập và họ tên.")
    if User.objects.filter(username=user.username).exists():
        raise CannotKeepAccount(f"Tên đăng nhập “{user.username}” đã dùng; hãy chọn tên khác.")
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise CannotKeepAccount(" ".join(error.messages)) from None
    with transaction.atomic():
        user.set_password(password)
        user.save()
        after = history.snapshot(user, ["username", "full_name", "person"])
        history.record(actor=actor, now=now, act="create_account", target=user, after=after)
    return user
