"""Draft a movement, launch it, and answer one from above with a plan of one's own."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone

from tdkt.accounts.models import User
from tdkt.core import history
from tdkt.core.answers import Refused, require
from tdkt.core.days import show_day
from tdkt.core.steps import swap_state
from tdkt.core.text import clean
from tdkt.movements.access import may_keep
from tdkt.movements.audience import asks, members
from tdkt.movements.circles import circles
from tdkt.movements.models import LAUNCHING, Movement, MovementKind, Scope, Track
from tdkt.movements.states import KEEPERS, STEPS, State
from tdkt.units.models import Unit


class CannotLaunch(Refused):
    """The movement was not drafted or launched."""


@transaction.atomic
def draft_movement(
    *,
    actor: User,
    now: dt.datetime,
    unit: Unit,
    theme: str,
    start_on: dt.date,
    end_on: dt.date,
    kind: str = MovementKind.REGULAR,
    by_drive: bool = False,
    scope: str = Scope.UNIT,
    track: str = Track.SECTOR,
    launcher_name: str = "",
    response_due_on: dt.date | None = None,
    parent: Movement | None = None,
    rolled_from: Movement | None = None,
    circle: int | None = None,
) -> Movement:
    """Write down a movement at ``unit``; nobody else sees it before it is launched. One for a cluster or block is
    answered by the members of ``circle``.

    Raises:
        CannotLaunch: no right, no theme, days that run backward, a response to what is not there to be answered, or a
            cluster of another year or that the unit neither organises nor heads.
    """
    require(may_keep(actor, KEEPERS, unit, timezone.localdate(now), "lập phong trào"), CannotLaunch)
    check_plan(theme=theme, start_on=start_on, end_on=end_on, response_due_on=response_due_on)
    _check_answer(unit, parent)
    circle = check_circle(circle, unit=unit, scope=scope, start_on=start_on)
    movement = Movement(
        unit=unit, parent=parent, theme=clean(theme), kind=kind, by_drive=by_drive, scope=scope,
        track=parent.track if parent else track, launcher_name=clean(launcher_name), start_on=start_on, end_on=end_on,
        response_due_on=response_due_on, rolled_from=rolled_from,
    )  # fmt: skip
    try:
        with transaction.atomic():
            movement.save()
    except IntegrityError:
        raise CannotLaunch(_taken(movement)) from None
    circles().tie(movement, circle)
    named = {"circle": circles().name_of(movement)} if circle else {}
    history.record(
        actor=actor, now=now, act="draft_movement", target=movement,
        after=history.snapshot(movement, ["theme", "kind", "scope", "track", "start_on", "end_on", "parent"]) | named,
    )  # fmt: skip
    return movement


@transaction.atomic
def launch_movement(*, actor: User, now: dt.datetime, movement: Movement) -> None:
    """Launch a drafted movement: from now on every unit below sees it.

    Raises:
        CannotLaunch: no right, no paper (directive or plan) that launches it, or no cluster chosen where it is for one.
        MovedMeanwhile: it was launched already.
    """
    step = STEPS["launch"]
    require(may_keep(actor, step.by, movement.unit, timezone.localdate(now), "phát động phong trào"), CannotLaunch)
    if movement.state == State.DRAFT and not movement.papers.filter(kind__in=LAUNCHING).exists():
        raise CannotLaunch("Chưa có chỉ thị hoặc kế hoạch phát động; hãy ghi số, ngày của văn bản rồi phát động.")
    if movement.state == State.DRAFT and movement.scope == Scope.CLUSTER and circles().tied(movement) is None:
        raise CannotLaunch(
            "Phong trào trong phạm vi cụm, khối thi đua nhưng chưa chọn cụm, khối; hãy sửa bản soạn và chọn cụm, khối "
            f"của năm {movement.start_on.year} (chưa có thì lập ở mục Cụm, khối)."
        )
    swap_state(movement, step)
    history.record(actor=actor, now=now, act="launch_movement", target=movement, after={"state": movement.state})


def check_plan(*, theme: str, start_on: dt.date, end_on: dt.date, response_due_on: dt.date | None) -> None:
    """Does the plan make sense by itself?

    Raises:
        CannotLaunch: no theme, or days that run backward.
    """
    if not clean(theme):
        raise CannotLaunch("Chưa ghi chủ đề của phong trào.")
    if end_on < start_on:
        raise CannotLaunch(f"Ngày kết thúc {show_day(end_on)} trước ngày bắt đầu {show_day(start_on)}.")
    if response_due_on is not None and response_due_on > end_on:
        raise CannotLaunch("Hạn hưởng ứng phải trước khi phong trào kết thúc.")


def _check_answer(unit: Unit, parent: Movement | None) -> None:
    if parent is None:
        return
    if parent.state in {State.DRAFT, State.CLOSED}:
        raise CannotLaunch(f"Phong trào “{parent}” chưa phát động hoặc đã tổng kết, không hưởng ứng được.")
    known = members([parent])
    if asks(parent, unit, known):
        return
    if parent.pk in known:
        raise CannotLaunch(f"{unit} không phải thành viên {circles().name_of(parent)}, nên không hưởng ứng ở đây.")
    if parent.unit_id not in unit.ancestor_ids()[:-1]:
        raise CannotLaunch(f"{unit} không thuộc đơn vị phát động phong trào “{parent}”.")
    raise CannotLaunch(f"{unit} hưởng ứng theo kế hoạch của đơn vị cấp trên trực tiếp, không vượt cấp.")


def check_circle(circle: int | None, *, unit: Unit, scope: str, start_on: dt.date) -> int | None:
    """The cluster that a movement is for; none where its scope is another.

    Raises:
        CannotLaunch: a cluster the unit neither organises nor heads, or one of another year.
    """
    if circle is None or scope != Scope.CLUSTER:
        return None
    if circle not in dict(circles().offered([unit])):
        raise CannotLaunch(f"{unit} không tổ chức và không làm trưởng cụm, khối này; hãy chọn lại trong danh sách.")
    year = circles().year_of(circle)
    if year != start_on.year:
        raise CannotLaunch(
            f"Cụm, khối đã chọn là của năm {year}, phong trào bắt đầu năm {start_on.year}; thành viên mỗi năm một "
            f"khác, hãy chọn cụm, khối của năm {start_on.year}."
        )
    return circle


def _taken(movement: Movement) -> str:
    if movement.rolled_from and movement.rolled_from.rolled_into.exists():
        return f"Phong trào “{movement.rolled_from}” đã được chuyển sang năm sau."
    if movement.parent_id:
        return f"{movement.unit} đã có kế hoạch hưởng ứng phong trào “{movement.parent}”."
    return there_already(movement)


def there_already(movement: Movement) -> str:
    """What to say when the unit has the same movement from the same day."""
    day = show_day(movement.start_on)
    return f"{movement.unit} đã có phong trào “{movement.theme}” từ ngày {day}; hãy mở phong trào đó trong danh sách."
