"""Pass lines on to the round of the level above, and recall them before anybody there has taken them in."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import F

from tdkt.accounts.models import User
from tdkt.core.answers import Refused
from tdkt.dossiers.domain.move import fresh, move
from tdkt.dossiers.models import AwardRound, Nomination, RoundState, StepTaken
from tdkt.dossiers.states import STEPS
from tdkt.routes.queries import next_stop, route_for


class CannotClimb(Refused):
    """The lines stay where they are."""


def round_above(line: Nomination) -> AwardRound | None:
    """The open round of the next level for this line, where that level is inside the system and has opened one.

    The level is the one named by the route in force on the round's day; without a route, the unit above.
    """
    holder, day = line.round.unit, line.round.judged_on
    if route_for(holder, day):
        stop = next_stop(holder, line.code, day, level=line.decided_by)
        above = stop.unit.pk if stop and stop.unit else None
    else:
        above = holder.parent_id
    found = AwardRound.objects.filter(unit=above, year=line.round.year, kind=line.round.kind, state=RoundState.OPEN)
    return found.select_related("unit").order_by("-pk").first() if above else None


@transaction.atomic
def forward(
    *, nominations: Sequence[Nomination], to_round: AwardRound, actor: User, now: dt.datetime, reason: str = ""
) -> list[Nomination]:
    """The head passes lines on; each stands in ``to_round`` from now on and nowhere else.

    Raises:
        CannotClimb: not the head, a closed round, a round that is not above, or one that holds the same subject for
            the same award already.
        MovedMeanwhile: a line has moved. Nothing is written.
    """
    lines = fresh(nominations)
    _check_round(lines, to_round)
    try:
        with transaction.atomic():
            return move(
                step=STEPS["forward"], nominations=lines, actor=actor, now=now, reason=reason, error=CannotClimb,
                also={"round": to_round, "came_from": F("round"), "assigned_to": None},
            )  # fmt: skip
    except IntegrityError:
        raise CannotClimb(
            f"“{to_round}” đã có người hoặc tập thể này với cùng danh hiệu, hình thức; "
            "hãy bỏ chọn dòng trùng rồi gửi lại."
        ) from None


def _check_round(lines: Sequence[Nomination], to_round: AwardRound) -> None:
    if to_round.state != RoundState.OPEN:
        raise CannotClimb(f"Đợt “{to_round}” của cấp trên đã khép.")
    strangers = [line for line in lines if to_round.unit_id not in line.round.unit.ancestor_ids()[:-1]]
    if strangers:
        raise CannotClimb(f"{to_round.unit} không phải cấp trên của {strangers[0].round.unit}.")
    other = [line for line in lines if line.round.year != to_round.year]
    if other:
        raise CannotClimb(f"“{to_round}” xét thành tích năm {to_round.year}, không phải năm {other[0].round.year}.")


@transaction.atomic
def recall(*, nominations: Sequence[Nomination], reason: str, actor: User, now: dt.datetime) -> list[Nomination]:
    """The head of the level below takes back what he passed on, until the level above has taken it in.

    Raises:
        CannotClimb: not that head, or no reason.
        MovedMeanwhile: the level above has taken a line in or moved it. Nothing is written.
    """
    lines = fresh(nominations)
    moved: list[Nomination] = []
    for earlier, chosen in _by_earlier_round(lines).items():
        moved += move(
            step=STEPS["recall"], nominations=chosen, actor=actor, now=now, reason=reason, error=CannotClimb,
            also={"round": F("came_from"), "came_from": earlier, "assigned_to": None},
        )  # fmt: skip
    return moved or move(step=STEPS["recall"], nominations=[], actor=actor, now=now, reason=reason, error=CannotClimb)


def _by_earlier_round(lines: Sequence[Nomination]) -> dict[int | None, list[Nomination]]:
    """The lines by the round that had passed them on to where they are to go back to."""
    climbs: dict[int, list[int]] = defaultdict(list)
    steps = StepTaken.objects.filter(nomination__in=lines, step__in=("forward", "recall")).order_by("at", "pk")
    for line, step, round_pk in steps.values_list("nomination", "step", "round"):
        if step == "forward":
            climbs[line].append(round_pk)
        else:
            climbs[line].pop()
    found: dict[int | None, list[Nomination]] = defaultdict(list)
    for one in lines:
        below = climbs[one.pk][:-1]
        found[below[-1] if below else None].append(one)
    return found
