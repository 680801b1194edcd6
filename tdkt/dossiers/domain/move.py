"""Take one step with many nominations at once: all of them, or none."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from tdkt.accounts.access import acting
from tdkt.accounts.models import User
from tdkt.core.answers import Refused, require
from tdkt.core.history import Change, record_many
from tdkt.core.steps import Step, swap_many
from tdkt.dossiers.access import may_step
from tdkt.dossiers.models import Nomination, StepTaken
from tdkt.dossiers.states import STOPPED_BY_A_HOLD
from tdkt.holds.queries import may_pass

BATCH = 500


def fresh(nominations: Iterable[Nomination]) -> list[Nomination]:
    """The lines as they stand now, with their names, in the order given; one query."""
    keys = list(dict.fromkeys(line.pk for line in nominations))
    found = Nomination.objects.with_names().defer("verdict_detail").in_bulk(keys)
    return [found[key] for key in keys if key in found]


@transaction.atomic
def move(
    *,
    step: Step,
    nominations: Sequence[Nomination],
    actor: User,
    now: dt.datetime,
    reason: str = "",
    error: type[Refused] = Refused,
    also: Mapping[str, Any] | None = None,
) -> list[Nomination]:
    """Ask permission, move every line along ``step``, keep a row of the step and an entry of history for each.

    Args:
        also: further fields of the line that the step sets with the state, as for ``QuerySet.update``.

    Raises:
        error: no line was chosen, a reason is needed and missing, or the actor may not take the step.
        MovedMeanwhile: somebody moved one of the lines first. Nothing is written.
    """
    lines = fresh(nominations)
    reason = reason.strip()
    if not lines:
        raise error("Chưa chọn dòng nào; hãy đánh dấu ít nhất một dòng rồi làm lại.")
    if step.needs_reason and not reason:
        raise error(f"Bước “{step.label}” cần ghi lý do để người nhận biết phải làm gì.")
    require(may_step(acting(actor, timezone.localdate(now)), step, lines), error)
    if step.code in STOPPED_BY_A_HOLD:
        people = [line.person_id for line in lines if line.person_id]
        units = [line.unit_id for line in lines if line.unit_id]
        require(may_pass(people, units, timezone.localdate(now)), error)
    before = {line.pk: line.state for line in lines}
    chosen = Nomination.objects.filter(pk__in=list(before))
    swap_many(chosen, step, len(lines), version=F("version") + 1, **(also or {}))
    keep_steps(step.code, step.target, lines, actor=actor, now=now, reason=reason)
    changes = [Change(line, {"state": before[line.pk]}, {"state": step.target}) for line in lines]
    record_many(actor=actor, now=now, act=f"nomination.{step.code}", changes=changes, reason=reason)
    for line in lines:
        line.state, line.version = step.target, line.version + 1
    return lines


def keep_steps(
    code: str, target: str, lines: Iterable[Nomination], *, actor: User | None, now: dt.datetime, reason: str = ""
) -> None:
    """Add one row of the step to each line's own story, in the round where the line stood when it was taken."""
    rows = [
        StepTaken(
            nomination=line, round_id=line.round_id, step=code, target=target, at=now, actor=actor, reason=reason
        )
        for line in lines
    ]  # fmt: skip
    StepTaken.objects.bulk_create(rows, batch_size=BATCH)
