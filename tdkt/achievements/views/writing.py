"""The page where a section is written, and saving it: by the button, or by the browser while one types."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from tdkt.accounts.middleware import OfficeRequest
from tdkt.achievements.access import may_write
from tdkt.achievements.diff import compare
from tdkt.achievements.domain.save_section import Saving, save_section
from tdkt.achievements.forms import SectionForm
from tdkt.achievements.ledger import tables_for
from tdkt.achievements.models import LONGEST, AchievementReport, ReportSection, SectionVersion
from tdkt.achievements.queries import open_asides
from tdkt.achievements.states import State
from tdkt.achievements.views.common import now, report_for, section_for
from tdkt.core.answers import Refused
from tdkt.dossiers.domain.law import award_name


@require_GET
def write(request: OfficeRequest, pk: int) -> HttpResponse:
    """Go to the first section that still lacks text, or to the first."""
    report = report_for(request, pk)
    if report.state == State.DONE or not may_write(request.acting, report.nomination):
        return redirect("achievements:read", pk=pk)
    sections = list(report.sections.all())
    for section in sections:
        section.report = report
    first = next((one for one in sections if one.lacking), sections[0])
    return redirect("achievements:section", pk=pk, key=first.key)


@require_GET
def section(request: OfficeRequest, pk: int, key: str) -> HttpResponse:
    """The page of one section; who may not write goes to read."""
    report, found, sections = section_for(request, pk, key)
    if report.state == State.DONE or not may_write(request.acting, report.nomination):
        return redirect("achievements:read", pk=pk)
    asides = _asides(report, found)
    merging = next((one for one in asides if str(one.pk) == request.GET.get("ghep")), None)
    text = f"{found.text}\n\n{merging.text}" if merging else found.text
    return render(request, "achievements/write.html", _context(report, found, sections, text, asides, merging))


def _asides(report: AchievementReport, section: ReportSection) -> list[SectionVersion]:
    return [one for one in open_asides(report) if one.section_id == section.pk]


def _context(
    report: AchievementReport,
    section: ReportSection,
    sections: list[ReportSection],
    text: str,
    asides: list[SectionVersion],
    merging: SectionVersion | None = None,
) -> dict[str, Any]:
    place = sections.index(section)
    return {
        "report": report, "line": report.nomination, "award": award_name(report.nomination.code), "form": report.form,
        "section": section, "sections": sections, "parts": report.form.parts, "text": text, "limit": LONGEST,
        "tables": list(tables_for(report.nomination, section.form.tables).values()),
        "asides": [(one, compare(section.text, one.text)) for one in asides if one != merging], "merging": merging,
        "next": sections[place + 1] if place + 1 < len(sections) else None,
        "may_finish": not any(one.lacking for one in sections),
    }  # fmt: skip


@require_POST
def save(request: OfficeRequest, pk: int, key: str) -> HttpResponse:
    """Save one section: an answer in JSON to the script of the page, a page to everybody else."""
    report, found, sections = section_for(request, pk, key)
    form = SectionForm(request.POST)
    by_script = request.headers.get("X-Requested-With") == "tdkt-autosave"
    if not form.is_valid():
        reason = " ".join(str(one) for told in form.errors.values() for one in told)
        return _refused(request, report, found, sections, reason, by_script=by_script)
    settles = _settled(form, report, found)
    try:
        saving = save_section(
            section=found, version=form.cleaned_data["version"], text=form.cleaned_data["text"], actor=request.user,
            now=now(), settles=settles,
        )  # fmt: skip
    except Refused as refusal:
        return _refused(request, report, found, sections, refusal.reason, by_script=by_script)
    if by_script:
        return JsonResponse(_told(saving), status=409 if saving.aside else 200)
    return _answered(request, report, saving, sections)


def _settled(form: SectionForm, report: AchievementReport, section: ReportSection) -> SectionVersion | None:
    wanted = form.cleaned_data["settles"]
    return next((one for one in _asides(report, section) if one.pk == wanted), None) if wanted else None


def _told(saving: Saving) -> dict[str, Any]:
    section = saving.section
    told: dict[str, Any] = {"version": section.version, "words": section.words, "at": _clock(section)}
    if saving.aside is not None:
        told["by"] = section.saved_by.full_name if section.saved_by else ""
        told["theirs"] = section.text
    return told


def _clock(section: ReportSection) -> str:
    return f"{timezone.localtime(section.saved_at):%H:%M}" if section.saved_at else ""


def _answered(
    request: OfficeRequest, report: AchievementReport, saving: Saving, sections: list[ReportSection]
) -> HttpResponse:
    if saving.aside is not None:
        by = saving.section.saved_by
        messages.warning(
            request,
            f"{by.full_name if by else 'Người khác'} vừa lưu mục này. Chữ của bạn được giữ ở bản để bên; hãy chọn "
            "hoặc ghép hai bản dưới đây.",
        )
        return redirect("achievements:section", pk=report.pk, key=saving.section.key)
    messages.success(request, f"Đã lưu mục “{saving.section.form.title}” lúc {_clock(saving.section)}.")
    keys = [one.key for one in sections]
    place = keys.index(saving.section.key)
    following = keys[place + 1] if "tiep" in request.POST and place + 1 < len(keys) else saving.section.key
    return redirect("achievements:section", pk=report.pk, key=following)


def _refused(
    request: OfficeRequest,
    report: AchievementReport,
    section: ReportSection,
    sections: list[ReportSection],
    reason: str,
    *,
    by_script: bool,
) -> HttpResponse:
    """What was typed stays on the page."""
    if by_script:
        return JsonResponse({"reason": reason}, status=422)
    context = _context(report, section, sections, request.POST.get("text", ""), _asides(report, section))
    context["refused"] = reason
    context["may_write"] = bool(may_write(request.acting, report.nomination)) and report.state != State.DONE
    return render(request, "achievements/write.html", context, status=422)
