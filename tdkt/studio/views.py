"""Drafting rules: write, see what the loader and the law say, try on a past year, have a second person approve."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from tdkt.accounts.access import units_seen_by
from tdkt.accounts.middleware import OfficeRequest
from tdkt.core.answers import Refused
from tdkt.core.days import show_day
from tdkt.core.edits import StaleEdit
from tdkt.core.history import history_of
from tdkt.law import live
from tdkt.law.browse import award_law, instrument_rows
from tdkt.studio.access import may_see
from tdkt.studio.checking import changes_of, check, day_of
from tdkt.studio.domain.decide import steps_open, take_step
from tdkt.studio.domain.write import begin_draft, edit_draft
from tdkt.studio.forms import DraftForm, StepForm, TrialForm
from tdkt.studio.models import Draft
from tdkt.studio.skeleton import blank, copied
from tdkt.studio.states import OPEN_TO_DRAFTER, STEPS
from tdkt.studio.trial import CannotTry, try_draft

ACTS = {
    "draft.begin": "Lập dự thảo",
    "draft.edit": "Sửa nội dung",
    **{f"draft.{step.code}": step.label for step in STEPS},
}
DONE = {
    "submit": "Đã gửi; người quản trị thứ hai sẽ duyệt.",
    "return": "Đã trả lại cho người soạn.",
    "approve": "Đã duyệt. Quy định có hiệu lực từ ngày ghi trong văn bản.",
    "withdraw": "Đã bỏ dự thảo; lịch sử vẫn được giữ.",
    "revoke": "Đã thu hồi; các kết luận từ nay không theo bản này nữa.",
}


def _insiders_only(request: OfficeRequest) -> None:
    """For anybody else the studio does not exist."""
    if not may_see(request.user, request.today):
        raise Http404


def _draft(request: OfficeRequest, pk: int) -> Draft:
    seen = Draft.objects.visible_to(request.user, request.today)
    return get_object_or_404(seen.select_related("drafted_by", "edited_by", "decided_by"), pk=pk)


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    """Every draft, the latest first."""
    _insiders_only(request)
    drafts = Draft.objects.visible_to(request.user, request.today).select_related("drafted_by", "decided_by")
    books = instrument_rows(live.rulebook(), request.today)
    return render(request, "studio/index.html", {"drafts": drafts, "books": books})


def new(request: OfficeRequest) -> HttpResponse:
    """Begin a draft, blank or as a copy of a file of the rulebook."""
    _insiders_only(request)
    layers = live.rulebook().layers
    if request.method != "POST":
        return render(request, "studio/edit.html", {"form": DraftForm(initial=_initial(request), layers=layers)})
    form = DraftForm(request.POST, layers=layers)
    if form.is_valid():
        try:
            draft = begin_draft(**form.values, actor=request.user, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            return redirect("studio:draft", draft.pk)
    return render(request, "studio/edit.html", {"form": form}, status=422)


def _initial(request: OfficeRequest) -> dict[str, Any]:
    wanted = request.GET.get("tu", "")
    found = copied(f"{wanted}.yaml") if wanted else None
    if wanted and found is None:
        raise Http404
    day = dt.date(request.today.year + 1, 1, 1)
    return found or {"takes_effect": show_day(day), "text": blank(day)}


def edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Change a draft that is still open."""
    draft = _draft(request, pk)
    layers = live.rulebook().layers
    if request.method != "POST":
        if draft.state not in OPEN_TO_DRAFTER:
            return redirect("studio:draft", draft.pk)
        names = ("title", "layer", "folder", "takes_effect", "text", "version")
        initial = {name: getattr(draft, name) for name in names} | {"takes_effect": show_day(draft.takes_effect)}
        return render(request, "studio/edit.html", {"form": DraftForm(initial=initial, layers=layers), "draft": draft})
    form = DraftForm(request.POST, layers=layers)
    if form.is_valid():
        try:
            version = form.cleaned_data["version"] or 0
            edit_draft(draft=draft, version=version, **form.values, actor=request.user, now=timezone.now())
        except StaleEdit as stale:
            form.add_error(None, stale.reason)
            return render(
                request, "studio/edit.html", {"form": form, "draft": draft, "theirs": stale.theirs}, status=409
            )
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "Đã lưu.")
            return redirect("studio:draft", draft.pk)
    return render(request, "studio/edit.html", {"form": form, "draft": draft}, status=422)


@require_GET
def draft(request: OfficeRequest, pk: int) -> HttpResponse:
    """One draft: what the loader says, what it would change, its steps and its story."""
    found = _draft(request, pk)
    checked = check(found)
    history = [(entry, ACTS.get(entry.act, "")) for entry in history_of(found).reverse()]
    context = {
        "draft": found,
        "checked": checked,
        "lines": found.text.splitlines(),
        "awards": changes_of(found, checked.rulebook) if checked.rulebook else [],
        "late": found.takes_effect <= request.today,
        "replaces": any(book.file == found.path for book in live.rulebook().library.instruments),
        "steps": steps_open(draft=found, actor=request.user, day=request.today),
        "open": found.state in OPEN_TO_DRAFTER,
        "history": history,
    }
    return render(request, "studio/draft.html", context)


@require_GET
def preview(request: OfficeRequest, pk: int, code: str) -> HttpResponse:
    """One award as the law browser would show it with the draft in force."""
    found = _draft(request, pk)
    tried = check(found).rulebook
    if tried is None or code not in tried.catalogue.awards:
        raise Http404
    law = award_law(tried, code, day_of(found, tried), None)
    return render(request, "studio/preview.html", {"draft": found, "law": law})


@require_POST
def step(request: OfficeRequest, pk: int) -> HttpResponse:
    """Take one step with a draft."""
    found = _draft(request, pk)
    form = StepForm(request.POST)
    if not form.is_valid() or form.cleaned_data["step"] not in DONE:
        raise Http404
    code = form.cleaned_data["step"]
    try:
        take_step(code=code, draft=found, actor=request.user, now=timezone.now(), reason=form.cleaned_data["reason"])
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, DONE[code])
    return redirect("studio:draft", pk)


@require_GET
def trial(request: OfficeRequest, pk: int) -> HttpResponse:
    """The draft tried on a past year, beside the law in use."""
    found = _draft(request, pk)
    checked = check(found)
    units = units_seen_by(request.user, request.today).order_by("path")
    form = TrialForm(request.GET or None, units=units, last=request.today.year)
    result = None
    if checked.rulebook and form.is_valid():
        try:
            unit, year = form.cleaned_data["don_vi"], form.cleaned_data["nam"]
            result = try_draft(found, checked.rulebook, unit=unit, year=year, today=request.today)
        except CannotTry as refusal:
            form.add_error("don_vi", refusal.reason)
    context = {"draft": found, "checked": checked, "form": form, "trial": result}
    return render(request, "studio/trial.html", context)
