"""Take a draft along its steps: to a second pair of eyes, into the law in use, and out of it again."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from tdkt.accounts.models import User
from tdkt.core.answers import ALLOWED, Answer, Denied, Refused, require
from tdkt.core.history import record
from tdkt.core.steps import Step, swap_state
from tdkt.studio.access import may_draft
from tdkt.studio.checking import check
from tdkt.studio.models import Draft
from tdkt.studio.states import STEPS, State

MUST_LOAD = ("submit", "approve")
"""Steps that a draft with a fault cannot take."""


class CannotDecide(Refused):
    """The step was not taken."""


def may_take(*, step: Step, draft: Draft, actor: User, day: dt.date) -> Answer:
    """May the actor take the step? Who wrote or last changed a draft does not approve it."""
    answer = may_draft(actor, day)
    if not answer:
        return answer
    if draft.state not in step.source:
        return Denied(f"“{draft}” đang ở bước “{draft.get_state_display()}”.")
    if step.code == "approve" and actor.pk in (draft.drafted_by_id, draft.edited_by_id):
        return Denied("Người soạn hoặc sửa sau cùng không tự duyệt; hãy nhờ người quản trị thứ hai duyệt.")
    return ALLOWED


@transaction.atomic
def take_step(*, code: str, draft: Draft, actor: User, now: dt.datetime, reason: str = "") -> None:
    """Take one step of ``STEPS``.

    Raises:
        CannotDecide: not allowed, no reason where one is needed, the text does not load, or its place is taken.
        MovedMeanwhile: somebody took a step first.
    """
    step, before, reason = STEPS[code], draft.state, reason.strip()
    require(may_take(step=step, draft=draft, actor=actor, day=timezone.localdate(now)), CannotDecide)
    if step.needs_reason and not reason:
        raise CannotDecide(f"Bước “{step.label}” cần ghi lý do.")
    if code in MUST_LOAD:
        _require_loads(draft)
    decided = {"decided_by": actor, "decided_at": now} if code == "approve" else {}
    try:
        with transaction.atomic():
            swap_state(draft, step, reason=reason, version=F("version") + 1, **decided)
    except IntegrityError:
        raise CannotDecide(
            f"Đã có một bản được duyệt cho văn bản “{draft.folder}” từ ngày {draft.takes_effect:%d/%m/%Y}; "
            "hãy thu hồi bản đó trước."
        ) from None
    draft.refresh_from_db(fields=["version"])
    record(
        actor=actor, now=now, act=f"draft.{code}", target=draft, before={"state": before},
        after={"state": draft.state}, reason=reason,
    )  # fmt: skip


def _require_loads(draft: Draft) -> None:
    found = check(draft)
    if found.rulebook is None:
        raise CannotDecide(f"Nội dung chưa đúng khuôn. {found.place}: {found.fault}. Hãy sửa rồi gửi lại.")


def steps_open(*, draft: Draft, actor: User, day: dt.date) -> list[tuple[Step, Answer]]:
    """The steps that leave the draft's state, each with whether the actor may take it."""
    return [
        (step, may_take(step=step, draft=draft, actor=actor, day=day)) for step in STEPS.leaving(State(draft.state))
    ]
