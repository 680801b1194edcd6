"""Steps taken with many lines at once: the page shows its list first, then does all or nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from tdkt.accounts.middleware import OfficeRequest
from tdkt.accounts.models import Role, RoleHolding, User
from tdkt.core.answers import Refused
from tdkt.core.steps import Step
from tdkt.dossiers.desk import DESK_STEPS, filter_of, is_office, rows_of
from tdkt.dossiers.domain.appraise import (
    accept_nominations,
    decline_nominations,
    reopen_nominations,
    return_nominations,
    take_in,
)
from tdkt.dossiers.domain.assign import assign
from tdkt.dossiers.domain.climb import recall
from tdkt.dossiers.domain.required_papers import excuses_of
from tdkt.dossiers.domain.send import DOUBTFUL, send_list, take_back, withdraw
from tdkt.dossiers.domain.short import pass_short
from tdkt.dossiers.gaps import gaps_of
from tdkt.dossiers.models import AwardRound, Nomination, StepTaken
from tdkt.dossiers.states import PLAIN_WORDS, STEPS, WITH_THE_APPRAISER, State
from tdkt.dossiers.story import TOLD_BELOW, considers
from tdkt.dossiers.web import lines_for, now, round_for

CHANGED = (
    "Có dòng đã thay đổi từ khi bạn mở trang, chưa làm gì. Hãy xem lại các dòng đó rồi bấm một lần nữa nếu vẫn muốn."
)
TELLS_GAPS = ("send", "take_in", "accept")
"""Whoever takes one of these steps sees first what the dossiers lack and how that was explained."""


@require_http_methods(["GET", "POST"])
def take_step(request: OfficeRequest, pk: int) -> HttpResponse:
    """Show what a bulk act will touch; do it when the page is confirmed."""
    on = round_for(request, pk)
    if request.method == "GET":
        return redirect("dossiers:desk", pk=pk)
    code = request.POST.get("buoc", "")
    if code not in DESK_STEPS:
        raise Http404
    lines, back = chosen(request, on, STEPS[code].source), way_back(request, on)
    if not lines:
        messages.error(request, "Chưa chọn dòng nào; hãy đánh dấu ít nhất một dòng rồi làm lại.")
        return redirect(back)
    if not request.POST.get("xac_nhan"):
        return _confirm(request, on, STEPS[code], lines, back)
    if any(line.state in STEPS[code].source for line in changed_since(request, lines)):
        return _confirm(request, on, STEPS[code], lines, back, CHANGED)
    try:
        _do(request, code, lines)
    except Refused as refusal:
        again = chosen(request, on, STEPS[code].source)
        return _confirm(request, on, STEPS[code], again, back, refusal.reason)
    messages.success(request, f"{STEPS[code].label}: đã xong {len(lines)} dòng.")
    return redirect(back)


def way_back(request: OfficeRequest, on: AwardRound) -> str:
    """The page of this site that the user came from."""
    back = request.POST.get("ve", "")
    safe = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if safe else reverse("dossiers:desk", args=[on.pk])


def chosen(request: OfficeRequest, on: AwardRound, states: tuple[str, ...]) -> list[Nomination]:
    """The ticked lines, or all that answer the filter and stand where the act may begin."""
    mine = lines_for(request).of_round(on).with_names().defer("verdict_detail")
    if request.POST.get("tat_ca"):
        shown = filter_of(QueryDict(request.POST.get("loc", "")), request.user)
        return list(shown.narrow(mine).filter(state__in=states))
    return list(mine.filter(pk__in=[key for key in request.POST.getlist("chon") if key.isdecimal()]))


@dataclass(frozen=True)
class Alike:
    """Lines of which the same is said: told once, with the names."""

    words: str
    lines: list[Nomination]


@dataclass(frozen=True)
class Warned:
    """One kind of warning on the page of a bulk act, the most frequent first."""

    heading: str
    groups: list[Alike]
    asks_words: bool = False

    @property
    def number(self) -> int:
        """How many lines it is about."""
        return sum(len(one.lines) for one in self.groups)


def alike(lines: list[Nomination], said: Mapping[int, Sequence[str]]) -> list[Alike]:
    """The lines something is said of, those of whom the same is said together."""
    groups: dict[str, list[Nomination]] = {}
    for line in lines:
        if line.pk in said:
            groups.setdefault("; ".join(said[line.pk]), []).append(line)
    return sorted((Alike(words, named) for words, named in groups.items()), key=lambda one: -len(one.lines))


def _confirm(
    request: OfficeRequest, on: AwardRound, step: Step, lines: list[Nomination], back: str, refusal: str = ""
) -> HttpResponse:
    tells = step.code in TELLS_GAPS
    doubtful = [line for line in lines if line.verdict in DOUBTFUL] if tells else []
    doubts = {line.pk: [line.verdict_note or "chưa có kết luận"] for line in doubtful}
    lacks = gaps_of(lines) if tells else {}
    excuses = excuses_of(lines) if tells else {}
    context = {
        "round": on,
        "step": step,
        "rows": rows_of(lines, office=is_office(request.acting, on), on=on),
        "warnings": [
            Warned("hồ sơ còn thiếu", alike(lines, lacks), asks_words=True),
            Warned("hồ sơ có giải trình", alike(lines, excuses)),
            Warned("dòng chưa đủ tiêu chuẩn, thiếu dữ liệu hoặc chưa xét", alike(lines, doubts), asks_words=True),
        ],
        "asks_reason": step.needs_reason or (step.code == "send" and bool(doubtful or lacks)),
        "reason": request.POST.get("ly_do", ""),
        "refusal": refusal,
        "moved": moved_since(request, lines),
        "back": back,
    }
    return render(request, "dossiers/step.html", context, status=409 if refusal else 200)


@dataclass(frozen=True)
class Moved:
    """A line that somebody else moved between the page and the act: both versions."""

    line: Nomination
    then: str
    now: str
    last: StepTaken | None


def changed_since(request: OfficeRequest, lines: list[Nomination]) -> list[Nomination]:
    """Lines that are not what they were when the page was opened: moved, edited, or gone and come back."""
    return [
        line
        for line in lines
        if (request.POST.get(f"tu_{line.pk}") or line.state) != line.state
        or (request.POST.get(f"ban_{line.pk}") or str(line.version)) != str(line.version)
    ]


def moved_since(request: OfficeRequest, lines: list[Nomination]) -> list[Moved]:
    """Those lines with what the page was opened with and what stands now."""
    seen = {line.pk: request.POST.get(f"tu_{line.pk}", line.state) for line in lines}
    gone = [line for line in changed_since(request, lines) if seen[line.pk] in State.values]
    if not gone:
        return []
    steps = StepTaken.objects.filter(nomination__in=gone).select_related("actor").order_by("at", "pk")
    last = {step.nomination_id: step for step in steps}
    return [_moved(request, line, seen[line.pk], last.get(line.pk)) for line in gone]


def _moved(request: OfficeRequest, line: Nomination, seen: str, last: StepTaken | None) -> Moved:
    """Both versions in the reader's words; the reason of a step inside the office stays with the office."""
    exact = considers(request.acting, line.round.unit)
    then, after = (State(one).label if exact else PLAIN_WORDS[State(one)] for one in (seen, line.state))
    if seen == line.state:
        after += ", nội dung đã đổi"
    if last is not None and not exact and last.step not in TOLD_BELOW:
        last.reason = ""
    return Moved(line, then, after, last)


