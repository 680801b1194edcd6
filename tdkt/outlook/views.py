"""Who is eligible, who lacks one thing, and the road ahead of one person or unit."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Count, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from tdkt.accounts.access import people_seen_by, units_seen_by
from tdkt.accounts.middleware import OfficeRequest
from tdkt.core.answers import Refused
from tdkt.documents.sheets import CONTENT_TYPE
from tdkt.dossiers.models import Nomination
from tdkt.law import live
from tdkt.outlook.domain.standings import MAY_COMPUTE, refresh_standings, rulebook_in_use
from tdkt.outlook.forms import FIRST_YEAR, ComputeForm, StandingFilter
from tdkt.outlook.models import Reach, Standing, StandingQuerySet
from tdkt.outlook.output import sheet_of
from tdkt.outlook.pages import Outlook
from tdkt.outlook.replay import CannotReplay, replay
from tdkt.outlook.sweep import Line
from tdkt.people.models import Person
from tdkt.units.models import Unit

PAGE = 100


@dataclass(frozen=True)
class Asked:
    """The filters of the address and the rows they leave."""

    form: StandingFilter
    year: int
    unit: Unit | None
    rows: StandingQuerySet
    query: str


def _asked(request: OfficeRequest) -> Asked:
    seen = Standing.objects.visible_to(request.user, request.today)
    latest = seen.aggregate(year=Max("year"))["year"] or request.today.year - 1
    units = units_seen_by(request.user, request.today).order_by("path")
    told = request.GET.copy()
    told.setdefault("nam", str(latest))
    form = StandingFilter(told, units=units, rulebook=live.rulebook(), last=request.today.year)
    chosen = form.cleaned_data if form.is_valid() else {}
    year, unit = chosen.get("nam") or latest, chosen.get("don_vi")
    rows = seen.filter(year=year)
    if unit:
        rows = rows.filter(host_unit__path__startswith=unit.path)
    if chosen.get("ma"):
        rows = rows.filter(code=chosen["ma"])
    if chosen.get("ket_qua"):
        rows = rows.filter(reach=chosen["ket_qua"])
    rows = rows.select_related("person", "unit", "host_unit").order_by(
        "host_unit__path", "code", "reach", "person__sort_key", "pk"
    )
    return Asked(form, year, unit, rows, request.GET.urlencode())


@dataclass(frozen=True)
class Tally:
    """How many are how near to one award."""

    code: str
    name: str
    counts: tuple[tuple[str, str, int], ...]


def _tallies(rows: StandingQuerySet) -> list[Tally]:
    """One line for each award, in the order of the law; one query."""
    found = rows.order_by().values_list("code", "reach").annotate(number=Count("pk"))
    numbers = {(code, reach): number for code, reach, number in found}
    present = {code for code, _ in numbers}
    return [
        Tally(
            info.code,
            info.name,
            tuple((word, label, numbers.get((info.code, word), 0)) for word, label in Reach.choices),
        )
        for info in live.rulebook().awards()
        if info.code in present
    ]


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    """The list of the user's own subtree."""
    asked = _asked(request)
    page = Paginator(asked.rows, PAGE).get_page(request.GET.get("trang"))
    last = asked.rows.order_by("judged_at").first()
    names = live.rulebook().catalogue.names()
    for row in page:
        row.award = names.get(row.code, row.code)
    context = {
        "asked": asked,
        "page": page,
        "tallies": _tallies(asked.rows),
        "made": last,
        "stale": last is not None and last.rulebook != rulebook_in_use(),
        "next_query": _page_query(request, page),
        "units_to_compute": [h.unit for h in request.acting.holdings if h.role in MAY_COMPUTE],
    }
    return render(request, "outlook/index.html", context)


def _page_query(request: HttpRequest, page: Page[Standing]) -> dict[str, str]:
    told = {key: value for key, value in request.GET.items() if key != "trang"}
    found = {}
    if page.has_next():
        found["next"] = urlencode({**told, "trang": page.next_page_number()})
    if page.has_previous():
        found["previous"] = urlencode({**told, "trang": page.previous_page_number()})
    return found


