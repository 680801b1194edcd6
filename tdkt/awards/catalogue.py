"""What the ledger asks the law: which codes exist, who may receive them, and how much money goes with them."""

import datetime as dt
from collections.abc import Sequence

from tdkt.law import live
from tdkt.law.api import CaseError
from tdkt.law.engine.items import AwardInfo

PERSON, COLLECTIVE = "person", "collective"


def award_info(code: str) -> AwardInfo | None:
    """The catalogue's line for a code, or nothing for a code the law does not know."""
    return live.rulebook().catalogue.awards.get(code)


def is_title(code: str) -> bool:
    """Titles (danh hiệu thi đua) are given once for a year; forms of commendation may be given again."""
    info = award_info(code)
    return info is not None and info.type == "title"


def rank_of(code: str) -> int:
    """How high an award stands; 0 for a code the law does not know."""
    info = award_info(code)
    return info.rank if info else 0


def bonus_lines(codes: Sequence[str], *, kind: str, on: dt.date) -> dict[str, int]:
    """Money in đồng for each code, decided together for one subject on one day: a title that a higher one of the
    same period replaces gets 0. Codes whose rate nobody has entered are left out.
    """
    try:
        bonus = live.rulebook().bonus(list(codes), kind=kind, on=on)
    except CaseError:
        return {} if len(codes) == 1 else _one_by_one(codes, kind=kind, on=on)
    return {line.award: line.amount if line.paid else 0 for line in bonus.lines}


def _one_by_one(codes: Sequence[str], *, kind: str, on: dt.date) -> dict[str, int]:
    known: dict[str, int] = {}
    for code in codes:
        known |= bonus_lines([code], kind=kind, on=on)
    return known
