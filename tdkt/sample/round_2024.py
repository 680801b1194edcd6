"""Tuyên Quang's round of 2024, still open: lines at every stage, judged by the law of the end of 2024."""

import datetime as dt

from tdkt.councils.domain.sessions import open_session
from tdkt.councils.models import Council
from tdkt.dossiers.domain.appraise import accept_nominations, return_nominations
from tdkt.dossiers.domain.open_round import open_round
from tdkt.dossiers.domain.send import send_list
from tdkt.dossiers.models import Nomination, UnitList
from tdkt.dossiers.states import State
from tdkt.people.domain import GradeLine, grade_people
from tdkt.people.models import Person
from tdkt.sample.medals import COUNCIL_SIZE
from tdkt.sample.plan import TOP_FIGHTERS, TWO_YEARS, seated
from tdkt.sample.round_2023 import EXPLAINED, forward
from tdkt.sample.staff import SIZES
from tdkt.sample.world import HOME, SAMPLE, World, moment
from tdkt.units.domain import grade_units

DRAFTING = ("H-TUYENQUANG-SONDUONG", "P-TUYENQUANG-P11")
WITHOUT_A_LIST = ("H-TUYENQUANG-LAMBINH",)
ACCEPTED = ("P-TUYENQUANG-VP", "P-TUYENQUANG-P1", "H-TUYENQUANG-CHIEMHOA")


def build_round_2024(world: World) -> None:
    """Lists drafted, sent, returned and accepted, and a council session waiting for its votes."""
    _grades(world)
    opened = open_round(
        actor=world.user("tham-dinh-tq"), now=moment(2024, 11, 11), unit=world.units[HOME], year=2024,
        name="Tổng kết thi đua, khen thưởng năm 2024", judged_on=dt.date(2024, 12, 12),
        lists_due_on=dt.date(2024, 11, 22), council_due_on=dt.date(2024, 12, 6), decided_due_on=dt.date(2024, 12, 13),
    )  # fmt: skip
    for code in SIZES:
        if code in WITHOUT_A_LIST:
            continue
        unit = world.units[code]
        forward(world, opened, unit, "LDTT", _still_there(world, code))
        fighters = [one for one in seated(world, (*TOP_FIGHTERS, *TWO_YEARS)) if one in _still_there(world, code)]
        forward(world, opened, unit, "CSTDCS", fighters, ground="grade")
        forward(world, opened, unit, "TTLDTT", [unit])
        if code not in DRAFTING:
            _send(world, UnitList.objects.get(round=opened, unit=unit))
    _appraise(world, opened.pk)
    open_session(
        actor=world.user("thu-ky-tq"), now=moment(2024, 12, 5), round=opened, held_on=dt.date(2024, 12, 5),
        council=Council.objects.get(unit=world.units[HOME]), members_present=COUNCIL_SIZE,
        minutes_number="05/BB-HĐTĐKT", place="Phòng họp số 1, trụ sở VKSND tỉnh",
    )  # fmt: skip


def _still_there(world: World, code: str) -> list[Person]:
    """The unit's people who stayed all the year (two moved in April)."""
    gone = {world.staff["P-TUYENQUANG-P9"][-2].pk, world.staff["H-TUYENQUANG-NAHANG"][-2].pk}
    return [one for one in world.staff[code] if one.pk not in gone]


def _grades(world: World) -> None:
    best = {one.pk for one in seated(world, (*TOP_FIGHTERS, *TWO_YEARS))}
    people = [one for code in SIZES for one in world.staff[code]]
    grade_people(
        actor=world.user("can-bo-tq"), now=moment(2024, 11, 8),
        lines=[
            GradeLine(
                person=one, year=2024, value="excellent" if one.pk in best else "good",
                decided_by=f"Thông báo xếp loại năm 2024 {SAMPLE}",
            )
            for one in people[:-6]
        ],
    )  # fmt: skip
    values = {world.units[code]: "good" for code in SIZES}
    grade_units(
        actor=world.user("can-bo-tq"), now=moment(2024, 11, 8), year=2024, values=values,
        decided_by=f"Thông báo xếp loại năm 2024 {SAMPLE}",
    )  # fmt: skip


def _send(world: World, unit_list: UnitList) -> None:
    send_list(
        actor=world.user("can-bo-tq"), now=moment(2024, 11, 21), unit_list=unit_list, confirmed=True,
        explanation=EXPLAINED,
    )  # fmt: skip


def _appraise(world: World, round_pk: int) -> None:
    appraiser = world.user("tham-dinh-tq")
    sent = Nomination.objects.filter(round=round_pk, state=State.SENT)
    accept_nominations(
        actor=appraiser, now=moment(2024, 11, 27),
        nominations=list(sent.filter(unit_list__unit__code__in=ACCEPTED).order_by("pk")),
    )  # fmt: skip
    doubtful = list(sent.filter(code="LDTT").exclude(verdict="eligible").order_by("pk")[:4])
    if doubtful:
        return_nominations(
            actor=appraiser, now=moment(2024, 11, 27), nominations=doubtful,
            reason="Bổ sung kết quả xếp loại năm 2024 của từng người rồi gửi lại.",
        )  # fmt: skip
