"""The history of a movement in the reader's words."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tdkt.core.models import HistoryEntry
from tdkt.movements.models import Movement, MovementKind, Scope, Track

ACTS = {
    "draft_movement": "Lập bản soạn", "edit_movement": "Sửa bản soạn", "add_paper": "Ghi văn bản",
    "remove_paper": "Bỏ văn bản", "launch_movement": "Phát động",
    "correct_days": "Sửa thời gian", "review_movement": "Ghi sơ kết, tổng kết", "tie_awards": "Gắn khen thưởng",
    "untie_award": "Gỡ khen thưởng",
}  # fmt: skip
CIRCLE = "Cụm, khối thi đua"
CHOICES = {"kind": MovementKind, "scope": Scope, "track": Track}


@dataclass(frozen=True, slots=True)
class Told:
    """One entry for the page."""

    words: str
    at: dt.datetime
    actor: str
    reason: str
    details: list[str]


def story_of(entries: Iterable[HistoryEntry]) -> list[Told]:
    """The entries, the latest first; who made a paper known stands on the board, not here."""
    told = [
        Told(ACTS.get(entry.act, "Thay đổi"), entry.at, entry.actor_name, entry.reason, _details(entry))
        for entry in entries
        if entry.act != "acknowledge_paper"
    ]
    return told[::-1]


def _details(entry: HistoryEntry) -> list[str]:
    if entry.act in {"edit_movement", "correct_days"}:
        return [
            f"{field_name(name)}: {show(name, entry.before.get(name))} → {show(name, value)}"
            for name, value in entry.after.items()
        ]
    told = {**entry.before, **entry.after}
    words = [str(told[name]) for name in ("paper", "unit", "how", "award") if told.get(name)]
    if awards := told.get("awards"):
        words.append(f"{len(awards)} dòng khen thưởng")
    return [", ".join(words)] if words else []


def field_name(name: str) -> str:
    """A field of a movement in words, as it begins a line."""
    if name == "circle":
        return CIRCLE
    label = str(Movement._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # noqa: SLF001 - documented API
    return label[:1].upper() + label[1:]


def show(name: str, value: Any) -> str:
    """A value of a movement for the reader; days come as such or as written in the history."""
    if value in (None, ""):
        return "(trống)"
    if name in CHOICES:
        return str(CHOICES[name](value).label)
    if isinstance(value, bool):
        return "có" if value else "không"
    if name.endswith("_on"):
        day = value if isinstance(value, dt.date) else dt.date.fromisoformat(value)
        return f"{day:%d/%m/%Y}"
    return str(value)
