"""How often one place may send: kept in memory for minutes under a salted hash, never written down."""

import hashlib
import secrets
from ipaddress import ip_address

from django.core.cache import cache
from django.http import HttpRequest

FROM_ONE_PLACE, FROM_EVERYWHERE = 10, 600
WINDOW = 600
"""Seconds."""

_SALT = secrets.token_bytes(16)


def may_send(request: HttpRequest, what: str) -> bool:
    """Count one attempt; False once the place, or everybody together, has sent too often in ten minutes."""
    return _count(f"{what}:{_place(request)}") <= FROM_ONE_PLACE and _count(f"{what}:all") <= FROM_EVERYWHERE


def _count(name: str) -> int:
    key = f"opinions:{hashlib.sha256(_SALT + name.encode()).hexdigest()}"
    cache.add(key, 0, WINDOW)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two calls
        cache.set(key, 1, WINDOW)
        return 1


def _place(request: HttpRequest) -> str:
    """The sender's address: behind our own proxy, the one the proxy saw."""
    near = str(request.META.get("REMOTE_ADDR", ""))
    told = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")[-1].strip()
    return told if told and _is_ours(near) else near


def _is_ours(address: str) -> bool:
    try:
        return ip_address(address).is_private
    except ValueError:
        return True
