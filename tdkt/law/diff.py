"""What changed for one award between two days, or between two rulebooks. No Django here."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from .api import Rulebook
from .engine.show import shown_json
from .engine.vocabulary import BASES, KINDS, STEPS

ADDED, REMOVED, CHANGED = "thêm", "bỏ", "đổi"

SECTIONS = {
    "clauses": "Tiêu chuẩn",
    "quotas": "Giới hạn số lượng",
    "deciders": "Thẩm quyền quyết định",
    "procedure": "Hồ sơ, thủ tục",
    "bonus": "Tiền thưởng",
    "notes": "Lưu ý",
}

_UP_TO_THE_YEAR = re.compile(r"\s*\(đến năm [0-9]{4}\)")

_OTHER_DECREE = re.compile(r"^NĐ(?P<number>[0-9]+/[0-9]{4})(?: Điều (?P<article>[0-9]+)(?: k(?P<clause>[0-9]+))?)?$")


@dataclass(frozen=True)
class Change:
    """One thing that was added, removed or changed. ``before`` and ``after`` are sentences."""

    section: str
    what: str
    title: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    cite_before: str = ""
    cite_after: str = ""

    @property
    def section_vi(self) -> str:
        """The part of the page it belongs to."""
        return SECTIONS[self.section]

    @property
    def lost(self) -> list[str]:
        """Sentences that stand no more."""
        return [text for text in self.before if text not in self.after]

    @property
    def gained(self) -> list[str]:
        """Sentences that are new."""
        return [text for text in self.after if text not in self.before]


@dataclass(frozen=True)
class Entry:
    """One thing of a section, ready to be compared: how it is found again, its heading, its sentences."""

    key: str
    title: str
    lines: tuple[str, ...]
    cite: str
    group: str = ""


def law_on(rulebook: Rulebook, code: str, on: date, layers: tuple[str, ...] | None = None) -> dict[str, Any]:
    """The law on one award on a day, without the year that the question happens to be asked in."""
    data = shown_json(rulebook, code, on, layers)
    for clause in data["clauses"]:
        for need in clause["needs"]:
            need["vi"] = timeless(need["vi"], on.year)
    return data


def timeless(text: str, year: int) -> str:
    """A condition as the law says it: ``trong năm xét`` instead of the year that the question was asked in."""
    text = _UP_TO_THE_YEAR.sub("", text)
    text = re.sub(rf"(?:trong )?năm {year}\b", "trong năm xét", text)
    return re.sub(rf"(?:trong )?năm {year - 1}\b", "năm liền trước", text)


def compared(before: dict[str, Any], after: dict[str, Any], cited: Callable[[str], str]) -> list[Change]:
    """Every difference between two answers of ``law_on``, section by section."""
    changes: list[Change] = []
    for section, entries in _ENTRIES.items():
        old = _keyed(entries(before[section], cited))
        new = _keyed(entries(after[section], cited))
        changes += [_changed(section, old[key], new[key]) for key in old if key in new and old[key] != new[key]]
        gone = [old[key] for key in old if key not in new]
        come = [new[key] for key in new if key not in old]
        for left, right in _successors(gone, come):
            changes.append(_changed(section, left, right))
            gone.remove(left)
            come.remove(right)
        changes += [_removed(section, entry) for entry in gone]
        changes += [_added(section, entry) for entry in come]
    return changes


def _successors(gone: list[Entry], come: list[Entry]) -> list[tuple[Entry, Entry]]:
    """An article that left and the one article that came for the same subject: the later one carries it on."""
    pairs = []
    for group in dict.fromkeys(entry.group for entry in gone if entry.group):
        before = [entry for entry in gone if entry.group == group]
        after = [entry for entry in come if entry.group == group]
        if len(before) == len(after) == 1:
            pairs.append((before[0], after[0]))
    return pairs


def _keyed(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Two entries of one key (the same article for two kinds of people) are told apart by their order."""
    found: dict[str, Entry] = {}
    for entry in entries:
        key, number = entry.key, 1
        while key in found:
            number += 1
            key = f"{entry.key}#{number}"
        found[key] = entry
    return found


def _changed(section: str, old: Entry, new: Entry) -> Change:
    return Change(section, CHANGED, new.title, old.lines, new.lines, old.cite, new.cite)


def _removed(section: str, old: Entry) -> Change:
    return Change(section, REMOVED, old.title, before=old.lines, cite_before=old.cite)


def _added(section: str, new: Entry) -> Change:
    return Change(section, ADDED, new.title, after=new.lines, cite_after=new.cite)


def _clauses(items: list[dict[str, Any]], cited: Callable[[str], str]) -> list[Entry]:
    return [
        Entry(
            key=f"{item['kind']} {item['basis']} {item['clause']} {item['for']}",
            title=f"{item['vi']} – {item['for'] or KINDS[item['kind']]}, {BASES[item['basis']]}",
            lines=tuple(need["vi"] for need in item["needs"]),
            cite=cited(item["clause"]),
            group=f"{item['kind']} {item['basis']} {item['for']}",
        )
        for item in items
    ]


def _sentences(items: list[dict[str, Any]], cited: Callable[[str], str]) -> list[Entry]:
    return [
        Entry(
            item["cite"],
            "Người quyết định" if "decider" in item else "Tỷ lệ, số lượng",
            (item["vi"], *((f"Ủy quyền cho {item['delegated']['vi']}",) if "delegated" in item else ())),
            cited(item["cite"]),
        )
        for item in items
    ]


def _steps(items: list[dict[str, Any]], cited: Callable[[str], str]) -> list[Entry]:
    return [
        Entry(f"{item['step']} {item['cite']}", STEPS[item["step"]].capitalize(), (item["vi"],), cited(item["cite"]))
        for item in items
    ]


def _money(items: list[dict[str, Any]], cited: Callable[[str], str]) -> list[Entry]:
    return [
        Entry(item["kind"], KINDS[item["kind"]].capitalize(), (item["lines"][0]["vi"],), cited_all(item["cite"], cited))
        for item in items
    ]


def cited_all(cites: str, cited: Callable[[str], str]) -> str:
    """Several citations joined by semicolons, each in words."""
    return "; ".join(_decree(cited(cite.strip())) for cite in cites.split(";"))


def _decree(cite: str) -> str:
    """``NĐ73/2024 Điều 3 k2``, a decree outside the rulebook, spelled out; anything else as it is."""
    found = _OTHER_DECREE.match(cite)
    if not found:
        return cite
    clause = f"khoản {found['clause']} " if found["clause"] else ""
    article = f"Điều {found['article']} " if found["article"] else ""
    return f"{clause}{article}Nghị định {found['number']}/NĐ-CP"


def _notes(items: list[str], _cited: Callable[[str], str]) -> list[Entry]:
    return [Entry(text, "Lưu ý", (text,), "") for text in items]


_ENTRIES: dict[str, Callable[[list[Any], Callable[[str], str]], list[Entry]]] = {
    "clauses": _clauses,
    "quotas": _sentences,
    "deciders": _sentences,
    "procedure": _steps,
    "bonus": _money,
    "notes": _notes,
}


def rendered(changes: list[Change]) -> str:
    """The changes for the command line."""
    if not changes:
        return "Không có gì khác nhau."
    lines: list[str] = []
    for change in changes:
        cites = " → ".join(dict.fromkeys(cite for cite in (change.cite_before, change.cite_after) if cite))
        lines.append(f"{change.section_vi} – {change.what}: {change.title}{f' ({cites})' if cites else ''}")
        lines += [f"  - {text}" for text in change.lost]
        lines += [f"  + {text}" for text in change.gained]
    return "\n".join(lines)
