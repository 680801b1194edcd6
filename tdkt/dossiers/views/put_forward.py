"""The unit's people and collectives, with grades, past titles and what the judge would say; tick and put forward."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from tdkt.accounts.access import units_seen_by
from tdkt.accounts.middleware import OfficeRequest
from tdkt.awards.models import Award
from tdkt.core.answers import Refused
from tdkt.core.text import search_key
from tdkt.dossiers.access import may_prepare
from tdkt.dossiers.domain.fairness import fairness_counters
from tdkt.dossiers.domain.law import award_name
from tdkt.dossiers.domain.predict import offered, predict_people, predict_units
from tdkt.dossiers.domain.put_forward import put_forward
from tdkt.dossiers.domain.quotas import quota_counters
from tdkt.dossiers.domain.tentative import tentative_lines
from tdkt.dossiers.forms import PutForwardForm
from tdkt.dossiers.models import AwardRound, Nomination, VerdictValue
from tdkt.dossiers.queries import latest_postings
from tdkt.dossiers.states import State
from tdkt.dossiers.web import now, round_for
from tdkt.people.models import Person, PersonGrade
from tdkt.units.models import Unit, UnitGrade

PAST_YEARS = 3
GRADES = {"excellent": "Xuất sắc", "good": "Tốt", "completed": "Hoàn thành", "failed": "Không hoàn thành"}

SHORT: dict[str, tuple[str, str]] = {
    VerdictValue.ELIGIBLE: ("Đủ", "green"),
    VerdictValue.NOT_ELIGIBLE: ("Chưa\u00a0đủ", "red"),
    VerdictValue.UNKNOWN: ("Thiếu\u00a0dữ\u00a0liệu", "grey"),
    VerdictValue.COUNCIL: ("Hội\u00a0đồng", "blue"),
}
"""The verdict in the fewest words, for a table with a column for each award."""

KINDS = {"ca-nhan": "person", "tap-the": "collective"}


@require_http_methods(["GET", "POST"])
def choose(request: OfficeRequest, pk: int, unit_pk: int, kind: str) -> HttpResponse:
    """The list to tick on; a post puts the ticked ones forward for one award."""
    on, unit = _place(request, pk, unit_pk, kind)
    form = PutForwardForm(KINDS[kind], on, request.POST or None)
    status = 200
    if request.method == "POST":
        if form.is_valid() and _put(request, on, unit, KINDS[kind], form):
            return redirect("dossiers:choose", pk=pk, unit_pk=unit_pk, kind=kind)
        status = 409
    context = _context(request, on, unit, kind) | {
        "form": form,
        "may": may_prepare(request.acting, unit, "lập danh sách"),
    }
    return render(request, "dossiers/put_forward.html", context, status=status)


def _place(request: OfficeRequest, pk: int, unit_pk: int, kind: str) -> tuple[AwardRound, Unit]:
    on = round_for(request, pk)
    unit = get_object_or_404(
        units_seen_by(request.user, request.today).filter(path__startswith=on.unit.path or "-"), pk=unit_pk
    )
    if kind not in KINDS:
        raise Http404
    return on, unit


@require_POST
def count(request: OfficeRequest, pk: int, unit_pk: int, kind: str) -> HttpResponse:
    """The counters as they would stand with the ticked ones put forward too; nothing is written."""
    on, unit = _place(request, pk, unit_pk, kind)
    form = PutForwardForm(KINDS[kind], on, request.POST)
    form.full_clean()
    code, basis = form.cleaned_data.get("code", ""), form.cleaned_data.get("basis", "")
    chosen = _ticked(request, KINDS[kind]) if code and basis else []
    besides = tentative_lines(on=on, unit=unit, subjects=chosen, code=code, basis=basis)
    return render(request, "dossiers/_counters.html", _counters(on, unit, besides) | {"live": True, "code": code})


def _counters(on: AwardRound, unit: Unit, besides: Sequence[Nomination] = ()) -> dict[str, Any]:
    inside = unit if unit != on.unit else None
    return {
        "quotas": quota_counters(on, inside, besides=besides),
        "fairness": fairness_counters(on, inside, besides=besides),
        "counted": unit,
        "besides": besides,
    }


def _ticked(request: OfficeRequest, kind: str) -> list[Person | Unit]:
    keys = [int(key) for key in request.POST.getlist("chon") if key.isdecimal()]
    return [*(Person.objects.filter(pk__in=keys) if kind == "person" else Unit.objects.filter(pk__in=keys))]


def _put(request: OfficeRequest, on: AwardRound, unit: Unit, kind: str, form: PutForwardForm) -> bool:
    subjects = _ticked(request, kind)
    try:
        lines = put_forward(round=on, unit=unit, subjects=subjects, actor=request.user, now=now(), **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return False
    lacking = sum(1 for line in lines if line.verdict in (VerdictValue.NOT_ELIGIBLE, VerdictValue.UNKNOWN))
    note = f" {lacking} trường hợp chưa đủ tiêu chuẩn hoặc thiếu dữ liệu: xem ở bàn làm việc." if lacking else ""
    messages.success(
        request, f"Đã đưa {len(lines)} trường hợp vào danh sách đề nghị {award_name(lines[0].code)}.{note}"
    )
    return True


def _context(request: OfficeRequest, on: AwardRound, unit: Unit, kind: str) -> dict[str, Any]:
    codes = offered(KINDS[kind], on)
    words = request.GET.get("q", "")
    build = _people_rows if kind == "ca-nhan" else _unit_rows
    rows = build(on, unit, codes, words)
    ticked = set(request.POST.getlist("chon"))
    for row in rows:
        row["ticked"] = str(row["subject"].pk) in ticked
    return {
        "round": on,
        "unit": unit,
        "kind": kind,
        "rows": rows,
        "words": words,
        **_counters(on, unit),
        "columns": [(code, award_name(code)) for code in codes],
        "years": _years(on),
    }


def _years(on: AwardRound) -> list[int]:
    return list(range(on.year - PAST_YEARS, on.year))


def _people_rows(on: AwardRound, unit: Unit, codes: list[str], words: str) -> list[dict[str, Any]]:
    postings = [
        posting
        for posting in latest_postings(unit, on)
        if all(word in posting.person.search_key for word in search_key(words).split())
    ]
    people = [posting.person for posting in postings]
    keys = [person.pk for person in people]
    grades = dict(PersonGrade.objects.filter(person__in=keys, year=on.year).values_list("person", "value"))
    past = _past("person", keys, on)
    there = _there("person", keys, on)
    said = predict_people(people, on, codes)
    return [
        _row(posting.person, posting.unit.label, posting.position, said[posting.person_id], codes)
        | {
            "grade": _grade_label(grades.get(posting.person_id)),
            "past": past[posting.person_id],
            "there": there[posting.person_id],
        }
        for posting in postings
    ]


def _unit_rows(on: AwardRound, unit: Unit, codes: list[str], words: str) -> list[dict[str, Any]]:
    units = [
        one
        for one in Unit.objects.under(unit).alive_on(on.judged_on).select_related("parent")
        if all(word in one.search_key for word in search_key(words).split())
    ]
    keys = [one.pk for one in units]
    grades = dict(UnitGrade.objects.filter(unit__in=keys, year=on.year).values_list("unit", "value"))
    past = _past("unit", keys, on)
    there = _there("unit", keys, on)
    said = predict_units(units, on, codes)
    return [
        _row(one, one.parent.label if one.parent else "", one.get_kind_display(), said[one.pk], codes)
        | {"grade": _grade_label(grades.get(one.pk)), "past": past[one.pk], "there": there[one.pk]}
        for one in units
    ]


def _row(subject: Person | Unit, unit: str, position: str, said: dict[str, str], codes: list[str]) -> dict[str, Any]:
    cells = [SHORT.get(said.get(code, ""), ("Chưa xét", "grey")) for code in codes]
    return {"subject": subject, "unit": unit, "position": position, "cells": cells}


def _grade_label(value: str | None) -> str:
    return GRADES.get(value or "", "Chưa xếp loại")


def _past(field: str, keys: list[int], on: AwardRound) -> dict[int, list[str]]:
    """Titles and forms of the last years in words, the latest first, each once with its years."""
    rows = Award.objects.standing().filter(**{f"{field}__in": keys}, period_to__in=_years(on))
    years: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for key, code, year in rows.order_by("-period_to", "code").values_list(field, "code", "period_to"):
        years[key][code].append(year)
    words = {
        key: [f"{award_name(code)} {', '.join(map(str, told))}" for code, told in found.items()]
        for key, found in years.items()
    }
    return defaultdict(list, words)


def _there(field: str, keys: list[int], on: AwardRound) -> dict[int, list[str]]:
    """What the subject is already put forward for in this round."""
    rows = Nomination.objects.of_round(on).filter(**{f"{field}__in": keys}).exclude(state=State.WITHDRAWN)
    found: dict[int, list[str]] = defaultdict(list)
    for key, code in rows.values_list(field, "code"):
        found[key].append(award_name(code))
    return found
