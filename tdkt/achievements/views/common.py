"""What the views of the report share: find through the user's eyes, say what was done."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from tdkt.accounts.middleware import OfficeRequest
from tdkt.achievements.models import AchievementReport, ReportSection
from tdkt.achievements.queries import sections_of
from tdkt.core.answers import Refused

LINE = ("person", "unit", "host_unit", "round__unit", "unit_list__unit")


def report_for(request: OfficeRequest, pk: int) -> AchievementReport:
    """The report, or 404 where it does not exist or is not the user's."""
    named = [f"nomination__{name}" for name in LINE]
    reports = AchievementReport.objects.visible_to(request.user, request.today)
    return get_object_or_404(reports.select_related("finished_by", *named), pk=pk)


Found = tuple[AchievementReport, ReportSection, list[ReportSection]]


def section_for(request: OfficeRequest, pk: int, key: str) -> Found:
    """The report, the named section, and all sections."""
    report = report_for(request, pk)
    sections = sections_of(report)
    found = next((one for one in sections if one.key == key), None)
    if found is None:
        raise Http404
    return report, found, sections


def attempt(request: OfficeRequest, act: Callable[[], Any], done: str) -> bool:
    """Do one act; say what was done, or why it was refused."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return False
    messages.success(request, done)
    return True


def now() -> dt.datetime:
    """The moment of the act."""
    return timezone.now()
