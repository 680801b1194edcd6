"""Users and the roles they hold at units."""

import datetime as dt
from collections.abc import Iterable
from typing import Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from tdkt.core.models import valid_interval
from tdkt.people.models import Person
from tdkt.units.models import Unit


class UserManager(BaseUserManager["User"]):
    """Creates accounts."""

    def create_user(
        self, username: str, password: str | None = None, *, full_name: str, person: Person | None = None
    ) -> "User":
        """Make an account; without a password it cannot sign in yet."""
        user = self.model(username=username, full_name=full_name, person=person)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody who signs in. A person is honoured; a user works with the tool; one may be both."""

    username = models.CharField("tên đăng nhập", max_length=60, unique=True)
    full_name = models.CharField("họ và tên", max_length=200)
    email = models.EmailField("thư điện tử", blank=True)
    person = models.OneToOneField(Person, models.PROTECT, null=True, blank=True, related_name="user")
    is_active = models.BooleanField("đang dùng", default=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]

    objects = UserManager()

    class Meta:
        verbose_name = "tài khoản"

    def __str__(self) -> str:
        return self.full_name

    def holds_over(self, roles: Iterable[str], unit: Unit, day: dt.date) -> bool:
        """Does the user hold one of ``roles`` on ``day`` at ``unit`` or at a unit above it?"""
        wanted, above = set(roles), set(unit.ancestor_ids())
        return any(role in wanted and unit_id in above for role, unit_id in self._held(day))

    def holds_anywhere(self, roles: Iterable[str], day: dt.date) -> bool:
        """Does the user hold one of ``roles`` on ``day`` at any unit?"""
        wanted = set(roles)
        return any(role in wanted for role, _unit_id in self._held(day))

    def _held(self, day: dt.date) -> list[tuple[str, int]]:
        return list(self.holdings.on(day).values_list("role", "unit_id")) if self.is_active else []


class Role(models.TextChoices):
    """What a user may do at a unit; see docs/roles.md."""

    SELF = "self", "Cá nhân"
    UNIT_OFFICER = "unit_officer", "Cán bộ thi đua của đơn vị"
    UNIT_HEAD = "unit_head", "Thủ trưởng đơn vị"
    APPRAISER = "appraiser", "Cán bộ thẩm định"
    COUNCIL_SECRETARY = "council_secretary", "Thư ký Hội đồng"
    COUNCIL_MEMBER = "council_member", "Thành viên Hội đồng"
    SYSTEM_ADMINISTRATOR = "system_administrator", "Quản trị hệ thống"


class RoleHoldingQuerySet(models.QuerySet["RoleHolding"]):
    """Roles at a date."""

    def on(self, day: dt.date) -> Self:
        """Roles in force on ``day``."""
        return self.filter(Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gte=day))


class RoleHolding(models.Model):
    """A user holds a role at a unit, from when to when."""

    user = models.ForeignKey(User, models.CASCADE, related_name="holdings")
    role = models.CharField("vai trò", max_length=30, choices=Role)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="role_holdings")
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    objects = RoleHoldingQuerySet.as_manager()

    class Meta:
        verbose_name = "vai trò"
        constraints = [
            valid_interval("role_forward"),
            models.UniqueConstraint(
                fields=["user", "role", "unit"], condition=Q(valid_to__isnull=True), name="role_held_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()} – {self.unit}"
