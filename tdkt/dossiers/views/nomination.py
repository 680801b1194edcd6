"""One nomination: facts, verdict, papers, its story; edited with both versions shown when two people meet."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tdkt.accounts.middleware import OfficeRequest
from tdkt.core.answers import Refused
from tdkt.core.edits import StaleEdit
from tdkt.documents.views import serve
from tdkt.dossiers.access import may_prepare, may_step
from tdkt.dossiers.desk import DESK_STEPS, TONES, is_office, state_words
from tdkt.dossiers.domain.edit import edit_nomination
from tdkt.dossiers.domain.law import award_name
from tdkt.dossiers.domain.papers import attach_paper, detach_paper
from tdkt.dossiers.forms import NominationForm, PaperForm
from tdkt.dossiers.models import Nomination, NominationPaper
from tdkt.dossiers.panels import panels_of
from tdkt.dossiers.states import OPEN_TO_SENDER, STEPS, State
from tdkt.dossiers.story import story_of
from tdkt.dossiers.web import attempt, lines_for, now
from tdkt.dossiers.words import ATTESTABLE, explained


def line_for(request: OfficeRequest, pk: int) -> Nomination:
    """The line, or 404 where it does not exist or is not the user's."""
    return get_object_or_404(lines_for(request).with_names().select_related("award__decision"), pk=pk)


@require_GET
def detail(request: OfficeRequest, pk: int) -> HttpResponse:
    """The page of one line."""
    line = line_for(request, pk)
    return render(request, "dossiers/nomination.html", _context(request, line))


def _context(request: OfficeRequest, line: Nomination, form: NominationForm | None = None) -> dict[str, Any]:
    open_here = line.state in OPEN_TO_SENDER and bool(may_prepare(request.acting, line.unit_list.unit, "sửa"))
    offered = [STEPS[code] for code in DESK_STEPS if line.state in STEPS[code].source]
    others = lines_for(request).filter(round=line.round, person=line.person_id, unit=line.unit_id).exclude(pk=line.pk)
    changes, whole = story_of(line)
    return {
        "line": line,
        "changes": changes,
        "whole": whole,
        "award": award_name(line.code),
        "state": state_words(line, office=is_office(request.acting, line.round)),
        "tone": TONES[State(line.state)],
        "verdict": explained(line.verdict_detail),
        "steps_taken": line.steps.select_related("actor"),
        "papers": line.papers.select_related("file__uploaded_by"),
        "steps": [step for step in offered if may_step(request.acting, step, [line])],
        "form": (form or NominationForm(instance=line, initial={"version": line.version})) if open_here else None,
        "paper_form": PaperForm() if open_here else None,
        "panels": panels_of(request, line),
        "others": [(one, award_name(one.code)) for one in others],
        "vote": getattr(line, "vote", None) if hasattr(line, "vote") else None,
    }


@require_http_methods(["GET", "POST"])
def edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Save an edit, or show both versions. A reload of that page leads back to the line."""
    line = line_for(request, pk)
    if request.method == "GET":
        return redirect("dossiers:nomination", pk=pk)
    form = NominationForm(request.POST, instance=line_for(request, pk))
    stale: StaleEdit | None = None
    if form.is_valid():
        try:
            edit_nomination(
                nomination=line, version=form.cleaned_data["version"], actor=request.user, now=now(), **form.changes()
            )
        except StaleEdit as refusal:
            stale = refusal
            typed = request.POST.copy()
            typed["version"] = str(line_for(request, pk).version)
            form.data = typed
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "Đã lưu và xét lại dòng này.")
            return redirect("dossiers:nomination", pk=pk)
    context = _context(request, line_for(request, pk), form)
    context["stale"] = both_versions(stale) if stale else None
    return render(request, "dossiers/nomination.html", context, status=409)


def both_versions(stale: StaleEdit) -> list[dict[str, str]]:
    """Only what differs: the field, what stands now, what was typed."""
    rows = []
    for name, ours in stale.ours.items():
        theirs = stale.theirs.get(name)
        if theirs != ours:
            rows.append(
                {"label": _field(name).verbose_name, "theirs": _shown(name, theirs), "ours": _shown(name, ours)}
            )
    return rows


def _field(name: str) -> Any:
    return Nomination._meta.get_field(name)  # noqa: SLF001 - Django's documented API


def _shown(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if name == "attested":
        return "; ".join(ATTESTABLE.get(one, one) for one in value or []) or "không"
    choices = dict(_field(name).flatchoices)
    return str(choices.get(value, value) or "để trống")


@require_POST
def attach(request: OfficeRequest, pk: int) -> HttpResponse:
    """Attach a paper."""
    line = line_for(request, pk)
    form = PaperForm(request.POST, request.FILES)
    if not form.is_valid():
        for problem in form.errors.values():
            messages.error(request, " ".join(map(str, problem)))
        return redirect("dossiers:nomination", pk=pk)
    attempt(
        request,
        lambda: attach_paper(
            nomination=line, kind=form.cleaned_data["kind"], upload=form.cleaned_data["file"], actor=request.user,
            now=now(),
        ),
        "Đã đính kèm giấy tờ.",
    )  # fmt: skip
    return redirect("dossiers:nomination", pk=pk)


def _paper_for(request: OfficeRequest, pk: int) -> NominationPaper:
    papers = NominationPaper.objects.filter(nomination__in=lines_for(request))
    return get_object_or_404(papers.select_related("file", "nomination"), pk=pk)


@require_GET
def paper(request: OfficeRequest, pk: int) -> FileResponse:
    """Hand out a paper to whoever may read its line."""
    return serve(_paper_for(request, pk).file)


@require_POST
def detach(request: OfficeRequest, pk: int) -> HttpResponse:
    """Take a paper off."""
    found = _paper_for(request, pk)
    line_pk = found.nomination_id
    attempt(
        request,
        lambda: detach_paper(paper=found, actor=request.user, now=now()) or True,
        "Đã bỏ giấy tờ khỏi dòng này.",
    )
    return redirect("dossiers:nomination", pk=line_pk)
