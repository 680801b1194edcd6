"""The share of votes an award needs: by law, or by the council's own rule where the law sets none."""

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

from tdkt.dossiers.domain.law import rulebook
from tdkt.units.models import Unit

OWN_RULE_PERCENT = 50
OWN_RULE_SOURCE = "Quy chế Hội đồng: quá nửa tổng số thành viên"
"""Used only where the law of the day sets no share for a council of this level; an office may have another rule."""


@dataclass(frozen=True)
class PassMark:
    """``percent`` of all members must be reached, or passed where ``above``."""

    percent: int
    above: bool
    source: str

    def passed(self, votes_for: int, members: int) -> bool:
        """Do these votes suffice? The base is every member, present or not."""
        reached, asked = votes_for * 100, self.percent * members
        return reached > asked if self.above else reached >= asked

    def needed(self, members: int) -> int:
        """The smallest number of votes that passes."""
        exact = Fraction(self.percent * members, 100)
        return int(exact) + 1 if self.above or exact.denominator > 1 else int(exact)


OWN_RULE = PassMark(OWN_RULE_PERCENT, above=True, source=OWN_RULE_SOURCE)


def pass_mark(*, code: str, kind: str, basis: str, on: dt.date, unit: Unit) -> PassMark:
    """The mark for a council of ``unit`` meeting on a day; the highest where several rules apply."""
    levels = {"each", "proposing"} | ({"ministry"} if unit.parent_id is None else set())
    found = [
        (Fraction(step.vote["share"]), step)
        for step in rulebook().procedure(code, kind, on, basis)
        if step.vote and step.vote.get("share") is not None and step.vote.get("council", "each") in levels
    ]
    if not found:
        return OWN_RULE
    share, step = max(found, key=lambda pair: pair[0])
    return PassMark(int(share * 100), above=False, source=f"{step.vi} ({step.id})")
