"""Tuyên Quang's year-end round of 2023, walked step by step; the figures are those of the article of the province."""

import datetime as dt
from collections.abc import Iterable, Sequence

from tdkt.awards.domain import LedgerLine, record_decision
from tdkt.awards.models import IssuerLevel
from tdkt.decisions.domain.decider import choose_decider
from tdkt.decisions.domain.issue import issue_decision
from tdkt.decisions.domain.outcome import record_outcome
from tdkt.decisions.domain.submit import submit_upward
from tdkt.dossiers.domain.appraise import accept_nominations, return_nominations
from tdkt.dossiers.domain.attest import attestable
from tdkt.dossiers.domain.open_round import close_round, open_round
from tdkt.dossiers.domain.put_forward import put_forward
from tdkt.dossiers.domain.send import send_list, withdraw
from tdkt.dossiers.models import AwardRound, Nomination, UnitList
from tdkt.dossiers.states import State
from tdkt.people.models import Person
from tdkt.sample.careers import PROSECUTOR_GENERAL
from tdkt.sample.medals import vote
from tdkt.sample.plan import (
    EXCELLENT_2022,
    EXCELLENT_2023,
    FIGHTERS_2023,
    FLAGS_2023,
    ONLY_COMPLETED_2023,
    SHORT_BY_ONE,
    TOP_FIGHTERS,
    TWO_YEARS,
    VOTED_DOWN,
    Seat,
    seated,
)
from tdkt.sample.staff import RECRUITED_2023, SIZES
from tdkt.sample.world import HOME, SAMPLE, World, moment
from tdkt.units.models import Unit

JUDGED_ON = dt.date(2023, 12, 12)
REPRIMANDED_2023: tuple[Seat, ...] = (("H-TUYENQUANG-YENSON", 5), ("P-TUYENQUANG-P11", 4))
EXPLAINED = "Đơn vị đề nghị cấp tỉnh xem xét; số liệu, xác nhận còn thiếu sẽ bổ sung theo yêu cầu."


def build_round_2023(world: World) -> None:
    """The lists, the returns, the council, the decisions, the submission and its outcome."""
    opened = open_round(
        actor=world.user("tham-dinh-tq"), now=moment(2023, 11, 13), unit=world.units[HOME], year=2023,
        name="Tổng kết thi đua, khen thưởng năm 2023", judged_on=JUDGED_ON, lists_due_on=dt.date(2023, 11, 24),
        council_due_on=dt.date(2023, 12, 8), decided_due_on=dt.date(2023, 12, 15),
    )  # fmt: skip
    for code in (*SIZES, HOME):
        _list_of(world, opened, code)
    _appraise(world, opened)
    _vote(world, opened)
    _decide(world, opened)
    _ask_above(world, opened)
    _ask_the_province(world, opened)
    _from_outside(world)
    close_round(actor=world.user("tham-dinh-tq"), now=moment(2024, 2, 6), round=opened)


def vouched(*, code: str, kind: str, on: dt.date) -> tuple[str, ...]:
    """Everything that the clauses of the award leave to people, vouched for by the unit."""
    return tuple(attestable(code=code, kind=kind, basis="cong_trang", on=on))


def forward(
    world: World, opened: AwardRound, unit: Unit, code: str, subjects: Sequence[Person | Unit], **more: str
) -> None:
    """Put subjects on the unit's list; nothing to do without subjects."""
    if not subjects:
        return
    kind = "collective" if isinstance(subjects[0], Unit) else "person"
    put_forward(
        actor=world.user("can-bo-tq"), now=moment(opened.year, 11, 20), round=opened, unit=unit, subjects=subjects,
        code=code, attested=vouched(code=code, kind=kind, on=opened.judged_on), **more,
    )  # fmt: skip


def at(world: World, code: str, seats: Iterable[Seat]) -> list[Person]:
    """The people of a unit among the given places."""
    return seated(world, tuple(seat for seat in seats if seat[0] == code))


