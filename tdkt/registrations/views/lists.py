"""One unit's list: read, filtered, moved, copied from last year."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tdkt.accounts.middleware import OfficeRequest
from tdkt.accounts.models import User
from tdkt.core.answers import Refused
from tdkt.core.history import history_of
from tdkt.core.steps import Step
from tdkt.core.text import search_key
from tdkt.documents.views import save_paper
from tdkt.registrations.access import may_prepare, may_step
from tdkt.registrations.catalogue import COLLECTIVE, PERSON, award_name, in_order, legal_basis
from tdkt.registrations.domain.change import withdraw as withdraw_lines
from tdkt.registrations.domain.copy import Copied, copy_last_year
from tdkt.registrations.domain.lists import CLOSED_WORDS
from tdkt.registrations.domain.register import few
from tdkt.registrations.domain.steps import agree, recall, reopen, return_list, send_up, take_in
from tdkt.registrations.expectations import Asked, Depth, Question, expected
from tdkt.registrations.forms import ListFilter
from tdkt.registrations.models import Registration, UnitRegistration
from tdkt.registrations.paper import registration_docx
from tdkt.registrations.queries import lines_of, matching
from tdkt.registrations.states import OPEN, STEPS, State
from tdkt.registrations.views.desk import state_words
from tdkt.registrations.web import ACT_NAMES, attempt, list_for, stored_list_for, unit_for, years_offered
from tdkt.units.models import Unit

DONE = {
    "agree": "Đã thống nhất danh sách.", "reopen": "Đã mở lại danh sách để sửa.", "send": "Đã gửi cấp trên.",
    "recall": "Đã rút lại danh sách.", "return": "Đã trả lại danh sách cho đơn vị.", "take_in": "Đã ghi nhận.",
}  # fmt: skip
PAGE = 100
PATH = (State.DRAFT, State.AGREED, State.SENT, State.RECORDED)


@require_GET
def unit_list(request: OfficeRequest, pk: int, year: int) -> HttpResponse:
    """The wide list with what the judge expects of each line."""
    unit = unit_for(request, pk, year)
    found = list_for(unit, year)
    everything = list(lines_of(unit, year))
    codes = in_order(line.code for line in everything)
    form = ListFilter(codes, request.GET or None)
    page = _page(request, unit, year, form)
    steps = _steps(request, found)
    context = {
        "unit": unit, "year": year, "years": years_offered(request, year), "list": found, "form": form, "page": page,
        "rows": rows_of(list(page), year, request.user),
        "total": len(everything), "tally": _tally(everything, codes), "state": state_words(found.state),
        "may": found.state in OPEN and bool(may_prepare(request.acting, unit, "")),
        "closed": CLOSED_WORDS.get(State(found.state), "") if may_prepare(request.acting, unit, "") else "",
        "steps": steps, "path": _path(found), "basis": legal_basis(PERSON, year) or legal_basis(COLLECTIVE, year),
        "story": _story(found),
        "late": found.due_on is not None and found.due_on < request.today and found.sent_at is None,
    }  # fmt: skip
    return render(request, "registrations/list.html", context)


@require_GET
def paper(request: OfficeRequest, pk: int, year: int) -> HttpResponse:
    """The unit's registration as Word, to whoever reads the list; an empty list makes no paper."""
    unit = unit_for(request, pk, year)
    lines = list(lines_of(unit, year))
    if not lines:
        raise Http404
    name = f"dang-ky-thi-dua-{year}-{'-'.join(search_key(unit.code).split())}.docx"
    return save_paper(registration_docx(stored_list_for(unit, year), lines, today=request.today), name)


def _page(request: OfficeRequest, unit: Unit, year: int, form: ListFilter) -> Page[Registration]:
    """The lines that answer the filter, a page at a time; what is expected is asked of all only to filter by it."""
    chosen = form.cleaned_data if form.is_valid() else {}
    lines = matching(lines_of(unit, year), chosen.get("q", ""))
    if chosen.get("doi_tuong"):
        lines = lines.filter(person__isnull=chosen["doi_tuong"] != PERSON)
    if chosen.get("danh_hieu"):
        lines = lines.filter(code=chosen["danh_hieu"])
    kept = list(lines)
    if wanted := chosen.get("du_kien"):
        words = expected([_asked(line) for line in kept], Question(year, Depth.WORD, request.user.person_id))
        kept = [line for line in kept if words[_asked(line)].verdict == wanted]
    return Paginator(kept, PAGE).get_page(request.GET.get("trang"))


def _asked(line: Registration) -> Asked:
    return Asked(line.kind, line.person_id or line.unit_id or 0, line.code)


