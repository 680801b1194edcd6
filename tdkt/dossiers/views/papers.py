"""The papers of a line: attached, taken off, explained where they cannot be had, handed out to its readers."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from tdkt.accounts.access import Acting
from tdkt.accounts.middleware import OfficeRequest
from tdkt.documents.views import serve
from tdkt.dossiers.domain.excuse_paper import excuse_paper, withdraw_excuse
from tdkt.dossiers.domain.papers import attach_paper, detach_paper, may_keep_for_office
from tdkt.dossiers.domain.required_papers import OFFICE_PAPERS, PaperState, required_papers
from tdkt.dossiers.models import Nomination, NominationPaper, PaperExcuse
from tdkt.dossiers.paper_forms import ExcuseForm, PaperForm
from tdkt.dossiers.web import attempt, lines_for, now


def papers_context(line: Nomination, *, open_here: bool, seat: Acting | None = None) -> dict[str, Any]:
    """What ``_papers.html`` shows; ``open_here``: the user may still work on the line's papers.

    An appraiser (``seat``) may attach what the office itself signs or obtains.
    """
    required = required_papers(line)
    listed = {file.pk for paper in required for file in paper.files}
    others = line.papers.select_related("file").exclude(pk__in=listed)
    return {
        "required": required,
        "other_papers": others,
        "papers_lacking": sum(paper.state == PaperState.LACK for paper in required),
        "papers_excused": sum(paper.state == PaperState.EXCUSED for paper in required),
        "paper_form": PaperForm() if open_here else None,
        "office_form": PaperForm() if seat and not open_here and may_keep_for_office(seat, line) else None,
        "office_papers": OFFICE_PAPERS,
    }


@require_POST
def attach(request: OfficeRequest, pk: int) -> HttpResponse:
    """Attach a paper."""
    line = _line_for(request, pk)
    form = PaperForm(request.POST, request.FILES)
    if not _valid(request, form):
        return _back(pk)
    attempt(
        request,
        lambda: attach_paper(
            nomination=line, kind=form.cleaned_data["kind"], key=form.cleaned_data["key"],
            upload=form.cleaned_data["file"], actor=request.user, now=now(),
        ),
        "Đã đính kèm giấy tờ.",
    )  # fmt: skip
    return _back(pk)


@require_POST
def excuse(request: OfficeRequest, pk: int) -> HttpResponse:
    """Keep why a paper cannot be had."""
    line = _line_for(request, pk)
    form = ExcuseForm(request.POST)
    if not _valid(request, form):
        return _back(pk)
    attempt(
        request,
        lambda: excuse_paper(
            nomination=line, key=form.cleaned_data["key"], why=form.cleaned_data["why"], actor=request.user, now=now()
        ),
        "Đã ghi giải trình; cấp thẩm định đọc được.",
    )
    return _back(pk)


@require_POST
def unexcuse(request: OfficeRequest, pk: int) -> HttpResponse:
    """Take an explanation back."""
    excuses = PaperExcuse.objects.filter(nomination__in=lines_for(request)).select_related("nomination")
    found = get_object_or_404(excuses, pk=pk)
    line_pk = found.nomination_id
    attempt(request, lambda: withdraw_excuse(excuse=found, actor=request.user, now=now()) or True, "Đã rút giải trình.")
    return _back(line_pk)


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
    return _back(line_pk)


def _line_for(request: OfficeRequest, pk: int) -> Nomination:
    return get_object_or_404(lines_for(request), pk=pk)


def _paper_for(request: OfficeRequest, pk: int) -> NominationPaper:
    papers = NominationPaper.objects.filter(nomination__in=lines_for(request))
    return get_object_or_404(papers.select_related("file__unit", "nomination"), pk=pk)


def _valid(request: OfficeRequest, form: Form) -> bool:
    if form.is_valid():
        return True
    for problem in form.errors.values():
        messages.error(request, " ".join(map(str, problem)))
    return False


def _back(line_pk: int) -> HttpResponse:
    return redirect("dossiers:nomination", pk=line_pk)