def _list_of(world: World, opened: AwardRound, code: str) -> None:
    """One unit's list, as the office wrote it, with its slips, and sent with an explanation where doubtful."""
    unit = world.units[code]
    left_out = at(world, code, ONLY_COMPLETED_2023) + at(world, code, REPRIMANDED_2023[:1])
    if code == HOME:
        left_out += world.staff[HOME][:1]
    hardly_here = world.staff[code][-1:] if RECRUITED_2023.get(code, 0) > 7 else []
    forward(
        world, opened, unit, "LDTT",
        [one for one in world.staff[code] if one not in left_out and one not in hardly_here],
    )  # fmt: skip
    forward(world, opened, unit, "CSTDCS", at(world, code, (*FIGHTERS_2023, VOTED_DOWN)), ground="initiative")
    if code != HOME:
        forward(world, opened, unit, "TTLDTT", [unit])
    if code == HOME or code in EXCELLENT_2023:
        forward(world, opened, unit, "TTLDXS", [unit])
    if code in FLAGS_2023:
        forward(world, opened, unit, "CTDB", [unit])
    if code == HOME:
        _flag_of_the_province(world, opened, unit)
    if code in EXCELLENT_2022:
        forward(
            world, opened, unit, "BKB", [unit], achievement="Hoàn thành xuất sắc nhiệm vụ hai năm liên tục 2022–2023"
        )
    forward(world, opened, unit, "BKB", at(world, code, TWO_YEARS))
    forward(world, opened, unit, "CSTDB", at(world, code, (*TOP_FIGHTERS, SHORT_BY_ONE)), ground="initiative")
    send_list(
        actor=world.user("can-bo-tq"), now=moment(2023, 11, 23), confirmed=True, explanation=EXPLAINED,
        unit_list=UnitList.objects.get(round=opened, unit=unit),
    )  # fmt: skip


def _appraise(world: World, opened: AwardRound) -> None:
    """Return the slips, each with its reason; the units take them off; accept the rest."""
    appraiser, officer = world.user("tham-dinh-tq"), world.user("can-bo-tq")
    recruits = [world.staff[code][-1] for code, month in RECRUITED_2023.items() if month <= 7]
    slips = (
        ("LDTT", recruits, "Tuyển dụng chưa đủ 10 tháng trong năm (Điều 14 khoản 6 Thông tư 01/2019/TT-VKSTC)."),
        ("LDTT", seated(world, REPRIMANDED_2023[1:]), "Bị khiển trách trong năm nên không xét Lao động tiên tiến."),
        ("CSTDB", seated(world, (SHORT_BY_ONE,)), "Mới hai năm liền Chiến sĩ thi đua cơ sở; còn thiếu năm 2021."),
    )
    for code, people, reason in slips:
        lines = list(Nomination.objects.filter(round=opened, code=code, person__in=people).order_by("pk"))
        return_nominations(actor=appraiser, now=moment(2023, 11, 28), nominations=lines, reason=reason)
        withdraw(actor=officer, now=moment(2023, 11, 30), nominations=lines)
    waiting = list(Nomination.objects.filter(round=opened, state=State.SENT).order_by("pk"))
    accept_nominations(actor=appraiser, now=moment(2023, 12, 1), nominations=waiting)


def _vote(world: World, opened: AwardRound) -> None:
    down = Nomination.objects.filter(round=opened, code="CSTDCS", person__in=seated(world, (VOTED_DOWN,)))
    day = moment(2023, 12, 6)
    vote(world, opened, day, number="04/BB-HĐTĐKT", down=frozenset(down.values_list("pk", flat=True)))


def _decide(world: World, opened: AwardRound) -> None:
    head = world.staff[HOME][0]
    passed = list(
        Nomination.objects.filter(round=opened, state=State.PASSED, decided_by=IssuerLevel.UNIT).order_by("pk")
    )
    for number, words, wanted in (("186", "cá nhân", True), ("286", "tập thể", False)):
        issue_decision(
            actor=world.user("vien-truong-tq"), now=moment(2023, 12, 12, 14), round=opened,
            nominations=[line for line in passed if (line.person_id is not None) == wanted],
            number=f"{number}/QĐ-VKS-TQ", signed_on=JUDGED_ON, signer_name=head.full_name, signer_title="Viện trưởng",
            title=f"Công nhận danh hiệu thi đua {words} năm 2023 {SAMPLE}",
            beyond_cap="" if wanted else f"Ghi theo số liệu đã công bố: 6 trên 15 tập thể {SAMPLE}",
        )  # fmt: skip


