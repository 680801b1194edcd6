"""Note what an initiative was used for, so that it is not used again where the law forbids it."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from tdkt.accounts.models import User
from tdkt.awards.access import may_keep_ledger
from tdkt.awards.models import Award
from tdkt.core import history
from tdkt.core.answers import MovedMeanwhile, Refused, require
from tdkt.initiatives.models import InitiativeAuthor


class CannotUse(Refused):
    """The initiative may not be noted as used so."""


def mark_used(*, actor: User | None, now: dt.datetime, uses: Mapping[InitiativeAuthor, Award]) -> None:
    """Note for each author's part the award it was used for, all or none.

    Raises:
        CannotUse: not the actor's unit, or another person's award. MovedMeanwhile: a part was used already.
    """
    require(may_keep_ledger(actor, [award.host_unit for award in uses.values()], timezone.localdate(now)), CannotUse)
    for part, award in uses.items():
        if part.person_id != award.person_id:
            raise CannotUse(f"“{part.initiative}” của {part.person} không dùng được cho khen thưởng của người khác.")
    with transaction.atomic():
        for part, award in uses.items():
            if not InitiativeAuthor.objects.filter(pk=part.pk, used_for__isnull=True).update(used_for=award):
                raise MovedMeanwhile(f"“{part.initiative}” của {part.person} đã được dùng; hãy chọn sáng kiến khác.")
        changes = [
            history.Change(part.initiative, after={"author": str(part.person), "used_for": str(award)})
            for part, award in uses.items()
        ]
        history.record_many(actor=actor, now=now, act="use_initiative", changes=changes)