Act = Callable[..., list[Nomination]]

PLAIN_ACTS: dict[str, Act] = {"take_back": take_back, "take_in": take_in, "accept": accept_nominations}
ACTS_WITH_REASON: dict[str, Act] = {
    "withdraw": withdraw, "return": return_nominations, "decline": decline_nominations, "reopen": reopen_nominations,
    "pass_short": pass_short, "recall": recall,
}  # fmt: skip


def _do(request: OfficeRequest, code: str, lines: list[Nomination]) -> None:
    reason = request.POST.get("ly_do", "")
    if code == "send":
        _send(request, lines, reason)
    elif code in PLAIN_ACTS:
        PLAIN_ACTS[code](nominations=lines, actor=request.user, now=now())
    else:
        ACTS_WITH_REASON[code](nominations=lines, actor=request.user, now=now(), reason=reason)


def _send(request: OfficeRequest, lines: list[Nomination], reason: str) -> None:
    """Several units' lists may be ticked at once: all go or none does."""
    with transaction.atomic():
        for key in dict.fromkeys(line.unit_list_id for line in lines):
            own = [line for line in lines if line.unit_list_id == key]
            send_list(
                unit_list=own[0].unit_list, nominations=own, actor=request.user, now=now(),
                confirmed=bool(reason.strip()), explanation=reason,
            )  # fmt: skip


@require_http_methods(["GET", "POST"])
def hand_out(request: OfficeRequest, pk: int) -> HttpResponse:
    """Choose who of the office looks at the ticked lines first."""
    on = round_for(request, pk)
    if request.method == "GET" or not request.acting.has([Role.APPRAISER], on.unit):
        return redirect("dossiers:desk", pk=pk)
    lines, back = chosen(request, on, WITH_THE_APPRAISER), way_back(request, on)
    if not lines:
        messages.error(request, "Chưa chọn dòng nào; hãy đánh dấu ít nhất một dòng rồi làm lại.")
        return redirect(back)
    officers = appraisers_of(on, request)
    wanted = next((one for one in officers if str(one.pk) == request.POST.get("nguoi")), None)
    refusal = ""
    if wanted is not None:
        try:
            assign(nominations=lines, officer=wanted, actor=request.user, now=now())
        except Refused as said:
            refusal = said.reason
        else:
            messages.success(request, f"Đã phân công {wanted.full_name} thẩm định {len(lines)} dòng.")
            return redirect(back)
    rows = rows_of(lines, office=True, on=on)
    context = {"round": on, "rows": rows, "officers": officers, "back": back, "refusal": refusal}
    return render(request, "dossiers/hand_out.html", context, status=409 if refusal else 200)


def appraisers_of(on: AwardRound, request: OfficeRequest) -> list[User]:
    """The appraisers of the round's unit today."""
    held = RoleHolding.objects.on(request.today).filter(role=Role.APPRAISER, unit=on.unit)
    return list(User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("full_name", "pk"))
