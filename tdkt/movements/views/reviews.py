"""Half-time and final reviews, and the reminder to units that have not answered."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from tdkt.accounts.middleware import OfficeRequest
from tdkt.core.answers import Refused
from tdkt.movements.domain.remind import Reminded, remind_units
from tdkt.movements.domain.review import review_movement
from tdkt.movements.forms import ReviewForm
from tdkt.movements.models import ReviewKind
from tdkt.movements.queries import rolled_up
from tdkt.movements.states import State
from tdkt.movements.views.web import kept, movement_for, now

KINDS = {"so-ket": ReviewKind.HALF, "tong-ket": ReviewKind.FINAL}


@require_http_methods(["GET", "POST"])
def review(request: OfficeRequest, pk: int, name: str) -> HttpResponse:
    """Write down a review; the final one closes the movement."""
    movement = kept(request, pk)
    kind = KINDS.get(name)
    if kind is None or movement.state == State.DRAFT:
        raise Http404
    form = ReviewForm(request.POST or None, initial={"held_on": request.today})
    if request.method == "POST" and form.is_valid():
        try:
            review_movement(actor=request.user, now=now(), movement=movement, kind=kind, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, f"Đã ghi {kind.label.lower()}. Hãy đính kèm báo cáo {kind.label.lower()} nếu có.")
            return redirect("movements:detail", pk=pk)
    context = {"form": form, "movement": movement, "kind": kind, "below": rolled_up(movement, kind)}
    return render(request, "movements/review.html", context)


@require_POST
def remind(request: OfficeRequest, pk: int) -> HttpResponse:
    """Remind every lower unit that has not answered."""
    movement = movement_for(request, pk)
    link = reverse("movements:detail", args=[pk])
    try:
        told = remind_units(actor=request.user, now=now(), movement=movement, link=link)
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        _say(request, told)
    return redirect("movements:detail", pk=pk)


def _say(request: OfficeRequest, told: Reminded) -> None:
    if told.now:
        messages.success(request, f"Đã nhắc {told.now} đơn vị trong “Việc của tôi” của cán bộ thi đua đơn vị đó.")
    if told.earlier:
        messages.info(request, f"{told.earlier} đơn vị đã được nhắc trong hôm nay, không nhắc lại.")
    if told.nobody:
        messages.warning(
            request, f"{len(told.nobody)} đơn vị chưa có tài khoản cán bộ thi đua nên chưa nhắc được; tên đơn vị và "
            "người giao được tài khoản ghi ở bảng bên dưới.",
        )  # fmt: skip
