"""What a round's desk says of lines that levels below have submitted and that wait for it."""

from django.urls import reverse

from tdkt.accounts.middleware import OfficeRequest
from tdkt.accounts.models import Role
from tdkt.dossiers.domain.climb import waiting_below
from tdkt.dossiers.links import Link
from tdkt.dossiers.models import AwardRound, RoundState


def waiting_link(request: OfficeRequest, on: AwardRound) -> Link | None:
    """How many lines wait, for the appraiser who may take them in."""
    if on.state != RoundState.OPEN or not request.acting.has([Role.APPRAISER], on.unit):
        return None
    waiting = waiting_below(on).count()
    if not waiting:
        return None
    return Link(
        "Xem và đưa vào đợt", "send", reverse("decisions:waiting", args=[on.pk]),
        calls=f"{waiting} dòng cấp dưới đã trình trước khi đợt này mở, đang chờ được đưa vào đợt.",
    )  # fmt: skip
