"""From a round's desk to the council: the secretary opens a session there, or goes on with the open one."""

from django.urls import reverse

from tdkt.accounts.middleware import OfficeRequest
from tdkt.accounts.models import Role
from tdkt.councils.models import CouncilSession, SessionState
from tdkt.dossiers.links import Link
from tdkt.dossiers.models import AwardRound, RoundState


def session_link(request: OfficeRequest, on: AwardRound) -> Link | None:
    """For the secretary of the unit that holds the round; nobody else pays a query."""
    if on.state != RoundState.OPEN or not request.acting.has([Role.COUNCIL_SECRETARY], on.unit):
        return None
    going = CouncilSession.objects.filter(round=on, state=SessionState.OPEN).order_by("-held_on", "-pk").first()
    if going is not None:
        return Link("Nhập phiếu của phiên đang mở", "gavel", reverse("councils:session", args=[going.pk]))
    return Link("Mở phiên họp Hội đồng", "gavel", reverse("councils:open_session", args=[on.pk]))
