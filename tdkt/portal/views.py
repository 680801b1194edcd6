"""Pages that bring the rooms together."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    """What needs doing today."""
    return render(request, "portal/home.html")
