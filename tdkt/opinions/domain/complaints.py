"""Complaints and denunciations against a result: received, taken up or not, resolved.

Time limits are entered by the office with their source: no text on them was read (TT 01/2019/TT-VKSTC Điều 59 khoản 3
refers to the law on complaints and denunciations).
"""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from tdkt.accounts.models import User
from tdkt.awards.models import Award
from tdkt.core import history
from tdkt.core.answers import ALLOWED, Denied, Refused, require
from tdkt.core.steps import Step, StepTable, swap_state
from tdkt.core.text import clean
from tdkt.core.working_days import next_working_day, why_not_working
from tdkt.dossiers.models import Nomination
from tdkt.opinions.models import HANDLERS, Complaint, ComplaintKind, ComplaintState
from tdkt.units.models import Unit

S = ComplaintState
STEPS = StepTable(
    [
        Step("accept", "Thụ lý", (S.RECEIVED,), S.ACCEPTED, HANDLERS),
        Step("decline", "Không thụ lý", (S.RECEIVED,), S.DECLINED, HANDLERS, needs_reason=True),
        Step("resolve", "Ghi kết quả giải quyết", (S.ACCEPTED,), S.RESOLVED, HANDLERS, needs_reason=True),
    ]
)


class CannotComplain(Refused):
    """The complaint was not written down or not moved."""


@transaction.atomic
def receive_complaint(
    *,
    actor: User,
    now: dt.datetime,
    unit: Unit,
    kind: str,
    complainant: str,
    content: str,
    received_on: dt.date,
    contact: str = "",
    award: Award | None = None,
    nomination: Nomination | None = None,
) -> Complaint:
    """Write down a complaint that came to ``unit``.

    Raises:
        CannotComplain: no right, no kind, no name, no content, or a day to come.
    """
    _ask(actor, unit, now)
    if kind not in ComplaintKind.values:
        raise CannotComplain("Chưa chọn loại đơn.")
    if not clean(complainant) or not content.strip():
        raise CannotComplain("Phải ghi người gửi và nội dung đơn.")
    if received_on > timezone.localdate(now):
        raise CannotComplain("Ngày nhận đơn ở tương lai; hãy ghi ngày đơn đến.")
    made = Complaint.objects.create(
        unit=unit, kind=kind, complainant=clean(complainant), contact=clean(contact), content=content.strip(),
        received_on=received_on, award=award, nomination=nomination,
    )  # fmt: skip
    history.record(
        actor=actor,
        now=now,
        act="receive_complaint",
        target=made,
        after=history.snapshot(made, ["kind", "received_on"]),
    )
    return made


@transaction.atomic
def set_time_limits(
    *,
    actor: User,
    now: dt.datetime,
    complaint: Complaint,
    accept_due_on: dt.date | None,
    resolve_due_on: dt.date | None,
    source: str,
) -> None:
    """Enter the time limits that the office has read in the law, with their source.

    Raises:
        CannotComplain: no right, no source, a day off, or days that run backward.
    """
    _ask(actor, complaint.unit, now)
    given = [day for day in (accept_due_on, resolve_due_on) if day]
    if given and not clean(source):
        raise CannotComplain("Phải ghi căn cứ của thời hạn (điều, khoản, văn bản).")
    for day in given:
        if day < complaint.received_on:
            raise CannotComplain(f"Hạn {day:%d/%m/%Y} trước ngày nhận đơn.")
        if reason := why_not_working(day):
            raise CannotComplain(
                f"Hạn {day:%d/%m/%Y} là ngày nghỉ ({reason}); ngày làm việc tiếp theo là "
                f"{next_working_day(day):%d/%m/%Y}."
            )
    before = history.snapshot(complaint, ["accept_due_on", "resolve_due_on", "due_source"])
    complaint.accept_due_on, complaint.resolve_due_on = accept_due_on, resolve_due_on
    complaint.due_source = clean(source)
    complaint.save(update_fields=["accept_due_on", "resolve_due_on", "due_source"])
    history.record(
        actor=actor, now=now, act="set_time_limits", target=complaint, before=before,
        after=history.snapshot(complaint, ["accept_due_on", "resolve_due_on", "due_source"]),
    )  # fmt: skip


@transaction.atomic
def step_complaint(
    *,
    actor: User,
    now: dt.datetime,
    complaint: Complaint,
    step: str,
    outcome: str = "",
    number: str = "",
    issued_on: dt.date | None = None,
) -> None:
    """Take a complaint up, decline it, or write down how it was resolved.

    Raises:
        CannotComplain: no right, no outcome where one is needed, or a day to come.
        MovedMeanwhile: somebody else moved it first.
    """
    _ask(actor, complaint.unit, now)
    chosen = STEPS[step]
    if chosen.needs_reason and not clean(outcome):
        raise CannotComplain("Phải ghi kết quả hoặc lý do.")
    if issued_on and issued_on > timezone.localdate(now):
        raise CannotComplain("Ngày văn bản ở tương lai; hãy ghi ngày ký trên văn bản.")
    written = {"outcome": clean(outcome), "outcome_number": clean(number), "outcome_on": issued_on}
    swap_state(complaint, chosen, **(written if chosen.needs_reason else {}))
    history.record(
        actor=actor, now=now, act="step_complaint", target=complaint,
        after=history.snapshot(complaint, ["state", "outcome", "outcome_number"]), reason=clean(outcome),
    )  # fmt: skip


def _ask(actor: User, unit: Unit, now: dt.datetime) -> None:
    may = actor.holds_over(HANDLERS, unit, timezone.localdate(now))
    words = f"Chỉ cán bộ thẩm định hoặc thủ trưởng của {unit} (hoặc cấp trên) được xử lý đơn."
    require(ALLOWED if may else Denied(words), CannotComplain)
