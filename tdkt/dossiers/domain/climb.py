"""Pass lines on to the round of the level above, also where it is opened late, and recall them before anybody there
has taken them in.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from tdkt.accounts.access import require_role
from tdkt.accounts.models import Role, User
from tdkt.core.answers import Refused, require
from tdkt.core.steps import Step
from tdkt.dossiers.domain.move import fresh, move
from tdkt.dossiers.models import AwardRound, Nomination, NominationQuerySet, RoundState, StepTaken
from tdkt.dossiers.states import CLIMBS, STEPS, State
from tdkt.routes.queries import Ways


class CannotClimb(Refused):
    """The lines stay where they are."""


def round_above(line: Nomination) -> AwardRound | None:
    """The open round of the next level for this line, where that level is inside the system and has opened one.

    The level is the one named by the route in force on the round's day; without a route, the unit above.
    """
    above = _unit_above(line.round, line.decided_by, Ways([line.round.unit]))
    found = AwardRound.objects.filter(unit=above, year=line.round.year, kind=line.round.kind, state=RoundState.OPEN)
    return found.select_related("unit").order_by("-pk").first() if above else None


def _unit_above(on: AwardRound, level: str, ways: Ways) -> int | None:
    """The unit to which what ``level`` decides goes next from a round; nothing where that is outside the system."""
    if ways.walk(on.unit, on.judged_on) is None:
        return on.unit.parent_id
    stop = ways.next_stop(on.unit, "", on.judged_on, level=level)
    return stop.unit.pk if stop and stop.unit else None


def waiting_below(on: AwardRound) -> NominationQuerySet:
    """Lines that levels below have submitted and that wait, without an outcome, for exactly this round.

    They are of the same year and kind, and by the route in force on their own round's day this unit is next.
    """
    waiting = Nomination.objects.filter(
        state=State.PROPOSED, round__year=on.year, round__kind=on.kind, round__state=RoundState.OPEN,
        round__unit__path__startswith=on.unit.path or "-",
    ).exclude(round__unit=on.unit_id)  # fmt: skip
    sorts = set(waiting.values_list("round", "decided_by"))
    rounds = AwardRound.objects.select_related("unit").in_bulk({round_pk for round_pk, _ in sorts}) if sorts else {}
    ways = Ways([one.unit for one in rounds.values()]) if rounds else None
    mine = Q(pk__in=[])
    for round_pk, level in sorts:
        if ways and _unit_above(rounds[round_pk], level, ways) == on.unit_id:
            mine |= Q(round=round_pk, decided_by=level)
    return waiting.filter(mine)


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
    return _climb(STEPS["forward"], lines, to_round, actor=actor, now=now, reason=reason)


@transaction.atomic
def bring_in(
    *, nominations: Sequence[Nomination], to_round: AwardRound, actor: User, now: dt.datetime, reason: str = ""
) -> list[Nomination]:
    """The appraiser of the level above takes lines that wait for his round into it; the head below has signed for them.

    Their line of the ledger as asked for is no longer theirs: the act that calls this takes it back.

    Raises:
        CannotClimb: not the appraiser of that round's unit, a closed round, a line that has its outcome or waits for
            another round, or the same subject is in the round for the same award.
        MovedMeanwhile: a line got its outcome at this very moment. Nothing is written.
    """
    day = timezone.localdate(now)
    require(require_role(actor, [Role.APPRAISER], to_round.unit, day, "đưa dòng đã trình vào đợt xét"), CannotClimb)
    lines = fresh(nominations)
    _check_round(lines, to_round)
    _check_waiting(lines, to_round)
    return _climb(STEPS["bring_in"], lines, to_round, actor=actor, now=now, reason=reason, award=None)


def _check_waiting(lines: Sequence[Nomination], to_round: AwardRound) -> None:
    moved = [line for line in lines if line.state != State.PROPOSED]
    if moved:
        raise CannotClimb(
            f"{moved[0].subject_name} đang ở bước “{moved[0].get_state_display()}”; chỉ đưa vào đợt dòng cấp dưới đã "
            "trình mà chưa có kết quả. Hãy tải lại trang rồi chọn lại."
        )
    ways = Ways({line.round.unit for line in lines})
    strays = [line for line in lines if _unit_above(line.round, line.decided_by, ways) != to_round.unit_id]
    if strays:
        raise CannotClimb(
            f"{strays[0].subject_name}: theo đường đi đang áp dụng, dòng này không lên {to_round.unit}; hãy bỏ chọn."
        )


def _climb(
    step: Step, lines: Sequence[Nomination], to_round: AwardRound, *, actor: User, now: dt.datetime, reason: str,
    **also: Any,
) -> list[Nomination]:  # fmt: skip
    try:
        with transaction.atomic():
            return move(
                step=step, nominations=lines, actor=actor, now=now, reason=reason, error=CannotClimb,
                also={"round": to_round, "came_from": F("round"), "assigned_to": None, **also},
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
    unlike = [line for line in lines if line.round.kind != to_round.kind]
    if unlike:
        ours, theirs = to_round.get_kind_display().lower(), unlike[0].round.get_kind_display().lower()
        raise CannotClimb(f"“{to_round}” là đợt {ours}, không nhận dòng của đợt {theirs}.")


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
    steps = StepTaken.objects.filter(nomination__in=lines, step__in=(*CLIMBS, "recall")).order_by("at", "pk")
    for line, step, round_pk in steps.values_list("nomination", "step", "round"):
        if step in CLIMBS:
            climbs[line].append(round_pk)
        else:
            climbs[line].pop()
    found: dict[int | None, list[Nomination]] = defaultdict(list)
    for one in lines:
        below = climbs[one.pk][:-1]
        found[below[-1] if below else None].append(one)
    return found
