"""Carry a movement over into the next year, or its next term."""

import datetime as dt
import re

from django.db import transaction

from tdkt.accounts.models import User
from tdkt.movements.circles import circles
from tdkt.movements.domain.launch import CannotLaunch, draft_movement
from tdkt.movements.models import Movement
from tdkt.movements.states import State


@transaction.atomic
def roll_over(*, actor: User, now: dt.datetime, movement: Movement, theme: str = "") -> Movement:
    """Draft what follows this movement: same kind, scope and track, moved on by its own length in whole years (one
    at least). Papers are not copied: they are to be issued anew. A response follows its upper movement; one for a
    cluster goes to the cluster of that name in the later year, if it is formed already.

    Raises:
        CannotLaunch: no right, it was carried over already, it is not launched, or the upper one has no follower yet.
    """
    if movement.state == State.DRAFT:
        raise CannotLaunch("Phong trào còn đang soạn; hãy phát động rồi mới chuyển sang năm sau.")
    years = max(movement.whole_years, 1)
    return draft_movement(
        actor=actor, now=now, unit=movement.unit, parent=_upper(movement),
        theme=theme or _later_theme(movement, years),
        start_on=_later(movement.start_on, years), end_on=_later(movement.end_on, years), kind=movement.kind,
        by_drive=movement.by_drive, scope=movement.scope, track=movement.track, launcher_name=movement.launcher_name,
        response_due_on=_later(movement.response_due_on, years) if movement.response_due_on else None,
        rolled_from=movement, circle=circles().following(movement, movement.start_on.year + years),
    )  # fmt: skip


def _upper(movement: Movement) -> Movement | None:
    if movement.parent_id is None:
        return None
    upper = Movement.objects.filter(rolled_from=movement.parent_id).exclude(state=State.DRAFT).first()
    if upper is None:
        raise CannotLaunch("Đơn vị cấp trên chưa phát động phong trào năm sau; hãy chờ rồi hưởng ứng.")
    return upper


def _later_theme(movement: Movement, years: int) -> str:
    """The theme with the years of the movement moved on; other years in it (of a congress, say) stay."""
    first, last = movement.start_on.year, movement.end_on.year

    def moved(found: re.Match[str]) -> str:
        year = int(found.group())
        return str(year + years) if first <= year <= last else found.group()

    return re.sub(r"\b\d{4}\b", moved, movement.theme)


def _later(day: dt.date, years: int) -> dt.date:
    """The same day so many years on; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
