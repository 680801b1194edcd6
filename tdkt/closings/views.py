"""Name the movement of a nomination."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from tdkt.accounts.middleware import OfficeRequest
from tdkt.awards.models import Basis
from tdkt.closings.domain import name_movement
from tdkt.closings.forms import ChooseForm
from tdkt.closings.models import NominatedFor
from tdkt.closings.queries import may_be_named
from tdkt.core.answers import Refused
from tdkt.dossiers.models import Nomination
from tdkt.dossiers.states import OPEN_TO_SENDER
from tdkt.dossiers.web import lines_for, now


@require_POST
def choose(request: OfficeRequest, pk: int) -> HttpResponse:
    """Write down the movement of one nomination, or of all its like on the list that name none."""
    line = get_object_or_404(lines_for(request).with_names(), pk=pk)
    form = ChooseForm(may_be_named(line.unit_list.unit, line.round.year), request.POST)
    if not form.is_valid():
        messages.error(request, "Phong trào đã chọn không có trong danh sách; hãy chọn lại.")
        return redirect("dossiers:nomination", pk=pk)
    lines = [line, *(_like(request, line) if form.cleaned_data["for_all"] else [])]
    try:
        number = name_movement(actor=request.user, now=now(), lines=lines, movement=form.cleaned_data["movement"])
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, f"Đã ghi phong trào cho {number} đề nghị và xét lại.")
    return redirect("dossiers:nomination", pk=pk)


def _like(request: OfficeRequest, line: Nomination) -> list[Nomination]:
    """The other open lines of the list for a movement that name none."""
    named = NominatedFor.objects.values("nomination")
    found = lines_for(request).filter(
        unit_list=line.unit_list, round=line.round_id, basis=Basis.MOVEMENT, state__in=OPEN_TO_SENDER
    )
    return list(found.exclude(pk=line.pk).exclude(pk__in=named))
