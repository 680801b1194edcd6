"""Give a user a role at a unit, and end it."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone

from tdkt.accounts.models import Role, RoleHolding, User
from tdkt.core import history
from tdkt.core.answers import ALLOWED, Answer, Denied, Refused, require
from tdkt.units.models import Unit


class CannotGrantRole(Refused):
    """The role may not be given or ended."""


def may_grant(actor: User | None, unit: Unit, day: dt.date) -> Answer:
    """Roles at a unit are kept by the administrator of the unit or of one above it."""
    if actor is not None and actor.holds_over([Role.SYSTEM_ADMINISTRATOR], unit, day):
        return ALLOWED
    return Denied(f"Chỉ người quản trị hệ thống của {unit} (hoặc của cấp trên) được giao và kết thúc vai trò ở đây.")


def grant_role(
    *,
    actor: User | None,
    now: dt.datetime,
    user: User,
    role: str,
    unit: Unit,
    valid_from: dt.date,
    valid_to: dt.date | None = None,
) -> RoleHolding:
    """Give ``user`` a role at ``unit`` from a day on.

    Raises:
        CannotGrantRole: not the administrator there, held already, an end before the beginning, or a role for oneself
            given to an account that is nobody's in the books.
    """
    require(may_grant(actor, unit, timezone.localdate(now)), CannotGrantRole)
    if valid_to and valid_to < valid_from:
        raise CannotGrantRole("Ngày kết thúc vai trò không được trước ngày bắt đầu.")
    if role == Role.SELF and user.person_id is None:
        raise CannotGrantRole(
            f"Tài khoản {user.username} chưa gắn với người nào trong danh bạ nên không có trang cá nhân để đọc. "
            "Hãy ghi số hiệu công chức cho tài khoản trước, rồi giao vai trò Cá nhân."
        )
    with transaction.atomic():
        try:
            with transaction.atomic():
                holding = RoleHolding.objects.create(
                    user=user, role=role, unit=unit, valid_from=valid_from, valid_to=valid_to
                )
        except IntegrityError:
            raise CannotGrantRole(f"{user} đang giữ vai trò này ở {unit}.") from None
        after = {"role": role, "unit": str(unit), "from": valid_from.isoformat()}
        history.record(actor=actor, now=now, act="grant_role", target=user, after=after)
    return holding


def end_role(*, actor: User | None, now: dt.datetime, holding: RoleHolding, on: dt.date) -> None:
    """Write the last day of a role.

    Raises:
        CannotGrantRole: not the administrator there, ended already, before its beginning, or the last administrator.
    """
    require(may_grant(actor, holding.unit, timezone.localdate(now)), CannotGrantRole)
    if on < holding.valid_from:
        raise CannotGrantRole("Ngày kết thúc vai trò không được trước ngày bắt đầu.")
    if holding.role == Role.SYSTEM_ADMINISTRATOR and not _other_administrator(holding):
        raise CannotGrantRole("Đây là người quản trị hệ thống cuối cùng; hãy giao vai trò này cho người khác trước.")
    with transaction.atomic():
        ended = RoleHolding.objects.filter(pk=holding.pk, valid_to__isnull=True).update(valid_to=on)
        if not ended:
            raise CannotGrantRole("Vai trò này đã được kết thúc trong lúc này; hãy tải lại trang.")
        holding.valid_to = on
        after = {"role": holding.role, "unit": str(holding.unit), "to": on.isoformat()}
        history.record(actor=actor, now=now, act="end_role", target=holding.user, after=after)


def _other_administrator(holding: RoleHolding) -> bool:
    others = RoleHolding.objects.filter(role=Role.SYSTEM_ADMINISTRATOR, valid_to__isnull=True, user__is_active=True)
    return others.exclude(pk=holding.pk).exists()
