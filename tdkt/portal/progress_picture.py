"""How far the units of a round have come, one bar a unit."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from tdkt.core.charts import Share, bar
from tdkt.core.templatetags.tdkt import late_since


@dataclass(frozen=True, slots=True)
class UnitBar:
    """A unit, its bar, and where it stands in words."""

    unit: Any
    lines: int
    bar: SafeString
    words: str
    tone: str


def picture(rows: list[dict[str, Any]], today: dt.date) -> list[UnitBar]:
    """A bar for each row of ``dossiers.queries.progress``; all bars share one scale."""
    most = max((row["lines"] for row in rows), default=0)
    return [_bar(row, most, today) for row in rows]


def _bar(row: dict[str, Any], most: int, today: dt.date) -> UnitBar:
    drafts = row["open"] - row["returned"]
    shares = [
        Share("đã qua thẩm định", row["lines"] - row["open"] - row["waiting"], "green"),
        Share("chờ thẩm định", row["waiting"], "blue"),
        Share("bị trả lại", row["returned"], "amber"),
        Share("đang lập", drafts, "grey"),
    ]
    words, tone = _state(row, today)
    return UnitBar(row["unit"], row["lines"], bar(shares, most), words, tone)


def _state(row: dict[str, Any], today: dt.date) -> tuple[str, str]:
    if row["returned"]:
        return "Có dòng phải sửa", "amber"
    if row["sent"] and not row["open"]:
        return ("Gửi muộn", "amber") if row["late"] else ("Đã gửi", "green")
    if row["due"] and row["due"] < today:
        return late_since(row["due"], today), "red"
    return ("Đang lập", "grey") if row["lines"] else ("Chưa lập", "grey")
