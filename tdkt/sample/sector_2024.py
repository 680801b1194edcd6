"""The sector's own round of 2024: lines that climbed from Tuyên Quang, one returned, one taken in; a window, a hold.

All of it is invented; it shows every level at work on the same day.
"""

import datetime as dt

from tdkt.awards.domain import LedgerLine, record_decision
from tdkt.awards.models import IssuerLevel
from tdkt.councils.domain.sessions import close_session, create_council, open_session, record_votes
from tdkt.councils.models import Council
from tdkt.decisions.domain.submit import submit_upward
from tdkt.dossiers.domain.appraise import accept_nominations, return_nominations, take_in
from tdkt.dossiers.domain.assign import assign
from tdkt.dossiers.domain.open_round import open_round
from tdkt.dossiers.domain.send import send_list
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.holds.domain.open_hold import open_hold
from tdkt.initiatives.domain import NewInitiative, recognise_initiatives
from tdkt.opinions.domain.windows import prepare_window, publish_window, write_summary
from tdkt.people.models import Person
from tdkt.sample.careers import PROSECUTOR_GENERAL
from tdkt.sample.cast import CENTRE
from tdkt.sample.medals import COUNCIL_SIZE
from tdkt.sample.plan import H, P, seated
from tdkt.sample.round_2023 import EXPLAINED
from tdkt.sample.rounds import forward
from tdkt.sample.world import HOME, SAMPLE, World, moment

ORDER = (f"{P}VP", 1)
"""BKTTG for the years up to 2018, then five good years with three CSTDCS: the order, third class."""

FIGHTERS = ((f"{P}P1", 0), (f"{H}CHIEMHOA", 1))
"""CSTDCS of 2022, 2023 and asked for 2024, with a sector-level initiative: CSTDB."""

NEXT_FIGHTER = (f"{H}SONDUONG", 3)
"""The same, and the person behind ``ca-nhan-tq``: his dossier is still with his own unit."""

HELD = (f"{H}TUYENQUANG", 2)


def build_order_history(world: World) -> None:
    """The earlier form that the order rests on; told before the rounds of 2023."""
    person = seated(world, (ORDER,))[0]
    record_decision(
        actor=world.user("can-bo-tq"), now=moment(2023, 4, 6), number="312M/QĐ-TTg", signed_on=dt.date(2019, 3, 1),
        lines=[LedgerLine(person=person, code="BKTTG", period_from=2014, period_to=2018)],
        issuer_level=IssuerLevel.PRIME_MINISTER, issuer_name="Thủ tướng Chính phủ",
        title=f"Tặng Bằng khen của Thủ tướng Chính phủ {SAMPLE}",
    )  # fmt: skip


def build_sector_2024(world: World) -> None:
    """The province's part first, then the centre's."""
    on = AwardRound.objects.get(year=2024, unit=world.units[HOME])
    _initiatives(world)
    order, fighters = _put_forward(world, on)
    _public(world, on, order)
    _council(world, on, [order, *fighters])
    _hold(world)
    sector = _sector_round(world)
    _submit(world, on, [order], IssuerLevel.PRESIDENT, "21/TTr-VKS-TQ")
    _submit(world, on, fighters, IssuerLevel.MINISTRY, "22/TTr-VKS-TQ")
    _at_the_centre(world, sector, order, fighters)


def _initiatives(world: World) -> None:
    people = seated(world, (*FIGHTERS, NEXT_FIGHTER))
    recognise_initiatives(
        actor=world.user("can-bo-tq"), now=moment(2024, 11, 12),
        initiatives=[
            NewInitiative(
                title=f"Giải pháp nâng cao chất lượng kiểm sát án hình sự, số {n} {SAMPLE}", level="ministry",
                year=2024, round=2, unit=world.units[HOME], recognised_by=PROSECUTOR_GENERAL, authors=(person,),
                decision_number="301M/QĐ-VKSTC", decided_on=dt.date(2024, 10, 14),
            )
            for n, person in enumerate(people, start=1)
        ],
    )  # fmt: skip


def _put_forward(world: World, on: AwardRound) -> tuple[Nomination, list[Nomination]]:
    """Put forward in the middle of November, so that the public window fits before the council."""
    now = moment(2024, 11, 13)
    order = _one(world, on, "HCLD3", ORDER, now)
    fighters = [_one(world, on, "CSTDB", seat, now) for seat in FIGHTERS]
    forward(world, on, NEXT_FIGHTER[0], "CSTDB", seated(world, (NEXT_FIGHTER,)), now, ground="initiative")
    sent = [_send(world, line) for line in (order, *fighters)]
    return sent[0], sent[1:]


def _send(world: World, line: Nomination) -> Nomination:
    return send_list(
        actor=world.user("can-bo-tq"), now=moment(2024, 11, 14), unit_list=line.unit_list, nominations=[line],
        confirmed=True, explanation=EXPLAINED,
    )[0]  # fmt: skip


