"""What the pages of the directory share: one form, one act, its refusal beside the form."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tdkt.accounts.access import units_under
from tdkt.accounts.middleware import OfficeRequest
from tdkt.core.answers import Refused
from tdkt.core.edits import StaleEdit
from tdkt.units.models import Unit, UnitQuerySet


def form_page(
    request: OfficeRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], object],
    *,
    title: str,
    done: str,
    back: str,
    note: str = "",
) -> HttpResponse:
    """Show a form; when it is sent and valid do the act, say so and go back, or show why it was refused."""
    theirs: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except StaleEdit as refusal:
            form.add_error(None, refusal.reason)
            theirs = {str(form[name].label): value for name, value in refusal.theirs.items() if name in form.fields}
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, done)
            return redirect(back)
    words = {"form": form, "title": title, "back": back, "note": note, "theirs": theirs}
    return render(request, "directory/form.html", words, status=422 if form.errors else 200)


def units_where(request: OfficeRequest, *roles: str) -> UnitQuerySet:
    """The living and past units under those where the user holds one of ``roles``."""
    roots = tuple(holding.unit for holding in request.acting.holdings if holding.role in roles)
    return Unit.objects.filter(pk__in=units_under(roots).values("pk"))
