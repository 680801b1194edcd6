"""Open the report of a nomination by the form of the law."""

import datetime as dt

from django.db import IntegrityError, transaction

from tdkt.accounts.models import User
from tdkt.achievements.by_law import ReportForm, form_for
from tdkt.achievements.domain.errors import CannotWrite
from tdkt.achievements.domain.find import LINE, check_writer
from tdkt.achievements.models import AchievementReport, ReportSection
from tdkt.core.history import record
from tdkt.dossiers.models import Nomination


def form_of(line: Nomination) -> ReportForm | None:
    """The form the law of the round's day gives the line; nothing where no report is asked for."""
    return form_for(kind=line.kind, basis=line.basis, code=line.code, on=line.round.judged_on)


@transaction.atomic
def open_report(*, nomination: Nomination, actor: User, now: dt.datetime) -> AchievementReport:
    """The nomination's report: the one there is (a second click, somebody quicker), or a new one with empty sections.

    Raises:
        CannotWrite: not the unit's officer nor the person himself, the line is not open, or the law asks for no report.
    """
    line = Nomination.objects.select_related(*LINE).get(pk=nomination.pk)
    check_writer(line, actor=actor, now=now)
    there = AchievementReport.objects.filter(nomination=line).first()
    if there is not None:
        return there
    form = form_of(line)
    if form is None:
        raise CannotWrite("Hình thức này xét theo danh sách trích ngang; pháp luật không yêu cầu báo cáo thành tích.")
    return _opened(line, form, actor, now)


def _opened(line: Nomination, form: ReportForm, actor: User, now: dt.datetime) -> AchievementReport:
    try:
        with transaction.atomic():
            report = AchievementReport.objects.create(nomination=line, form_key=form.key)
    except IntegrityError:
        return AchievementReport.objects.get(nomination=line)
    ReportSection.objects.bulk_create(
        ReportSection(report=report, key=section.key, order=order)
        for order, section in enumerate(form.sections, start=1)
    )
    record(actor=actor, now=now, act="report.open", target=report, after={"form": form.key, "nomination": line.pk})
    return report
