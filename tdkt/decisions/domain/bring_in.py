"""Take into a round what levels below had submitted before it was opened."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction

from tdkt.accounts.models import User
from tdkt.awards.domain import CannotPropose, drop_proposed
from tdkt.awards.models import Award
from tdkt.core.answers import Refused
from tdkt.core.history import Change, record_many
from tdkt.decisions.models import Submission, SubmissionLine
from tdkt.dossiers.domain.climb import CannotClimb, bring_in
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.movements.models import MovementAward


class CannotBringIn(Refused):
    """The lines go on waiting."""


@transaction.atomic
def bring_in_submitted(
    *, nominations: Sequence[Nomination], to_round: AwardRound, actor: User, now: dt.datetime
) -> list[Nomination]:
    """The appraiser of ``to_round`` takes in lines that wait for it; each submission then says where its lines went.

    From now on only the round decides on them: their lines of the ledger as asked for are taken back, so an outcome
    is not written by hand as well.

    Raises:
        CannotBringIn: nothing chosen, not the appraiser, a closed round, a line with an outcome or for another round,
            the same subject and award in the round.
        MovedMeanwhile: a line got its outcome meanwhile. Nothing is written.
    """
    listed = _open_lines(nominations)
    awards = list(Award.objects.filter(nomination__in=[one.nomination for one in listed]).select_related("host_unit"))
    moved: list[Nomination] = []
    try:
        for submission, lines in _by_submission(listed).items():
            words = f"Tờ trình số {submission.number} ngày {submission.signed_on:%d/%m/%Y}"
            moved += bring_in(nominations=lines, to_round=to_round, actor=actor, now=now, reason=words)
        MovementAward.objects.filter(award__in=awards).delete()  # tied anew when the round decides
        drop_proposed(actor=actor, now=now, awards=awards, reason=f"Đưa vào “{to_round}”")
    except (CannotClimb, CannotPropose) as refusal:
        raise CannotBringIn(refusal.reason) from None
    _write_down(listed, to_round, actor, now)
    return moved


def _open_lines(nominations: Sequence[Nomination]) -> list[SubmissionLine]:
    """The lines of submissions on which the chosen ones wait; one each."""
    keys = {line.pk for line in nominations}
    found = list(SubmissionLine.objects.open().filter(nomination__in=keys).select_related("submission", "nomination"))
    if not keys:
        raise CannotBringIn("Chưa chọn dòng nào; hãy đánh dấu các dòng đưa vào đợt.")
    gone = keys - {one.nomination_id for one in found}
    if gone:
        line = Nomination.objects.with_names().get(pk=min(gone))
        raise CannotBringIn(
            f"{line.subject_name} không còn chờ: dòng này đang ở bước “{line.get_state_display()}” tại "
            f"“{line.round}”. Chưa có dòng nào thay đổi; hãy xem lại danh sách dưới đây rồi chọn lại."
        )
    return found


def _by_submission(listed: Sequence[SubmissionLine]) -> dict[Submission, list[Nomination]]:
    found: dict[Submission, list[Nomination]] = defaultdict(list)
    for one in listed:
        found[one.submission].append(one.nomination)
    return found


def _write_down(listed: Sequence[SubmissionLine], to_round: AwardRound, actor: User, now: dt.datetime) -> None:
    SubmissionLine.objects.filter(pk__in=[one.pk for one in listed]).update(taken_into=to_round)
    changes = [
        Change(submission, after={"to_round": str(to_round), "unit": str(to_round.unit), "lines": len(lines)})
        for submission, lines in _by_submission(listed).items()
    ]
    record_many(actor=actor, now=now, act="submission.brought_in", changes=changes)
