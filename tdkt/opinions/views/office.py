"""The office's pages of a window: prepare, write summaries, publish, handle opinions, report."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tdkt.accounts.middleware import OfficeRequest
from tdkt.accounts.models import Role
from tdkt.core.answers import Refused
from tdkt.core.working_days import add_working_days
from tdkt.documents.papers.render import CONTENT_TYPE
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.opinions.domain.moderate import handle_opinion, hide_opinion, show_opinion
from tdkt.opinions.domain.windows import (
    AFTER_COUNCIL,
    BEFORE_COUNCIL,
    close_window,
    prepare_window,
    publish_window,
    write_summary,
)  # fmt: skip
from tdkt.opinions.forms import HandlingForm, PrepareForm, SummaryForm
from tdkt.opinions.models import Opinion, OpinionSubject, OpinionWindow
from tdkt.opinions.report import is_over, minutes_words, report_docx, result_of
from tdkt.opinions.rule import first_council_day, needs_window

PAGE = 50


def attempt(request: HttpRequest, act: Callable[[], object], words: str) -> bool:
    """Do one act; say what was done, or why it was refused."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return False
    messages.success(request, words)
    return True


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    """The windows of the units the user reads, and the rounds where one may be prepared."""
    found = OpinionWindow.objects.visible_to(request.user, request.today).select_related("unit", "round")
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    held = [h.unit_id for h in request.acting.holdings if h.role == Role.APPRAISER]
    rounds = AwardRound.objects.filter(unit__in=held, state="open")
    return render(request, "opinions/index.html", {"page": page, "rounds": rounds})


@require_http_methods(["GET", "POST"])
def prepare(request: OfficeRequest, pk: int) -> HttpResponse:
    """Prepare a window on nominations of a round."""
    held = [h.unit_id for h in request.acting.holdings if h.role == Role.APPRAISER]
    on = get_object_or_404(AwardRound.objects.filter(unit__in=held).select_related("unit"), pk=pk)
    lines = _candidates(on, request)
    initial = {"title": f"Lấy ý kiến Nhân dân đối với các trường hợp đề nghị khen thưởng năm {on.year}",
               "opens_on": add_working_days(request.today, 1), "lines": [line.pk for line in lines]}  # fmt: skip
    form = PrepareForm(lines, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        chosen = set(told.pop("lines"))
        try:
            made = prepare_window(
                actor=request.user, now=timezone.localtime(), round=on, **told,
                lines=[line for line in lines if line.pk in chosen],
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "Đã chuẩn bị đợt lấy ý kiến; hãy xem lại tóm tắt rồi công khai.")
            return redirect("opinions:detail", pk=made.pk)
    return render(request, "opinions/prepare.html", {"round": on, "form": form, "lines": lines})


def _candidates(on: AwardRound, request: OfficeRequest) -> list[Nomination]:
    asked = OpinionSubject.objects.filter(window__round=on).values("nomination")
    rows = Nomination.objects.filter(round=on, state__in=[*BEFORE_COUNCIL, *AFTER_COUNCIL]).exclude(pk__in=asked)
    rows = rows.with_names().order_by("person__sort_key", "pk")
    return [line for line in rows if needs_window(line, request.today)]


def _window(request: OfficeRequest, pk: int) -> OpinionWindow:
    rows = OpinionWindow.objects.visible_to(request.user, request.today).select_related("unit", "round")
    return get_object_or_404(rows, pk=pk)


@require_GET
def detail(request: OfficeRequest, pk: int) -> HttpResponse:
    """A window with its summaries, its opinions and the report as it stands."""
    window = _window(request, pk)
    result = result_of(window)
    keeps = request.acting.has([Role.APPRAISER], window.unit)
    context: dict[str, Any] = {
        "window": window, "result": result, "words": minutes_words(result), "keeps": keeps,
        "subjects": window.subjects.all(), "over": is_over(window, request.today),
        "early": window.opens_on > request.today,
        "council_from": first_council_day(window.closes_on), "public_url": request.build_absolute_uri(
            f"/lay-y-kien/{window.slug}/"
        ),
    }  # fmt: skip
    return render(request, "opinions/detail.html", context)


@require_http_methods(["GET", "POST"])
def summary(request: OfficeRequest, pk: int) -> HttpResponse:
    """Write what the public will read of one nomination."""
    rows = OpinionSubject.objects.filter(window__in=OpinionWindow.objects.visible_to(request.user, request.today))
    subject = get_object_or_404(rows.select_related("window__unit"), pk=pk)
    form = SummaryForm(request.POST or None, initial={"summary": subject.summary})
    if request.method == "POST" and form.is_valid():
        try:
            write_summary(actor=request.user, now=timezone.now(), subject=subject, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            return redirect("opinions:detail", pk=subject.window_id)
    return render(request, "opinions/summary.html", {"subject": subject, "form": form})


@require_POST
def step(request: OfficeRequest, pk: int, name: str) -> HttpResponse:
    """Publish a window, or close it."""
    window = _window(request, pk)
    acts = {"cong-khai": (publish_window, "Đã công khai."), "ket-thuc": (close_window, "Đã kết thúc đợt lấy ý kiến.")}
    if name not in acts:
        raise Http404
    act, words = acts[name]
    attempt(request, lambda: act(actor=request.user, now=timezone.localtime(), window=window), words)
    return redirect("opinions:detail", pk=pk)


@require_POST
def opinion(request: OfficeRequest, pk: int, name: str) -> HttpResponse:
    """Handle, hide or show one opinion."""
    rows = Opinion.objects.filter(window__in=OpinionWindow.objects.visible_to(request.user, request.today))
    found = get_object_or_404(rows.select_related("window__unit"), pk=pk)
    form = HandlingForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    who: dict[str, Any] = {"actor": request.user, "now": timezone.now(), "opinion": found}
    acts: dict[str, tuple[Callable[[], object], str]] = {
        "xu-ly": (lambda: handle_opinion(**who, handling=words), "Đã ghi kết quả xử lý."),
        "an": (lambda: hide_opinion(**who, reason=words), "Đã ẩn nội dung; ý kiến vẫn được lưu và được đếm."),
        "hien": (lambda: show_opinion(**who, reason=words), "Đã hiện lại nội dung."),
    }
    if name not in acts:
        raise Http404
    attempt(request, *acts[name])
    return redirect("opinions:detail", pk=found.window_id)


@require_GET
def report(request: OfficeRequest, pk: int) -> HttpResponse:
    """The report as a Word file."""
    window = _window(request, pk)
    answer = HttpResponse(report_docx(result_of(window)), content_type=CONTENT_TYPE)
    name = f"Báo cáo lấy ý kiến {window.opens_on:%d-%m-%Y}.docx"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
