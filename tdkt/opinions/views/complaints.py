"""Pages of complaints and denunciations: only for those who handle them."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tdkt.accounts.middleware import OfficeRequest
from tdkt.core.answers import Refused
from tdkt.core.history import history_of
from tdkt.opinions.domain.complaints import STEPS, receive_complaint, set_time_limits, step_complaint
from tdkt.opinions.forms import ComplaintForm, LimitsForm, OutcomeForm
from tdkt.opinions.models import HANDLERS, Complaint
from tdkt.opinions.views.office import attempt
from tdkt.units.models import Unit

PAGE = 50
ACT_NAMES = {"receive_complaint": "Nhận đơn", "set_time_limits": "Ghi thời hạn", "step_complaint": "Chuyển bước"}


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    """The complaints the user handles."""
    found = Complaint.objects.visible_to(request.user, request.today).select_related("unit")
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    may_add = any(h.role in HANDLERS for h in request.acting.holdings)
    return render(request, "opinions/complaints.html", {"page": page, "may_add": may_add})


@require_http_methods(["GET", "POST"])
def add(request: OfficeRequest) -> HttpResponse:
    """Write down a complaint at a unit where the user handles them."""
    held = [h.unit_id for h in request.acting.holdings if h.role in HANDLERS]
    if not held:
        raise Http404
    form = ComplaintForm(Unit.objects.filter(pk__in=held), request.POST or None, initial={"received_on": request.today})
    if request.method == "POST" and form.is_valid():
        try:
            made = receive_complaint(actor=request.user, now=timezone.localtime(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            return redirect("opinions:complaint", pk=made.pk)
    return render(request, "opinions/complaint_add.html", {"form": form})


def _complaint(request: OfficeRequest, pk: int) -> Complaint:
    rows = Complaint.objects.visible_to(request.user, request.today).select_related("unit", "award", "nomination")
    return get_object_or_404(rows, pk=pk)


@require_GET
def detail(request: OfficeRequest, pk: int) -> HttpResponse:
    """One complaint with its time limits, steps and history."""
    found = _complaint(request, pk)
    initial = {"accept_due_on": found.accept_due_on, "resolve_due_on": found.resolve_due_on, "source": found.due_source}
    context = {
        "complaint": found, "steps": STEPS.leaving(found.state), "limits": LimitsForm(initial=initial),
        "outcome": OutcomeForm(), "story": [(e, ACT_NAMES.get(e.act, "Thay đổi")) for e in history_of(found)],
    }  # fmt: skip
    return render(request, "opinions/complaint.html", context)


@require_POST
def limits(request: OfficeRequest, pk: int) -> HttpResponse:
    """Enter the time limits."""
    found = _complaint(request, pk)
    form = LimitsForm(request.POST)
    if form.is_valid():
        attempt(
            request,
            lambda: set_time_limits(actor=request.user, now=timezone.localtime(), complaint=found, **form.cleaned_data),
            "Đã ghi thời hạn.",
        )
    else:
        attempt(request, _bad_day, "")
    return redirect("opinions:complaint", pk=pk)


def _bad_day() -> None:
    raise Refused("Có ngày ghi sai; hãy ghi dạng ngày/tháng/năm, ví dụ 31/12/2023. Chưa lưu gì.")


@require_POST
def step(request: OfficeRequest, pk: int) -> HttpResponse:
    """Take up, decline or resolve a complaint."""
    found = _complaint(request, pk)
    form = OutcomeForm(request.POST)
    chosen = request.POST.get("buoc", "")
    if chosen not in {one.code for one in STEPS}:
        raise Http404
    if form.is_valid():
        attempt(
            request,
            lambda: step_complaint(
                actor=request.user, now=timezone.localtime(), complaint=found, step=chosen, **form.cleaned_data
            ),
            "Đã ghi.",
        )
    else:
        attempt(request, _bad_day, "")
    return redirect("opinions:complaint", pk=pk)
