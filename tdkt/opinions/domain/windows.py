"""Prepare a window, write its summaries, publish it, close it."""

import datetime as dt
import secrets
from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from tdkt.accounts.access import require_role
from tdkt.accounts.models import Role, User
from tdkt.core import history
from tdkt.core.answers import Refused, require
from tdkt.core.days import show_day
from tdkt.core.steps import Step, StepTable, swap_state
from tdkt.core.text import clean
from tdkt.dossiers.domain.law import award_name
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.dossiers.states import State
from tdkt.holds.queries import may_pass
from tdkt.opinions.models import OpinionSubject, OpinionWindow, Timing, VisitCount, WindowState
from tdkt.opinions.rule import first_council_day, last_day, rule_for
from tdkt.units.models import Unit

BEFORE_COUNCIL = (State.SENT, State.TAKEN_IN, State.ACCEPTED)
AFTER_COUNCIL = (State.PASSED,)
STEPS = StepTable(
    [
        Step("publish", "Công khai", (WindowState.DRAFT,), WindowState.OPEN, (Role.APPRAISER,)),
        Step("close", "Kết thúc", (WindowState.OPEN,), WindowState.CLOSED, (Role.APPRAISER,)),
    ]
)


class CannotAsk(Refused):
    """The window was not prepared, published or closed."""


@transaction.atomic
def prepare_window(
    *,
    actor: User,
    now: dt.datetime,
    round: AwardRound,  # noqa: A002 - the office's word
    lines: Sequence[Nomination],
    title: str,
    opens_on: dt.date,
    council_on: dt.date | None = None,
    contact: str = "",
) -> OpinionWindow:
    """Prepare a window on nominations of one round, as long as the law of its first day asks.

    Raises:
        CannotAsk: no right, no title, a first day gone by, lines at another stage, stopped by a hold or in another
            window, or a council that meets too early.
        NoRule: the law of the day asks for no window for one of them.
        CalendarUnknown: the holidays of the year are not entered.
    """
    ask(actor=actor, unit=round.unit, now=now, what="lấy ý kiến Nhân dân")
    if not clean(title):
        raise CannotAsk("Chưa ghi tiêu đề của đợt lấy ý kiến.")
    if opens_on < timezone.localdate(now):
        raise CannotAsk("Ngày bắt đầu đã qua; hãy chọn hôm nay hoặc một ngày sau.")
    rule = rule_for(lines, opens_on)
    _check_lines(round, lines, rule.timing)
    _check_free(lines, timezone.localdate(now))
    closes_on = last_day(_first_counted(opens_on, now), rule.days)
    _check_council(rule.timing, closes_on, council_on)
    window = OpinionWindow.objects.create(
        round=round, unit=round.unit, title=clean(title), contact=clean(contact), opens_on=opens_on,
        closes_on=closes_on, council_on=council_on, timing=rule.timing, days=rule.days,
        rule=rule.cite, caution=rule.doubt, slug=secrets.token_urlsafe(12),
    )  # fmt: skip
    OpinionSubject.objects.bulk_create([_subject(window, line, n) for n, line in enumerate(lines, start=1)])
    history.record(
        actor=actor, now=now, act="prepare_window", target=window,
        after=history.snapshot(window, ["title", "opens_on", "closes_on", "council_on", "rule"]),
    )  # fmt: skip
    return window


@transaction.atomic
def write_summary(*, actor: User, now: dt.datetime, subject: OpinionSubject, summary: str) -> None:
    """Write what the public will read of one nomination, while the window is being prepared.

    Raises:
        CannotAsk: no right, or the window is public already.
    """
    ask(actor=actor, unit=subject.window.unit, now=now, what="viết tóm tắt công khai")
    if subject.window.state != WindowState.DRAFT:
        raise CannotAsk("Đợt lấy ý kiến đã công khai, không sửa tóm tắt được nữa.")
    before, subject.summary = subject.summary, clean(summary)
    subject.save(update_fields=["summary"])
    history.record(
        actor=actor, now=now, act="write_summary", target=subject.window,
        before={"subject": subject.name, "summary": before},
        after={"subject": subject.name, "summary": subject.summary},
    )  # fmt: skip


