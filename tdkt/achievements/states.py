"""The states of an achievement report, as data."""

from django.db import models

from tdkt.accounts.models import Role
from tdkt.core.steps import Step, StepTable


class State(models.TextChoices):
    """A report is being written, or finished; a finished one is opened again to change it."""

    WRITING = "writing", "Đang viết"
    DONE = "done", "Đã xong"


WRITERS = (Role.UNIT_OFFICER, Role.SELF)

STEPS = StepTable(
    [
        Step("finish", "Xong báo cáo", (State.WRITING,), State.DONE, WRITERS),
        Step("reopen", "Viết tiếp", (State.DONE,), State.WRITING, WRITERS),
    ]
)
