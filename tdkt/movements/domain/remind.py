"""Remind the units that have not answered a movement, once a day at most."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from tdkt.accounts.models import Role, User
from tdkt.core.answers import Refused, require
from tdkt.inbox.domain.notify import Message, notify
from tdkt.movements.access import may_keep
from tdkt.movements.due import due_of
from tdkt.movements.models import Movement
from tdkt.movements.queries import answers
from tdkt.movements.reach import with_officer
from tdkt.movements.states import KEEPERS, State
from tdkt.units.models import Unit


class CannotRemind(Refused):
    """Nobody was reminded."""


@dataclass(frozen=True, slots=True)
class Reminded:
    """How many units were told now; those told earlier today are not told again; some have nobody to tell."""

    now: int
    earlier: int
    nobody: tuple[Unit, ...]


def remind_units(*, actor: User, now: dt.datetime, movement: Movement, link: str) -> Reminded:
    """Send every lower unit that has not answered a notice leading to ``link``.

    Raises:
        CannotRemind: no right, the movement does not wait for answers, or all have answered.
    """
    require(may_keep(actor, KEEPERS, movement.unit, timezone.localdate(now), "nhắc các đơn vị"), CannotRemind)
    if movement.state in {State.DRAFT, State.CLOSED}:
        raise CannotRemind("Phong trào chưa phát động hoặc đã tổng kết, không còn chờ hưởng ứng.")
    waiting = [row.unit for row in answers(movement, timezone.localdate(now)) if not row.has_answered]
    if not waiting:
        raise CannotRemind("Tất cả đơn vị đã hưởng ứng.")
    held = with_officer(waiting, timezone.localdate(now))
    told = [unit for unit in waiting if unit.pk in held]
    sent = notify(
        actor=actor, now=now, messages=[_message(movement, unit, timezone.localdate(now), link) for unit in told]
    )
    return Reminded(len(sent), len(told) - len(sent), tuple(unit for unit in waiting if unit.pk not in held))


def _message(movement: Movement, unit: Unit, today: dt.date, link: str) -> Message:
    due = due_of(movement)
    late = ""
    if due.day:
        late = f" Quá hạn từ {due.day:%d/%m/%Y}." if due.over(today) else f" Hạn {due.day:%d/%m/%Y}."
    return Message(
        key=f"phong-trao:{movement.pk}:{unit.pk}:{today:%Y-%m-%d}", role=Role.UNIT_OFFICER, unit=unit,
        what=f"Hưởng ứng phong trào “{movement.theme[:200]}”", detail=f"{movement.unit} nhắc.{late}", link=link,
        due_on=due.day,
    )  # fmt: skip
