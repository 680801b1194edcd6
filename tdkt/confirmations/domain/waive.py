"""The head of the level lets flags go on without their cluster's opinion, and says why."""

import datetime as dt
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone

from tdkt.accounts.access import acting
from tdkt.accounts.models import User
from tdkt.confirmations.access import may_waive
from tdkt.confirmations.clusters import opinions_of
from tdkt.confirmations.domain.ask import standing_lines
from tdkt.confirmations.models import LONGEST_WORDS, ClusterWaiver
from tdkt.core.answers import MovedMeanwhile, Refused, require
from tdkt.core.history import Change, record_many
from tdkt.core.text import clean
from tdkt.dossiers.models import AwardRound, Nomination, RoundState


class CannotWaive(Refused):
    """The lines go on waiting."""


@transaction.atomic
def go_without_cluster(
    *, actor: User, now: dt.datetime, on: AwardRound, nominations: Sequence[Nomination], why: str
) -> list[ClusterWaiver]:
    """Let the lines go on from this level; the reason is read on their pages, in the minutes and by the level above.

    Raises:
        CannotWaive: not the head, a closed round, no reason, or a line that stands elsewhere or waits for no opinion.
        MovedMeanwhile: somebody let one of the lines go a moment earlier.
    """
    day = timezone.localdate(now)
    require(may_waive(acting(actor, day), on.unit), CannotWaive)
    if on.state != RoundState.OPEN:
        raise CannotWaive(f"Đợt “{on}” đã khép.")
    words = clean(why)
    if not words:
        raise CannotWaive("Hãy ghi lý do cho đi tiếp khi chưa có ý kiến cụm, khối; cấp trên sẽ đọc lý do này.")
    if len(words) > LONGEST_WORDS:
        raise CannotWaive(f"Lý do dài quá {LONGEST_WORDS} ký tự; hãy viết gọn lại.")
    lines = _waiting(standing_lines(nominations=nominations, on=on, error=CannotWaive), day)
    try:
        with transaction.atomic():
            made = [
                ClusterWaiver.objects.create(round=on, nomination=line, why=words, by=actor, at=now) for line in lines
            ]
    except IntegrityError:
        raise MovedMeanwhile("Có dòng vừa được cho đi tiếp; hãy tải lại trang.") from None
    changes = [Change(line, {}, {"round": on.pk}) for line in lines]
    record_many(actor=actor, now=now, act="confirmations.go_without_cluster", changes=changes, reason=words)
    return made


def _waiting(lines: Sequence[Nomination], day: dt.date) -> list[Nomination]:
    found = opinions_of(lines, day)
    for line in lines:
        if line.pk not in found or not found[line.pk].standing.stops:
            raise CannotWaive(f"{line.subject_name}: dòng này không còn chờ ý kiến cụm, khối; hãy tải lại trang.")
    return list(lines)
