"""Where rooms above lead from a round's desk. They join by ``register`` in their ``AppConfig.ready``."""

from collections.abc import Callable
from dataclasses import dataclass

from tdkt.accounts.middleware import OfficeRequest
from tdkt.dossiers.models import AwardRound


@dataclass(frozen=True)
class Link:
    """A button of the desk: its words, icon and address. With ``calls`` it is what waits there, told on top."""

    label: str
    icon: str
    href: str
    calls: str = ""


Source = Callable[[OfficeRequest, AwardRound], Link | None]

_sources: list[Source] = []


def register(source: Source) -> None:
    """Ask ``source`` for its link whenever a desk is shown; nothing means no link for this reader."""
    if source not in _sources:
        _sources.append(source)


def links_of(request: OfficeRequest, on: AwardRound) -> list[Link]:
    """The links of all sources, in the order in which they joined."""
    return [link for source in _sources if (link := source(request, on)) is not None]