def _one(world: World, on: AwardRound, code: str, seat: tuple[str, int], now: dt.datetime) -> Nomination:
    person: Person = seated(world, (seat,))[0]
    ground = "initiative" if code == "CSTDB" else ""
    return forward(world, on, seat[0], code, [person], now, ground=ground, achievement=f"Thành tích mẫu {SAMPLE}")[0]


def _public(world: World, on: AwardRound, order: Nomination) -> None:
    appraiser = world.user("tham-dinh-tq")
    window = prepare_window(
        actor=appraiser, now=moment(2024, 11, 15), round=on, lines=[order], opens_on=dt.date(2024, 11, 18),
        council_on=dt.date(2024, 12, 6), title=f"Lấy ý kiến về đề nghị tặng Huân chương Lao động hạng Ba {SAMPLE}",
        contact="Văn phòng tổng hợp VKSND tỉnh Tuyên Quang",
    )  # fmt: skip
    subject = window.subjects.get()
    write_summary(
        actor=appraiser, now=moment(2024, 11, 15), subject=subject,
        summary="Năm năm liên tục hoàn thành tốt nhiệm vụ trở lên, ba lần Chiến sĩ thi đua cơ sở (dữ liệu mẫu).",
    )  # fmt: skip
    publish_window(actor=appraiser, now=moment(2024, 11, 18, 8), window=window)


def _council(world: World, on: AwardRound, lines: list[Nomination]) -> None:
    day, secretary = moment(2024, 12, 6), world.user("thu-ky-tq")
    accept_nominations(actor=world.user("tham-dinh-tq"), now=moment(2024, 12, 3), nominations=lines)
    session = open_session(
        actor=secretary, now=day, round=on, council=Council.objects.get(unit=world.units[HOME]), held_on=day.date(),
        members_present=COUNCIL_SIZE, minutes_number="06/BB-HĐTĐKT", place="Phòng họp số 1, trụ sở VKSND tỉnh",
    )  # fmt: skip
    record_votes(actor=secretary, now=day, session=session, votes={line.pk: (COUNCIL_SIZE, 0) for line in lines})
    close_session(actor=secretary, now=day, session=session)


def _hold(world: World) -> None:
    open_hold(
        actor=world.user("tham-dinh-tq"), now=moment(2024, 12, 4), kind="complaint", opened_on=dt.date(2024, 12, 4),
        matter=f"Xác minh đơn phản ánh về việc chấm công {SAMPLE}", person=seated(world, (HELD,))[0],
        number="14M/QĐ-VKS-TQ", issued_on=dt.date(2024, 12, 4), issuer_name="Viện trưởng VKSND tỉnh Tuyên Quang",
    )  # fmt: skip


def _sector_round(world: World) -> AwardRound:
    centre, now = world.units[CENTRE], moment(2024, 12, 2)
    create_council(
        actor=world.user("thu-ky-tw"), now=now, unit=centre, valid_from=now.date(),
        name="Hội đồng Thi đua - Khen thưởng ngành Kiểm sát nhân dân",
        members=[
            {"full_name": f"Thành viên Hội đồng ngành {n} (mẫu)", "position": "Thành viên", "seat": seat}
            for n, seat in enumerate(["chair", "deputy", "standing", "member", "member", "member", "secretary"], 1)
        ],
    )  # fmt: skip
    return open_round(
        actor=world.user("tham-dinh-tw"), now=now, unit=centre, year=2024,
        name="Xét khen thưởng toàn Ngành năm 2024", judged_on=dt.date(2024, 12, 20),
        lists_due_on=dt.date(2024, 12, 13), council_due_on=dt.date(2024, 12, 27), decided_due_on=dt.date(2024, 12, 31),
    )  # fmt: skip


def _submit(world: World, on: AwardRound, lines: list[Nomination], level: str, number: str) -> None:
    submit_upward(
        actor=world.user("vien-truong-tq"), now=moment(2024, 12, 9), round=on, nominations=lines, to_level=level,
        number=number, signed_on=dt.date(2024, 12, 9), signer_name=world.staff[HOME][0].full_name,
        signer_title="Viện trưởng",
    )  # fmt: skip


def _at_the_centre(world: World, sector: AwardRound, order: Nomination, fighters: list[Nomination]) -> None:
    """The order is being appraised; one fighter came back to be mended, the other has just arrived."""
    appraiser, now = world.user("tham-dinh-tw"), moment(2024, 12, 11)
    assert set(Nomination.objects.filter(round=sector)) == {order, *fighters}  # noqa: S101 - the sample is sound
    take_in(actor=appraiser, now=now, nominations=[order])
    assign(actor=appraiser, now=now, nominations=[order], officer=appraiser)
    return_nominations(
        actor=appraiser, now=now, nominations=fighters[:1],
        reason="Bổ sung bản sao quyết định công nhận sáng kiến cấp Ngành rồi gửi lại trước ngày 18/12/2024.",
    )  # fmt: skip
