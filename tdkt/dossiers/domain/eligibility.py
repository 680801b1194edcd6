"""Ask the judge about nominations and keep its answers with their receipts."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from tdkt.accounts.access import acting
from tdkt.accounts.models import Role, User
from tdkt.core.answers import Refused
from tdkt.dossiers.domain.facts import Facts, gather, subject_of
from tdkt.dossiers.domain.law import rulebook
from tdkt.dossiers.models import AwardRound, Nomination, RoundState, VerdictValue
from tdkt.dossiers.states import State
from tdkt.holds.models import Hold
from tdkt.law.api import CaseError
from tdkt.law.archive import keep_rulebook

BATCH = 200
OPEN_STATES = (State.DRAFT, State.SENT, State.TAKEN_IN, State.RETURNED, State.ACCEPTED)
"""States in which a new verdict can still matter; later ones keep the verdict they were decided with."""
NOTE_LENGTH = 500
KEPT = ("verdict", "verdict_note", "verdict_detail", "judged_at")


@transaction.atomic
def judge_nominations(*, nominations: Sequence[Nomination], now: dt.datetime) -> None:
    """Judge each line by the law of its round's day and store verdict, reasons and receipt.

    The queries do not grow with the lines (they grow with the rounds). The line's version stays: judging is no edit.
    """
    by_round: dict[int, list[Nomination]] = defaultdict(list)
    for line in nominations:
        by_round[line.round_id].append(line)
    if by_round:
        keep_rulebook()
    for lines in by_round.values():
        on = lines[0].round
        facts = gather(lines, on)
        for line in lines:
            _keep(line, _ask(line, facts, on), now)
        Nomination.objects.bulk_update(lines, KEPT, batch_size=BATCH)


def _ask(line: Nomination, facts: Facts, on: AwardRound) -> dict[str, Any]:
    case, assumed = facts.case(line, subject_of(line), on)
    try:
        answer: dict[str, Any] = rulebook().judge(case).to_json()
    except CaseError as refusal:
        return {
            "verdict": VerdictValue.UNKNOWN.value,
            "missing": [f"Dữ liệu chưa dùng được để xét: {refusal}"],
            "points": [],
            "to_confirm": [],
            "procedure": [],
            "notes": [],
        }
    # kept so that the case can be judged again in later years
    asked: dict[str, Any] = {name: case[name] for name in ("facts", "subject", "basis", "unknown") if name in case}
    answer.update(asked, assumed=assumed)
    return answer


def _keep(line: Nomination, answer: dict[str, Any], now: dt.datetime) -> None:
    line.verdict = answer["verdict"]
    line.verdict_note = "; ".join(answer["missing"])[:NOTE_LENGTH]
    line.verdict_detail = answer
    line.judged_at = now


def judge_after_hold(hold: Hold, now: dt.datetime) -> None:
    """Judge anew the undecided lines of whoever a hold was opened or closed on: the verdict follows the conclusion."""
    of = {"person": hold.person_id} if hold.person_id else {"unit": hold.unit_id}
    lines = Nomination.objects.filter(**of, state__in=OPEN_STATES, round__state=RoundState.OPEN).with_names()
    judge_nominations(nominations=list(lines), now=now)


class CannotJudge(Refused):
    """The round was not judged anew."""


def judge_round(*, round: AwardRound, actor: User, now: dt.datetime) -> int:  # noqa: A002 - the office's word
    """Judge anew every undecided line the actor reads, after facts came in; how many.

    Raises:
        CannotJudge: the round is closed, or the actor neither appraises it nor prepares a list in it.
    """
    if round.state != RoundState.OPEN:
        raise CannotJudge(f"Đợt “{round}” đã khép; kết luận được giữ như lúc quyết định.")
    day = timezone.localdate(now)
    seat = acting(actor, day)
    if not any(h.role in (Role.APPRAISER, Role.UNIT_OFFICER) for h in seat.holdings):
        raise CannotJudge("Chỉ cán bộ thi đua hoặc cán bộ thẩm định được xét lại.")
    lines = list(Nomination.objects.visible_to(actor, day).filter(round=round, state__in=OPEN_STATES).with_names())
    judge_nominations(nominations=lines, now=now)
    return len(lines)
