"""What waits for the user's department, what the user's office asked and how far it is."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tdkt.accounts.middleware import OfficeRequest
from tdkt.confirmations.access import ANSWERERS, ASKERS, OFFICE, units_with
from tdkt.confirmations.board import grouped, tracks_of
from tdkt.confirmations.models import ConfirmationRequest
from tdkt.confirmations.queries import progress_of
from tdkt.dossiers.models import AwardRound, RoundState

EARLIER = 20


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    """Both sides on one page: answering and asking."""
    seen = ConfirmationRequest.objects.visible_to(request.user, request.today)
    mine, office = units_with(request.acting, ANSWERERS), units_with(request.acting, OFFICE)
    open_rounds = AwardRound.objects.filter(unit__in=office, state=RoundState.OPEN).select_related("unit")
    to_answer = seen.filter(unit__in=mine, state="open")
    answered = seen.filter(unit__in=mine, state="closed")
    asked = seen.filter(round__in=open_rounds)
    tracks = dict(grouped(tracks_of(progress_of(asked), request.today)))
    asks = set(units_with(request.acting, ASKERS))
    return render(
        request, "confirmations/index.html",
        {
            "to_answer": tracks_of(progress_of(to_answer), request.today),
            "answered": tracks_of(progress_of(answered, "-closed_at")[:EARLIER], request.today),
            "rounds": [(one, tracks.get(one, []), one.unit_id in asks) for one in open_rounds],
            "office": bool(office), "mine": bool(mine),
        },
    )  # fmt: skip
