"""The last touches of the open round of 2024: two lines returned, one unit's lines passed by a first session."""

from tdkt.dossiers.domain.appraise import return_nominations
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.dossiers.states import State
from tdkt.sample.medals import vote
from tdkt.sample.world import World, moment

RETURNED, PASSED = "H-TUYENQUANG-YENSON", "P-TUYENQUANG-VP"


def fill_the_desks(world: World) -> None:
    """Without these the round would show neither a returned nor a passed line."""
    opened = AwardRound.objects.get(year=2024, unit=world.units["VKS-TUYENQUANG"])
    sent = Nomination.objects.filter(round=opened, state=State.SENT, unit_list__unit__code=RETURNED).order_by("pk")
    return_nominations(
        nominations=list(sent[:2]), actor=world.user("tham-dinh-tq"), now=moment(2024, 11, 28),
        reason="Chưa có biên bản họp bình xét của đơn vị; đề nghị bổ sung rồi gửi lại trước ngày 05/12/2024.",
    )  # fmt: skip
    vote(world, opened, moment(2024, 12, 4), number="04/BB-HĐTĐKT", units=(PASSED,))
