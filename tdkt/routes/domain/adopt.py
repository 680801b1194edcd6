"""Take a ready-made route into use."""

import datetime as dt
from typing import Any

from django.db import transaction

from tdkt.accounts.models import User
from tdkt.core import history
from tdkt.routes.domain.common import CannotChangeRoute, after_of, ask, faults_of, free_code, overlapping, same_draft
from tdkt.routes.models import Route, RouteState, Stage
from tdkt.routes.ready_made import Template, templates
from tdkt.units.models import Unit


@transaction.atomic
def adopt_route(*, template: str, unit: Unit, actor: User, now: dt.datetime, as_draft: bool = False) -> Route:
    """Copy a ready-made route for ``unit`` and all below it; it is in force in the days its file names.

    Args:
        as_draft: leave it a draft, to be changed before it is put in force; asked twice, the first is handed back.

    Raises:
        CannotChangeRoute: no right, no such ready-made route, or one is in force in those days already.
    """
    ask("chọn đường đi", actor=actor, owner=unit, now=now)
    ready = templates().get(template)
    if ready is None:
        raise CannotChangeRoute("Không có đường đi dựng sẵn này; hãy chọn lại trong danh sách.")
    if as_draft and (earlier := same_draft(unit, ready.name)):
        return earlier
    if not as_draft:
        _refuse_overlap(unit, ready)
    route = Route.objects.create(
        owner=unit, code=free_code(unit, ready.code), name=ready.name, valid_from=ready.valid_from,
        valid_to=ready.valid_to, note=ready.note, state=RouteState.DRAFT if as_draft else RouteState.ACTIVE,
    )  # fmt: skip
    write_stages(route, list(ready.stages))
    faults = faults_of(route)
    if faults:
        raise CannotChangeRoute(f"Đường đi dựng sẵn “{ready.name}” chưa dùng được.", faults)
    history.record(actor=actor, now=now, act="adopt_route", target=route, after=after_of(route))
    return route


def _refuse_overlap(unit: Unit, ready: Template) -> None:
    for other in overlapping(unit, ready.valid_from, ready.valid_to):
        raise CannotChangeRoute(
            f"{unit} đã có đường đi “{other}” áp dụng từ ngày {other.valid_from:%d/%m/%Y}, trùng thời gian với "
            f"“{ready.name}”. Hãy lấy bản dựng sẵn làm bản dự thảo rồi ban hành từ một ngày khác."
        )


def write_stages(route: Route, told: list[dict[str, Any]]) -> None:
    """Store the stages, then their links (``next`` names a key)."""
    made = {}
    for order, fields in enumerate(told, start=1):
        plain = {name: value for name, value in fields.items() if name != "next"}
        made[fields["key"]] = Stage.objects.create(route=route, order=order, **plain)
    for fields in told:
        if fields.get("next"):
            stage = made[fields["key"]]
            stage.next = made[fields["next"]]
            stage.save(update_fields=["next"])
