"""Ask the judge about nominations and keep its answers with their receipts."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from tdkt.dossiers.domain.facts import Facts, gather, subject_of
from tdkt.dossiers.domain.law import rulebook
from tdkt.dossiers.models import AwardRound, Nomination, VerdictValue
from tdkt.law.api import CaseError

BATCH = 200
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
    for lines in by_round.values():
        on = lines[0].round
        facts = gather(lines, on)
        for line in lines:
            _keep(line, _ask(line, facts, on), now)
        Nomination.objects.bulk_update(lines, KEPT, batch_size=BATCH)


def _ask(line: Nomination, facts: Facts, on: AwardRound) -> dict[str, Any]:
    case, assumed = facts.case(line, subject_of(line), on)
    try:
        answer = rulebook().judge(case).to_json()
    except CaseError as refusal:
        return {
            "verdict": VerdictValue.UNKNOWN.value,
            "missing": [f"Dữ liệu chưa dùng được để xét: {refusal}"],
            "points": [],
            "to_confirm": [],
            "procedure": [],
            "notes": [],
        }
    return answer | {"assumed": assumed, "facts": case["facts"]}


def _keep(line: Nomination, answer: dict[str, Any], now: dt.datetime) -> None:
    line.verdict = answer["verdict"]
    line.verdict_note = "; ".join(answer["missing"])[:NOTE_LENGTH]
    line.verdict_detail = answer
    line.judged_at = now


def judge_round(*, round: AwardRound, now: dt.datetime) -> int:  # noqa: A002 - the office's word
    """Judge anew every line that still stands; how many. Called when facts came in after the lines did."""
    lines = list(round.nominations.alive().with_names())
    judge_nominations(nominations=lines, now=now)
    return len(lines)
