"""What Tuyên Quang registered for 2023 and 2024: who strove for what, late units, a list returned, a draft.

Names and pledges are invented; what came of them is the ledger of the two years.
"""

import datetime as dt
from collections.abc import Sequence

from tdkt.people.models import Person
from tdkt.registrations.domain.copy import copy_last_year
from tdkt.registrations.domain.lists import list_of, places_of
from tdkt.registrations.domain.nudge import nudge, set_due
from tdkt.registrations.domain.register import register
from tdkt.registrations.domain.steps import agree, return_list, send_up, take_in
from tdkt.registrations.models import UnitRegistration
from tdkt.sample.cast import PERSONAL
from tdkt.sample.plan import (
    EXCELLENT_2023,
    FIGHTERS_2023,
    FLAGS_2023,
    SHORT_BY_ONE,
    TOP_FIGHTERS,
    VOTED_DOWN,
    Seat,
    seated,
)
from tdkt.sample.rounds import officer_of
from tdkt.sample.staff import SIZES
from tdkt.sample.world import HOME, World, moment
from tdkt.units.models import Unit

P, H = "P-TUYENQUANG-", "H-TUYENQUANG-"
DUE = {2023: dt.date(2023, 4, 21), 2024: dt.date(2024, 2, 29)}
LATE_2023 = f"{H}NAHANG"
RETURNED_2023 = f"{P}P2"
HOPED_TOO_HIGH: tuple[Seat, ...] = ((f"{P}P2", 4), (f"{H}CHIEMHOA", 6), (f"{H}YENSON", 4))
"""Registered Chiến sĩ thi đua cơ sở for 2023 and did not reach it."""

ALSO_EXCELLENT = (f"{P}P2", f"{H}YENSON")
"""Collectives that registered the higher title for 2023 and got the lower."""

DRAFT_2024, RETURNED_2024, SENT_2024, NOTHING_2024 = f"{P}P8", f"{H}SONDUONG", f"{H}HAMYEN", f"{H}LAMBINH"

PLEDGES = {
    "LDTT": "",
    "CSTDCS": "Hoàn thành xuất sắc nhiệm vụ; có sáng kiến được Hội đồng sáng kiến cơ sở công nhận; không có án bị hủy "
    "do lỗi chủ quan.",
    "CSTDB": "Giữ vững danh hiệu năm thứ ba liên tiếp; sáng kiến được nhân rộng trong Ngành.",
    "TTLDTT": "",
    "TTLDXS": "Vượt các chỉ tiêu nghiệp vụ của Ngành; trên 70% cá nhân đạt Lao động tiên tiến; không ai bị kỷ luật.",
    "CTDB": "Dẫn đầu khối thi đua nội bộ; có mô hình mới để đơn vị khác học tập.",
}
PLANNED = "Cải tiến mẫu phiếu kiểm sát và thống kê án theo từng giai đoạn (dự kiến)"


def build_registrations_2023(world: World) -> None:
    """Fifteen lists and the province's own, all recorded in the end; one came late, one was returned first."""
    _due(world, 2023, moment(2023, 4, 5))
    person = world.user(PERSONAL).person
    for code in (*SIZES, HOME):
        _write_2023(world, code, person)
    for code in (*SIZES, HOME):
        if code == RETURNED_2023:
            _send_back(world, code, 2023, "Còn ba cá nhân chưa ghi nội dung phấn đấu cụ thể; đề nghị bổ sung.")
        _hand_in(world, code, 2023, moment(2023, 5, 4) if code == LATE_2023 else moment(2023, 4, 19))


def _due(world: World, year: int, now: dt.datetime) -> None:
    set_due(actor=world.user("tham-dinh-tq"), now=now, unit=world.units[HOME], year=year, due_on=DUE[year])