@transaction.atomic
def publish_window(*, actor: User, now: dt.datetime, window: OpinionWindow) -> None:
    """Open the window to the public; the days are reckoned anew if its first day has come meanwhile.

    Raises:
        CannotAsk: no right, a summary is missing, or the council would meet too early.
        MovedMeanwhile: it is public already.
    """
    ask(actor=actor, unit=window.unit, now=now, what="công khai danh sách")
    bare = window.subjects.filter(summary="").values_list("name", flat=True).first()
    if bare:
        raise CannotAsk(f"Chưa có tóm tắt thành tích công khai của {bare}; hãy viết rồi công khai.")
    opens_on = max(window.opens_on, timezone.localdate(now))
    closes_on = last_day(_first_counted(opens_on, now), window.days)
    _check_council(window.timing, closes_on, window.council_on)
    swap_state(window, STEPS["publish"], opens_on=opens_on, closes_on=closes_on)
    history.record(
        actor=actor, now=now, act="publish_window", target=window,
        after=history.snapshot(window, ["state", "opens_on", "closes_on"]),
    )  # fmt: skip


@transaction.atomic
def close_window(*, actor: User, now: dt.datetime, window: OpinionWindow) -> None:
    """Close a window that has run its days; what the public read is no longer shown.

    Raises:
        CannotAsk: no right, or the last day has not passed.
        MovedMeanwhile: it is closed already.
    """
    ask(actor=actor, unit=window.unit, now=now, what="kết thúc đợt lấy ý kiến")
    if timezone.localdate(now) <= window.closes_on:
        raise CannotAsk(f"Chưa hết thời gian lấy ý kiến (đến hết ngày {show_day(window.closes_on)}).")
    swap_state(window, STEPS["close"], closed_on=timezone.localdate(now))
    history.record(actor=actor, now=now, act="close_window", target=window, after={"state": window.state})


@transaction.atomic
def count_visit(*, now: dt.datetime, window: OpinionWindow) -> None:
    """One more visit today. Nothing about the visitor is looked at."""
    VisitCount.objects.get_or_create(window=window, day=timezone.localdate(now))
    VisitCount.objects.filter(window=window, day=timezone.localdate(now)).update(count=F("count") + 1)


def ask(*, actor: User, unit: Unit, now: dt.datetime, what: str) -> None:
    """Windows are kept by the appraiser of the unit that holds the round.

    Raises:
        CannotAsk: the actor is not.
    """
    require(require_role(actor, [Role.APPRAISER], unit, timezone.localdate(now), what), CannotAsk)


def _first_counted(opens_on: dt.date, now: dt.datetime) -> dt.date:
    """A day already begun is not a whole day: a window opened today counts from tomorrow."""
    return opens_on + dt.timedelta(days=1) if opens_on == timezone.localdate(now) else opens_on


def _check_lines(on: AwardRound, lines: Sequence[Nomination], timing: str) -> None:
    allowed = BEFORE_COUNCIL if timing == Timing.BEFORE else AFTER_COUNCIL
    for line in lines:
        if line.round_id != on.pk:
            raise CannotAsk(f"{line.subject_name} không thuộc {on}.")
        if line.state not in allowed:
            names = " hoặc ".join(f"“{State(state).label}”" for state in allowed)
            raise CannotAsk(
                f"{line.subject_name} đang ở bước “{State(line.state).label}”. Theo quy định áp dụng, lấy ý kiến "
                f"{Timing(timing).label}, khi hồ sơ ở bước {names}."
            )


def _check_free(lines: Sequence[Nomination], day: dt.date) -> None:
    """Nobody under examination is made public, and nobody is asked about twice at once."""
    people = [line.person_id for line in lines if line.person_id]
    require(may_pass(people, [line.unit_id for line in lines if line.unit_id], day), CannotAsk)
    asked = OpinionSubject.objects.filter(nomination__in=lines).exclude(window__state=WindowState.CLOSED)
    if taken := asked.select_related("window__unit").first():
        until = taken.window.closes_on
        what_next = (
            f"đợt đó đã hết ngày ({show_day(until)}) nhưng chưa kết thúc; hãy nhờ {taken.window.unit} kết thúc trước"
            if until < day
            else f"đợt đó đến hết ngày {show_day(until)}"
        )
        raise CannotAsk(f"{taken.name} đã có trong “{taken.window}”; {what_next}.")


def _check_council(timing: str, closes_on: dt.date, council_on: dt.date | None) -> None:
    if timing == Timing.BEFORE and council_on is not None and council_on <= closes_on:
        raise CannotAsk(
            f"Lấy ý kiến đến hết ngày {show_day(closes_on)}; Hội đồng chỉ họp được từ ngày "
            f"{show_day(first_council_day(closes_on))}. Hãy lùi ngày họp hoặc bắt đầu sớm hơn."
        )


def _subject(window: OpinionWindow, line: Nomination, order: int) -> OpinionSubject:
    return OpinionSubject(
        window=window, nomination=line, name=line.subject_name, position=line.position_then,
        workplace=str(line.host_unit), award_name=award_name(line.code), summary=line.achievement, order=order,
    )  # fmt: skip
