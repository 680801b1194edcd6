"""Pages of the inbox: my notices, the year's guide, who is late, the calendar file."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tdkt.accounts.access import units_seen_by
from tdkt.accounts.middleware import OfficeRequest
from tdkt.accounts.models import Role
from tdkt.core.answers import Refused
from tdkt.core.charts import Share, bar
from tdkt.core.working_year import year_asked
from tdkt.inbox.calendar_file import Event, calendar_text
from tdkt.inbox.domain.finish import finish_step
from tdkt.inbox.domain.guide import remove_deadline, set_deadline, start_guide
from tdkt.inbox.domain.notify import mark_done, mark_read
from tdkt.inbox.forms import DeadlineForm
from tdkt.inbox.models import Deadline, Notice, NoticeRead
from tdkt.inbox.own_calendar import address_key, guides_of, notices_of, owner_of, steps_of, units_of
from tdkt.inbox.queries import Step, progress_of, who_is_late, year_of
from tdkt.units.models import Unit

PAGE = 50
FIRST_YEAR = 2014
"""Of the guides; the oldest law in use is of this year."""


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    """What is waiting for the user, the soonest first; or what is done."""
    done = request.GET.get("xong") == "1"
    opened = NoticeRead.objects.filter(notice=OuterRef("pk"), user=request.user)
    found = Notice.objects.visible_to(request.user, request.today).select_related("unit", "done_by")
    shown = found.filter(done_at__isnull=not done).annotate(is_read=Exists(opened))
    page = Paginator(shown.order_by("-done_at", "-pk") if done else shown, PAGE).get_page(request.GET.get("trang"))
    return render(request, "inbox/index.html", {"page": page, "done": done, "feed": _feed_address(request)})


def _feed_address(request: OfficeRequest) -> str:
    return request.build_absolute_uri(reverse("inbox:feed", args=[address_key(request.user)]))


def _notice(request: OfficeRequest, pk: int) -> Notice:
    return get_object_or_404(Notice.objects.visible_to(request.user, request.today), pk=pk)


@require_http_methods(["GET", "POST"])
def open_notice(request: OfficeRequest, pk: int) -> HttpResponse:
    """Go where the notice leads, and remember that it was opened; the home page leads here by a plain link."""
    notice = _notice(request, pk)
    mark_read(actor=request.user, now=timezone.localtime(), notice=notice)
    return redirect(notice.link or reverse("inbox:index"))


@require_POST
def done(request: OfficeRequest, pk: int) -> HttpResponse:
    """Mark a notice as done."""
    notice = _notice(request, pk)
    _try(request, lambda: mark_done(actor=request.user, now=timezone.localtime(), notice=notice), "Đã đánh dấu xong.")
    return redirect("inbox:index")


def _try(request: HttpRequest, act: Callable[[], object], words: str) -> bool:
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return False
    messages.success(request, words)
    return True


def _place(request: OfficeRequest) -> tuple[Unit, int, list[Unit]]:
    """The unit and year asked for in the address, among those the user may ask for."""
    guides = guides_of(request.acting)
    asked = request.GET.get("don_vi", "")
    if not guides:
        raise Http404
    chosen = guides[0]
    if asked.isdecimal():
        chosen = next((unit for unit in guides if unit.pk == int(asked)), None) or get_object_or_404(
            units_seen_by(request.user, request.today), pk=int(asked)
        )
    return chosen, year_asked(request, FIRST_YEAR), guides


@require_GET
def year_guide(request: OfficeRequest) -> HttpResponse:
    """The deadlines of a unit's year, and which of them are the user's own."""
    unit, year, guides = _place(request)
    own = units_of(request.acting)
    steps = year_of(unit, year, own, request.today)
    reads = units_seen_by(request.user, request.today).filter(pk=unit.pk).exists()
    context = {
        "unit": unit, "year": year, "guides": guides, "reads_below": reads,
        "lines": _lines(steps, progress_of(unit, year, request.today) if reads else {}, request.today),
        "may_edit": request.acting.has([Role.APPRAISER], unit), "today": request.today,
    }  # fmt: skip
    return render(request, "inbox/year.html", context)


def _lines(steps: list[Step], progress: dict[int, tuple[int, int]], today: dt.date) -> list[dict[str, Any]]:
    """Each step with the bar of the units below that have done it."""
    lines: list[dict[str, Any]] = []
    for step in steps:
        done, asked = progress.get(step.deadline.pk, (0, 0))
        over = step.due.day is not None and step.due.day < today
        shares = [Share("đã xong", done, "green"), Share("chưa xong", asked - done, "red" if over else "grey")]
        lines.append({"step": step, "done": done, "asked": asked, "bar": bar(shares) if asked else ""})
    return lines


@require_GET
def late(request: OfficeRequest) -> HttpResponse:
    """Who is late below a unit; only for those who read the unit."""
    unit, year, guides = _place(request)
    get_object_or_404(units_seen_by(request.user, request.today), pk=unit.pk)
    rows = who_is_late(unit, year, request.today)
    context = {"unit": unit, "year": year, "guides": guides, "rows": rows, "behind": sum(bool(r.late) for r in rows)}
    return render(request, "inbox/late.html", context)


@require_POST
def start(request: OfficeRequest) -> HttpResponse:
    """Begin the guide of a year."""
    unit, year, _ = _place(request)
    _try(
        request, lambda: start_guide(actor=request.user, now=timezone.localtime(), unit=unit, year=year),
        f"Đã lập lịch năm {year}. Việc chưa có ngày đang chờ hướng dẫn của năm.",
    )  # fmt: skip
    return _back(unit, year)


def _back(unit: Unit, year: int) -> HttpResponse:
    return redirect(f"{reverse('inbox:year')}?don_vi={unit.pk}&nam={year}")


@require_http_methods(["GET", "POST"])
def edit(request: OfficeRequest, pk: int | None = None) -> HttpResponse:
    """Add a deadline to a guide, or change one."""
    if pk is None:
        unit, year, _ = _place(request)
        deadline = None
    else:
        deadline = _deadline(request, pk)
        unit, year = deadline.unit, deadline.year
    if not request.acting.has([Role.APPRAISER], unit):
        raise Http404
    form = DeadlineForm(unit, year, deadline, request.POST or None, initial=_initial(deadline))
    if request.method == "POST" and form.is_valid() and _save(request, form, unit, year, deadline):
        return _back(unit, year)
    context = {"form": form, "unit": unit, "year": year, "deadline": deadline, "version": _version(request, deadline)}
    return render(request, "inbox/edit.html", context)


def _initial(deadline: Deadline | None) -> dict[str, Any]:
    names = ("name", "scope", "role", "fixed_on", "after", "offset", "order", "source")
    return {name: getattr(deadline, name) for name in names} if deadline else {}


def _version(request: OfficeRequest, deadline: Deadline | None) -> int:
    return int(request.POST.get("version") or 0) if request.POST else (deadline.version if deadline else 0)


def _save(request: OfficeRequest, form: forms.Form, unit: Unit, year: int, deadline: Deadline | None) -> bool:
    try:
        set_deadline(
            actor=request.user, now=timezone.localtime(), unit=unit, year=year, deadline=deadline,
            version=_version(request, deadline), **form.cleaned_data,
        )  # fmt: skip
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return False
    messages.success(request, "Đã lưu vào lịch năm.")
    return True


def _deadline(request: OfficeRequest, pk: int) -> Deadline:
    rows = Deadline.objects.visible_to(request.user, request.today).select_related("unit", "after")
    return get_object_or_404(rows, pk=pk)


@require_POST
def remove(request: OfficeRequest, pk: int) -> HttpResponse:
    """Take a deadline off the guide."""
    deadline = _deadline(request, pk)
    unit, year = deadline.unit, deadline.year
    _try(
        request, lambda: remove_deadline(actor=request.user, now=timezone.localtime(), deadline=deadline),
        f"Đã bỏ “{deadline.name}” khỏi lịch năm.",
    )  # fmt: skip
    return _back(unit, year)


@require_POST
def finish(request: OfficeRequest, pk: int) -> HttpResponse:
    """One of the user's units has done the step."""
    deadline = _deadline(request, pk)
    units = [u for u in units_of(request.acting) if deadline.unit_id in (u.pk, u.parent_id)]
    for unit in units:
        act = _finishing(request, deadline, unit)
        _try(request, act, f"Đã ghi: {unit} xong “{deadline.name}”.")
    return _back(deadline.unit, deadline.year)


def _finishing(request: OfficeRequest, deadline: Deadline, unit: Unit) -> Callable[[], object]:
    return lambda: finish_step(
        actor=request.user, now=timezone.localtime(), deadline=deadline, unit=unit, done_on=request.today
    )


@require_GET
def calendar(request: OfficeRequest) -> HttpResponse:
    """The user's deadlines and dated notices as a file for any calendar."""
    user, today = request.user, request.today
    answer = _calendar_file([*steps_of(user, today), *notices_of(user, today)])
    answer["Content-Disposition"] = 'attachment; filename="lich-thi-dua.ics"'
    return answer


@login_not_required
@require_GET
def feed(_request: HttpRequest, key: str) -> HttpResponse:
    """The deadlines for a calendar that fetches them by itself; notices, which may name people, are not told here."""
    owner = owner_of(key)
    if owner is None:
        raise Http404
    return _calendar_file(steps_of(owner, timezone.localdate()))


def _calendar_file(events: list[Event]) -> HttpResponse:
    answer = HttpResponse(calendar_text(events, now=timezone.localtime()), content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    return answer
