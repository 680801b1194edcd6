"""What the frame of every page needs."""

from typing import Any

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """The day, and the unit and roles the user acts with."""
    acting = getattr(request, "acting", None)
    return {"today": getattr(request, "today", None), "acting": acting}
