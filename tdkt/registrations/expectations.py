"""What the judge expects of a registration. The room that knows the judge's facts joins by ``register`` in ``ready``.

This room stands below the dossiers, where records become cases; so it says what it wants to know, and is told.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum


class Depth(Enum):
    """How much is asked: a word for a table, a sentence for a list, everything for one page."""

    WORD = 1
    LINE = 2
    PAGE = 3


@dataclass(frozen=True)
class Asked:
    """One subject (``person`` or ``collective``) and the title or form it strives for."""

    kind: str
    key: int
    code: str


@dataclass(frozen=True)
class Ahead:
    """What the registered title would open: another award, the conditions it would meet, and what would still lack."""

    name: str
    verdict: str
    met: tuple[str, ...]
    lacks: tuple[str, ...]


@dataclass(frozen=True)
class Expectation:
    """One of the judge's four answers, if the year goes well; what must still come, and what that would open.

    ``assumed`` names what was taken for granted, ``this_year`` what the year itself must still bring, ``lacks`` what
    stands in the way beyond that, ``note`` what a newer law leaves open.
    """

    verdict: str
    assumed: tuple[str, ...] = ()
    this_year: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    ahead: tuple[Ahead, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Question:
    """The year, how much is asked, and the person who reads the answer: what is still being examined about a person
    (a hold) is the office's alone, so it is left out of the answer about the reader himself.
    """

    year: int
    depth: Depth = Depth.LINE
    reader: int | None = None


Source = Callable[[Sequence[Asked], Question], Mapping[Asked, Expectation]]

UNKNOWN = Expectation("unknown", lacks=("chưa có dữ liệu để xét",))

_sources: list[Source] = []


def register(source: Source) -> None:
    """Ask ``source`` (a constant number of queries for any number of lines) what is expected."""
    if source not in _sources:
        _sources.append(source)


def expected(asked: Sequence[Asked], question: Question) -> dict[Asked, Expectation]:
    """What is expected of each; what nobody answers is not known."""
    found: dict[Asked, Expectation] = dict.fromkeys(asked, UNKNOWN)
    for source in _sources:
        found |= source(asked, question)
    return found
