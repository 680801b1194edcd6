"""What the frame of every page needs: the year, the unit one acts for, and the places one may go to."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from tdkt.accounts.access import WORKING_ROLES, Acting
from tdkt.accounts.models import Role, RoleHolding
from tdkt.dossiers.models import AwardRound, RoundState

WORKERS = frozenset(str(role) for role in WORKING_ROLES)
ANYBODY = WORKERS | {str(Role.SELF)}
OFFICE = frozenset({str(Role.APPRAISER), str(Role.UNIT_OFFICER), str(Role.SYSTEM_ADMINISTRATOR)})
ADMINISTRATORS = frozenset({str(Role.SYSTEM_ADMINISTRATOR)})


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the rail, for those who hold one of ``roles`` (``at_the_top``: at a unit with none above it);
    ``names`` are tried in turn.
    """

    label: str
    icon: str
    names: tuple[str, ...]
    roles: frozenset[str] = WORKERS
    at_the_top: bool = False
    lesser: bool = False

    def is_for(self, holding: RoleHolding) -> bool:
        """Does a role held at a unit open the place?"""
        return holding.role in self.roles and (not self.at_the_top or holding.unit.parent_id is None)

    def address(self) -> str:
        """Where it leads, or nothing while no such page exists."""
        for name in self.names:
            try:
                return reverse(name)
            except NoReverseMatch:
                continue
        return ""


PLACES = (
    Place("Việc của tôi", "clipboard-list", ("portal:home",), ANYBODY),
    Place("Phong trào", "flag", ("movements:index",)),
    Place("Đăng ký", "list-checks", ("registrations:index",), ANYBODY),
    Place("Hồ sơ", "folder-open", ("dossiers:rounds",)),
    Place("Hội đồng", "scale", ("councils:councils",)),
    Place("Quyết định", "stamp", ("decisions:decisions",)),
    Place("Tra cứu", "search", ("portal:search",)),
    Place("Danh bạ", "users", ("directory:people",)),
    Place("Báo cáo", "chart-column", ("reports:index",)),
    Place("Nhập dữ liệu", "file-up", ("exchange:index", "exchange:imports", "exchange:upload"), OFFICE),
    Place("Lịch năm", "calendar", ("inbox:year",), lesser=True),
    Place("Cụm, khối", "columns-3", ("clusters:index",), lesser=True),
    Place("Lộ trình", "hourglass", ("outlook:index",), lesser=True),
    Place("Lấy ý kiến", "users", ("opinions:index",), lesser=True),
    Place("Xác nhận", "circle-check", ("confirmations:index",), lesser=True),
    Place("Đường đi", "git-merge", ("routes:index",), lesser=True),
    Place("Tạm dừng xét", "ban", ("holds:index",), lesser=True),
    Place("Pháp luật", "book-open", ("law:index",), ANYBODY, lesser=True),
    Place("Tài khoản", "users", ("accounts:accounts",), ADMINISTRATORS, lesser=True),
    Place("Soạn thảo", "pencil", ("studio:index",), ADMINISTRATORS, at_the_top=True, lesser=True),
)
"""The spine of the year first; under the line what one opens now and then."""


@dataclass
class Shell:
    """The frame of one page, worked out only as far as the page asks."""

    path: str
    today: dt.date
    holdings: tuple[RoleHolding, ...]
    words: str = ""
    _roles: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self._roles = frozenset(h.role for h in self.holdings)

    @cached_property
    def main(self) -> RoleHolding | None:
        """The role that comes first: a working one before one's own page."""
        ranked = sorted(self.holdings, key=lambda h: (h.role not in WORKERS, h.pk))
        return ranked[0] if ranked else None

    @property
    def unit(self) -> Any:
        """The unit one acts for."""
        return self.main.unit if self.main else None

    @property
    def role(self) -> str:
        """The role one acts in, in words."""
        return self.main.get_role_display() if self.main else ""

    @property
    def may_search(self) -> bool:
        """May the user look up others at all?"""
        return bool(self._roles & WORKERS)

    @cached_property
    def year(self) -> int:
        """The year being worked on: that of the newest open round on the way from the unit up, else this year's."""
        if self.unit is None:
            return self.today.year
        rounds = AwardRound.objects.filter(unit__in=self.unit.ancestor_ids(), state=RoundState.OPEN)
        return rounds.order_by("-year").values_list("year", flat=True).first() or self.today.year

    @cached_property
    def rail(self) -> list[dict[str, Any]]:
        """The places this user may go to; the one the page belongs to is marked."""
        shown: list[dict[str, Any]] = []
        above = True
        for place in PLACES:
            href = place.address() if any(map(place.is_for, self.holdings)) else ""
            if href:
                here = {"label": place.label, "icon": place.icon, "href": href, "current": self._is_here(href)}
                shown.append({**here, "begins_lesser": place.lesser and above})
                above = above and not place.lesser
        return shown

    def _is_here(self, href: str) -> bool:
        return self.path == href if href == "/" else self.path.startswith(href)


def shell(request: HttpRequest) -> dict[str, Any]:
    """The day, the roles the user acts with, and the frame."""
    today, acting = getattr(request, "today", None), getattr(request, "acting", None)
    return {"today": today, "acting": acting, "shell": SimpleLazyObject(lambda: frame_of(request))}


def frame_of(request: HttpRequest) -> Shell:
    """The frame of the page that answers this request, made once."""
    kept = request.__dict__.get("_frame")
    if not isinstance(kept, Shell):
        acting: Acting | None = getattr(request, "acting", None)
        today: dt.date = getattr(request, "today", None) or dt.date.today()  # noqa: DTZ011
        kept = request.__dict__["_frame"] = Shell(request.path, today, acting.holdings if acting else ())
    return kept
