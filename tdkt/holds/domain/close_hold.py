"""End a hold by the conclusion of whoever examined the matter."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from tdkt.accounts.models import User
from tdkt.core import history
from tdkt.core.answers import MovedMeanwhile, require
from tdkt.core.text import clean
from tdkt.documents.models import StoredFile
from tdkt.holds.access import may_keep
from tdkt.holds.domain.open_hold import CannotHold, check_paper
from tdkt.holds.followers import tell
from tdkt.holds.models import Conclusion, Hold
from tdkt.people.models import Discipline

WRITTEN = [
    "closed_on", "conclusion", "conclusion_note", "conclusion_number", "conclusion_issued_on", "conclusion_file",
    "discipline",
]  # fmt: skip


@transaction.atomic
def close_hold(
    *,
    actor: User,
    now: dt.datetime,
    hold: Hold,
    closed_on: dt.date,
    conclusion: str,
    note: str = "",
    number: str = "",
    issued_on: dt.date | None = None,
    file: StoredFile | None = None,
    discipline: Discipline | None = None,
) -> Hold:
    """Close a hold. Cleared: the dossiers go on. Disciplined: achievements count from the discipline's end.

    Raises:
        CannotHold: no right, no conclusion, no paper, days that do not fit, or a discipline not on record.
        MovedMeanwhile: it was closed already.
    """
    require(
        may_keep(actor, hold.host_unit, hold.person, timezone.localdate(now), "kết thúc việc tạm dừng xét"), CannotHold
    )
    check_paper(number, issued_on, file, "kết luận", timezone.localdate(now))
    _check(hold, closed_on, conclusion, timezone.localdate(now))
    _check_discipline(hold, conclusion, discipline)
    after = {
        "closed_on": closed_on, "conclusion": conclusion, "conclusion_note": clean(note), "closed_by": actor,
        "conclusion_number": clean(number), "conclusion_issued_on": issued_on, "conclusion_file": file,
        "discipline": discipline, "version": hold.version + 1,
    }  # fmt: skip
    if not Hold.objects.filter(pk=hold.pk, closed_on__isnull=True).update(**after):
        raise MovedMeanwhile(f"Việc tạm dừng xét {hold.subject_name} đã được kết thúc; hãy tải lại trang.")
    hold.refresh_from_db()
    history.record(
        actor=actor, now=now, act="close_hold", target=hold, before={"closed_on": None},
        after=history.snapshot(hold, WRITTEN), reason=hold.conclusion_note,
    )  # fmt: skip
    tell(hold, now)
    return hold


def _check(hold: Hold, closed_on: dt.date, conclusion: str, today: dt.date) -> None:
    if conclusion not in Conclusion.values:
        raise CannotHold("Chưa chọn kết luận; việc tạm dừng chỉ kết thúc khi đã có kết luận.")
    if closed_on < hold.opened_on:
        raise CannotHold(f"Ngày kết luận không được trước ngày bắt đầu tạm dừng ({hold.opened_on:%d/%m/%Y}).")
    if closed_on > today:
        raise CannotHold("Ngày kết luận ở tương lai; hãy ghi ngày đã có kết luận.")


def _check_discipline(hold: Hold, conclusion: str, discipline: Discipline | None) -> None:
    if conclusion != Conclusion.DISCIPLINED or hold.person is None:
        if discipline is not None:
            raise CannotHold("Chỉ chọn quyết định kỷ luật khi kết luận là bị xử lý kỷ luật đối với cá nhân.")
        return
    if discipline is None or discipline.person_id != hold.person_id:
        raise CannotHold(
            f"Hãy ghi quyết định kỷ luật của {hold.person} vào hồ sơ cá nhân trước, rồi chọn quyết định đó ở đây; "
            "thành tích được tính từ khi chấp hành xong."
        )
