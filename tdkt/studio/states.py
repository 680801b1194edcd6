"""The states of a draft rule and the steps between them, as data."""

from django.db import models

from tdkt.accounts.models import Role
from tdkt.core.steps import Step, StepTable


class State(models.TextChoices):
    """Where a draft stands."""

    DRAFT = "draft", "Đang soạn"
    SUBMITTED = "submitted", "Chờ người thứ hai duyệt"
    RETURNED = "returned", "Trả lại để sửa"
    APPROVED = "approved", "Đã duyệt"
    WITHDRAWN = "withdrawn", "Đã bỏ"
    REVOKED = "revoked", "Đã thu hồi"


OPEN_TO_DRAFTER = (State.DRAFT, State.RETURNED)
"""States in which the text may still be changed."""

BY = (Role.SYSTEM_ADMINISTRATOR,)

STEPS = StepTable(
    [
        Step("submit", "Gửi duyệt", (State.DRAFT, State.RETURNED), State.SUBMITTED, BY),
        Step("return", "Trả lại", (State.SUBMITTED,), State.RETURNED, BY, needs_reason=True),
        Step("approve", "Duyệt", (State.SUBMITTED,), State.APPROVED, BY),
        Step("withdraw", "Bỏ bản này", (State.DRAFT, State.RETURNED, State.SUBMITTED), State.WITHDRAWN, BY),
        Step("revoke", "Thu hồi", (State.APPROVED,), State.REVOKED, BY, needs_reason=True),
    ]
)
