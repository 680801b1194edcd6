"""Tuyên Quang in the middle of 2023: the medal of the sector, through a round of its own."""

import datetime as dt

from tdkt.councils.domain.sessions import close_session, create_council, open_session, record_votes
from tdkt.councils.models import Council
from tdkt.decisions.domain.outcome import record_outcome
from tdkt.decisions.domain.submit import submit_upward
from tdkt.dossiers.domain.appraise import accept_nominations, return_nominations
from tdkt.dossiers.domain.open_round import close_round, open_round
from tdkt.dossiers.domain.send import withdraw
from tdkt.dossiers.models import AwardRound, Nomination, RoundKind
from tdkt.dossiers.states import State
from tdkt.sample.careers import PROSECUTOR_GENERAL
from tdkt.sample.plan import MEDAL_TOO_EARLY, MEDALS_2023, seated
from tdkt.sample.rounds import forward, send
from tdkt.sample.world import HOME, SAMPLE, World, moment

COUNCIL_SIZE = 9


def build_council(world: World) -> None:
    """The province's council: nine invented members."""
    leaders = world.staff[HOME]
    heads = [people[0] for code, people in world.staff.items() if code.startswith("P-")][:5]
    seats = ["chair", "deputy", "deputy", "deputy", "standing", "member", "member", "member", "secretary"]
    positions = ["Viện trưởng", *["Phó Viện trưởng"] * 3, "Chánh Văn phòng", *["Trưởng phòng"] * 4]
    users = {4: "uy-vien-tq", 8: "thu-ky-tq", 0: "vien-truong-tq"}
    create_council(
        actor=world.user("thu-ky-tq"), now=moment(2023, 4, 10), unit=world.units[HOME],
        name="Hội đồng Thi đua - Khen thưởng VKSND tỉnh Tuyên Quang", valid_from=dt.date(2023, 4, 10),
        members=[
            {
                "full_name": person.full_name, "position": position, "seat": seat,
                "user": world.user(users[n]) if n in users else None,
            }
            for n, (person, position, seat) in enumerate(zip([*leaders, *heads], positions, seats, strict=True))
        ],
    )  # fmt: skip


def vote(
    world: World,
    on: AwardRound,
    day: dt.datetime,
    *,
    number: str,
    down: frozenset[int] = frozenset(),
    units: tuple[str, ...] = (),
) -> None:
    """One session on what was accepted, of all units or of some: most lines pass by all nine votes, some by eight."""
    secretary, council = world.user("thu-ky-tq"), Council.objects.get(unit=world.units[HOME])
    session = open_session(
        actor=secretary, now=day, round=on, council=council, held_on=day.date(), members_present=COUNCIL_SIZE,
        place="Phòng họp số 1, trụ sở VKSND tỉnh", minutes_number=number,
    )  # fmt: skip
    waiting = Nomination.objects.filter(round=on, state=State.ACCEPTED).order_by("pk")
    if units:
        waiting = waiting.filter(unit_list__unit__code__in=units)
    votes = {
        pk: (3, 6) if pk in down else (8, 1) if n % 11 == 5 else (9, 0)
        for n, pk in enumerate(waiting.values_list("pk", flat=True))
    }
    record_votes(actor=secretary, now=day, session=session, votes=votes)
    close_session(actor=secretary, now=day, session=session)


def build_medal_round(world: World) -> None:
    """Opened in May, decided around 26 July; one person too early is returned."""
    on = open_round(
        actor=world.user("tham-dinh-tq"), now=moment(2023, 5, 4), unit=world.units[HOME], year=2023,
        kind=RoundKind.MEMORIAL, name="Đợt xét Kỷ niệm chương “Vì sự nghiệp Kiểm sát” năm 2023",
        judged_on=dt.date(2023, 5, 31), lists_due_on=dt.date(2023, 5, 19), council_due_on=dt.date(2023, 5, 31),
        decided_due_on=dt.date(2023, 6, 9),
    )  # fmt: skip
    now = moment(2023, 5, 15)
    early = seated(world, (MEDAL_TOO_EARLY,))
    for person in [*seated(world, MEDALS_2023), *early]:
        code = person.postings.order_by("-valid_from").first().unit.code  # type: ignore[union-attr]
        forward(world, on, code, "KNCKS", [person], now, basis="cong_hien")
        send(world, on, code, moment(2023, 5, 17))
    _appraise(world, on, early[0].pk)
    vote(world, on, moment(2023, 5, 31), number="02/BB-HĐTĐKT")
    _decide(world, on)


def _appraise(world: World, on: AwardRound, early: int) -> None:
    too_early = list(Nomination.objects.filter(round=on, person=early))
    appraiser = world.user("tham-dinh-tq")
    return_nominations(
        nominations=too_early, actor=appraiser, now=moment(2023, 5, 23),
        reason="Chưa đủ 15 năm công tác trong Ngành tính đến ngày xét; đề nghị đưa vào năm sau.",
    )  # fmt: skip
    withdraw(nominations=too_early, actor=world.user("can-bo-tq"), now=moment(2023, 5, 24), reason="Để lại năm sau")
    rest = list(Nomination.objects.filter(round=on, state=State.SENT).order_by("pk"))
    accept_nominations(nominations=rest, actor=appraiser, now=moment(2023, 5, 25))


def _decide(world: World, on: AwardRound) -> None:
    appraiser = world.user("tham-dinh-tq")
    lines = list(Nomination.objects.filter(round=on, state=State.PASSED).order_by("pk"))
    submission = submit_upward(
        round=on, nominations=lines, to_level="ministry", number="41/TTr-VKS-TQ", signed_on=dt.date(2023, 6, 8),
        signer_name=world.staff[HOME][0].full_name, signer_title="Viện trưởng", actor=world.user("vien-truong-tq"),
        now=moment(2023, 6, 8),
    )  # fmt: skip
    record_outcome(
        submission=submission, granted=lines, refused=[], actor=appraiser, number="38M/QĐ-VKSTC",
        signed_on=dt.date(2023, 7, 24), now=moment(2023, 7, 27), issuer_level="ministry",
        issuer_name=PROSECUTOR_GENERAL, title=f"Tặng Kỷ niệm chương “Vì sự nghiệp Kiểm sát” năm 2023 {SAMPLE}",
    )  # fmt: skip
    close_round(round=AwardRound.objects.get(pk=on.pk), actor=appraiser, now=moment(2023, 7, 28))
