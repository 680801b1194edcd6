"""The request a department answers: its lines with the facts of its topic, confirmed at once or objected one by one."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tdkt.accounts.middleware import OfficeRequest
from tdkt.confirmations.access import may_answer
from tdkt.confirmations.domain.answer import Answered, Given, answer_lines
from tdkt.confirmations.facts import cells_of
from tdkt.confirmations.models import ConfirmationAnswer, ConfirmationLine, ConfirmationRequest, Reply
from tdkt.confirmations.queries import progress_of
from tdkt.confirmations.standing import moved_words
from tdkt.confirmations.topics import CONFIRMED, Topic
from tdkt.confirmations.web import PAGE
from tdkt.core.answers import Refused
from tdkt.dossiers.domain.law import award_name

Typed = dict[int, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One line of the request, ready to be answered; what was typed before a refusal comes back."""

    line: ConfirmationLine
    award: str
    cells: list[str]
    moved: str
    last: ConfirmationAnswer | None
    earlier: list[ConfirmationAnswer]
    reply: str
    words: str


@require_http_methods(["GET", "POST"])
def department(request: OfficeRequest, pk: int) -> HttpResponse:
    """Read the request; who works in the department answers it."""
    seen = ConfirmationRequest.objects.visible_to(request.user, request.today)
    asked = get_object_or_404(seen.select_related("unit", "round__unit", "asked_by"), pk=pk)
    typed: Typed = {}
    if request.method == "POST":
        given = _given(request.POST, asked)
        if _answer(request, asked, given):
            return redirect(f"{reverse('confirmations:request', args=[pk])}?{request.GET.urlencode()}".rstrip("?"))
        typed = {one.line: (one.reply, one.words) for one in given}
    may = may_answer(request.acting, asked.unit, asked.asked_by_id)
    return render(request, "confirmations/request.html", _context(request, asked, typed, can=bool(may)))


def _context(request: OfficeRequest, asked: ConfirmationRequest, typed: Typed, *, can: bool) -> dict[str, Any]:
    lines = asked.lines.select_related("nomination__person", "nomination__unit", "nomination__host_unit",
                                       "nomination__round__unit").defer("nomination__verdict_detail")  # fmt: skip
    if request.GET.get("loc") == "cho":
        lines = lines.exclude(answers__is_last=True)
    ordered = lines.order_by(
        F("nomination__person__sort_key").asc(nulls_last=True), "nomination__unit__sort_key", "nomination__code", "pk"
    )
    page = Paginator(ordered, PAGE).get_page(request.GET.get("trang"))
    return {
        "asked": asked,
        "topic": CONFIRMED[Topic(asked.topic)],
        "page": page,
        "rows": _rows(list(page), asked, request, typed),
        "progress": progress_of(ConfirmationRequest.objects.filter(pk=asked.pk))[0],
        "can": can and asked.is_open,
        "only": request.GET.get("loc", ""),
        "late": asked.due_on < request.today,
        "replies": Reply.choices,
        "query": request.GET.urlencode(),
    }


def _rows(
    lines: list[ConfirmationLine], asked: ConfirmationRequest, request: OfficeRequest, typed: Typed
) -> list[AnswerRow]:
    cells = cells_of([one.nomination for one in lines], asked.topic, year=asked.round.year, day=request.today)
    said: dict[int, list[ConfirmationAnswer]] = defaultdict(list)
    for answer in ConfirmationAnswer.objects.filter(line__in=[one.pk for one in lines]).select_related("answered_by"):
        said[answer.line_id].append(answer)
    rows = []
    for one in lines:
        last = next((answer for answer in said[one.pk] if answer.is_last), None)
        reply, words = typed.get(one.pk) or ((last.reply, last.words) if last else ("", ""))
        earlier = [answer for answer in said[one.pk] if not answer.is_last]
        line = one.nomination
        rows.append(AnswerRow(
            one, award_name(line.code), cells[line.pk], moved_words(line, asked.round), last, earlier, reply, words
        ))  # fmt: skip
    return rows


def _given(post: QueryDict, asked: ConfirmationRequest) -> list[Given]:
    """The rows that were touched: what was typed differs from the answer that stood on the page. Words without a choice
    are an objection: what somebody wrote is never lost.
    """
    keys = [int(key) for key in post.getlist("dong") if key.isdecimal()]
    seen = {key: int(told) if (told := post.get(f"thay_{key}", "")).isdecimal() else 0 for key in keys}
    stood = ConfirmationAnswer.objects.filter(pk__in=seen.values(), line__request=asked).in_bulk()
    given = []
    for key in keys:
        words = " ".join(post.get(f"y_kien_{key}", "").split())
        reply = post.get(f"tra_loi_{key}", "") or (Reply.OBJECTED if words else "")
        before = stood.get(seen[key])
        if reply and (before is None or (before.reply, before.words) != (reply, words)):
            given.append(Given(key, reply, words, seen[key]))
    return given


def _answer(request: OfficeRequest, asked: ConfirmationRequest, given: list[Given]) -> bool:
    try:
        done = answer_lines(
            actor=request.user, now=timezone.now(), request=asked, given=given,
            confirm_rest=request.POST.get("con_lai") == "1",
        )  # fmt: skip
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return False
    messages.success(request, _done_words(done))
    for words in done.told:
        messages.warning(request, words)
    return True


def _done_words(done: Answered) -> str:
    objected = sum(answer.reply == Reply.OBJECTED for answer in done.answers)
    if not done.answers:
        return "Các câu trả lời này đã được ghi từ trước; không có gì thay đổi."
    return f"Đã ghi {len(done.answers)} dòng: {len(done.answers) - objected} xác nhận, {objected} có ý kiến."
