"""The law in use is asked for anew in every request; a rulebook that cannot be read is said in plain words."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tdkt.law import live
from tdkt.law.api import RulebookError

UNAVAILABLE = 503


class LiveLawMiddleware:
    """Marks the law as stale at the start of a request; costs nothing to pages that never ask it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with live.asked_anew():
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Say which file and line stand in the way instead of breaking."""
        if isinstance(exception, RulebookError):
            return render(request, "law/broken.html", {"error": exception}, status=UNAVAILABLE)
        return None
