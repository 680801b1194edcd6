"""Pages anybody may read without signing in. The list and the window set no cookie and look at no address."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from tdkt.core.answers import Refused
from tdkt.opinions.domain.send import Received, find_by_receipt, send_opinion
from tdkt.opinions.domain.windows import count_visit
from tdkt.opinions.forms import OpinionForm, ReceiptForm
from tdkt.opinions.models import OpinionSubject, OpinionWindow, WindowState
from tdkt.opinions.throttle import may_send

NO_FILES = "Không nhận tệp đính kèm. Hãy viết nội dung, hoặc gửi tài liệu đến nơi nhận ghi trên trang."
TOO_OFTEN = "Đã nhận quá nhiều lần gửi trong ít phút qua. Chưa lưu gì; xin chờ khoảng 10 phút rồi gửi lại."


@login_not_required
@require_safe
def windows(request: HttpRequest) -> HttpResponse:
    """The windows open today."""
    found = OpinionWindow.objects.public_on(timezone.localdate()).select_related("unit")
    return render(request, "opinions/public_list.html", {"windows": found})


@login_not_required
@require_safe
def window(request: HttpRequest, slug: str) -> HttpResponse:
    """Those proposed, in summaries. After the last day only that it is over."""
    now = timezone.localtime()
    known = OpinionWindow.objects.exclude(state=WindowState.DRAFT).filter(opens_on__lte=timezone.localdate(now))
    found = get_object_or_404(known.select_related("unit"), slug=slug)
    is_open = OpinionWindow.objects.public_on(timezone.localdate(now)).filter(pk=found.pk).exists()
    if is_open and request.method == "GET":
        count_visit(now=now, window=found)
    subjects = list(found.subjects.all()) if is_open else []
    return render(request, "opinions/public_window.html", {"window": found, "is_open": is_open, "subjects": subjects})


@login_not_required
@require_http_methods(["GET", "POST"])
def give(request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
    """Send an opinion on one of those proposed, or a general one."""
    today = timezone.localdate()
    known = OpinionWindow.objects.exclude(state=WindowState.DRAFT).filter(opens_on__lte=today)
    found = get_object_or_404(known.select_related("unit"), slug=slug)
    subject = get_object_or_404(found.subjects, pk=pk) if pk is not None else None
    over = not OpinionWindow.objects.public_on(today).filter(pk=found.pk).exists()
    if over and request.method == "GET":
        return redirect("opinions:public_window", slug=slug)
    form = OpinionForm(request.POST or None)
    received = _receive(request, form, found, subject) if request.method == "POST" else None
    if received is not None:
        return render(request, "opinions/public_thanks.html", {"window": found, "receipt": received.receipt})
    status = 429 if getattr(request, "too_often", False) else 200
    shown = None if over else subject  # after the last day nobody's name is shown
    return render(
        request, "opinions/public_give.html", {"window": found, "subject": shown, "form": form}, status=status
    )


def _receive(
    request: HttpRequest, form: OpinionForm, window: OpinionWindow, subject: OpinionSubject | None
) -> Received | None:
    if not form.is_valid():
        return None
    if request.FILES:
        form.add_error(None, NO_FILES)
        return None
    if not may_send(request, "send"):
        request.too_often = True  # type: ignore[attr-defined]
        form.add_error(None, TOO_OFTEN)
        return None
    told = {name: form.cleaned_data[name] for name in ("stance", "text", "sender", "contact")}
    try:
        return send_opinion(now=timezone.localtime(), window=window, subject=subject, **told)
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return None


@login_not_required
@require_http_methods(["GET", "POST"])
def receipt(request: HttpRequest) -> HttpResponse:
    """What became of an opinion, asked by its receipt; the code is posted, so that no log keeps it."""
    form = ReceiptForm(request.POST or None)
    opinion = None
    if request.method == "POST" and form.is_valid():
        if not may_send(request, "ask"):
            form.add_error(None, TOO_OFTEN)
        else:
            opinion = find_by_receipt(form.cleaned_data["code"])
            if opinion is None:
                form.add_error("code", "Không có ý kiến nào với mã này; hãy xem lại từng ký tự trên biên nhận.")
    return render(request, "opinions/public_receipt.html", {"form": form, "opinion": opinion})
