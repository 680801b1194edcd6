"""Words a round needs again and again."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from tdkt.dossiers.domain.put_forward import put_forward
from tdkt.dossiers.domain.send import NeedsExplanation, send_list
from tdkt.dossiers.models import AwardRound, Nomination, UnitList
from tdkt.people.models import Person
from tdkt.sample.world import World
from tdkt.units.models import Unit

EXPLANATION = "Đơn vị đã đối chiếu hồ sơ gốc và chịu trách nhiệm về nội dung đề nghị."


def officer_of(code: str) -> str:
    """Who prepares a unit's list: Sơn Dương has its own officer, the rest is done by the province's."""
    return "can-bo-sonduong" if code.endswith("-SONDUONG") else "can-bo-tq"


def forward(
    world: World,
    on: AwardRound,
    code: str,
    award: str,
    subjects: Sequence[Person | Unit],
    now: dt.datetime,
    **more: Any,
) -> list[Nomination]:
    """Put subjects of the unit ``code`` forward, if there are any."""
    if not subjects:
        return []
    return put_forward(
        actor=world.user(officer_of(code)), now=now, round=on, unit=world.units[code], subjects=subjects, code=award,
        **more,
    )  # fmt: skip


def send(world: World, on: AwardRound, code: str, now: dt.datetime) -> None:
    """Send a unit's list; where the judge doubts a line the unit explains itself, as an office does."""
    unit_list = UnitList.objects.get(round=on, unit=world.units[code])
    actor = world.user(officer_of(code))
    try:
        send_list(unit_list=unit_list, actor=actor, now=now)
    except NeedsExplanation:
        send_list(unit_list=unit_list, actor=actor, now=now, confirmed=True, explanation=EXPLANATION)