def rows_of(lines: list[Registration], year: int, reader: User) -> list[dict[str, Any]]:
    """Lines with their award in words and what is expected; the queries do not grow with them."""
    asked = [_asked(line) for line in lines]
    told = expected(asked, Question(year, reader=reader.person_id)) if asked else {}
    return [
        {"line": line, "award": award_name(line.code), "expected": told[one]}
        for line, one in zip(lines, asked, strict=True)
    ]


def _tally(lines: list[Registration], codes: list[str]) -> list[tuple[str, int]]:
    return [(award_name(code), sum(line.code == code for line in lines)) for code in codes]


def _steps(request: OfficeRequest, found: UnitRegistration) -> list[Step]:
    """The steps this user may take with the list now."""
    if not found.pk:
        return []
    leaving = STEPS.leaving(found.state)
    if found.unit.parent_id is None:
        leaving = [step for step in leaving if step.code != "send"]
    return [step for step in leaving if may_step(request.acting, step, found.unit, request.today)]


def _path(found: UnitRegistration) -> list[dict[str, Any]]:
    """The way of the list, for the row of steps."""
    here = PATH.index(State(found.state)) if found.state in PATH else 0
    return [
        {"name": state.label, "done": place < here or found.state == State.RECORDED, "now": place == here}
        for place, state in enumerate(PATH)
    ]


def _story(found: UnitRegistration) -> list[dict[str, Any]]:
    """The list's history in words, the latest first."""
    if not found.pk:
        return []
    told = [
        {"entry": entry, "act": ACT_NAMES.get(entry.act, "Thay đổi"), "words": _words(entry.after)}
        for entry in history_of(found)
    ]
    return told[::-1]


def _words(after: dict[str, Any]) -> str:
    if "registered" in after:
        return f"{award_name(after['code'])}: {few(after['registered'])}"
    if "withdrawn" in after:
        return few(after["withdrawn"])
    if "copied" in after:
        return f"{after['copied']} dòng" + (f"; không chép: {few(after['left_out'])}" if after["left_out"] else "")
    if "due_on" in after:
        year, month, day = after["due_on"].split("-")
        return f"{day}/{month}/{year}"
    return ""


@require_http_methods(["POST"])
def take_step(request: OfficeRequest, pk: int, year: int) -> HttpResponse:
    """Move the list one step."""
    unit = unit_for(request, pk, year)
    found = stored_list_for(unit, year)
    code = request.POST.get("buoc", "")
    acts: dict[str, Callable[[], None]] = {
        "agree": lambda: agree(actor=request.user, now=timezone.now(), unit_list=found, version=_version(request)),
        "reopen": lambda: reopen(actor=request.user, now=timezone.now(), unit_list=found),
        "send": lambda: send_up(actor=request.user, now=timezone.now(), unit_list=found),
        "recall": lambda: recall(actor=request.user, now=timezone.now(), unit_list=found),
        "return": lambda: return_list(
            actor=request.user, now=timezone.now(), unit_list=found, reason=request.POST.get("ly_do", "")
        ),
        "take_in": lambda: take_in(actor=request.user, now=timezone.now(), unit_list=found),
    }
    if code not in acts:
        raise Http404
    attempt(request, lambda: acts[code]() or True, DONE[code])
    return redirect("registrations:list", pk=pk, year=year)


def _version(request: OfficeRequest) -> int:
    told = request.POST.get("phien_ban", "")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 10 else 0


@require_POST
def take_off(request: OfficeRequest, pk: int, year: int) -> HttpResponse:
    """Take the ticked lines off the list."""
    unit = unit_for(request, pk, year)
    keys = [int(key) for key in request.POST.getlist("chon") if key.isascii() and key.isdecimal() and len(key) < 19]
    lines = list(lines_of(unit, year).filter(pk__in=keys))
    attempt(
        request,
        lambda: withdraw_lines(actor=request.user, now=timezone.now(), lines=_all(lines, keys)),
        lambda number: f"Đã rút {number} dòng đăng ký.",
    )
    return redirect("registrations:list", pk=pk, year=year)


def _all(lines: list[Registration], keys: list[int]) -> list[Registration]:
    """The lines, if every one that was ticked is still there."""
    if len(lines) < len(set(keys)):
        raise Refused("Có dòng đã được rút trong lúc này; chưa thay đổi gì. Hãy xem lại danh sách.")
    return lines


@require_POST
def copy(request: OfficeRequest, pk: int, year: int) -> HttpResponse:
    """Begin the list from last year's."""
    unit = unit_for(request, pk, year)
    attempt(
        request,
        lambda: copy_last_year(actor=request.user, now=timezone.now(), unit=unit, year=year),
        _copied_words,
    )
    return redirect("registrations:list", pk=pk, year=year)


def _copied_words(done: Copied) -> str:
    words = f"Đã chép {done.lines} đăng ký của năm trước; hãy rà lại từng dòng."
    return words + (f" Không chép vì đã chuyển đi: {few(list(done.left_out))}." if done.left_out else "")
