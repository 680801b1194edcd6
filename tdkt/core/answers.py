"""An answer to "may I?" that carries its reason.

``Denied`` is falsy, so the ``if``, the greyed button's hint and the error text share one value.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Allowed:
    """The act may be done."""

    reason: str = ""

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Denied:
    """The act may not be done; ``reason`` tells the user why and what to do next."""

    reason: str

    def __bool__(self) -> bool:
        return False


Answer = Allowed | Denied

ALLOWED = Allowed()


class Refused(Exception):
    """An act was refused. Every domain error inherits this, so a view shows its words and nothing else."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class MovedMeanwhile(Refused):
    """Somebody else changed the record between reading and writing it."""


def require(answer: Answer, error: type[Refused] = Refused) -> None:
    """Raise ``error`` with the reason when the answer is no."""
    if not answer:
        raise error(answer.reason)
