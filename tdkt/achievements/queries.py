"""Long reads of the reports, in a constant number of queries."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.utils import timezone

from tdkt.accounts.access import units_seen_by
from tdkt.accounts.models import User
from tdkt.achievements.models import AchievementReport, ReportSection, SectionVersion, VersionKind
from tdkt.achievements.states import State
from tdkt.dossiers.models import Nomination, NominationPaper, NominationQuerySet, RoundState
from tdkt.people.models import Person


def nominations_for(user: User, day: dt.date) -> NominationQuerySet:
    """The nominations whose report the user may read: those of the units he reads, and his own."""
    own = Q(person__isnull=False, person=user.person_id)
    return Nomination.objects.filter(Q(unit_list__unit__in=units_seen_by(user, day)) | own)


def open_lines(user: User, day: dt.date) -> QuerySet[Nomination]:
    """Lines of open rounds that the user reads, those that can be written now first."""
    named = nominations_for(user, day).alive().filter(round__state=RoundState.OPEN)
    return (
        named.select_related("person", "unit", "host_unit", "round", "unit_list__unit", "report")
        .prefetch_related("report__sections")
        .defer("verdict_detail", "attested")
        .order_by("-round__year", "person__sort_key", "unit__sort_key", "code", "pk")
    )


def lines_about(person: Person) -> QuerySet[Nomination]:
    """The person's own lines of open rounds with their reports; one query."""
    named = Nomination.objects.alive().filter(person=person, round__state=RoundState.OPEN)
    return (
        named.select_related("round__unit", "report")
        .defer("verdict_detail", "attested")
        .order_by("-round__year", "code", "pk")
    )


def sections_of(report: AchievementReport) -> list[ReportSection]:
    """The sections in order, each knowing its report; one query."""
    found = list(report.sections.select_related("saved_by"))
    for section in found:
        section.report = report
    return found


def open_asides(report: AchievementReport) -> QuerySet[SectionVersion]:
    """Texts kept aside that wait for a choice."""
    waiting = SectionVersion.objects.filter(section__report=report, kind=VersionKind.ASIDE, settled_at__isnull=True)
    return waiting.select_related("by").order_by("at")


def kept_reports(lines: Sequence[Nomination]) -> dict[int, dict[str, str]]:
    """Finished reports as papers of the law's list that this room keeps; one query."""
    done = AchievementReport.objects.filter(nomination__in=[line.pk for line in lines], state=State.DONE)
    return {one.nomination_id: dict.fromkeys(one.form.papers, _finished(one)) for one in done}


def _finished(report: AchievementReport) -> str:
    day = f", xong ngày {timezone.localtime(report.finished_at):%d/%m/%Y}" if report.finished_at else ""
    return f"Viết trên phần mềm{day}"


def report_gaps(lines: Sequence[Nomination]) -> dict[int, list[str]]:
    """Reports begun and not finished, with the empty sections; a signed copy attached is enough (three queries)."""
    keys = [line.pk for line in lines]
    writing = AchievementReport.objects.filter(nomination__in=keys, state=State.WRITING).prefetch_related("sections")
    reports = list(writing)
    if not reports:
        return {}
    attached = set(NominationPaper.objects.filter(nomination__in=keys).values_list("nomination", "key"))
    return {
        one.nomination_id: [_unfinished(one)]
        for one in reports
        if not any((one.nomination_id, paper) in attached for paper in one.form.papers)
    }


def empty_titles(report: AchievementReport) -> list[str]:
    """Headings of the needed sections without text; the sections should be loaded already."""
    wanted = {section.key: section.title for section in report.form.sections if section.needed}
    return [wanted[one.key] for one in report.sections.all() if one.key in wanted and not one.text]


def _unfinished(report: AchievementReport) -> str:
    empty = empty_titles(report)
    if not empty:
        return "Báo cáo thành tích đã viết nhưng chưa ghi là xong"
    return f"Báo cáo thành tích chưa xong, còn trống: {'; '.join(empty)}"
