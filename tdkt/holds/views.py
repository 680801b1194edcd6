"""Pages of holds: the list, opening one, reading and closing one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from tdkt.accounts.access import people_seen_by, units_seen_by
from tdkt.accounts.middleware import OfficeRequest
from tdkt.core.answers import ALLOWED, Answer, Refused
from tdkt.core.history import history_of
from tdkt.core.text import search_key
from tdkt.documents.domain.store import store_file
from tdkt.documents.models import StoredFile
from tdkt.documents.views import serve
from tdkt.holds.access import KEEPERS, may_keep
from tdkt.holds.domain.close_hold import close_hold
from tdkt.holds.domain.open_hold import Opened, open_hold
from tdkt.holds.forms import CloseForm, OpenForm
from tdkt.holds.models import Hold
from tdkt.people.access import latest_units
from tdkt.people.models import Person
from tdkt.units.models import Unit

PAGE, FOUND = 50, 20
ACT_NAMES = {"open_hold": "Mở tạm dừng xét", "close_hold": "Kết thúc tạm dừng xét"}


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    """The holds the user reads: the open ones, or all."""
    found = Hold.objects.visible_to(request.user, request.today).select_related("person", "unit", "host_unit")
    show_all = request.GET.get("tat_ca") == "1"
    shown = found if show_all else found.filter(closed_on__isnull=True)
    page = Paginator(shown, PAGE).get_page(request.GET.get("trang"))
    return render(
        request, "holds/index.html",
        {"page": page, "show_all": show_all, "may_open": request.user.holds_anywhere(KEEPERS, request.today)},
    )  # fmt: skip


@require_GET
def choose(request: OfficeRequest) -> HttpResponse:
    """Find the person or collective to hold."""
    words = request.GET.get("q", "").strip()
    people: Any = []
    units: Any = []
    if words:
        seen = people_seen_by(request.user, request.today).values("pk")
        people = Person.objects.filter(pk__in=seen).matching(words)[:FOUND]
        units = _units(request, words)
    may_open = request.user.holds_anywhere(KEEPERS, request.today)
    context = {"words": words, "people": people, "units": units, "may_open": may_open}
    return render(request, "holds/choose.html", context)


def _units(request: OfficeRequest, words: str) -> Any:
    seen = units_seen_by(request.user, request.today).values("pk")
    found = Unit.objects.filter(pk__in=seen).alive_on(request.today)
    for word in search_key(words).split():
        found = found.filter(search_key__contains=word)
    return found[:FOUND]


@require_http_methods(["GET", "POST"])
def open_new(request: OfficeRequest, kind: str, pk: int) -> HttpResponse:
    """Open a hold on one person or collective."""
    person, unit = _subject(request, kind, pk)
    form = OpenForm(request.POST or None, request.FILES or None, initial={"opened_on": request.today})
    if request.method == "POST" and form.is_valid():
        made = _open(request, form, person, unit)
        if made is not None:
            messages.success(request, f"Đã tạm dừng xét khen thưởng đối với {made.hold.subject_name}.")
            for text in made.told:
                messages.warning(request, text)
            return redirect("holds:detail", pk=made.hold.pk)
    context = {"form": form, "subject": person or unit, "kind": kind, "may": _may_open(request, person, unit)}
    return render(request, "holds/open.html", context)


def _may_open(request: OfficeRequest, person: Person | None, unit: Unit | None) -> Answer:
    """Told before the form is filled; somebody without a place of work is for the act to speak of."""
    host = unit or (latest_units([person.pk], request.today).get(person.pk) if person else None)
    return may_keep(request.user, host, person, request.today, "mở việc tạm dừng xét") if host else ALLOWED


def _subject(request: OfficeRequest, kind: str, pk: int) -> tuple[Person | None, Unit | None]:
    if kind == "ca-nhan":
        return get_object_or_404(people_seen_by(request.user, request.today), pk=pk), None
    if kind == "tap-the":
        return None, get_object_or_404(units_seen_by(request.user, request.today), pk=pk)
    raise Http404


def _open(request: OfficeRequest, form: forms.Form, person: Person | None, unit: Unit | None) -> Opened | None:
    told = dict(form.cleaned_data)
    upload = told.pop("upload")
    try:
        file = _keep(request, upload, person, unit)
        return open_hold(**told, person=person, unit=unit, file=file, actor=request.user, now=timezone.now())
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return None


def _keep(request: OfficeRequest, upload: Any, person: Person | None, unit: Unit | None) -> StoredFile | None:
    if not upload:
        return None
    keeper = unit or _host(request, person)
    return store_file(upload=upload, unit=keeper, actor=request.user, now=timezone.now())


def _host(request: OfficeRequest, person: Person | None) -> Unit:
    found = latest_units([person.pk], request.today).get(person.pk) if person else None
    if found is None:
        raise Refused(f"{person} chưa có quá trình công tác ở đơn vị nào; hãy ghi nơi công tác trước.")
    return found


def _found(request: OfficeRequest, pk: int) -> Hold:
    rows = Hold.objects.visible_to(request.user, request.today)
    return get_object_or_404(rows.select_related("person", "unit", "host_unit", "opened_by", "closed_by"), pk=pk)


@require_http_methods(["GET", "POST"])
def detail(request: OfficeRequest, pk: int) -> HttpResponse:
    """One hold with its papers and history; who may closes it here."""
    hold = _found(request, pk)
    may_close = hold.is_open and bool(may_keep(request.user, hold.host_unit, hold.person, request.today, ""))
    form = CloseForm(hold.person, request.POST or None, request.FILES or None, initial={"closed_on": request.today})
    if request.method == "POST" and form.is_valid() and _close(request, form, hold):
        return redirect("holds:detail", pk=pk)
    story = [(entry, ACT_NAMES.get(entry.act, "Thay đổi")) for entry in history_of(hold)]
    return render(request, "holds/detail.html", {"hold": hold, "form": form if may_close else None, "story": story})


def _close(request: OfficeRequest, form: forms.Form, hold: Hold) -> bool:
    told = dict(form.cleaned_data)
    upload = told.pop("upload")
    try:
        file = _keep(request, upload, None, hold.host_unit)
        close_hold(hold=hold, file=file, **told, actor=request.user, now=timezone.now())
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return False
    messages.success(request, f"Đã kết thúc tạm dừng xét đối với {hold.subject_name}. Hồ sơ được xét tiếp.")
    return True


@require_GET
def paper(request: OfficeRequest, pk: int, which: str) -> FileResponse:
    """The file of the opening or the concluding paper."""
    hold = _found(request, pk)
    file = hold.conclusion_file if which == "ket-luan" else hold.file
    if file is None:
        raise Http404
    return serve(file)
