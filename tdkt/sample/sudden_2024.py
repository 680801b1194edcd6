"""Sudden merit, end of 2024: submitted before the centre opened its round, and waiting to be taken into it."""

import datetime as dt

from tdkt.awards.models import Basis, IssuerLevel
from tdkt.decisions.domain.submit import submit_upward
from tdkt.dossiers.domain.appraise import accept_nominations
from tdkt.dossiers.domain.attest import attestable
from tdkt.dossiers.domain.open_round import open_round
from tdkt.dossiers.domain.send import send_list
from tdkt.dossiers.domain.short import pass_short
from tdkt.dossiers.models import AwardRound, Nomination, RoundKind
from tdkt.sample.cast import CENTRE
from tdkt.sample.plan import Seat, seated
from tdkt.sample.rounds import EXPLANATION, forward
from tdkt.sample.world import HOME, SAMPLE, World, moment

MERITS: tuple[Seat, ...] = (("P-TUYENQUANG-P2", 1), ("H-TUYENQUANG-YENSON", 1))


def build_sudden_2024(world: World) -> None:
    """The province submits in November; the centre opens its round in December and has taken nothing in yet."""
    on = _open(world, HOME, "tham-dinh-tq", moment(2024, 11, 18), "Khen thưởng đột xuất tháng 11 năm 2024")
    lines = [_one(world, on, seat) for seat in MERITS]
    accept_nominations(actor=world.user("tham-dinh-tq"), now=moment(2024, 11, 21), nominations=lines)
    head = world.user("vien-truong-tq")
    pass_short(actor=head, now=moment(2024, 11, 22), nominations=lines, reason="Khen thưởng đột xuất, cần kịp thời")
    submit_upward(
        actor=head, now=moment(2024, 11, 25), round=on, nominations=lines, to_level=IssuerLevel.MINISTRY,
        number="20/TTr-VKS-TQ", signed_on=dt.date(2024, 11, 25), signer_name=world.staff[HOME][0].full_name,
        signer_title="Viện trưởng",
    )  # fmt: skip
    _open(world, CENTRE, "tham-dinh-tw", moment(2024, 12, 5), "Khen thưởng đột xuất toàn Ngành, tháng 12 năm 2024")


def _open(world: World, unit: str, appraiser: str, now: dt.datetime, name: str) -> AwardRound:
    return open_round(
        actor=world.user(appraiser), now=now, unit=world.units[unit], year=2024, kind=RoundKind.SUDDEN, name=name,
        judged_on=now.date(),
    )  # fmt: skip


def _one(world: World, on: AwardRound, seat: Seat) -> Nomination:
    now = moment(2024, 11, 19)
    attested = tuple(attestable(code="BKB", kind="person", basis=Basis.SUDDEN, on=on.judged_on))
    (line,) = forward(
        world, on, seat[0], "BKB", seated(world, (seat,)), now, basis=Basis.SUDDEN, attested=attested,
        achievement=f"Cứu dân trong đợt mưa lũ {SAMPLE}",
    )  # fmt: skip
    return send_list(
        actor=world.user("can-bo-tq"), now=now, unit_list=line.unit_list, nominations=[line], confirmed=True,
        explanation=EXPLANATION,
    )[0]  # fmt: skip
