"""Ask the departments: lines on the left of the act, topics and departments above it, one post."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tdkt.accounts.middleware import OfficeRequest
from tdkt.confirmations.access import ASKERS
from tdkt.confirmations.domain.ask import Asked, ask_departments
from tdkt.confirmations.forms import AskForm, initial_due
from tdkt.confirmations.models import ConfirmationLine, ConfirmationRequest
from tdkt.confirmations.queries import departments_of, roles_answering
from tdkt.confirmations.topics import CONFIRMED, Topic
from tdkt.confirmations.web import choosing, chosen_lines, round_for
from tdkt.core.answers import Refused
from tdkt.dossiers.models import AwardRound

DAYS = 5
"""Working days offered for an answer; the office writes another day if it needs one."""


@require_http_methods(["GET", "POST"])
def ask(request: OfficeRequest, pk: int) -> HttpResponse:
    """Choose lines, departments and the day; several departments are asked at once."""
    on = round_for(request, pk, ASKERS)
    form = _form(request, on)
    if request.method == "POST" and form.is_valid():
        asked = _ask(request, on, form)
        if asked is not None:
            names = ", ".join(one.unit.label for one in asked.requests)
            messages.success(request, f"Đã hỏi {len(asked.requests)} bộ phận: {names}.")
            if asked.left_out:
                messages.warning(
                    request, f"{asked.left_out} lượt dòng đã được hỏi nội dung đó từ trước nên không hỏi lại."
                )
            return redirect("confirmations:board", pk=pk)
    context = choosing(request, on, lambda lines: _asked_words([line.pk for line in lines], on))
    context |= {"form": form, "topics": [(topic, CONFIRMED[topic]) for topic in Topic]}
    return render(request, "confirmations/ask.html", context)


def _form(request: OfficeRequest, on: AwardRound) -> AskForm:
    departments = list(departments_of(on, request.today))
    answering = roles_answering([unit.pk for unit in departments], request.today)
    used = ConfirmationRequest.objects.filter(round__unit=on.unit_id).order_by("asked_at")
    before: dict[str, int] = dict(used.values_list("topic", "unit"))
    offered = [unit for unit in departments if unit.pk in answering]
    initial = {"due_on": initial_due(request.today, DAYS)}
    return AskForm(offered, before, request.POST or None, initial=initial)


def _ask(request: OfficeRequest, on: AwardRound, form: AskForm) -> Asked | None:
    try:
        return ask_departments(
            actor=request.user, now=timezone.now(), on=on, askings=form.askings(),
            nominations=chosen_lines(request, on), due_on=form.cleaned_data["due_on"], note=form.cleaned_data["note"],
        )  # fmt: skip
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return None


def _asked_words(keys: list[int], on: AwardRound) -> dict[int, str]:
    told: dict[int, list[str]] = {}
    rows = ConfirmationLine.objects.filter(round=on, stands=True, nomination__in=keys)
    for key, topic in rows.values_list("nomination", "topic"):
        told.setdefault(key, []).append(topic)
    return {key: ", ".join(topic.label for topic in Topic if topic in asked) for key, asked in told.items()}
