"""The versions of a section, two of them compared, and taking one back."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from tdkt.accounts.middleware import OfficeRequest
from tdkt.achievements.access import may_write
from tdkt.achievements.diff import compare
from tdkt.achievements.domain.versions import keep_the_saved, restore_version
from tdkt.achievements.forms import VersionForm
from tdkt.achievements.models import AchievementReport, SectionVersion
from tdkt.achievements.states import State
from tdkt.achievements.views.common import attempt, now, section_for
from tdkt.dossiers.domain.law import award_name

MOST = 100


@require_GET
def versions(request: OfficeRequest, pk: int, key: str) -> HttpResponse:
    """Every version kept of a section, and two of them side by side."""
    report, section, _sections = section_for(request, pk, key)
    rows = list(section.versions.select_related("by")[:MOST])
    older, newer = _chosen(request, rows)
    return render(
        request,
        "achievements/versions.html",
        {
            "report": report,
            "line": report.nomination,
            "award": award_name(report.nomination.code),
            "section": section,
            "rows": rows,
            "older": older,
            "newer": newer,
            "pieces": compare(older.text, newer.text) if older and newer else [],
            "may_write": report.state != State.DONE and bool(may_write(request.acting, report.nomination)),
        },
    )


def _chosen(request: OfficeRequest, rows: list[SectionVersion]) -> tuple[SectionVersion | None, SectionVersion | None]:
    """The two asked for; else the newest and the one before it."""
    by_key = {str(row.pk): row for row in rows}
    older, newer = by_key.get(request.GET.get("cu", "")), by_key.get(request.GET.get("moi", ""))
    if older is None and newer is None and len(rows) > 1:
        return rows[1], rows[0]
    return older, newer


def _version_for(request: OfficeRequest, pk: int) -> SectionVersion:
    seen = AchievementReport.objects.visible_to(request.user, request.today)
    rows = SectionVersion.objects.filter(section__report__in=seen)
    return get_object_or_404(rows.select_related("section__report"), pk=pk)


@require_POST
def restore(request: OfficeRequest, pk: int) -> HttpResponse:
    """Take a kept text back."""
    chosen = _version_for(request, pk)
    form = VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    attempt(
        request,
        lambda: restore_version(chosen=chosen, version=version, actor=request.user, now=now()),
        "Đã lấy bản này làm nội dung của mục; bản đang có trước đó vẫn còn trong các phiên bản.",
    )
    return _back(chosen)


@require_POST
def leave(request: OfficeRequest, pk: int) -> HttpResponse:
    """Keep what is saved; the text kept aside stays among the versions."""
    chosen = _version_for(request, pk)
    attempt(
        request,
        lambda: keep_the_saved(aside=chosen, actor=request.user, now=now()),
        "Giữ nội dung đang lưu; bản để bên vẫn xem được trong các phiên bản.",
    )
    return _back(chosen)


def _back(chosen: SectionVersion) -> HttpResponse:
    return redirect("achievements:section", pk=chosen.section.report_id, key=chosen.section.key)
