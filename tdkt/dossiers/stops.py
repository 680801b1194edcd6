"""What keeps a line from going on besides a hold, told by whoever keeps that part. Rooms above join in ``ready``."""

import datetime as dt
from collections.abc import Callable, Mapping

from tdkt.core.answers import ALLOWED, Answer

Check = Callable[[str, Mapping[int, str], dt.date], Answer]
"""May the step be taken on that day with all these lines? Their awards by the number of the line: a check that concerns
few awards asks the database nothing about the others. It asks a constant number of queries for any number of lines.
"""

_checks: list[Check] = []


def register(check: Check) -> None:
    """Ask ``check`` before any step is taken."""
    if check not in _checks:
        _checks.append(check)


def may_go_on(step: str, awards: Mapping[int, str], day: dt.date) -> Answer:
    """The first refusal, or leave to go on."""
    for check in _checks:
        answer = check(step, awards, day)
        if not answer:
            return answer
    return ALLOWED
