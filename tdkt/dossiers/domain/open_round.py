"""Open a round, and close it when everything in it is decided."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from tdkt.accounts.access import require_role
from tdkt.accounts.models import Role, User
from tdkt.core.answers import Refused, require
from tdkt.core.edits import save_if_fresh
from tdkt.core.history import record, snapshot
from tdkt.core.text import clean
from tdkt.core.working_days import CalendarUnknown, next_working_day, previous_working_day, why_not_working
from tdkt.dossiers.models import AwardRound, RoundKind, RoundState
from tdkt.dossiers.states import State
from tdkt.units.models import Unit

FIELDS = ("year", "kind", "name", "judged_on", "lists_due_on", "council_due_on", "decided_due_on")


class CannotOpenRound(Refused):
    """The round cannot be opened."""


class CannotCloseRound(Refused):
    """The round cannot be closed."""


@transaction.atomic
def open_round(
    *,
    unit: Unit,
    year: int,
    name: str,
    judged_on: dt.date,
    actor: User,
    now: dt.datetime,
    kind: str = RoundKind.YEAR_END,
    lists_due_on: dt.date | None = None,
    council_due_on: dt.date | None = None,
    decided_due_on: dt.date | None = None,
) -> AwardRound:
    """Open a round of ``unit`` for the achievements of ``year``, judged by the law in force on ``judged_on``.

    Raises:
        CannotOpenRound: not the unit's appraiser, dates out of order, or the year's end round is open already.
    """
    day = timezone.localdate(now)
    require(require_role(actor, [Role.APPRAISER], unit, day, "mở đợt xét"), CannotOpenRound)
    opened = AwardRound(
        unit=unit, year=year, kind=kind, name=clean(name), judged_on=judged_on, lists_due_on=lists_due_on,
        council_due_on=council_due_on, decided_due_on=decided_due_on,
    )  # fmt: skip
    _check(opened)
    try:
        with transaction.atomic():
            opened.save()
    except IntegrityError:
        raise CannotOpenRound(f"{unit} đã có đợt tổng kết năm {year}; hãy mở lại đợt đó từ danh sách.") from None
    record(actor=actor, now=now, act="round.open", target=opened, after=snapshot(opened, FIELDS))
    return opened


def _check(opened: AwardRound) -> None:
    if opened.judged_on.year < opened.year:
        raise CannotOpenRound(
            f"Ngày áp dụng pháp luật {opened.judged_on:%d/%m/%Y} trước năm thành tích {opened.year}; "
            "hãy ghi ngày xét trong hoặc sau năm đó."
        )
    due = {label: day for label, day in _due_days(opened) if day}
    if list(due.values()) != sorted(due.values()):
        raise CannotOpenRound("Các hạn phải theo thứ tự: gửi danh sách, họp Hội đồng, ra quyết định.")
    for label, day in due.items():
        _check_worked(label, day)
    try:
        opened.full_clean()
    except ValidationError as refusal:
        raise CannotOpenRound(" ".join(refusal.messages)) from None


def _due_days(opened: AwardRound) -> list[tuple[str, dt.date | None]]:
    return [
        ("Hạn gửi danh sách", opened.lists_due_on),
        ("Hạn họp Hội đồng", opened.council_due_on),
        ("Hạn ra quyết định", opened.decided_due_on),
    ]


def _check_worked(label: str, day: dt.date) -> None:
    """A deadline nobody works on is a trap; a year whose holidays are not entered cannot be told."""
    try:
        off = why_not_working(day)
    except CalendarUnknown:
        return
    if off:
        raise CannotOpenRound(
            f"{label} {day:%d/%m/%Y} là ngày nghỉ ({off}); hãy chọn {previous_working_day(day):%d/%m/%Y} "
            f"hoặc {next_working_day(day):%d/%m/%Y}."
        )


EDITABLE = ("name", "judged_on", "lists_due_on", "council_due_on", "decided_due_on")


@transaction.atomic
def edit_round(
    *,
    round: AwardRound,  # noqa: A002 - the office's word
    version: int,
    actor: User,
    now: dt.datetime,
    **fields: Any,
) -> AwardRound:
    """Change a round's name, the day of its law, or its deadlines. Lines are judged anew when somebody asks for it.

    Raises:
        CannotOpenRound: not the unit's appraiser, a closed round, or dates that cannot be.
        StaleEdit: somebody else changed it first.
    """
    day = timezone.localdate(now)
    require(require_role(actor, [Role.APPRAISER], round.unit, day, "sửa đợt xét"), CannotOpenRound)
    told = {name: fields[name] for name in EDITABLE if name in fields}
    stored = AwardRound.objects.select_related("unit").get(pk=round.pk)
    if stored.state != RoundState.OPEN:
        raise CannotOpenRound(f"Đợt “{stored}” đã khép; hãy mở lại đợt rồi sửa.")
    before = snapshot(stored, list(told))
    for name, value in told.items():
        setattr(stored, name, clean(value) if name == "name" else value)
    _check(stored)
    save_if_fresh(stored, version=version, **{name: getattr(stored, name) for name in told})
    record(actor=actor, now=now, act="round.edit", target=stored, before=before, after=snapshot(stored, list(told)))
    return stored


@transaction.atomic
def reopen_round(*, round: AwardRound, reason: str, actor: User, now: dt.datetime) -> None:  # noqa: A002 - as above
    """Open a closed round again, saying why.

    Raises:
        CannotOpenRound: not the unit's appraiser, no reason, or it is open.
    """
    day = timezone.localdate(now)
    require(require_role(actor, [Role.APPRAISER], round.unit, day, "mở lại đợt xét"), CannotOpenRound)
    if not reason.strip():
        raise CannotOpenRound("Hãy ghi lý do mở lại đợt xét.")
    if round.state != RoundState.CLOSED:
        raise CannotOpenRound(f"Đợt “{round}” đang mở.")
    save_if_fresh(round, version=round.version, state=RoundState.OPEN)
    record(
        actor=actor, now=now, act="round.reopen", target=round, before={"state": "closed"}, after={"state": "open"},
        reason=reason.strip(),
    )  # fmt: skip


UNDECIDED = (
    State.DRAFT, State.SENT, State.TAKEN_IN, State.RETURNED, State.ACCEPTED, State.PASSED, State.PROPOSED,
)  # fmt: skip


@transaction.atomic
def close_round(*, round: AwardRound, actor: User, now: dt.datetime) -> None:  # noqa: A002 - the office's word
    """Close a round in which nothing waits any more; it can then only be read.

    Raises:
        CannotCloseRound: not the unit's appraiser, or some lines are still on their way.
    """
    day = timezone.localdate(now)
    require(require_role(actor, [Role.APPRAISER], round.unit, day, "khép đợt xét"), CannotCloseRound)
    waiting = round.nominations.filter(state__in=UNDECIDED).count()
    if waiting:
        raise CannotCloseRound(f"Còn {waiting} dòng chưa có kết quả cuối; hãy xử lý hết rồi khép đợt.")
    save_if_fresh(round, version=round.version, state=RoundState.CLOSED)
    record(actor=actor, now=now, act="round.close", target=round, before={"state": "open"}, after={"state": "closed"})
