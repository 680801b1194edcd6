"""The year being worked on: one answer for the frame of every page and for pages opened without a year.

Which year that is, the room knows that keeps the frame; it joins by ``register`` in its
``AppConfig.ready``.
"""

from collections.abc import Callable
from typing import Any

_sources: list[Callable[[Any], int]] = []


def register(source: Callable[[Any], int]) -> None:
    """From now on ``source`` is asked, with the request."""
    _sources[:] = [source]


def working_year(request: Any) -> int:
    """The year the frame shows to this user; this year while no room has joined."""
    return _sources[0](request) if _sources else int(request.today.year)


def year_asked(request: Any, first: int = 2000, last: int = 2100) -> int:
    """The year in the address (``?nam=2024``), else the year being worked on."""
    asked = request.GET.get("nam", "")
    sane = asked.isascii() and asked.isdecimal() and len(asked) == len("2024") and first <= int(asked) <= last
    return int(asked) if sane else working_year(request)
