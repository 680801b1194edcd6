"""Half-time and final reviews."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone

from tdkt.accounts.models import User
from tdkt.core import history
from tdkt.core.answers import Refused, require
from tdkt.core.steps import swap_state
from tdkt.core.text import clean
from tdkt.movements.access import may_keep
from tdkt.movements.models import Movement, MovementReview, ReviewKind
from tdkt.movements.states import STEPS


class CannotReview(Refused):
    """The review was not written down."""


@transaction.atomic
def review_movement(
    *,
    actor: User,
    now: dt.datetime,
    movement: Movement,
    kind: str,
    held_on: dt.date,
    people_taking_part: int = 0,
    targets_total: int = 0,
    targets_met: int = 0,
    role_models: int = 0,
    summary: str = "",
) -> MovementReview:
    """Write down a half-time review, or the final one, which closes the movement.

    Raises:
        CannotReview: no right, a day before the start or to come, figures that contradict each other, or done already.
        MovedMeanwhile: the movement is not in a state to be reviewed.
    """
    step = STEPS["half_review" if kind == ReviewKind.HALF else "close"]
    require(may_keep(actor, step.by, movement.unit, timezone.localdate(now), "ghi sơ kết, tổng kết"), CannotReview)
    if not movement.start_on <= held_on <= timezone.localdate(now):
        raise CannotReview("Ngày sơ kết, tổng kết phải sau ngày bắt đầu phong trào và không ở tương lai.")
    if targets_met > targets_total:
        raise CannotReview("Số chỉ tiêu đạt không được vượt số chỉ tiêu đã giao.")
    review = MovementReview(
        movement=movement, kind=kind, held_on=held_on, people_taking_part=people_taking_part,
        targets_total=targets_total, targets_met=targets_met, role_models=role_models, summary=clean(summary),
    )  # fmt: skip
    try:
        with transaction.atomic():
            review.save()
    except IntegrityError:
        raise CannotReview(f"Phong trào đã có bản {review.get_kind_display().lower()}.") from None
    swap_state(movement, step)
    history.record(
        actor=actor, now=now, act="review_movement", target=movement,
        after={"state": movement.state, "review": kind, "targets_met": targets_met, "targets_total": targets_total},
    )  # fmt: skip
    return review
