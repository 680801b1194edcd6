"""Take one step with many nominations at once: all of them, or none."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F, Model
from django.utils import timezone

from tdkt.accounts.access import acting
from tdkt.accounts.models import User
from tdkt.core.answers import Refused, require
from tdkt.core.bulk import append_rows, ready
from tdkt.core.history import Change, record_many
from tdkt.core.steps import Step, swap_many
from tdkt.dossiers.access import may_step
from tdkt.dossiers.domain.quotas import within_caps
from tdkt.dossiers.models import AwardRound, Nomination, StepTaken, UnitList
from tdkt.dossiers.states import STOPPED_BY_A_CAP, STOPPED_BY_A_HOLD
from tdkt.dossiers.stops import may_go_on
from tdkt.holds.queries import may_pass
from tdkt.units.models import Unit

BATCH = 500


def fresh(nominations: Iterable[Nomination]) -> list[Nomination]:
    """The lines as they stand now, with their names, in the order given; a constant number of queries.

    Lines of the same list, round or unit share it: five hundred lines of a province have one province.
    """
    keys = list(dict.fromkeys(line.pk for line in nominations))
    found = Nomination.objects.select_related("person").defer("verdict_detail").in_bulk(keys)
    _name(found.values())
    return [found[key] for key in keys if key in found]


def _name(lines: Collection[Nomination]) -> None:
    """Give the lines what ``with_names`` would have joined to each of them."""
    lists = UnitList.objects.in_bulk({line.unit_list_id for line in lines})
    rounds = AwardRound.objects.in_bulk({key for line in lines for key in (line.round_id, line.came_from_id) if key})
    wanted = {key for line in lines for key in (line.unit_id, line.host_unit_id) if key}
    holders: list[UnitList | AwardRound] = [*lists.values(), *rounds.values()]
    units = Unit.objects.in_bulk(wanted | {one.unit_id for one in holders})
    for one in holders:
        one.unit = units[one.unit_id]
    for line in lines:
        _UNIT_LIST(line, lists[line.unit_list_id])
        _ROUND(line, rounds[line.round_id])
        _HOST_UNIT(line, units[line.host_unit_id])
        _UNIT(line, units.get(line.unit_id or 0))
        _CAME_FROM(line, rounds.get(line.came_from_id or 0))


def _keeper(name: str) -> Callable[[Nomination, Model | None], None]:
    """Remembers a record that a line points at, as a join would."""
    return Nomination._meta.get_field(name).set_cached_value  # type: ignore[union-attr]  # noqa: SLF001


_UNIT_LIST, _ROUND, _HOST_UNIT, _UNIT, _CAME_FROM = map(
    _keeper, ("unit_list", "round", "host_unit", "unit", "came_from")
)


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
        error: no line was chosen, a reason is needed and missing, the actor may not take the step, a hold stops a line,
            or a decision would pass a cap of the law.
        MovedMeanwhile: somebody moved one of the lines first. Nothing is written.

    Returns:
        The lines given, once each, without those that are gone; state and version are the new ones.
    """
    lines = list(dict.fromkeys(nominations))
    stands = _stands(lines)
    lines = [line for line in lines if line.pk in stands]
    reason = reason.strip()
    if not lines:
        raise error("Chưa chọn dòng nào; hãy đánh dấu ít nhất một dòng rồi làm lại.")
    if step.needs_reason and not reason:
        raise error(f"Bước “{step.label}” cần ghi lý do để người nhận biết phải làm gì.")
    require(may_step(acting(actor, timezone.localdate(now)), step, _one_of_each(lines, stands)), error)
    if step.code in STOPPED_BY_A_HOLD:
        people = [stand.person for stand in stands.values() if stand.person]
        units = [stand.unit for stand in stands.values() if stand.unit]
        require(may_pass(people, units, timezone.localdate(now)), error)
    awards = {key: stand.code for key, stand in stands.items()}
    require(may_go_on(step.code, awards, timezone.localdate(now)), error)
    if step.code in STOPPED_BY_A_CAP and not reason:  # the reason is the paper that lets it pass the cap
        _require_caps(fresh(lines), error)
    chosen = Nomination.objects.filter(pk__in=list(stands))
    swap_many(chosen, step, len(lines), version=F("version") + 1, **(also or {}))
    rounds = [(line.pk, stands[line.pk].round) for line in lines]
    _append_steps(step.code, step.target, rounds, actor=actor, now=now, reason=reason)
    told = {state: {"state": state} for state in {step.target, *(stand.state for stand in stands.values())}}
    changes = [
        Change(line, told[stands[line.pk].state], told[step.target], label=stands[line.pk].label) for line in lines
    ]
    record_many(actor=actor, now=now, act=f"nomination.{step.code}", changes=changes, reason=reason)
    for line in lines:
        line.state, line.version = step.target, stands[line.pk].version + 1
    return lines


def _require_caps(lines: Collection[Nomination], error: type[Refused]) -> None:
    for on in {line.round for line in lines}:
        require(within_caps(on, [line for line in lines if line.round_id == on.pk]), error)


class _Stand(NamedTuple):
    """Where a line stands as the act begins, read without making a record of each."""

    state: str
    version: int
    round: int
    unit_list: int
    came_from: int | None
    person: int | None
    unit: int | None
    code: str
    person_name: str | None
    unit_name: str | None

    @property
    def label(self) -> str:
        """As the line names itself."""
        return f"{self.person_name or self.unit_name} – {self.code}"


def _stands(lines: Collection[Nomination]) -> dict[int, _Stand]:
    rows = Nomination.objects.filter(pk__in=[line.pk for line in lines]).values_list(
        "pk", "state", "version", "round", "unit_list", "came_from", "person", "unit", "code",
        "person__full_name", "unit__name",
    )  # fmt: skip
    return {row[0]: _Stand(*row[1:]) for row in rows}


def _one_of_each(lines: Iterable[Nomination], stands: Mapping[int, _Stand]) -> list[Nomination]:
    """The first line of each round, list and round below: whoever may move it may move the others of its sort."""
    first: dict[tuple[int, int, int | None], Nomination] = {}
    for line in lines:
        stand = stands[line.pk]
        first.setdefault((stand.round, stand.unit_list, stand.came_from), line)
    return fresh(first.values())


def keep_steps(
    code: str, target: str, lines: Iterable[Nomination], *, actor: User | None, now: dt.datetime, reason: str = ""
) -> None:
    """Add one row of the step to each line's own story, in the round where the line stood when it was taken."""
    _append_steps(code, target, [(line.pk, line.round_id) for line in lines], actor=actor, now=now, reason=reason)


def _append_steps(
    code: str, target: str, lines: Iterable[tuple[int, int]], *, actor: User | None, now: dt.datetime, reason: str
) -> None:
    shared = (code, target, ready(StepTaken, "at", now), actor.pk if actor else None, reason)
    append_rows(
        StepTaken,
        ("nomination", "round", "step", "target", "at", "actor", "reason"),
        [(*line, *shared) for line in lines],
    )
