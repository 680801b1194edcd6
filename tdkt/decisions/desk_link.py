"""Where a desk leads the head to decide, and what it says of lines that levels below have submitted and that wait."""

from django.urls import reverse

from tdkt.accounts.middleware import OfficeRequest
from tdkt.accounts.models import Role
from tdkt.dossiers.domain.climb import waiting_below
from tdkt.dossiers.links import Link
from tdkt.dossiers.models import AwardRound, RoundState


def decide_link(request: OfficeRequest, on: AwardRound) -> Link | None:
    """Where the head of the round's unit decides and signs what goes up."""
    if on.state != RoundState.OPEN or not request.acting.has([Role.UNIT_HEAD], on.unit):
        return None
    return Link("Ra quyết định, trình", "stamp", reverse("decisions:pick", args=[on.pk]))


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
