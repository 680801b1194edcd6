"""Change a draft, correct the days of a launched movement, drop a draft."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from tdkt.accounts.models import User
from tdkt.core import history
from tdkt.core.answers import MovedMeanwhile, require
from tdkt.core.edits import save_if_fresh
from tdkt.core.text import clean
from tdkt.movements.access import may_keep
from tdkt.movements.circles import circles
from tdkt.movements.domain.launch import CannotLaunch, check_circle, check_plan, there_already
from tdkt.movements.models import Movement
from tdkt.movements.states import KEEPERS, State

PLAN = ("theme", "kind", "by_drive", "scope", "track", "launcher_name", "start_on", "end_on", "response_due_on")
DAYS = ("start_on", "end_on", "response_due_on")


@transaction.atomic
def edit_draft(
    *,
    actor: User,
    now: dt.datetime,
    movement: Movement,
    version: int,
    theme: str,
    kind: str,
    by_drive: bool,
    scope: str,
    track: str,
    launcher_name: str,
    start_on: dt.date,
    end_on: dt.date,
    response_due_on: dt.date | None,
    circle: int | None = None,
) -> None:
    """Change a movement that is still being drafted; a response keeps the track of the one above.

    Raises:
        CannotLaunch: no right, no theme, days that run backward, or a cluster that does not fit.
        StaleEdit: somebody changed it after the page was opened. Nothing is written.
        MovedMeanwhile: it was launched meanwhile.
    """
    require(may_keep(actor, KEEPERS, movement.unit, timezone.localdate(now), "sửa phong trào"), CannotLaunch)
    check_plan(theme=theme, start_on=start_on, end_on=end_on, response_due_on=response_due_on)
    circle = check_circle(circle, unit=movement.unit, scope=scope, start_on=start_on)
    fields: dict[str, Any] = {
        "theme": clean(theme), "kind": kind, "by_drive": by_drive, "scope": scope,
        "track": movement.parent.track if movement.parent else track, "launcher_name": clean(launcher_name),
        "start_on": start_on, "end_on": end_on, "response_due_on": response_due_on,
    }  # fmt: skip
    _write(actor, now, "edit_movement", movement, version, fields, (State.DRAFT,), "", circle=circle)


@transaction.atomic
def correct_days(
    *,
    actor: User,
    now: dt.datetime,
    movement: Movement,
    version: int,
    reason: str,
    start_on: dt.date,
    end_on: dt.date,
    response_due_on: dt.date | None,
) -> None:
    """Correct the days of a launched movement, telling why; the units below see the new ones at once.

    Raises:
        CannotLaunch: no right, no reason, or days that run backward.
        StaleEdit: somebody changed it after the page was opened. Nothing is written.
        MovedMeanwhile: it is not running: still a draft, or closed.
    """
    require(may_keep(actor, KEEPERS, movement.unit, timezone.localdate(now), "sửa thời gian phong trào"), CannotLaunch)
    if not clean(reason):
        raise CannotLaunch("Chưa ghi lý do sửa thời gian (ví dụ: số, ngày của văn bản gia hạn).")
    check_plan(theme=movement.theme, start_on=start_on, end_on=end_on, response_due_on=response_due_on)
    fields = {"start_on": start_on, "end_on": end_on, "response_due_on": response_due_on}
    open_states = (State.RUNNING, State.HALF_REVIEWED)
    _write(actor, now, "correct_days", movement, version, fields, open_states, clean(reason))


@transaction.atomic
def drop_draft(*, actor: User, now: dt.datetime, movement: Movement) -> None:
    """Throw away a movement nobody else has seen; its history stays.

    Raises:
        CannotLaunch: no right.
        MovedMeanwhile: it was launched meanwhile.
    """
    require(may_keep(actor, KEEPERS, movement.unit, timezone.localdate(now), "bỏ bản đang soạn"), CannotLaunch)
    _still(movement, (State.DRAFT,))
    before = history.snapshot(movement, PLAN)
    history.record(actor=actor, now=now, act="drop_draft", target=movement, before=before)
    movement.delete()


def _write(
    actor: User,
    now: dt.datetime,
    act: str,
    movement: Movement,
    version: int,
    fields: dict[str, Any],
    states: tuple[str, ...],
    reason: str,
    **tied: int | None,
) -> None:
    before = history.snapshot(movement, list(fields)) | _named(movement, tied)
    try:
        with transaction.atomic():
            save_if_fresh(movement, version=version, **fields)
    except IntegrityError:
        raise CannotLaunch(there_already(movement)) from None
    _still(movement, states)
    if tied:
        circles().tie(movement, tied["circle"])
    after = history.snapshot(movement, list(fields)) | _named(movement, tied)
    changed = [name for name in after if before[name] != after[name]]
    history.record(
        actor=actor, now=now, act=act, target=movement, reason=reason,
        before={name: before[name] for name in changed}, after={name: after[name] for name in changed},
    )  # fmt: skip


def _named(movement: Movement, tied: dict[str, int | None]) -> dict[str, str]:
    return {"circle": circles().name_of(movement)} if tied else {}


def _still(movement: Movement, states: tuple[str, ...]) -> None:
    """After our own write the row is ours, so a step taken meanwhile shows here and undoes it."""
    if not Movement.objects.filter(pk=movement.pk, state__in=states).exists():
        raise MovedMeanwhile(f"Phong trào “{movement}” đã chuyển bước trong lúc này; hãy tải lại trang.")
