"""Which facts the standard of an award turns on, read off the compiled clauses. No Django here."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from .api import Career, Facts
from .engine.conditions import Chain
from .engine.conditions.bitwise import Ever
from .engine.conditions.collective import Cluster, MembersOf
from .engine.conditions.initiatives import Initiatives
from .engine.conditions.judgement import Attested
from .engine.conditions.logic import Meets
from .engine.edition import Edition
from .engine.yearsets import Graded, Titles


@dataclass(frozen=True)
class Reach:
    """What could help: titles and forms, grades, initiatives as (kind, level), attested things with their words."""

    codes: frozenset[str]
    graded: bool
    initiatives: frozenset[tuple[str, str]]
    attested: tuple[tuple[str, str], ...]
    cluster: bool
    members: bool


def reach_of(edition: Edition, code: str, kind: str, basis: str = "", *, only: frozenset[str] = frozenset()) -> Reach:
    """Everything the clauses of an award look at (or `only` these of them), the standards they rest on included."""
    parts = list(_parts_of(edition, code, kind, basis, frozenset({code}), only))
    nobody = Career(Facts(), edition, edition.since, kind=kind)
    titles = {name for part in parts if isinstance(part, Titles) for name in part.codes}
    chained = {name for part in parts if isinstance(part, Chain) for name in part.after}
    barred = {name for part in parts if isinstance(part, Ever) and not part.wanted for name in part.of.codes}
    words = {part.what: part.text or part.vi(nobody) for part in parts if isinstance(part, Attested)}
    return Reach(
        codes=frozenset((titles | chained) - barred - {code}),
        graded=any(isinstance(part, Graded) for part in parts),
        initiatives=frozenset(pair for part in parts if isinstance(part, Initiatives) for pair in part.wanted),
        attested=tuple(sorted(words.items())),
        cluster=any(isinstance(part, Cluster) for part in parts),
        members=any(isinstance(part, MembersOf) for part in parts),
    )


def _parts_of(
    edition: Edition, code: str, kind: str, basis: str, seen: frozenset[str], only: frozenset[str] = frozenset()
) -> Iterator[Any]:
    for clause in edition.of(code, kind):
        if (not basis or clause.basis == basis) and (not only or clause.id in only):
            for part in _walk(clause.need):
                yield part
                if isinstance(part, Meets) and part.code not in seen:
                    yield Titles((part.code,))
                    yield from _parts_of(edition, part.code, kind, "", seen | {part.code})


def _walk(value: Any) -> Iterator[Any]:
    """A value and every dataclass inside it."""
    if isinstance(value, tuple | list | frozenset):
        for item in value:
            yield from _walk(item)
    elif is_dataclass(value):
        yield value
        for name in fields(value):
            yield from _walk(getattr(value, name.name))
