"""Who must know that a hold was opened or closed. Rooms above join by ``register`` in their ``AppConfig.ready``."""

import datetime as dt
from collections.abc import Callable

from tdkt.holds.models import Hold

Follower = Callable[[Hold, dt.datetime], None]

_followers: list[Follower] = []


def register(follower: Follower) -> None:
    """Tell ``follower`` of every hold opened or closed, in the transaction of the act."""
    if follower not in _followers:
        _followers.append(follower)


def tell(hold: Hold, now: dt.datetime) -> None:
    """Tell everybody, in the order in which they joined."""
    for follower in _followers:
        follower(hold, now)
