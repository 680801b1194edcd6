"""What waits beside the rounds: departments asked to confirm, lists of registrations to agree, send or take in."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import reverse

from tdkt.accounts.access import Acting
from tdkt.accounts.models import Role
from tdkt.confirmations.access import ANSWERERS
from tdkt.confirmations.models import ConfirmationLine, RequestState
from tdkt.portal.tasks import Task
from tdkt.registrations.models import UnitRegistration
from tdkt.registrations.states import State


def other_tasks(seat: Acting, today: dt.date) -> list[Task]:
    """Everything that waits for the user outside the rounds; two queries."""
    return [*_confirmations(seat, today), *_registrations(seat)]


def _confirmations(seat: Acting, today: dt.date) -> Iterator[Task]:
    mine = {h.unit_id for h in seat.holdings if h.role in ANSWERERS}
    if not mine:
        return
    silent = ConfirmationLine.objects.filter(
        request__unit__in=mine, request__state=RequestState.OPEN, answers__isnull=True
    ).exclude(request__asked_by=seat.user)
    rows = silent.values("request", "request__due_on", "request__round__name").annotate(number=Count("pk")).order_by()
    for row in rows:
        due = row["request__due_on"]
        href = reverse("confirmations:request", args=[row["request"]])
        late = (today - due).days
        words, on = "dòng chờ bộ phận bạn xác nhận", row["request__round__name"]
        yield Task(row["number"], words, on, href, "circle-check", due, late, now=late >= 0)


def _registrations(seat: Acting) -> Iterator[Task]:
    heads = {h.unit_id for h in seat.holdings if h.role == Role.UNIT_HEAD}
    officers = {h.unit_id for h in seat.holdings if h.role == Role.UNIT_OFFICER}
    above = {h.unit_id for h in seat.holdings if h.role in (Role.UNIT_OFFICER, Role.APPRAISER)}
    if not heads | officers | above:
        return
    wanted = (
        Q(unit__in=heads, state=State.DRAFT)
        | Q(unit__in=officers, state__in=(State.RETURNED, State.AGREED))
        | Q(unit__parent__in=above, state=State.SENT)
    )
    counted: dict[tuple[str, int, int], int] = {}
    last: dict[tuple[str, int, int], UnitRegistration] = {}
    for found in UnitRegistration.objects.filter(wanted).select_related("unit"):
        place = found.unit.parent_id if found.state == State.SENT else found.unit_id
        key = (found.state, place or 0, found.year)
        counted[key] = counted.get(key, 0) + 1
        last[key] = found
    for key, number in counted.items():
        found = last[key]
        single = reverse("registrations:list", args=[found.unit_id, found.year])
        href = single if key[0] != State.SENT else f"{reverse('registrations:index')}?nam={found.year}"
        yield Task(number, WORDS[State(key[0])], f"Đăng ký thi đua năm {found.year}", href, "list-checks")


WORDS = {
    State.DRAFT: "danh sách đăng ký chờ thủ trưởng thống nhất",
    State.RETURNED: "danh sách đăng ký bị trả lại, cần sửa",
    State.AGREED: "danh sách đăng ký đã thống nhất, chờ gửi cấp trên",
    State.SENT: "danh sách đăng ký cấp dưới gửi, chờ ghi nhận",
}
