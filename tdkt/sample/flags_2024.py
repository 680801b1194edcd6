"""Two flags of 2024 at the sector's round: the cluster was asked about one and was silent, nobody asked about the
other.

All of it is invented; it shows why a flag does not go on (Luật 06/2022/QH15 Điều 26 khoản 1).
"""

import datetime as dt

from tdkt.confirmations.domain.consult import ask_authority
from tdkt.confirmations.reasons import Reason
from tdkt.councils.domain.sessions import close_session, open_session, record_votes
from tdkt.councils.models import Council
from tdkt.decisions.domain.submit import submit_upward
from tdkt.dossiers.domain.appraise import accept_nominations, take_in
from tdkt.dossiers.domain.send import send_list
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.sample.cast import CENTRE
from tdkt.sample.medals import COUNCIL_SIZE
from tdkt.sample.round_2023 import EXPLAINED
from tdkt.sample.rounds import forward
from tdkt.sample.world import HOME, SAMPLE, World, moment

DISTRICT = "H-TUYENQUANG-CHIEMHOA"
CLUSTER = "Cụm thi đua của VKSND tỉnh Tuyên Quang (mẫu)"


def build_flags_2024(world: World) -> None:
    """From the province's list to the centre, where the cluster's opinion is asked for."""
    on = AwardRound.objects.get(year=2024, kind="year_end", unit=world.units[HOME])
    flags = [line for code in (HOME, DISTRICT) for line in _put_forward(world, on, code)]
    accept_nominations(actor=world.user("tham-dinh-tq"), now=moment(2024, 12, 9), nominations=flags)
    _council(world, on, flags)
    submit_upward(
        actor=world.user("vien-truong-tq"), now=moment(2024, 12, 10), round=on, nominations=flags, to_level="ministry",
        number="23/TTr-VKS-TQ", signed_on=dt.date(2024, 12, 10), signer_name=world.staff[HOME][0].full_name,
        signer_title="Viện trưởng",
    )  # fmt: skip
    _at_the_centre(world, flags)


def _put_forward(world: World, on: AwardRound, code: str) -> list[Nomination]:
    words = f"Dẫn đầu phong trào thi đua của cụm năm 2024 {SAMPLE}"
    made = forward(world, on, code, "CTDB", [world.units[code]], moment(2024, 12, 6), achievement=words)
    return send_list(
        actor=world.user("can-bo-tq"), now=moment(2024, 12, 6), unit_list=made[0].unit_list, nominations=made,
        confirmed=True, explanation=EXPLAINED,
    )  # fmt: skip


def _council(world: World, on: AwardRound, lines: list[Nomination]) -> None:
    day, secretary = moment(2024, 12, 10, 8), world.user("thu-ky-tq")
    session = open_session(
        actor=secretary, now=day, round=on, council=Council.objects.get(unit=world.units[HOME]), held_on=day.date(),
        members_present=COUNCIL_SIZE, minutes_number="07/BB-HĐTĐKT", place="Phòng họp số 1, trụ sở VKSND tỉnh",
    )  # fmt: skip
    record_votes(actor=secretary, now=day, session=session, votes={line.pk: (COUNCIL_SIZE, 0) for line in lines})
    close_session(actor=secretary, now=day, session=session)


def _at_the_centre(world: World, lines: list[Nomination]) -> None:
    sector = AwardRound.objects.get(year=2024, kind="year_end", unit=world.units[CENTRE])
    appraiser, now = world.user("tham-dinh-tw"), moment(2024, 12, 11, 14)
    take_in(actor=appraiser, now=now, nominations=lines)
    ask_authority(
        actor=appraiser, now=now, on=sector, nominations=lines[:1], authority=CLUSTER, reason=Reason.CLUSTER,
        number=f"4 {SAMPLE}", asked_on=now.date(), due_on=dt.date(2024, 12, 18),
    )  # fmt: skip
