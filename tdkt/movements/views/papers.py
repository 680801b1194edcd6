"""Papers of a movement: write one down, hand out its file, make it known."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tdkt.accounts.middleware import OfficeRequest
from tdkt.core.answers import Refused
from tdkt.documents.domain.store import store_file
from tdkt.documents.views import serve
from tdkt.movements.domain.papers import acknowledge_paper, add_paper, remove_paper
from tdkt.movements.forms import KnownForm, PaperForm
from tdkt.movements.models import Movement, MovementPaper, PaperKind
from tdkt.movements.states import State
from tdkt.movements.views.web import attempt, kept, now
from tdkt.units.models import Unit


@require_http_methods(["GET", "POST"])
def add(request: OfficeRequest, pk: int) -> HttpResponse:
    """Write down a paper of the movement, with its file."""
    movement = kept(request, pk)
    kind = request.GET.get("loai", "")
    start = {"kind": kind if kind in PaperKind.values else _likely(movement)}
    form = PaperForm(request.POST or None, request.FILES or None, initial=start)
    if request.method == "POST" and form.is_valid() and _keep(request, form, movement):
        messages.success(request, f"Đã ghi văn bản số {form.cleaned_data['number']}.")
        return redirect("movements:detail", pk=pk)
    return render(request, "movements/paper.html", {"form": form, "movement": movement})


def _likely(movement: Movement) -> str:
    """The kind one is likely to add next."""
    if movement.state == State.CLOSED:
        return PaperKind.FINAL_REVIEW
    return PaperKind.PLAN if movement.parent_id or movement.unit.parent_id else PaperKind.DIRECTIVE


def _keep(request: OfficeRequest, form: forms.Form, movement: Movement) -> bool:
    """File and paper together, or neither."""
    told = dict(form.cleaned_data)
    upload = told.pop("upload")
    try:
        with transaction.atomic():
            file = store_file(upload=upload, unit=movement.unit, actor=request.user, now=now()) if upload else None
            add_paper(actor=request.user, now=now(), movement=movement, file=file, **told)
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return False
    return True


def _paper(request: OfficeRequest, pk: int) -> MovementPaper:
    rows = MovementPaper.objects.filter(movement__in=Movement.objects.visible_to(request.user, request.today))
    return get_object_or_404(rows.select_related("movement__unit", "file"), pk=pk)


@require_GET
def file(request: OfficeRequest, pk: int) -> FileResponse:
    """The file of a paper, for those who may read the movement."""
    paper = _paper(request, pk)
    if paper.file is None:
        raise Http404
    return serve(paper.file)


@require_POST
def known(request: OfficeRequest, pk: int) -> HttpResponse:
    """A unit has made the paper known."""
    paper = _paper(request, pk)
    form = KnownForm(request.POST)
    if form.is_valid():
        unit = get_object_or_404(Unit, pk=form.cleaned_data["unit"])
        attempt(
            request,
            lambda: acknowledge_paper(
                actor=request.user, now=now(), paper=paper, unit=unit, how=form.cleaned_data["how"]
            ),
            f"Đã ghi: {unit} quán triệt {paper.get_kind_display().lower()} số {paper.number}.",
        )
    else:
        messages.error(request, "Cách quán triệt dài quá 300 chữ; hãy viết ngắn lại.")
    return redirect("movements:detail", pk=paper.movement_id)


@require_POST
def remove(request: OfficeRequest, pk: int) -> HttpResponse:
    """Take a paper off a draft."""
    paper = _paper(request, pk)
    attempt(
        request,
        lambda: remove_paper(actor=request.user, now=now(), paper=paper),
        f"Đã bỏ văn bản số {paper.number}.",
    )
    return redirect("movements:detail", pk=paper.movement_id)
