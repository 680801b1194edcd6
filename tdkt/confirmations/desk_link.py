"""From the round's desk to the board of confirmations, for the office that asks."""

from django.urls import reverse

from tdkt.accounts.middleware import OfficeRequest
from tdkt.confirmations.access import OFFICE
from tdkt.dossiers.links import Link
from tdkt.dossiers.models import AwardRound


def board_link(request: OfficeRequest, on: AwardRound) -> Link | None:
    """The board, for whoever reads every answer there."""
    if not request.acting.has(OFFICE, on.unit):
        return None
    return Link("Xác nhận, hiệp y", "circle-check", reverse("confirmations:board", args=[on.pk]))
