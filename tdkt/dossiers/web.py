"""What the views of the award round share: find through the user's eyes, try one act, show its refusal."""

import datetime as dt
from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header

from tdkt.accounts.middleware import OfficeRequest
from tdkt.core.answers import Refused
from tdkt.dossiers.models import AwardRound, Nomination, NominationQuerySet

T = TypeVar("T")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def round_for(request: OfficeRequest, pk: int) -> AwardRound:
    """The round, or 404 where it does not exist or is not the user's."""
    rounds = AwardRound.objects.visible_to(request.user, request.today).select_related("unit")
    return get_object_or_404(rounds, pk=pk)


def lines_for(request: OfficeRequest) -> NominationQuerySet:
    """The nominations the user reads."""
    return Nomination.objects.visible_to(request.user, request.today)


def attempt(request: HttpRequest, act: Callable[[], T], done: str | Callable[[T], str]) -> T | None:
    """Do one act; say what was done, or why it was refused. None after a refusal."""
    try:
        result = act()
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return None
    messages.success(request, done if isinstance(done, str) else done(result))
    return result


def now() -> dt.datetime:
    """The moment of the act."""
    return timezone.now()


def download(content: bytes, name: str, content_type: str) -> HttpResponse:
    """A file to save, under a name that any browser reads."""
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
