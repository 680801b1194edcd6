"""The versions of an award's rules: from when to when the same rules stood, and what changed. No Django here."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from .api import Rulebook
from .diff import Change, compared, law_on
from .engine.edition import change_days


@dataclass(frozen=True)
class Version:
    """One interval in which everything about the award stayed the same; ``until`` is its last day, or None."""

    since: date
    until: date | None
    changes: tuple[Change, ...]

    @property
    def summary(self) -> str:
        """Which parts changed on the first day, or that the account begins here."""
        if not self.changes:
            return "Bắt đầu phạm vi của bộ quy định"
        counts = dict.fromkeys(change.section_vi for change in self.changes)
        return ", ".join(counts)

    @property
    def eve(self) -> date:
        """The last day before it."""
        return self.since - timedelta(days=1)

    def holds(self, day: date) -> bool:
        """Whether the version is in force on the day."""
        return self.since <= day and (self.until is None or day <= self.until)


@lru_cache(maxsize=256)
def versions(rulebook: Rulebook, code: str, layers: tuple[str, ...] | None = None) -> tuple[Version, ...]:
    """Every version of the rules of one award, oldest first."""
    first = rulebook.catalogue.covers_from
    days = [day for day in change_days(rulebook.library) if day >= first]
    states = [law_on(rulebook, code, day, layers) for day in days]
    starts: list[tuple[date, tuple[Change, ...]]] = [(days[0], ())]
    for number in range(1, len(days)):
        changes = compared(states[number - 1], states[number], rulebook.cited)
        if changes:
            starts.append((days[number], tuple(changes)))
    ends: list[date | None] = [day - timedelta(days=1) for day, _ in starts[1:]]
    return tuple(Version(since, until, changes) for (since, changes), until in zip(starts, [*ends, None], strict=True))
