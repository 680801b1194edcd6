"""The law browser: what each award needs on a day, how its rules changed, which instruments are in the rulebook."""

import datetime as dt
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from tdkt.core.days import show_day
from tdkt.law import live
from tdkt.law.api import Rulebook
from tdkt.law.browse import award_law, award_rows, instrument_law, instrument_rows
from tdkt.law.diff import compared, law_on
from tdkt.law.forms import LawQuestion, TwoDays
from tdkt.law.open_questions import chapters
from tdkt.law.questions import open_points
from tdkt.law.timeline import versions
from tdkt.law.words import MARKS


@dataclass(frozen=True)
class Asked:
    """The day and layers of the address; today and everything where they are not given or not understood."""

    form: LawQuestion
    day: dt.date
    layers: tuple[str, ...] | None
    query: str


def _asked(request: HttpRequest, rulebook: Rulebook) -> Asked:
    today = timezone.localdate()
    told = request.GET
    data = {
        "ngay": told.get("ngay", show_day(today)),
        "tang": told.getlist("tang") or list(rulebook.layers),  # none ticked asks for all of them, and shows it
    }
    form = LawQuestion(data, layers=rulebook.layers, first=rulebook.catalogue.covers_from)
    query = request.GET.urlencode() if "ngay" in request.GET else ""
    if form.is_valid():
        return Asked(form, form.cleaned_data["ngay"], form.layers, query)
    return Asked(form, today, None, "")


def _known(rulebook: Rulebook, code: str) -> None:
    if code not in rulebook.catalogue.awards:
        raise Http404


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every award: for whom, by whom, how much of its rules is known."""
    rulebook = live.rulebook()
    asked = _asked(request, rulebook)
    rows = award_rows(rulebook, asked.day, asked.layers)
    groups = [
        ("Danh hiệu thi đua", [row for row in rows if row.info.type == "title"]),
        ("Hình thức khen thưởng", [row for row in rows if row.info.type == "form"]),
    ]
    return render(request, "law/index.html", {"asked": asked, "groups": groups, "sha256": rulebook.sha256})


@require_GET
def award(request: HttpRequest, code: str) -> HttpResponse:
    """What one award needs on a day."""
    rulebook = live.rulebook()
    _known(rulebook, code)
    asked = _asked(request, rulebook)
    context = {
        "asked": asked,
        "law": award_law(rulebook, code, asked.day, asked.layers),
        "versions": [(v, v.holds(asked.day)) for v in reversed(versions(rulebook, code, asked.layers))],
        "marks": list(MARKS.values()),
        "sha256": rulebook.sha256,
    }
    return render(request, "law/award.html", context)


@require_GET
def diff(request: HttpRequest, code: str) -> HttpResponse:
    """What changed for one award between two days."""
    rulebook = live.rulebook()
    _known(rulebook, code)
    given = request.GET or None
    form = TwoDays(given, first=rulebook.catalogue.covers_from)
    changes = None
    if form.is_valid():
        before, after = (law_on(rulebook, code, form.cleaned_data[name]) for name in ("tu", "den"))
        changes = compared(before, after, rulebook.cited)
    context = {"form": form, "changes": changes, "info": rulebook.catalogue.awards[code]}
    return render(request, "law/diff.html", context)


@require_GET
def instruments(request: HttpRequest) -> HttpResponse:
    """Every version of every instrument with its interval."""
    rulebook = live.rulebook()
    rows = instrument_rows(rulebook, timezone.localdate())
    return render(request, "law/instruments.html", {"rows": rows, "sha256": rulebook.sha256})


@require_GET
def instrument(request: HttpRequest, file: str) -> HttpResponse:
    """One version of one instrument: its standards as the judge reads them."""
    found = instrument_law(live.rulebook(), f"{file}.yaml")
    if found is None:
        raise Http404
    return render(request, "law/instrument.html", {"law": found})


@require_GET
def questions(request: HttpRequest) -> HttpResponse:
    """What is not known, or known only through another text, by award."""
    rulebook = live.rulebook()
    asked = _asked(request, rulebook)
    context = {"asked": asked, "awards": open_points(rulebook, asked.day), "chapters": chapters()}
    return render(request, "law/questions.html", context)