@require_POST
def compute(request: OfficeRequest) -> HttpResponse:
    """Judge everybody of a unit anew."""
    form = ComputeForm(request.POST, units=units_seen_by(request.user, request.today))
    if not form.is_valid():
        raise Http404
    unit, year = form.cleaned_data["don_vi"], form.cleaned_data["nam"]
    try:
        number = refresh_standings(unit=unit, year=year, actor=request.user, now=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, f"Đã xét {number} cá nhân, tập thể của {unit} cho năm {year}.")
    return redirect(f"{reverse('outlook:index')}?{urlencode({'don_vi': unit.pk, 'nam': year})}")


@require_GET
def export(request: OfficeRequest) -> HttpResponse:
    """The same rows as an Excel file."""
    asked = _asked(request)
    where = f"; đơn vị: {asked.unit}" if asked.unit else ""
    content = sheet_of(
        (_line(row) for row in asked.rows),
        title=f"Dự kiến khen thưởng năm {asked.year}",
        note=f"Năm {asked.year}{where}. Xuất ngày {request.today:%d/%m/%Y}.",
    )
    answer = HttpResponse(content, content_type=CONTENT_TYPE)
    name = f"du-kien-khen-thuong-{asked.year}.xlsx"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return answer


def _line(row: Standing) -> Line:
    number = row.person.staff_number if row.person else row.unit.code if row.unit else ""
    return Line(
        kind="person" if row.person_id else "collective", key=row.person_id or row.unit_id or 0, number=number,
        name=row.subject_name, host_key=row.host_unit_id, host_name=row.host_unit.name, code=row.code,
        award=live.rulebook().catalogue.names().get(row.code, row.code), year=row.year, verdict="",
        verdict_vi="đủ tiêu chuẩn" if row.reach == "eligible" else row.get_reach_display().lower(), reach=row.reach,
        lacks=row.lacks,
    )  # fmt: skip


def _subject(request: OfficeRequest, kind: str, pk: int) -> Person | Unit:
    if kind == "nguoi":
        return get_object_or_404(people_seen_by(request.user, request.today), pk=pk)
    return get_object_or_404(units_seen_by(request.user, request.today), pk=pk)


def _year(request: OfficeRequest) -> int | None:
    text = request.GET.get("nam", "")
    if text.isascii() and text.isdecimal() and FIRST_YEAR <= int(text) <= request.today.year:
        return int(text)
    return None


def _outlook(request: OfficeRequest, kind: str, pk: int) -> Outlook:
    found = _subject(request, kind, pk)
    own = isinstance(found, Person) and found.pk == request.user.person_id
    return Outlook(found, _year(request), request.today, own=own)


@require_GET
def subject(request: OfficeRequest, kind: str, pk: int) -> HttpResponse:
    """Where one subject stands this year, and the road ahead."""
    outlook = _outlook(request, kind, pk)
    context = {
        "outlook": outlook,
        "kind": kind,
        "years": _years(request.today),
        "roads": [] if outlook.trouble else outlook.roads(),
        "retirement": [] if outlook.trouble else outlook.retirement_roads(),
    }
    return render(request, "outlook/subject.html", context)


def _years(today: dt.date) -> range:
    return range(today.year, FIRST_YEAR - 1, -1)


@require_GET
def award(request: OfficeRequest, kind: str, pk: int, code: str) -> HttpResponse:
    """One subject before one award: every clause tried, and what would change the answer."""
    outlook = _outlook(request, kind, pk)
    if outlook.trouble or code not in outlook.verdicts:
        raise Http404
    verdict = outlook.verdicts[code]
    context = {
        "outlook": outlook,
        "kind": kind,
        "row": outlook.row(code, verdict),
        "points": outlook.points(code),
        "change": outlook.change(code),
        "verdict": verdict,
        "to_confirm": [outlook.rulebook.in_words(text) for text in verdict.to_confirm],
        "notes": [outlook.rulebook.in_words(text) for text in verdict.notes],
    }
    return render(request, "outlook/award.html", context)


@require_GET
def replayed(request: OfficeRequest, pk: int) -> HttpResponse:
    """A stored verdict beside the same case judged again."""
    line = get_object_or_404(Nomination.objects.visible_to(request.user, request.today).with_names(), pk=pk)
    context: dict[str, object] = {"line": line, "name": live.rulebook().catalogue.names().get(line.code, "")}
    try:
        context["found"] = replay(line)
    except CannotReplay as refusal:
        context["refusal"] = refusal.reason
    return render(request, "outlook/replay.html", context)
