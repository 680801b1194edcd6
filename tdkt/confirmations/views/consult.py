"""Letters to other authorities (hiệp y): the list, the letter, its answers, the scanned papers."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from tdkt.accounts.middleware import OfficeRequest
from tdkt.confirmations.access import ASKERS, units_with
from tdkt.confirmations.domain.consult import ask_authority, record_authority_answer
from tdkt.confirmations.forms import ConsultForm, ReplyForm, initial_due
from tdkt.confirmations.models import ConsultReply, ConsultRequest, Opinion
from tdkt.confirmations.paper import letter_docx
from tdkt.confirmations.queries import last_replies
from tdkt.confirmations.reasons import CASES, Reason, cases_of, days_to_answer
from tdkt.confirmations.standing import moved_words
from tdkt.confirmations.web import choosing, chosen_lines, round_for
from tdkt.core.answers import Refused
from tdkt.core.text import search_key
from tdkt.documents.views import save_paper, serve
from tdkt.dossiers.domain.law import award_name
from tdkt.dossiers.models import AwardRound, Nomination, RoundState

LETTERS = 50


@require_GET
def letters(request: OfficeRequest) -> HttpResponse:
    """The letters of the user's office, and the open rounds one may ask from."""
    seen = ConsultRequest.objects.visible_to(request.user, request.today).select_related("round")
    last = Q(lines__replies__is_last=True)
    counted = seen.annotate(
        total=Count("lines", distinct=True), answered=Count("lines", filter=last, distinct=True),
        against=Count("lines", filter=last & ~Q(lines__replies__reply__opinion=Opinion.AGREED), distinct=True),
    ).order_by("-asked_on", "-pk")  # fmt: skip
    page = Paginator(counted, LETTERS).get_page(request.GET.get("trang"))
    asks = AwardRound.objects.filter(unit__in=units_with(request.acting, ASKERS), state=RoundState.OPEN)
    return render(
        request, "confirmations/letters.html",
        {"page": page, "rows": [(one, *_state(one, request)) for one in page], "rounds": list(asks)},
    )  # fmt: skip


def _state(letter: Any, request: OfficeRequest) -> tuple[str, str]:
    if letter.answered == letter.total:
        return (f"Đã trả lời, {letter.against} dòng không đồng ý hoặc có ý kiến khác", "amber") if letter.against else (
            "Đã trả lời, đồng ý", "green",
        )  # fmt: skip
    some = f"mới trả lời {letter.answered}/{letter.total} dòng" if letter.answered else "chưa trả lời"
    return (f"Quá hạn, {some}", "red") if letter.due_on < request.today else (some[:1].upper() + some[1:], "blue")


@require_http_methods(["GET", "POST"])
def ask(request: OfficeRequest, pk: int) -> HttpResponse:
    """Record a letter that asks another authority about chosen lines."""
    on = round_for(request, pk, ASKERS)
    days, source = days_to_answer(request.today)
    initial = {
        "asked_on": request.today, "due_on": initial_due(request.today, days),
        "reason": request.GET.get("truong_hop", ""), "authority": request.GET.get("co_quan", ""),
    }  # fmt: skip
    form = ConsultForm(request.POST or None, initial=initial)
    if "du_thao" in request.POST:
        form.fields["number"].required = False
        if form.is_valid() and (draft := _draft(request, on, form)) is not None:
            return draft
    elif request.method == "POST" and form.is_valid():
        letter = _ask(request, on, form)
        if letter is not None:
            messages.success(request, f"Đã ghi công văn {letter.number} gửi {letter.authority}.")
            return redirect("confirmations:letter", pk=letter.pk)
    told = [(reason.label, CASES[reason], CASES[reason].cite_on(request.today)) for reason in Reason]
    cases = [row for row in told if row[2]]
    context = choosing(request, on, lambda lines: _cases_words(lines, on))
    context |= {"form": form, "cases": cases, "days": days, "source": source}
    return render(request, "confirmations/consult.html", context)


def _cases_words(lines: Sequence[Nomination], on: AwardRound) -> dict[int, str]:
    return {line.pk: "; ".join(case.label for case in cases_of(line.code, on.judged_on)) for line in lines}


