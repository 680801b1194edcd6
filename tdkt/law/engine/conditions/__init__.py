"""The verbs of the rulebook. One condition is one verb; docs/law-format.md section 4 has an example of each."""

from collections.abc import Callable
from typing import Any

from tdkt.law.engine.reading import Reader

from . import bitwise, chain, collective, events, initiatives, judgement, logic, service
from .base import Condition, Context, Finding, common
from .chain import Chain

Parser = Callable[[Reader, Any, Context, dict[str, Any]], Condition]

VERBS: dict[str, Parser] = {
    "grade": bitwise.parse_grade,
    "title": bitwise.parse_title,
    "run": bitwise.parse_run,
    "count": bitwise.parse_count,
    "has": bitwise.parse_has,
    "never": bitwise.parse_never,
    "times": bitwise.parse_times,
    "chain": chain.parse_chain,
    "initiative": initiatives.parse_initiative,
    "discipline": events.parse_discipline,
    "hold": events.parse_hold,
    "absence": events.parse_absence,
    "recruited": events.parse_recruited,
    "training": events.parse_training,
    "service": service.parse_service,
    "position": service.parse_position,
    "career": service.parse_career,
    "retired": service.parse_retired,
    "members": collective.parse_members,
    "cluster": collective.parse_cluster,
    "founded": collective.parse_founded,
    "attested": judgement.parse_attested,
    "achievement": judgement.parse_achievement,
    "occasion": judgement.parse_occasion,
    "council": judgement.parse_council,
    "presume": judgement.parse_presume,
    "unseen": judgement.parse_unseen,
    "subject": judgement.parse_subject,
    "meets": logic.parse_meets,
    "any": logic.parse_any,
    "all": logic.parse_all,
    "when": logic.parse_when,
}


def parse_condition(spec: Any, context: Context, *, cite: str = "") -> Condition:
    """One condition of the rulebook. Raises RulebookError naming file and line."""
    reader = Reader(spec, context.place, f"điều kiện của {context.owner}")
    verbs = [key for key in reader.node if key in VERBS]
    if len(verbs) != 1:
        known = ", ".join(sorted(VERBS))
        raise reader.fail(f"phải có đúng một động từ ({known}); đang có: {', '.join(reader.node) or 'trống'}")
    shared = common(reader, context)
    if cite and not reader.has("cite") and not reader.has("at"):
        shared["cite"] = cite
    condition = VERBS[verbs[0]](reader, reader.take(verbs[0]), context, shared)
    reader.done()
    return condition


__all__ = ["VERBS", "Chain", "Condition", "Context", "Finding", "parse_condition"]