def _write_2023(world: World, code: str, person: Person | None) -> None:
    now, unit = moment(2023, 4, 10), world.units[code]
    here = places_of([one.pk for one in world.staff[code]], 2023, now.date())
    people = [one for one in world.staff[code] if one.pk in here]
    fighters = _at(world, code, (*FIGHTERS_2023, VOTED_DOWN, *HOPED_TOO_HIGH))
    alone = [one for one in fighters if one == person]
    _register(world, code, 2023, "LDTT", [one for one in people if one not in fighters], now)
    _register(world, code, 2023, "CSTDCS", [one for one in fighters if one not in alone], now)
    _register(world, code, 2023, "CSTDB", _at(world, code, (*TOP_FIGHTERS, SHORT_BY_ONE)), now)
    if code != HOME:
        high = code in (*EXCELLENT_2023, *ALSO_EXCELLENT)
        _register(world, code, 2023, "TTLDXS" if high else "TTLDTT", [unit], now)
    if code in FLAGS_2023:
        _register(world, code, 2023, "CTDB", [unit], now)
    if alone:
        register(
            actor=world.user(PERSONAL), now=now, unit=unit, year=2023, subjects=alone, code="CSTDCS",
            pledge="Giải quyết 100% án đúng hạn; hướng dẫn hai cán bộ trẻ; có một sáng kiến.", initiative=PLANNED,
        )  # fmt: skip


def _at(world: World, code: str, seats: Sequence[Seat]) -> list[Person]:
    return seated(world, tuple(seat for seat in seats if seat[0] == code))


def _register(
    world: World, code: str, year: int, award: str, subjects: Sequence[Person | Unit], now: dt.datetime
) -> None:
    if subjects:
        register(
            actor=world.user(officer_of(code)), now=now, unit=world.units[code], year=year, subjects=subjects,
            code=award, pledge=PLEDGES[award],
        )  # fmt: skip


def _head_of(code: str) -> str:
    return "vien-truong-sonduong" if code.endswith("-SONDUONG") else "vien-truong-tq"


def _agree_and_send(world: World, code: str, year: int, now: dt.datetime) -> UnitRegistration:
    unit_list = list_of(world.units[code], year)
    agree(actor=world.user(_head_of(code)), now=now, unit_list=unit_list, version=unit_list.version)
    send_up(actor=world.user(officer_of(code)), now=now + dt.timedelta(hours=2), unit_list=unit_list)
    return unit_list


def _send_back(world: World, code: str, year: int, reason: str) -> None:
    now = moment(year, 4, 12) if year == 2023 else moment(year, 2, 22)
    unit_list = _agree_and_send(world, code, year, now)
    return_list(actor=world.user("tham-dinh-tq"), now=now + dt.timedelta(days=1), unit_list=unit_list, reason=reason)


def _hand_in(world: World, code: str, year: int, now: dt.datetime) -> None:
    """Agreed, sent, and recorded above two days later: by the province, or by the centre for the province's own."""
    unit_list = _agree_and_send(world, code, year, now)
    above = "tham-dinh-tw" if code == HOME else "tham-dinh-tq"
    take_in(actor=world.user(above), now=now + dt.timedelta(days=2), unit_list=unit_list)


def build_registrations_2024(world: World) -> None:
    """Copied from the year before; most recorded, one sent, one returned, one draft, one unit with nothing yet."""
    _due(world, 2024, moment(2024, 1, 8))
    for code in (*SIZES, HOME):
        if code == NOTHING_2024:
            continue
        unit, actor = world.units[code], world.user(officer_of(code))
        copy_last_year(actor=actor, now=moment(2024, 1, 22), unit=unit, year=2024)
        if code == RETURNED_2024:
            _send_back(world, code, 2024, "Danh sách chưa có người mới chuyển đến; đề nghị rà lại.")
        elif code == SENT_2024:
            _agree_and_send(world, code, 2024, moment(2024, 2, 26))
        elif code != DRAFT_2024:
            _hand_in(world, code, 2024, moment(2024, 2, 20))
    late = [world.units[code] for code in (DRAFT_2024, RETURNED_2024, NOTHING_2024)]
    nudge(actor=world.user("tham-dinh-tq"), now=moment(2024, 3, 4), unit=world.units[HOME], year=2024, units=late)
