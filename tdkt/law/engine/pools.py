"""Quotas: whether the number put forward is within the cap."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any

from .answers import ANSWERS, ANSWERS_VI, COUNCIL, NO, UNKNOWN, YES
from .edition import Edition
from .items import Quota
from .vocabulary import decimal


@dataclass(frozen=True)
class Cap:
    """One cap worked out for one pool. `top` is the largest number surely allowed."""

    quota: Quota
    answer: int
    number: int | None
    top: int | None
    exact: Fraction | None
    missing: str = ""
    note: str = ""

    def to_json(self) -> dict[str, Any]:
        return {
            "is": f"{self.quota.count} within the cap",
            "vi": self.quota.vi,
            "answer": ANSWERS[self.answer],
            "answer_vi": ANSWERS_VI[self.answer],
            "seen": [] if self.number is None else [self.number],
            "cap": self.top,
            "missing": self.missing,
            "cite": self.quota.id,
            "mark": self.quota.mark,
        }


_FIELDS = {
    "nominated": "số được đề nghị",
    "headcount": "tổng số người",
    "leading_units": "số tập thể dẫn đầu cụm, khối",
    "leaders_nominated": "số lãnh đạo được đề nghị",
    "leaders_total": "tổng số lãnh đạo",
    "units": "số tập thể",
}


def caps(award: str, pool: dict[str, Any], edition: Edition) -> list[Cap]:
    """Every cap in force for the award that this pool is about."""
    quotas = [quota for quota in edition.quotas if quota.award == award]
    return [cap for quota in quotas if _asked(quota, pool) for cap in [_cap(quota, pool, edition)]]


def _asked(quota: Quota, pool: dict[str, Any]) -> bool:
    if quota.group and pool.get("group", quota.group) != quota.group:
        return False
    if quota.group and "group" not in pool:
        return quota.of in pool if quota.of else False
    # A cap on leaders is asked only by a pool that speaks of leaders.
    return not quota.count.startswith("leaders") or quota.count in pool or quota.of in pool


def _name(field: str, edition: Edition) -> str:
    return _FIELDS.get(field) or f"số {edition.names.get(field, field)}"


def _cap(quota: Quota, pool: dict[str, Any], edition: Edition) -> Cap:
    number = pool.get(quota.count)
    lacking = [key for key in (quota.count, quota.of) if key and key not in pool]
    if quota.mark == "unverified":
        return Cap(quota, UNKNOWN, number, None, None, f"Chưa kiểm chứng được tỷ lệ tại {quota.id}: {quota.vi}")
    if lacking:
        names = ", ".join(_name(key, edition) for key in lacking)
        return Cap(quota, UNKNOWN, number, None, None, f"Thiếu {names}")
    if quota.limit is not None:
        return _answer(quota, pool[quota.count], quota.limit, quota.limit, Fraction(quota.limit))
    if quota.share is None:
        return Cap(quota, UNKNOWN, number, None, None, f"Chưa thấy số của tỷ lệ tại {quota.id}")
    exact = quota.share * pool[quota.of]
    sure, possible = _bounds(quota, exact)
    return _answer(quota, pool[quota.count], sure, possible, exact)


def _bounds(quota: Quota, exact: Fraction) -> tuple[int, int]:
    """The largest number surely allowed, and the largest that some rounding would allow."""
    down, up, nearest = floor(exact), ceil(exact), floor(exact + Fraction(1, 2))
    sure, possible = {"down": (down, down), "up": (up, up), "nearest": (nearest, nearest)}.get(
        quota.rounding, (down, up)
    )
    if quota.least is not None and exact < quota.least:
        return quota.least, quota.least
    return sure, possible


def _answer(quota: Quota, number: int, sure: int, possible: int, exact: Fraction) -> Cap:
    if number <= sure:
        unsaid = f"{quota.vi}: tính ra {decimal(exact)}, quy định không nói cách làm tròn"
        return Cap(quota, YES, number, sure, exact, note=unsaid if number == sure != possible else "")
    if number <= possible:
        text = f"Quy định không nói cách làm tròn {decimal(exact)}: {number} chỉ trong giới hạn nếu được làm tròn lên"
        return Cap(quota, UNKNOWN, number, sure, exact, text)
    over = f"vượt {number - sure} so với mức tối đa {sure}"
    if quota.over:
        return Cap(quota, COUNCIL, number, sure, exact, f"{over}: Hội đồng xem xét, trình người có thẩm quyền")
    return Cap(quota, NO, number, sure, exact, over)
