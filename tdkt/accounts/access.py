"""Who holds which role where, and which units they therefore see."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import OuterRef, Q, QuerySet, Subquery

from tdkt.accounts.models import Role, RoleHolding, User
from tdkt.core.answers import ALLOWED, Answer, Denied
from tdkt.people.models import Person, Posting
from tdkt.units.models import Succession, Unit


@dataclass(frozen=True)
class Acting:
    """The role and unit a user acts with on a day; what every permission is asked of."""

    user: User
    holdings: tuple[RoleHolding, ...]

    @cached_property
    def read_below(self) -> frozenset[str]:
        """Where everything below may be read: the units of the working roles and those they directly carry on."""
        return _paths_of(tuple(h.unit for h in self.holdings if h.role in WORKING_ROLES))

    def has(self, roles: Iterable[str], unit: Unit) -> bool:
        """Does the user hold one of ``roles`` at ``unit`` itself?"""
        wanted = set(roles)
        return any(h.role in wanted and h.unit_id == unit.pk for h in self.holdings)

    def has_over(self, roles: Iterable[str], unit: Unit) -> bool:
        """Does the user hold one of ``roles`` at ``unit`` or at a unit above it?"""
        wanted, above = set(roles), set(unit.ancestor_ids())
        return any(h.role in wanted and h.unit_id in above for h in self.holdings)


def acting(user: User, day: dt.date) -> Acting:
    """The roles of ``user`` in force on ``day``, one query; none where this request has asked already."""
    memory: dict[dt.date, Acting] = getattr(user, _MEMORY, {})
    if day not in memory:
        held = user.holdings.on(day).select_related("unit") if user.is_active else ()
        memory[day] = Acting(user, tuple(held))
    return memory[day]


_MEMORY = "_acting_in_this_request"


def remember_within_request(user: User) -> None:
    """Ask for the user's roles once. Only for a request that changes nothing: an act always asks anew."""
    setattr(user, _MEMORY, {})


def require_role(user: User, roles: Iterable[str], unit: Unit, day: dt.date, what: str) -> Answer:
    """May ``user`` do ``what`` at ``unit``? The refusal names the roles that may."""
    wanted = list(roles)
    if acting(user, day).has(wanted, unit):
        return ALLOWED
    names = " hoặc ".join(Role(role).label.lower() for role in wanted)
    return Denied(f"Chỉ {names} của {unit} được {what}. Hãy chuyển việc này cho người có vai trò đó.")


WORKING_ROLES = (
    Role.UNIT_OFFICER,
    Role.UNIT_HEAD,
    Role.APPRAISER,
    Role.COUNCIL_SECRETARY,
    Role.COUNCIL_MEMBER,
    Role.SYSTEM_ADMINISTRATOR,
)
"""Roles that open a unit's records; ``self`` opens only one's own."""


def units_seen_by(user: User, day: dt.date) -> QuerySet[Unit]:
    """The units a user may read: the subtree of each unit where a working role is held, and the subtrees of the
    units it carries on (a merged province still reads its predecessors' records).
    """
    return _below(acting(user, day).read_below)


def units_under(roots: Sequence[Unit]) -> QuerySet[Unit]:
    """The subtrees of the units, and of the units they directly carry on."""
    return _below(_paths_of(roots))


def _paths_of(roots: Sequence[Unit]) -> frozenset[str]:
    if not roots:
        return frozenset()
    earlier = Succession.objects.filter(successor__in=roots).select_related("predecessor")
    return frozenset({root.path or "-" for root in roots} | {s.predecessor.path or "-" for s in earlier})


def _below(paths: Iterable[str]) -> QuerySet[Unit]:
    seen = Q(pk__in=[])
    for path in sorted(paths):
        seen |= Q(path__startswith=path)
    return Unit.objects.filter(seen)


def people_seen_by(user: User, day: dt.date) -> QuerySet[Person]:
    """The people a user may read: those whose place of work (the last one begun by ``day``) is in a unit he sees,
    and himself.
    """
    latest = Posting.objects.filter(person=OuterRef("pk"), valid_from__lte=day).order_by("-valid_from")
    placed = Person.objects.annotate(seat=Subquery(latest.values("unit")[:1]))
    return placed.filter(Q(seat__in=units_seen_by(user, day).values("pk")) | Q(pk=user.person_id))


def accounts_seen_by(user: User, day: dt.date) -> QuerySet[User]:
    """The accounts an administrator keeps: those with a role in the subtree, or with no role yet."""
    roots = tuple(h.unit for h in acting(user, day).holdings if h.role == Role.SYSTEM_ADMINISTRATOR)
    if not roots:
        return User.objects.none()
    inside = RoleHolding.objects.filter(unit__in=units_under(roots).values("pk")).values("user")
    return User.objects.filter(Q(pk__in=inside) | Q(holdings__isnull=True))
