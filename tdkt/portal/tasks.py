"""What waits for a user: each task is a number of lines, words, a day, and the page where it is done."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse

from tdkt.accounts.access import Acting
from tdkt.accounts.models import Role
from tdkt.core.days import time_left
from tdkt.councils.models import CouncilSession, SessionState
from tdkt.dossiers.models import AwardRound, Nomination, RoundState
from tdkt.dossiers.states import State
from tdkt.units.models import Unit

APPRAISED = {State.SENT: "dòng chờ thẩm định", State.TAKEN_IN: "dòng đã tiếp nhận, đang thẩm định"}
SENT_BY_THE_UNIT = (
    (State.RETURNED, "dòng bị trả lại, cần sửa và gửi lại", "undo-2"),
    (State.DRAFT, "dòng đang lập, chưa gửi", "send"),
)
SENDERS = (Role.UNIT_OFFICER, Role.UNIT_HEAD)


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do. ``late`` counts days past its day, negative while there is time, nothing without a day."""

    number: int
    words: str
    round: str
    href: str
    icon: str
    due: dt.date | None = None
    late: int | None = None
    now: bool = False

    @property
    def when(self) -> str:
        """The day in words."""
        if self.due is None or self.late is None:
            return ""
        return time_left(self.due, self.due + dt.timedelta(days=self.late))


def open_rounds(seat: Acting) -> list[AwardRound]:
    """The open rounds that the user's units hold or take part in, newest first; one query."""
    above = {key for h in seat.holdings for key in h.unit.ancestor_ids()}
    below = Q()
    for holding in seat.holdings:
        below |= Q(unit__path__startswith=holding.unit.path)
    if not seat.holdings:
        return []
    found = AwardRound.objects.filter(Q(unit__in=above) | below, state=RoundState.OPEN)
    return list(found.select_related("unit").order_by("-year", "-pk"))


def main_round(seat: Acting, rounds: list[AwardRound]) -> AwardRound | None:
    """The round the user works in: one of the own unit, else that of the nearest unit above, else the newest."""
    own = {h.unit_id for h in seat.holdings}
    above = {key for h in seat.holdings for key in h.unit.ancestor_ids()}
    found = [on for on in rounds if on.unit_id in own] or [on for on in rounds if on.unit_id in above] or rounds
    return min(found, key=_nearest, default=None)


def _nearest(on: AwardRound) -> tuple[int, int, int]:
    return -on.year, -len(on.unit.ancestor_ids()), -on.pk


def open_round_over(unit: Unit) -> AwardRound | None:
    """The newest open round that the unit's people are put forward in, of the nearest unit above; one query."""
    found = AwardRound.objects.filter(unit__in=unit.ancestor_ids(), state=RoundState.OPEN)
    return min(found.select_related("unit"), key=_nearest, default=None)


def tasks_of(seat: Acting, rounds: list[AwardRound], today: dt.date) -> list[Task]:
    """Everything that waits for the user, what is late first; two queries however many rounds."""
    counted = _counts(seat, rounds)
    sessions = _open_sessions(rounds)
    found = [task for on in rounds for task in _of_round(seat, on, counted, sessions, today)]
    return sorted(found, key=lambda task: (not task.now, -(task.late if task.late is not None else -9999)))


Counts = dict[tuple[int, str, bool], int]


def _counts(seat: Acting, rounds: list[AwardRound]) -> Counts:
    """Lines by round, state and whether they stand on a list the user himself sends."""
    mine = Q(pk__in=[])
    for holding in seat.holdings:
        if holding.role in SENDERS:
            mine |= Q(unit_list__unit__path__startswith=holding.unit.path)
    grouped = Nomination.objects.filter(round__in=rounds).values_list("round", "state").order_by()
    counts: Counts = {}
    for key, state, number, own in grouped.annotate(number=Count("pk"), own=Count("pk", filter=mine)):
        counts[key, state, False], counts[key, state, True] = number, own
    return counts


def _open_sessions(rounds: list[AwardRound]) -> dict[int, CouncilSession]:
    waiting = CouncilSession.objects.filter(round__in=rounds, state=SessionState.OPEN)
    return {session.round_id: session for session in waiting}


def _of_round(
    seat: Acting, on: AwardRound, counts: Counts, sessions: dict[int, CouncilSession], today: dt.date
) -> Iterator[Task]:
    desk = reverse("dossiers:desk", args=[on.pk])

    def task(number: int, words: str, href: str, icon: str, due: dt.date | None = None, *, now: bool = False) -> Task:
        late = (today - due).days if due else None
        return Task(number, words, on.name, href, icon, due, late, now or bool(late is not None and late >= 0))

    if any(h.role in SENDERS for h in seat.holdings):
        for state, words, icon in SENT_BY_THE_UNIT:
            if number := counts.get((on.pk, state, True), 0):
                mend = state == State.RETURNED
                due = None if mend else on.lists_due_on
                yield task(number, words, f"{desk}?trang_thai={state}", icon, due, now=mend)
    if _holds(seat, [Role.APPRAISER], on):
        for state, words in APPRAISED.items():
            if number := counts.get((on.pk, state, False), 0):
                yield task(number, words, f"{desk}?trang_thai={state}", "list-checks", on.council_due_on)
        if number := counts.get((on.pk, State.PROPOSED, False), 0):
            href = reverse("decisions:decisions")
            yield task(number, "dòng đã trình cấp trên, chờ ghi kết quả", href, "hourglass")
    yield from _of_council_and_head(seat, on, counts, sessions, task)


TaskMaker = Callable[..., Task]


def _of_council_and_head(
    seat: Acting, on: AwardRound, counts: Counts, sessions: dict[int, CouncilSession], task: TaskMaker
) -> Iterator[Task]:
    if _holds(seat, [Role.COUNCIL_SECRETARY], on) and (number := counts.get((on.pk, State.ACCEPTED, False), 0)):
        session = sessions.get(on.pk)
        href = reverse("councils:session", args=[session.pk]) if session else reverse("councils:councils")
        words = "dòng chờ nhập kết quả Hội đồng" if session else "dòng chờ họp Hội đồng"
        yield task(number, words, href, "scale", on.council_due_on)
    if _holds(seat, [Role.UNIT_HEAD], on) and (number := counts.get((on.pk, State.PASSED, False), 0)):
        href = reverse("decisions:pick", args=[on.pk])
        yield task(number, "dòng Hội đồng đã thông qua, chờ quyết định hoặc trình", href, "stamp", on.decided_due_on)


def _holds(seat: Acting, roles: Iterable[Role], on: AwardRound) -> bool:
    return seat.has(roles, on.unit)
