"""States of a unit's list of registrations, and the steps between them."""

from django.db import models

from tdkt.accounts.models import Role
from tdkt.core.steps import Step, StepTable


class State(models.TextChoices):
    """Where a unit's list of a year stands."""

    DRAFT = "draft", "Đang lập"
    AGREED = "agreed", "Thủ trưởng đã thống nhất"
    SENT = "sent", "Đã gửi cấp trên"
    RETURNED = "returned", "Bị trả lại"
    RECORDED = "recorded", "Đã ghi nhận"


OPEN = (State.DRAFT, State.RETURNED)
"""States in which lines may be written, changed and taken off."""

REGISTERED = (State.AGREED, State.SENT, State.RETURNED, State.RECORDED)
"""States in which the lines count as registered: the head has agreed to them at least once."""

HANDED_IN = (State.SENT, State.RECORDED)
"""The level above has the list."""

TONES = {
    State.DRAFT: ("grey", "pencil"), State.AGREED: ("blue", "check"), State.SENT: ("blue", "send"),
    State.RETURNED: ("amber", "undo-2"), State.RECORDED: ("green", "circle-check"),
}  # fmt: skip

OFFICER, HEAD, ABOVE = (Role.UNIT_OFFICER,), (Role.UNIT_HEAD,), (Role.UNIT_OFFICER, Role.APPRAISER)

STEPS = StepTable(
    [
        Step("agree", "Thống nhất danh sách", OPEN, State.AGREED, HEAD),
        Step("reopen", "Mở lại để sửa", (State.AGREED,), State.DRAFT, (*OFFICER, *HEAD)),
        Step("send", "Gửi cấp trên", (State.AGREED,), State.SENT, (*OFFICER, *HEAD)),
        Step("recall", "Rút lại", (State.SENT,), State.AGREED, (*OFFICER, *HEAD)),
        Step("take_in", "Ghi nhận", (State.SENT,), State.RECORDED, ABOVE),
        Step("return", "Trả lại", HANDED_IN, State.RETURNED, ABOVE, needs_reason=True),
    ]
)
FROM_ABOVE = frozenset({"return", "take_in"})
"""Steps taken by the unit above; all others belong to the unit itself."""
