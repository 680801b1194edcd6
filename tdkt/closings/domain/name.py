"""Say which movement nominations are for."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from tdkt.accounts.access import acting
from tdkt.accounts.models import User
from tdkt.awards.models import Basis
from tdkt.closings.models import NominatedFor
from tdkt.closings.queries import may_be_named, named_by
from tdkt.core.answers import Refused, require
from tdkt.core.history import Change, record_many
from tdkt.dossiers.access import may_prepare
from tdkt.dossiers.domain.eligibility import judge_nominations
from tdkt.dossiers.domain.move import fresh
from tdkt.dossiers.models import Nomination, RoundState
from tdkt.dossiers.states import OPEN_TO_SENDER
from tdkt.movements.models import Movement


class CannotName(Refused):
    """The movement was not written down; nothing was changed."""


@transaction.atomic
def name_movement(*, actor: User, now: dt.datetime, lines: Sequence[Nomination], movement: Movement | None) -> int:
    """Say that ``lines`` are for ``movement`` (none: for no movement yet) and judge them anew; all or none.

    Raises:
        CannotName: no right, a line that is decided or with the level above, one of another type of commendation, or
            a movement the unit takes no part in that year.
    """
    told = fresh(lines)
    if not told:
        raise CannotName("Dòng này không còn; hãy tải lại trang.")
    before = named_by(told)
    for line in told:
        _check(actor, now, line, movement)
    NominatedFor.objects.filter(nomination__in=told).delete()
    if movement is not None:
        NominatedFor.objects.bulk_create(NominatedFor(nomination=line, movement=movement) for line in told)
    name = movement.theme if movement else ""
    changes = [
        Change(line, {"movement": before[line.pk].theme if line.pk in before else ""}, {"movement": name})
        for line in told
    ]
    record_many(actor=actor, now=now, act="nomination.name_movement", changes=changes)
    judge_nominations(nominations=told, now=now)
    return len(told)


def _check(actor: User, now: dt.datetime, line: Nomination, movement: Movement | None) -> None:
    unit = line.unit_list.unit
    require(may_prepare(acting(actor, timezone.localdate(now)), unit, "ghi phong trào của đề nghị"), CannotName)
    if line.state not in OPEN_TO_SENDER or line.round.state != RoundState.OPEN:
        raise CannotName(f"{line.subject_name}: chỉ ghi phong trào khi đề nghị đang lập hoặc bị trả lại.")
    if line.basis != Basis.MOVEMENT:
        raise CannotName(f"{line.subject_name} không được đề nghị theo loại hình phong trào thi đua.")
    if movement is not None and not may_be_named(unit, line.round.year).filter(pk=movement.pk).exists():
        raise CannotName(
            f"{unit} không tham gia phong trào “{movement}” trong năm {line.round.year}; hãy chọn trong danh sách."
        )
