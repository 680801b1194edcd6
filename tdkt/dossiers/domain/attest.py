"""What a unit may vouch for on a line: only what some clause of that award asks people to establish."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from tdkt.dossiers.domain.law import rulebook
from tdkt.law.engine.conditions.judgement import Subject
from tdkt.law.engine.conditions.logic import AllOf, OneOf

LEADS_CLUSTER = "leads_cluster"


def attestable(*, code: str, kind: str, basis: str, on: dt.date, occupation: str = "") -> dict[str, str]:
    """What clauses in force on a day leave to people, for one award, kind of subject and basis: code and words.

    The words are the clause's own, and empty where it has none. With an occupation, what concerns others is left out.
    """
    clauses = [clause for clause in rulebook().edition(on).of(code, kind) if clause.basis == basis]
    found: dict[str, str] = {}
    for clause in clauses:
        for what, words in _asked(clause.need, occupation):
            found[what] = found.get(what) or words
    return found


def _asked(node: Any, occupation: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, tuple | list):
        for part in node:
            yield from _asked(part, occupation)
    elif is_dataclass(node) and not _for_others(node, occupation):
        kinds: frozenset[str] = getattr(node, "types", frozenset())
        if "attested" in kinds and hasattr(node, "what"):
            yield node.what, getattr(node, "text", "")
        if "cluster" in kinds:
            yield LEADS_CLUSTER, ""
        for one in fields(node):
            yield from _asked(getattr(node, one.name), occupation)


def _for_others(node: Any, occupation: str) -> bool:
    """Conditions that hold together, one of which is an occupation that is not this one."""
    if not occupation or not isinstance(node, AllOf) or isinstance(node, OneOf):
        return False
    named = [part.occupations for part in node.of if isinstance(part, Subject) and part.occupations]
    return any(occupation not in occupations for occupations in named)
