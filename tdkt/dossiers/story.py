"""The story of one line: the steps it took and who changed what, in the words that are this reader's."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from tdkt.accounts.access import Acting
from tdkt.core.history import first_broken, history_of
from tdkt.core.models import HistoryEntry
from tdkt.dossiers.models import Nomination, StepTaken
from tdkt.dossiers.states import CLIMBS, PLAIN_WORDS, STEPS, State
from tdkt.dossiers.words import ATTESTABLE
from tdkt.units.models import Unit

ACTS = {
    "nomination.edit": "Sửa dòng đề nghị",
    "nomination.attach": "Đính kèm giấy tờ",
    "nomination.detach": "Bỏ giấy tờ",
    "nomination.excuse": "Giải trình giấy tờ không thể có",
    "nomination.unexcuse": "Rút giải trình",
    "nomination.vote": "Ghi phiếu của Hội đồng",
    "nomination.decider": "Đổi nơi quyết định",
    "nomination.name_movement": "Ghi phong trào được khen",
}
"""Acts that are not steps; steps have their own list on the page."""

LABELS = {
    "kind": "loại giấy tờ",
    "file": "tệp",
    "why": "lý do",
    "movement": "phong trào",
    "for": "tán thành",
    "against": "không tán thành",
    "of": "trên tổng số",
}
HIDDEN = frozenset({"sha256"})
INSIDE = frozenset({"nomination.vote"})
"""Acts that only the offices which consider the line read."""

UP_AND_DOWN = frozenset({*CLIMBS, "recall"})
"""Steps between two levels: told by their own name, as the state alone would not say that the line went elsewhere."""

TOLD_BELOW = frozenset({"send", "take_back", "take_back_mended", "withdraw", "return", "decline", "record_refusal"})
"""Steps whose reason is written by the sender or to him."""


@dataclass(frozen=True)
class Change:
    """One entry as the page shows it."""

    at: dt.datetime
    actor: str
    words: str
    details: list[str]


@dataclass(frozen=True)
class Told:
    """One step as this reader reads it."""

    taken: StepTaken
    words: str
    reason: str


def considers(seat: Acting, unit: Unit) -> bool:
    """Does the reader work at the office of ``unit`` or above it? Such readers read exact steps, others plain words."""
    return bool({held.unit_id for held in seat.holdings} & set(unit.ancestor_ids()))


def steps_told(seat: Acting, line: Nomination) -> list[Told]:
    """The steps of the line, oldest first; below the office that took them, steps of one plain word are one row."""
    told: list[Told] = []
    for taken in line.steps.select_related("actor", "round__unit"):
        if considers(seat, taken.round.unit):
            told.append(Told(taken, _name(taken) or taken.get_target_display(), taken.reason))
            continue
        words = _name(taken) or PLAIN_WORDS[State(taken.target)]
        reason = taken.reason if taken.step in TOLD_BELOW else ""
        if not (told and told[-1].words == words and told[-1].taken.round_id == taken.round_id):
            told.append(Told(taken, words, reason))
    return told


def _name(taken: StepTaken) -> str:
    return STEPS[taken.step].label if taken.step in UP_AND_DOWN else ""


def story_of(line: Nomination, *, inside: bool) -> tuple[list[Change], bool]:
    """Changes of the line, newest first, and whether the whole chain of its history is unbroken; one query.

    Args:
        inside: the reader works where the line is considered.
    """
    entries = list(history_of(line))
    shown = [_change(entry) for entry in entries if entry.act in ACTS and (inside or entry.act not in INSIDE)]
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
