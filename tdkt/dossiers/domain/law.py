"""What the award round asks the law: names, kinds of subject, who decides."""

import datetime as dt

from tdkt.awards.models import IssuerLevel
from tdkt.core.answers import Refused
from tdkt.law import live
from tdkt.law.api import Rulebook
from tdkt.law.engine.items import Step
from tdkt.routes.levels import LEVELS
from tdkt.routes.queries import stage_of
from tdkt.units.models import Unit, UnitKind

_OWN_DECISIONS = (UnitKind.CENTRAL, UnitKind.HIGH, UnitKind.PROVINCE, UnitKind.MILITARY)


def decided_here(unit: Unit, day: dt.date) -> tuple[str, ...]:
    """The levels whose awards the head of ``unit`` decides on himself on a day, by the route in force.

    Where no route is in force every head decides what the law leaves to a unit's head, and the sector's also its own.
    """
    stage = stage_of(unit, day)
    if stage is not None:
        return tuple(stage.decides)
    return (IssuerLevel.UNIT, IssuerLevel.MINISTRY) if unit.parent_id is None else (IssuerLevel.UNIT,)


def short_procedure(*, code: str, kind: str, basis: str, on: dt.date) -> Step | None:
    """The clause that lets an award on this basis go without a council on a day, or None (L06/2022 Điều 85)."""
    steps = rulebook().procedure(code, kind, on, basis)
    return next((step for step in steps if step.step == "short" and basis in step.target.bases), None)


class LawSilent(Refused):
    """The rulebook does not say who decides."""


def rulebook() -> Rulebook:
    """The law this office is judged by: its layers and the rules approved here."""
    return live.rulebook()


def award_name(code: str) -> str:
    """The award's Vietnamese name."""
    info = rulebook().catalogue.awards.get(code)
    return info.name if info else code


def rank_of(code: str) -> int:
    """How high the award stands among those of its type."""
    info = rulebook().catalogue.awards.get(code)
    return info.rank if info else 0


def deciding_level(*, code: str, kind: str, on: dt.date, unit: Unit, is_top: bool) -> IssuerLevel:
    """Which level decides ``code`` in a round held by ``unit`` on a day.

    A head never decides on the unit itself nor on who heads it (``is_top``), and only the head of a unit with legal
    personality decides at all; then the next level does (TT 01/2019/TT-VKSTC Điều 38 k2 a).

    Raises:
        LawSilent: nothing in force that day names who decides.
    """
    decider = rulebook().decider(code, kind, on)
    if decider is None or decider.decider not in LEVELS:
        raise LawSilent(
            f"Bộ quy định chưa ghi ai có thẩm quyền quyết định {award_name(code)} vào ngày {on:%d/%m/%Y}; "
            "chưa thể đưa vào đợt xét này."
        )
    level = LEVELS[decider.delegated_to or decider.decider]
    own = unit.has_legal_personality or unit.kind in _OWN_DECISIONS
    if level == IssuerLevel.UNIT and (is_top or not own):
        return IssuerLevel.MINISTRY
    return level
