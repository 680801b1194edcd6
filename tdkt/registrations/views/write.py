"""Registering many at once, and one line's own page."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from tdkt.accounts.access import units_seen_by
from tdkt.accounts.middleware import OfficeRequest
from tdkt.awards.models import Award
from tdkt.core.answers import Refused
from tdkt.core.edits import StaleEdit
from tdkt.core.history import history_of
from tdkt.core.text import search_key
from tdkt.people.models import Person, Posting
from tdkt.registrations.access import may_prepare, may_write_line
from tdkt.registrations.catalogue import COLLECTIVE, PERSON, award_name, in_order, titles
from tdkt.registrations.domain.change import change_pledge, withdraw
from tdkt.registrations.domain.lists import CLOSED_WORDS, places_of
from tdkt.registrations.domain.register import register
from tdkt.registrations.expectations import Asked, Depth, Question, expected
from tdkt.registrations.forms import PledgeForm, RegisterForm
from tdkt.registrations.models import Registration
from tdkt.registrations.queries import codes_registered
from tdkt.registrations.states import OPEN, State
from tdkt.registrations.web import ACT_NAMES, attempt, line_for, list_for, unit_for
from tdkt.units.models import Unit

KINDS = {"ca-nhan": PERSON, "tap-the": COLLECTIVE}
PAST_YEARS = 3
PAGE = 200

SHORT = {
    "eligible": ("Đủ", "green"), "not_eligible": ("Chưa đủ", "red"), "unknown": ("Thiếu dữ liệu", "grey"),
    "council": ("Hội đồng", "blue"),
}  # fmt: skip
"""The judge's word in the fewest letters, for a table with a column for each title."""


@require_http_methods(["GET", "POST"])
def choose(request: OfficeRequest, pk: int, year: int, kind: str) -> HttpResponse:
    """Tick people (or the collective) and register them for one title; the judge's word stands beside each."""
    unit = unit_for(request, pk, year)
    if kind not in KINDS:
        raise Http404
    form = RegisterForm(KINDS[kind], year, request.POST or None)
    status = 200
    if request.method == "POST":
        if form.is_valid() and _register(request, unit, year, kind, form):
            return redirect("registrations:list", pk=pk, year=year)
        status = 409
    return render(request, "registrations/choose.html", _choices(request, unit, year, kind, form), status=status)


def _register(request: OfficeRequest, unit: Unit, year: int, kind: str, form: RegisterForm) -> bool:
    keys = [int(key) for key in request.POST.getlist("chon") if key.isascii() and key.isdecimal() and len(key) < 19]
    subjects: list[Person | Unit] = [
        *(Person.objects.filter(pk__in=keys) if KINDS[kind] == PERSON else Unit.objects.filter(pk__in=keys))
    ]
    told = form.cleaned_data

    try:
        lines = register(actor=request.user, now=timezone.now(), unit=unit, year=year, subjects=subjects, **told)
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return False
    messages.success(request, f"Đã đăng ký {award_name(told['code'])} cho {len(lines)} trường hợp.")
    return True


def _choices(request: OfficeRequest, unit: Unit, year: int, kind: str, form: RegisterForm) -> dict[str, Any]:
    found = list_for(unit, year)
    may = may_prepare(request.acting, unit, "đăng ký cho người và tập thể của đơn vị")
    words = request.GET.get("q", "")
    codes = [info.code for info in titles(KINDS[kind], year)]
    subjects: list[tuple[Person | Unit, str]] = [(unit, unit.get_kind_display())]
    if kind == "ca-nhan":
        subjects = _people(unit, year, request, words)
    page = Paginator(subjects, PAGE).get_page(request.GET.get("trang"))
    return {
        "unit": unit, "year": year, "kind": kind, "form": form, "words": words,
        "refusal": "" if may else may.reason, "list": found,
        "closed": "" if found.state in OPEN else f"Danh sách {CLOSED_WORDS[State(found.state)]}.",
        "columns": [award_name(code) for code in codes],
        "page": page,
        "rows": _subject_rows(list(page), year, kind, codes, set(request.POST.getlist("chon")), request.user.person_id),
        "past_years": f"{year - PAST_YEARS}–{year - 1}",
    }  # fmt: skip


def _subject_rows(
    subjects: list[tuple[Person | Unit, str]],
    year: int,
    kind: str,
    codes: list[str],
    ticked: set[str],
    reader: int | None,
) -> list[dict[str, Any]]:
    """Who may stand on the list, with past titles, what is registered, and a word for each title."""
    keys = [one.pk for one, _ in subjects]
    column, of_kind = ("person", PERSON) if kind == "ca-nhan" else ("unit", COLLECTIVE)
    there = codes_registered(column, keys, year)
    past = _past(column, keys, year)
    asked = [Asked(of_kind, key, code) for key in keys for code in codes]
    told = expected(asked, Question(year, Depth.WORD, reader))
    return [
        {
            "subject": one, "position": position, "past": past.get(one.pk, []),
            "there": [award_name(code) for code in in_order(there.get(one.pk, ()))],
            "cells": [SHORT[told[Asked(of_kind, one.pk, code)].verdict] for code in codes],
            "ticked": str(one.pk) in ticked,
        }
        for one, position in subjects
    ]  # fmt: skip


