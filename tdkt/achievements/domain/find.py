"""Fresh records for an act, the report's row held until the act is over."""

import datetime as dt

from django.utils import timezone

from tdkt.accounts.access import acting
from tdkt.accounts.models import User
from tdkt.achievements.access import may_write
from tdkt.achievements.domain.errors import CannotWrite
from tdkt.achievements.models import AchievementReport, ReportSection
from tdkt.achievements.states import State
from tdkt.core.answers import require
from tdkt.dossiers.models import Nomination

LINE = ("person", "unit", "round", "unit_list__unit")


def fresh_report(report: AchievementReport, *, actor: User, now: dt.datetime) -> AchievementReport:
    """The report as stored, if ``actor`` may write it now.

    Raises:
        CannotWrite: the line is not open, or it is somebody else's.
    """
    named = [f"nomination__{name}" for name in LINE]
    found = AchievementReport.objects.select_for_update(of=("self",)).select_related(*named).get(pk=report.pk)
    check_writer(found.nomination, actor=actor, now=now)
    return found


def fresh_section(section: ReportSection, *, actor: User, now: dt.datetime) -> ReportSection:
    """The section as stored, if ``actor`` may change its text now.

    Raises:
        CannotWrite: the line is not open, it is somebody else's, or the report is finished.
    """
    named = [f"report__nomination__{name}" for name in LINE]
    found = (
        ReportSection.objects.select_for_update(of=("self", "report"))
        .select_related("saved_by", *named)
        .get(pk=section.pk)
    )
    check_writer(found.report.nomination, actor=actor, now=now)
    if found.report.state == State.DONE:
        raise CannotWrite(
            "Báo cáo đã ghi là xong; bấm “Viết tiếp” rồi mới sửa được. Chữ bạn vừa nhập vẫn còn trên trang."
        )
    return found


def check_writer(line: Nomination, *, actor: User, now: dt.datetime) -> None:
    """Refuse whoever may not write the line's report now."""
    require(may_write(acting(actor, timezone.localdate(now)), line), CannotWrite)
