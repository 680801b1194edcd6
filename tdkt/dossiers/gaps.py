"""What a dossier still lacks, told by whoever keeps that part of it. Rooms above join by ``register`` in ``ready``.

A dossier with gaps may be sent only by somebody who says why; the next level reads the gap and the words.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from tdkt.dossiers.models import Nomination

Gaps = Mapping[int, Sequence[str]]
"""Sentences by the number of the nomination; a nomination that lacks nothing may be left out."""

Source = Callable[[Sequence[Nomination]], Gaps]

_sources: list[Source] = []


def register(source: Source) -> None:
    """Ask ``source`` (a constant number of queries for any number of lines) before lines are sent."""
    if source not in _sources:
        _sources.append(source)


def gaps_of(lines: Sequence[Nomination]) -> dict[int, list[str]]:
    """Everything the lines lack, in the order in which the sources joined."""
    found: dict[int, list[str]] = defaultdict(list)
    for source in _sources:
        for key, sentences in source(lines).items():
            found[key] += sentences
    return {key: sentences for key, sentences in found.items() if sentences}
