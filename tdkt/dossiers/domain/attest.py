"""What a unit may vouch for on a line: only what some clause of that award asks people to establish."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from tdkt.dossiers.domain.law import rulebook

LEADS_CLUSTER = "leads_cluster"


def attestable(*, code: str, kind: str, basis: str, on: dt.date) -> dict[str, str]:
    """What clauses in force on a day leave to people, for one award, kind of subject and basis: code and words.

    The words are the clause's own, and empty where it has none.
    """
    clauses = [clause for clause in rulebook().edition(on).of(code, kind) if clause.basis == basis]
    found: dict[str, str] = {}
    for clause in clauses:
        for what, words in _asked(clause.need):
            found[what] = found.get(what) or words
    return found


def _asked(node: Any) -> Iterator[tuple[str, str]]:
    if isinstance(node, tuple | list):
        for part in node:
            yield from _asked(part)
    elif is_dataclass(node):
        kinds: frozenset[str] = getattr(node, "types", frozenset())
        if "attested" in kinds and hasattr(node, "what"):
            yield node.what, getattr(node, "text", "")
        if "cluster" in kinds:
            yield LEADS_CLUSTER, ""
        for one in fields(node):
            yield from _asked(getattr(node, one.name))
