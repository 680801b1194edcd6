"""Say which officer of the appraising office looks at which lines."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from tdkt.accounts.access import acting, require_role
from tdkt.accounts.models import Role, User
from tdkt.core.answers import Refused, require
from tdkt.core.history import Change, record_many
from tdkt.dossiers.domain.move import fresh
from tdkt.dossiers.models import Nomination
from tdkt.dossiers.states import WITH_THE_APPRAISER


class CannotAssign(Refused):
    """Nobody was assigned."""


@transaction.atomic
def assign(*, nominations: Sequence[Nomination], officer: User, actor: User, now: dt.datetime) -> list[Nomination]:
    """Give lines to one appraiser of the round's unit; the whole office may still act, the name says who looks first.

    Raises:
        CannotAssign: no line, not an appraiser of that unit, the officer is none either, or a line is not being
            appraised.
    """
    lines, day = fresh(nominations), timezone.localdate(now)
    if not lines:
        raise CannotAssign("Chưa chọn dòng nào; hãy đánh dấu ít nhất một dòng rồi làm lại.")
    for unit in {line.round.unit for line in lines}:
        require(require_role(actor, [Role.APPRAISER], unit, day, "phân công thẩm định"), CannotAssign)
        if not acting(officer, day).has([Role.APPRAISER], unit):
            raise CannotAssign(f"{officer.full_name} không phải cán bộ thẩm định của {unit}; hãy chọn người khác.")
    gone = [line for line in lines if line.state not in WITH_THE_APPRAISER]
    if gone:
        raise CannotAssign(
            f"{gone[0].subject_name} đang ở bước “{gone[0].get_state_display()}”, không còn ở khâu thẩm định."
        )
    changes = [
        Change(line, {"assigned_to": line.assigned_to_id}, {"assigned_to": officer.pk})
        for line in lines
        if line.assigned_to_id != officer.pk
    ]
    Nomination.objects.filter(pk__in=[line.pk for line in lines]).update(assigned_to=officer)
    record_many(actor=actor, now=now, act="nomination.assign", changes=changes)
    return lines
