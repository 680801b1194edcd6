"""The states of a movement and the steps between them, as data."""

from django.db import models

from tdkt.accounts.models import Role
from tdkt.core.steps import Step, StepTable


class State(models.TextChoices):
    """Where a movement stands."""

    DRAFT = "draft", "Đang soạn"
    RUNNING = "running", "Đang thực hiện"
    HALF_REVIEWED = "half_reviewed", "Đã sơ kết"
    CLOSED = "closed", "Đã tổng kết"


KEEPERS = (Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.APPRAISER)
"""They write down what the office has done; the signature itself stands on the paper."""

STEPS = StepTable(
    [
        Step("launch", "Phát động", (State.DRAFT,), State.RUNNING, KEEPERS),
        Step("half_review", "Ghi sơ kết", (State.RUNNING,), State.HALF_REVIEWED, KEEPERS),
        Step("close", "Ghi tổng kết", (State.RUNNING, State.HALF_REVIEWED), State.CLOSED, KEEPERS),
    ]
)
