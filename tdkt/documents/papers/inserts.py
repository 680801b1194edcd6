"""Things that text cannot carry into a blank: tables, ruled lines, new sections.

Each stands in the filled paper as a mark on a line of its own; `layout` puts the thing there.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from .context import Table


@dataclass(frozen=True)
class TableInsert:
    """A table; in an annex the width follows the annex's page."""

    table: Table
    landscape: bool = False
    name: str = ""


@dataclass(frozen=True)
class RuleInsert:
    """A ruled line under a text of this size, this share of it long."""

    text: str
    size: float
    share: float
    landscape: bool = False


@dataclass(frozen=True)
class SectionInsert:
    """From here on new pages, numbered from 1."""

    landscape: bool
    name: str = ""


Insert = TableInsert | RuleInsert | SectionInsert


@dataclass
class Inserts:
    """Hands out marks that no typed text can equal, and remembers what each stands for."""

    key: str = field(default_factory=lambda: secrets.token_hex(8))
    by_mark: dict[str, Insert] = field(default_factory=dict)

    def mark(self, insert: Insert) -> str:
        mark = f"[{self.key}:{len(self.by_mark)}]"
        self.by_mark[mark] = insert
        return mark
