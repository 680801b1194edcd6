"""What rooms above show on the page of a nomination. They join by ``register`` in their ``AppConfig.ready``."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tdkt.accounts.middleware import OfficeRequest
from tdkt.dossiers.models import Nomination


@dataclass(frozen=True)
class Panel:
    """One section of the page: a partial template (a ``<section class="sheet">``) and what it needs."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


Source = Callable[[OfficeRequest, Nomination], Panel | None]

_sources: list[Source] = []


def register(source: Source) -> None:
    """Ask ``source`` for its panel whenever a nomination is shown; nothing means no panel."""
    if source not in _sources:
        _sources.append(source)


def panels_of(request: OfficeRequest, line: Nomination) -> list[Panel]:
    """The panels of all sources, in the order in which they joined."""
    return [panel for source in _sources if (panel := source(request, line)) is not None]
