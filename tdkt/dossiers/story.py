"""The history of one line in the office's words: who changed what, when."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from tdkt.core.history import first_broken, history_of
from tdkt.core.models import HistoryEntry
from tdkt.dossiers.models import Nomination
from tdkt.dossiers.words import ATTESTABLE

ACTS = {
    "nomination.edit": "Sửa dòng đề nghị",
    "nomination.attach": "Đính kèm giấy tờ",
    "nomination.detach": "Bỏ giấy tờ",
    "nomination.excuse": "Giải trình giấy tờ không thể có",
    "nomination.unexcuse": "Rút giải trình",
    "nomination.vote": "Ghi phiếu của Hội đồng",
}
"""Acts that are not steps; steps have their own list on the page."""

LABELS = {
    "kind": "loại giấy tờ",
    "file": "tệp",
    "why": "lý do",
    "for": "tán thành",
    "against": "không tán thành",
    "of": "trên tổng số",
}
HIDDEN = frozenset({"sha256"})


@dataclass(frozen=True)
class Change:
    """One entry as the page shows it."""

    at: dt.datetime
    actor: str
    words: str
    details: list[str]


def story_of(line: Nomination) -> tuple[list[Change], bool]:
    """Changes of the line, newest first, and whether the whole chain of its history is unbroken; one query."""
    entries = list(history_of(line))
    shown = [_change(entry) for entry in entries if entry.act in ACTS]
    return shown[::-1], first_broken(entries) is None


def _change(entry: HistoryEntry) -> Change:
    names = [name for name in {**entry.before, **entry.after} if name not in HIDDEN]
    details = [_detail(name, entry.before.get(name), entry.after.get(name)) for name in names]
    return Change(entry.at, entry.actor_name, ACTS[entry.act], [text for text in details if text])


def _detail(name: str, before: Any, after: Any) -> str:
    if before == after:
        return ""
    label = LABELS.get(name) or str(_field(name).verbose_name)
    if before in (None, "", []):
        return f"{label}: {_shown(name, after)}"
    return f"{label}: {_shown(name, before)} → {_shown(name, after)}"


def _shown(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if name == "attested":
        return "; ".join(ATTESTABLE.get(one, "điều kiện khác") for one in value or []) or "không"
    choices = {} if name in LABELS else dict(_field(name).flatchoices)
    return str(choices.get(value, value) if value not in (None, "") else "để trống")


def _field(name: str) -> Any:
    return Nomination._meta.get_field(name)  # noqa: SLF001 - Django's documented API
