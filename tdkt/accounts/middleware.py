"""Put the day and the user's roles on every request, once."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from tdkt.accounts.access import Acting, acting, remember_within_request
from tdkt.accounts.models import User


class OfficeRequest(HttpRequest):
    """A request by a signed-in user; ``acting`` is asked of the database at the first use only."""

    user: User
    today: dt.date
    acting: Acting


class ActingMiddleware:
    """Adds ``request.today`` and ``request.acting``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        today = timezone.localdate()
        request.today = today  # type: ignore[attr-defined]
        if request.method in ("GET", "HEAD"):
            asked = request.user
            request.user = SimpleLazyObject(lambda: _with_memory(asked))  # type: ignore[assignment]
        request.acting = SimpleLazyObject(lambda: _acting(request, today))  # type: ignore[attr-defined]
        return self.get_response(request)


def _with_memory(user: Any) -> Any:
    """Reading a page asks once which roles its reader holds."""
    if isinstance(user, User):
        remember_within_request(user)
    return user


def _acting(request: HttpRequest, today: dt.date) -> Acting | None:
    user = request.user
    return acting(user, today) if isinstance(user, User) else None
