"""Finish a report, and open it again."""

import datetime as dt

from django.db import transaction

from tdkt.accounts.models import User
from tdkt.achievements.domain.errors import CannotWrite
from tdkt.achievements.domain.find import fresh_report
from tdkt.achievements.models import AchievementReport, SectionVersion, VersionKind
from tdkt.achievements.states import STEPS
from tdkt.core.history import record
from tdkt.core.steps import swap_state


@transaction.atomic
def finish_report(*, report: AchievementReport, actor: User, now: dt.datetime) -> AchievementReport:
    """Say that the report is complete: every needed section has text and no two texts wait for a choice.

    Raises:
        CannotWrite: no right, the line is closed, or something is lacking.
        MovedMeanwhile: it was finished already.
    """
    found = fresh_report(report, actor=actor, now=now)
    sections = list(found.sections.all())
    for section in sections:
        section.report = found
    empty = [section.form.title for section in sections if section.lacking]
    if empty:
        raise CannotWrite(f"Chưa xong được: còn trống mục {_listed(empty)}.")
    waiting = SectionVersion.objects.filter(section__report=found, kind=VersionKind.ASIDE, settled_at__isnull=True)
    if waiting.exists():
        raise CannotWrite("Chưa xong được: còn mục có hai bản do hai người cùng viết; hãy chọn hoặc ghép trước.")
    swap_state(found, STEPS["finish"], finished_at=now, finished_by=actor, version=found.version + 1)
    record(actor=actor, now=now, act="report.finish", target=found)
    return found


@transaction.atomic
def reopen_report(*, report: AchievementReport, actor: User, now: dt.datetime) -> AchievementReport:
    """Go on writing a finished report.

    Raises:
        CannotWrite: no right, or the line is closed.
        MovedMeanwhile: it is open already.
    """
    found = fresh_report(report, actor=actor, now=now)
    swap_state(found, STEPS["reopen"], finished_at=None, finished_by=None, version=found.version + 1)
    record(actor=actor, now=now, act="report.reopen", target=found)
    return found


def _listed(titles: list[str]) -> str:
    return ", ".join(f"“{title}”" for title in titles)