def _people(unit: Unit, year: int, request: OfficeRequest, words: str) -> list[tuple[Person | Unit, str]]:
    """The people on whose list this unit's is, with their positions; two queries."""
    rows = (
        Posting.objects.of_staff().filter(unit=unit).select_related("person").order_by("person__sort_key", "valid_from")
    )
    for word in search_key(words).split():
        rows = rows.filter(person__search_key__contains=word)
    postings = {posting.person_id: posting for posting in rows}
    places = places_of(list(postings), year, request.today)
    return [
        (posting.person, posting.position)
        for key, posting in postings.items()
        if (place := places.get(key)) is not None and place.pk == unit.pk
    ]


def _past(column: str, keys: list[int], year: int) -> dict[int, list[str]]:
    """What each received in the years before, an award once with its years."""
    rows = Award.objects.standing().filter(**{f"{column}__in": keys}, period_to__in=range(year - PAST_YEARS, year))
    found: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for key, code, of_year in rows.order_by("period_to").values_list(column, "code", "period_to"):
        found[key][code].append(of_year)
    return {
        key: [f"{award_name(code)} {', '.join(map(str, dict.fromkeys(years[code])))}" for code in in_order(years)]
        for key, years in found.items()
    }


@require_http_methods(["GET", "POST"])
def line(request: OfficeRequest, pk: int) -> HttpResponse:
    """One line: its pledge, what the judge expects in full, its history."""
    found = line_for(request, pk)
    saving, status = _Saving(PledgeForm(request.POST or None, initial=_initial(found))), 200
    if request.method == "POST":
        if saving.form.is_valid():
            saving = _save(request, found, saving.form)
        if saving.saved:
            messages.success(request, "Đã lưu nội dung đăng ký.")
            return redirect("registrations:line", pk=pk)
        status = 409
    return render(request, "registrations/line.html", _line_context(request, found, saving), status=status)


def _initial(found: Registration) -> dict[str, Any]:
    return {"version": found.version, "pledge": found.pledge, "initiative": found.initiative}


@dataclass
class _Saving:
    """What came of a post: saved, or the form to show again and both versions side by side."""

    form: PledgeForm
    saved: bool = False
    both: tuple[dict[str, str], ...] = ()


def _save(request: OfficeRequest, found: Registration, form: PledgeForm) -> _Saving:
    told = form.cleaned_data
    try:
        change_pledge(actor=request.user, now=timezone.now(), line=found, **told)
    except StaleEdit as stale:
        found.refresh_from_db()
        again = PledgeForm({**told, "version": found.version})  # saving once more is saving over what was shown
        again.add_error(None, stale.reason)
        return _Saving(again, both=both_versions(stale))
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return _Saving(form)
    return _Saving(form, saved=True)


def both_versions(stale: StaleEdit) -> tuple[dict[str, str], ...]:
    """Only what differs: the field, what stands now, what was typed."""
    labels = {"pledge": "Nội dung phấn đấu", "initiative": "Sáng kiến, đề tài dự kiến"}
    return tuple(
        {"label": labels[name], "theirs": stale.theirs.get(name) or "để trống", "ours": ours or "để trống"}
        for name, ours in stale.ours.items()
        if stale.theirs.get(name) != ours
    )


def _line_context(request: OfficeRequest, found: Registration, saving: _Saving) -> dict[str, Any]:
    unit, one = found.unit_list.unit, Asked(found.kind, found.person_id or found.unit_id or 0, found.code)
    open_ = found.withdrawn_at is None and found.unit_list.state in OPEN
    may = open_ and bool(may_write_line(request.acting, unit, found.person, ""))
    closed = "" if open_ or found.withdrawn_at else CLOSED_WORDS.get(State(found.unit_list.state), "")
    return {
        "line": found, "unit": unit, "award": award_name(found.code), "form": saving.form if may else None,
        "both": saving.both,
        "own": found.person_id is not None and found.person_id == request.user.person_id,
        "expected": expected([one], Question(found.year, Depth.PAGE, request.user.person_id))[one],
        "closed": f"Danh sách {closed}." if closed else "",
        "reads_list": _reads(request, unit),
        "story": [(entry, ACT_NAMES.get(entry.act, "Thay đổi")) for entry in history_of(found)],
    }  # fmt: skip


def _reads(request: OfficeRequest, unit: Unit) -> bool:
    """Whether the reader may open the whole list and not only his own line."""
    return units_seen_by(request.user, request.today).filter(pk=unit.pk).exists()


@require_POST
def take_off_line(request: OfficeRequest, pk: int) -> HttpResponse:
    """Take one line off its list."""
    found = line_for(request, pk)
    attempt(
        request,
        lambda: withdraw(actor=request.user, now=timezone.now(), lines=[found]),
        f"Đã rút đăng ký {award_name(found.code)} năm {found.year}.",
    )
    if request.POST.get("ve") == "cua-toi":
        return redirect("registrations:mine")
    return redirect("registrations:line", pk=pk)
