"""Tie awards of the ledger to the movement they closed."""

import datetime as dt
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone

from tdkt.accounts.models import User
from tdkt.awards.models import Award, AwardQuerySet, Basis
from tdkt.core import history
from tdkt.core.answers import Refused, require
from tdkt.movements.access import may_keep
from tdkt.movements.models import Movement, MovementAward
from tdkt.movements.states import KEEPERS, State


class CannotTie(Refused):
    """The awards were not tied or untied."""


def may_be_tied(movement: Movement) -> AwardQuerySet:
    """Awards for a movement (basis phong trào) that stand in the ledger at or below the movement's unit, of its years,
    and belong to no movement yet.
    """
    return Award.objects.standing().filter(
        basis=Basis.MOVEMENT, for_movement__isnull=True, host_unit__path__startswith=movement.unit.path or "-",
        period_to__gte=movement.start_on.year, period_from__lte=movement.end_on.year,
    )  # fmt: skip


@transaction.atomic
def tie_awards(*, actor: User, now: dt.datetime, movement: Movement, awards: Sequence[Award]) -> int:
    """Say that these awards were given for the movement; all of them or none.

    Raises:
        CannotTie: no right, nothing chosen, a draft, or an award that is not one for this movement.
    """
    require(
        may_keep(actor, KEEPERS, movement.unit, timezone.localdate(now), "gắn khen thưởng với phong trào"), CannotTie
    )
    if movement.state == State.DRAFT:
        raise CannotTie("Phong trào chưa phát động, chưa có khen thưởng.")
    if not awards:
        raise CannotTie("Chưa chọn dòng khen thưởng nào.")
    fit = set(may_be_tied(movement).filter(pk__in=[award.pk for award in awards]).values_list("pk", flat=True))
    if other := next((award for award in awards if award.pk not in fit), None):
        raise CannotTie(
            f"“{other}” không gắn được: phải là khen thưởng theo loại hình phong trào thi đua, đã có quyết định, của "
            "đơn vị trong phong trào, trong thời gian phong trào và chưa gắn với phong trào khác."
        )
    try:
        with transaction.atomic():
            MovementAward.objects.bulk_create(MovementAward(movement=movement, award=award) for award in awards)
    except IntegrityError:
        raise CannotTie("Có dòng vừa được gắn với phong trào khác; hãy tải lại danh sách.") from None
    history.record(
        actor=actor, now=now, act="tie_awards", target=movement, after={"awards": [str(award) for award in awards]}
    )
    return len(awards)


@transaction.atomic
def untie_award(*, actor: User, now: dt.datetime, tied: MovementAward) -> None:
    """Undo a tie made by mistake; the award itself stays in the ledger.

    Raises:
        CannotTie: no right.
    """
    movement = tied.movement
    require(
        may_keep(actor, KEEPERS, movement.unit, timezone.localdate(now), "gỡ khen thưởng khỏi phong trào"), CannotTie
    )
    history.record(actor=actor, now=now, act="untie_award", target=movement, before={"award": str(tied.award)})
    tied.delete()
