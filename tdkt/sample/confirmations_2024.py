"""The open round of 2024 asks three departments side by side and two authorities: answered, objected, silent."""

import datetime as dt

from tdkt.accounts.domain import create_account, grant_role
from tdkt.accounts.models import Role
from tdkt.confirmations.domain.answer import Given, answer_lines
from tdkt.confirmations.domain.ask import Asking, ask_departments
from tdkt.confirmations.domain.consult import ask_authority, record_authority_answer
from tdkt.confirmations.models import ConfirmationRequest, Opinion, Reply
from tdkt.confirmations.reasons import Reason
from tdkt.confirmations.standing import NOT_ASKED
from tdkt.confirmations.topics import Topic
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.dossiers.states import State
from tdkt.sample.cast import ADMINISTRATOR, PASSWORD
from tdkt.sample.world import FIRST_DAY, HOME, SAMPLE, World, moment

DEPARTMENTS = {
    Topic.PERSONNEL: ("P-TUYENQUANG-TCCB", "can-bo-tccb-tq", "Cán bộ Phòng Tổ chức cán bộ (mẫu)"),
    Topic.INSPECTION: ("P-TUYENQUANG-TTKT", "can-bo-thanhtra-tq", "Cán bộ Thanh tra - Khiếu tố (mẫu)"),
    Topic.ACCOUNTS: ("P-TUYENQUANG-VP", "can-bo-vanphong-tq", "Cán bộ Văn phòng tổng hợp (mẫu)"),
}
ASKED = 24
"""How many lines are asked about: enough for a list, few enough to read."""


def build_confirmations_2024(world: World) -> None:
    """Personnel answered all, inspection objected to one, the office was silent until the day passed."""
    _accounts(world)
    opened = AwardRound.objects.get(year=2024, unit=world.units[HOME])
    lines = _before_the_council(opened)[:ASKED]
    asked = ask_departments(
        actor=world.user("tham-dinh-tq"), now=moment(2024, 11, 28), on=opened, nominations=lines,
        askings=[Asking(topic, world.units[code]) for topic, (code, _, _) in DEPARTMENTS.items()],
        due_on=dt.date(2024, 12, 3), note="Đề nghị trả lời trước phiên họp của Hội đồng.",
    )  # fmt: skip
    personnel, inspection, accounts = asked.requests
    answer_lines(
        actor=world.user("can-bo-tccb-tq"), now=moment(2024, 12, 2), request=personnel, given=[], confirm_rest=True
    )
    _inspection(world, inspection)
    _accounts_part(world, accounts)
    _letters(world, opened)


def _before_the_council(opened: AwardRound) -> list[Nomination]:
    """People whose lines still wait for the council, a few of each unit."""
    people = Nomination.objects.filter(round=opened, person__isnull=False)
    waiting = people.exclude(state__in=[*NOT_ASKED, State.PASSED])
    return list(waiting.order_by("person__sort_key", "pk"))


def _accounts(world: World) -> None:
    for code, username, name in DEPARTMENTS.values():
        user = create_account(
            actor=world.user(ADMINISTRATOR), now=moment(2024, 11, 25), username=username, full_name=name,
            password=PASSWORD,
        )  # fmt: skip
        world.users[username] = user
        grant_role(
            actor=world.user(ADMINISTRATOR), now=moment(2024, 11, 25), user=user, role=Role.UNIT_OFFICER,
            unit=world.units[code], valid_from=FIRST_DAY,
        )  # fmt: skip


def _inspection(world: World, request: ConfirmationRequest) -> None:
    first = request.lines.order_by("pk")[0]
    answer_lines(
        actor=world.user("can-bo-thanhtra-tq"), now=moment(2024, 12, 3), request=request, confirm_rest=True,
        given=[Given(first.pk, Reply.OBJECTED, f"Có đơn kiến nghị đang xem xét, chờ kết quả {SAMPLE}.")],
    )  # fmt: skip


def _accounts_part(world: World, request: ConfirmationRequest) -> None:
    some = request.lines.order_by("pk")[:10]
    answer_lines(
        actor=world.user("can-bo-vanphong-tq"), now=moment(2024, 12, 3, 15), request=request,
        given=[Given(line.pk, Reply.CONFIRMED) for line in some],
    )  # fmt: skip


def _letters(world: World, opened: AwardRound) -> None:
    """One letter answered, one waiting; numbers are marked as the sample's own."""
    appraiser = world.user("tham-dinh-tq")
    lines = _before_the_council(opened)[:3]
    letter = ask_authority(
        actor=appraiser, now=moment(2024, 11, 28, 10), on=opened, nominations=lines[:2], reason=Reason.OTHER,
        authority="Ban Thường vụ cấp ủy nơi cá nhân sinh hoạt", basis=f"Quy chế phối hợp của đơn vị {SAMPLE}",
        number=f"1 {SAMPLE}", asked_on=dt.date(2024, 11, 28), due_on=dt.date(2024, 12, 12),
    )  # fmt: skip
    record_authority_answer(
        actor=appraiser, now=moment(2024, 12, 5, 14), request=letter, lines=list(letter.lines.all()),
        opinion=Opinion.AGREED, number=f"3 {SAMPLE}", issued_on=dt.date(2024, 12, 4),
    )  # fmt: skip
    ask_authority(
        actor=appraiser, now=moment(2024, 12, 3, 10), on=opened, nominations=lines[2:], reason=Reason.OTHER,
        authority="Công an nơi cá nhân cư trú", basis=f"Quy chế phối hợp của đơn vị {SAMPLE}",
        number=f"2 {SAMPLE}", asked_on=dt.date(2024, 12, 3), due_on=dt.date(2024, 12, 17),
    )  # fmt: skip