def _draft(request: OfficeRequest, on: AwardRound, form: ConsultForm) -> HttpResponse | None:
    """The letter as Word before it has a number; nothing is recorded."""
    lines = sorted_for_paper(chosen_lines(request, on))
    if not lines:
        form.add_error(None, "Chưa chọn dòng nào; hãy đánh dấu ít nhất một dòng.")
        return None
    told = form.cleaned_data
    basis = told["basis"] or CASES[Reason(told["reason"])].cite_on(told["asked_on"])
    draft = ConsultRequest(round=on, **(told | {"basis": basis}))
    return save_paper(letter_docx(draft, lines, today=request.today), f"du-thao-{_file_name(draft)}")


def sorted_for_paper(lines: Sequence[Nomination]) -> list[Nomination]:
    """The lines with their names, in the order of a printed list."""
    rows = Nomination.objects.with_names().defer("verdict_detail", "attested")
    ordered = rows.filter(pk__in=[line.pk for line in lines])
    return list(ordered.order_by(F("person__sort_key").asc(nulls_last=True), "unit__sort_key", "code", "pk"))


def _file_name(letter: ConsultRequest) -> str:
    words = "".join(one if one.isalnum() else " " for one in search_key(letter.authority)).split()
    return f"{'-'.join(['cong-van', *words])[:100]}-{letter.asked_on:%Y-%m-%d}.docx"


@require_GET
def letter_paper(request: OfficeRequest, pk: int) -> HttpResponse:
    """A recorded letter as Word, to whoever reads it."""
    seen = ConsultRequest.objects.visible_to(request.user, request.today)
    found = get_object_or_404(seen.select_related("round__unit__parent"), pk=pk)
    asked = Nomination.objects.filter(pk__in=found.lines.values("nomination"))
    content = letter_docx(found, sorted_for_paper(list(asked)), today=found.asked_on)
    return save_paper(content, _file_name(found))


def _ask(request: OfficeRequest, on: AwardRound, form: ConsultForm) -> ConsultRequest | None:
    try:
        return ask_authority(
            actor=request.user, now=timezone.now(), on=on, nominations=chosen_lines(request, on), **form.cleaned_data
        )
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return None


@require_http_methods(["GET", "POST"])
def letter(request: OfficeRequest, pk: int) -> HttpResponse:
    """One letter with its lines and the answers recorded; the appraiser records one more."""
    seen = ConsultRequest.objects.visible_to(request.user, request.today)
    found = get_object_or_404(seen.select_related("round__unit", "asked_by"), pk=pk)
    form = ReplyForm(request.POST or None, request.FILES or None, initial={"issued_on": request.today})
    if request.method == "POST" and form.is_valid() and _record(request, found, form):
        return redirect("confirmations:letter", pk=pk)
    lines = list(
        found.lines.select_related("nomination__person", "nomination__unit", "nomination__host_unit",
                                   "nomination__round__unit").defer("nomination__verdict_detail")
    )  # fmt: skip
    replies = last_replies([line.pk for line in lines])
    picked = set(request.POST.getlist("dong")) if request.method == "POST" else {
        str(line.pk) for line in lines if line.pk not in replies
    }  # fmt: skip
    rows = [
        (line, award_name(line.nomination.code), moved_words(line.nomination, found.round), replies.get(line.pk),
         str(line.pk) in picked)
        for line in lines
    ]  # fmt: skip
    may = found.round.unit_id in units_with(request.acting, ASKERS)
    return render(
        request, "confirmations/letter.html",
        {
            "letter": found, "rows": rows, "form": form if may else None, "case": CASES[Reason(found.reason)],
            "replies": found.replies.select_related("recorded_by", "file").annotate(count=Count("about")),
            "late": found.due_on < request.today, "waiting": len(lines) - len(replies),
        },
    )  # fmt: skip


def _record(request: OfficeRequest, found: ConsultRequest, form: ReplyForm) -> bool:
    keys = [int(key) for key in request.POST.getlist("dong") if key.isdecimal()]
    lines = list(found.lines.filter(pk__in=keys))
    try:
        record_authority_answer(actor=request.user, now=timezone.now(), request=found, lines=lines, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return False
    messages.success(request, f"Đã ghi văn bản trả lời cho {len(lines)} dòng.")
    return True


@require_GET
def paper(request: OfficeRequest, pk: int) -> FileResponse:
    """The scanned answer, to whoever reads the letter."""
    seen = ConsultRequest.objects.visible_to(request.user, request.today)
    reply = get_object_or_404(ConsultReply.objects.filter(request__in=seen).select_related("file"), pk=pk)
    if reply.file is None:
        raise Http404
    return serve(reply.file)
