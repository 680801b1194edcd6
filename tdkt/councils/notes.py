"""What rooms above add to the minutes of a session. They join by ``register`` in their ``AppConfig.ready``."""

from collections.abc import Callable, Iterable

from tdkt.councils.models import CouncilSession

Source = Callable[[CouncilSession], Iterable[str]]

_sources: list[Source] = []


def register(source: Source) -> None:
    """Ask ``source`` for paragraphs whenever minutes are written."""
    if source not in _sources:
        _sources.append(source)


def notes_of(session: CouncilSession) -> tuple[str, ...]:
    """The paragraphs of all sources, in the order in which they joined."""
    return tuple(text for source in _sources for text in source(session))
