"""Put a draft in force from a day; the earlier route ends the day before."""

import datetime as dt

from django.db import IntegrityError, transaction

from tdkt.accounts.models import User
from tdkt.core import history
from tdkt.core.edits import save_if_fresh
from tdkt.core.history import snapshot
from tdkt.routes.domain.common import ROUTE_FIELDS, CannotChangeRoute, ask_draft, faults_of, overlapping
from tdkt.routes.models import Route, RouteState


@transaction.atomic
def put_in_force(*, route: Route, from_day: dt.date, version: int, actor: User, now: dt.datetime) -> Route | None:
    """Let dossiers follow the draft from ``from_day`` on. Answers the route it takes over from, if any.

    A route of the same owner that is to begin later keeps its days: this one then ends the day before it.

    Raises:
        CannotChangeRoute: no right, no longer a draft, something wrong with its stages (``faults``), or another route
            begins that very day.
        StaleEdit: somebody changed the draft meanwhile.
    """
    ask_draft("ban hành", actor=actor, route=route, now=now)
    faults = faults_of(route)
    if faults:
        raise CannotChangeRoute("Đường đi chưa ban hành được: " + " ".join(fault.words for fault in faults), faults)
    there = overlapping(route.owner, from_day, None)
    earlier = next((one for one in there if one.valid_from and one.valid_from < from_day), None)
    later = next((one for one in there if one != earlier), None)
    if later and later.valid_from == from_day:
        raise CannotChangeRoute(
            f"“{later}” đã bắt đầu áp dụng đúng ngày {from_day:%d/%m/%Y}; hãy chọn một ngày khác cho bản này."
        )
    if earlier is not None:
        _end(earlier, from_day - dt.timedelta(days=1), actor, now)
    until = later.valid_from - dt.timedelta(days=1) if later and later.valid_from else None
    _begin(route, from_day, until, version, actor, now)
    return earlier


def _begin(route: Route, from_day: dt.date, until: dt.date | None, version: int, actor: User, now: dt.datetime) -> None:
    before = snapshot(route, ROUTE_FIELDS)
    try:
        with transaction.atomic():
            save_if_fresh(route, version=version, state=RouteState.ACTIVE, valid_from=from_day, valid_to=until)
    except IntegrityError:
        raise CannotChangeRoute(
            f"{route.owner} vừa có đường đi khác được ban hành; hãy tải lại trang rồi xem lại ngày áp dụng."
        ) from None
    after = snapshot(route, ROUTE_FIELDS)
    history.record(actor=actor, now=now, act="put_in_force", target=route, before=before, after=after)


def _end(route: Route, last_day: dt.date, actor: User, now: dt.datetime) -> None:
    before = snapshot(route, ROUTE_FIELDS)
    save_if_fresh(route, version=route.version, valid_to=last_day)
    after = snapshot(route, ROUTE_FIELDS)
    history.record(actor=actor, now=now, act="end_route", target=route, before=before, after=after)