def _ask_above(world: World, opened: AwardRound) -> None:
    """What the Prosecutor General decides: submitted, then granted. His decision's number is invented."""
    head = world.staff[HOME][0]
    lines = list(
        Nomination.objects.filter(round=opened, state=State.PASSED, decided_by=IssuerLevel.MINISTRY).order_by("pk")
    )
    submission = submit_upward(
        actor=world.user("vien-truong-tq"), now=moment(2023, 12, 13), round=opened, nominations=lines,
        to_level=IssuerLevel.MINISTRY, number="15/TTr-VKS-TQ", signed_on=dt.date(2023, 12, 13),
        signer_name=head.full_name, signer_title="Viện trưởng",
    )  # fmt: skip
    record_outcome(
        actor=world.user("tham-dinh-tq"), now=moment(2023, 12, 29), submission=submission, granted=lines, refused=[],
        number="406M/QĐ-VKSTC", signed_on=dt.date(2023, 12, 25), issuer_level=IssuerLevel.MINISTRY,
        issuer_name=PROSECUTOR_GENERAL, title=f"Khen thưởng tổng kết năm 2023 {SAMPLE}",
    )  # fmt: skip


def _flag_of_the_province(world: World, opened: AwardRound, home: Unit) -> None:
    """It led the province's block for internal affairs: its flag is asked of the province, not of the sector."""
    forward(
        world, opened, home, "CTDB", [home],
        achievement="Trưởng Khối thi đua Nội chính tỉnh Tuyên Quang, dẫn đầu Khối năm 2023",
    )  # fmt: skip
    line = Nomination.objects.get(round=opened, unit=home, code="CTDB")
    choose_decider(
        actor=world.user("can-bo-tq"), now=moment(2023, 11, 21), nomination=line, level=IssuerLevel.PROVINCE,
        version=line.version,
    )  # fmt: skip


def _ask_the_province(world: World, opened: AwardRound) -> None:
    """The second track: submitted to the People's Committee, past the sector, and granted; numbers are invented."""
    lines = list(Nomination.objects.filter(round=opened, state=State.PASSED, decided_by=IssuerLevel.PROVINCE))
    submission = submit_upward(
        actor=world.user("vien-truong-tq"), now=moment(2023, 12, 14), round=opened, nominations=lines,
        to_level=IssuerLevel.PROVINCE, number="16/TTr-VKS-TQ", signed_on=dt.date(2023, 12, 14),
        signer_name=world.staff[HOME][0].full_name, signer_title="Viện trưởng",
    )  # fmt: skip
    record_outcome(
        actor=world.user("tham-dinh-tq"), now=moment(2024, 2, 5), submission=submission, granted=lines, refused=[],
        number="77M/QĐ-UBND", signed_on=dt.date(2024, 1, 25),
        issuer_name="Chủ tịch Ủy ban nhân dân tỉnh Tuyên Quang",
        title=f"Tặng Cờ thi đua cho 11 đơn vị dẫn đầu Khối thi đua năm 2023 {SAMPLE}",
    )  # fmt: skip


def _from_outside(world: World) -> None:
    """The Bằng khen of the Prime Minister, given to the province itself."""
    home = world.units[HOME]
    record_decision(
        actor=world.user("tham-dinh-tq"), now=moment(2024, 2, 5), number="118M/QĐ-TTg", signed_on=dt.date(2024, 1, 30),
        lines=[LedgerLine(unit=home, code="BKTTG", period_from=2018, period_to=2023)],
        issuer_level=IssuerLevel.PRIME_MINISTER, issuer_name="Thủ tướng Chính phủ",
        title=f"Tặng Bằng khen của Thủ tướng Chính phủ {SAMPLE}",
    )  # fmt: skip
