"""A person's own page: what he registers, what is expected, what he achieved."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tdkt.accounts.middleware import OfficeRequest
from tdkt.core.answers import Refused
from tdkt.people.models import Person
from tdkt.registrations.access import may_register_self
from tdkt.registrations.catalogue import PERSON, award_name
from tdkt.registrations.domain.lists import CLOSED_WORDS, place_of
from tdkt.registrations.domain.register import register
from tdkt.registrations.forms import RegisterForm
from tdkt.registrations.models import Registration
from tdkt.registrations.results import own_years
from tdkt.registrations.states import OPEN, State
from tdkt.registrations.views.desk import state_words
from tdkt.registrations.views.lists import rows_of
from tdkt.registrations.web import list_for, year_asked, years_offered
from tdkt.units.models import Unit


@require_http_methods(["GET", "POST"])
def mine(request: OfficeRequest) -> HttpResponse:
    """The page, and registering oneself on it."""
    person = request.user.person
    if person is None:
        raise Http404
    here = place_of(person, request.today.year, request.today)
    year = year_asked(request, [here] if here else [])
    unit = place_of(person, year, request.today)
    form = RegisterForm(PERSON, year, request.POST or None)
    status = 200
    if request.method == "POST" and unit is not None:
        if form.is_valid() and _register(request, person, unit, year, form):
            return redirect(f"{reverse('registrations:mine')}?nam={year}")
        status = 409
    return render(request, "registrations/mine.html", _context(request, person, unit, year, form), status=status)


def _register(request: OfficeRequest, person: Person, unit: Unit, year: int, form: RegisterForm) -> bool:
    try:
        register(actor=request.user, now=timezone.now(), unit=unit, year=year, subjects=[person], **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return False
    messages.success(request, f"Đã đăng ký {award_name(form.cleaned_data['code'])} năm {year}.")
    return True


def _context(
    request: OfficeRequest, person: Person, unit: Unit | None, year: int, form: RegisterForm
) -> dict[str, Any]:
    lines = Registration.objects.alive().filter(person=person, year=year)
    found = list_for(unit, year) if unit else None
    may = may_register_self(request.acting, person)
    open_ = found is not None and found.state in OPEN
    refusal = ""
    if unit is None:
        refusal = f"Năm {year} bạn chưa có quá trình công tác ở đơn vị nào; hãy nhờ cán bộ thi đua cập nhật."
    elif not may:
        refusal = may.reason
    elif not open_ and found is not None:
        refusal = f"Danh sách của {unit} {CLOSED_WORDS[State(found.state)]}."
    return {
        "person": person, "unit": unit, "year": year, "years": years_offered(request, year), "list": found,
        "rows": rows_of(list(lines.select_related("person", "registered_by", "unit_list")), year, request.user),
        "form": None if refusal else form, "refusal": refusal, "open": open_ and bool(may),
        "state": state_words(found.state if found and found.pk else None),
        "past": own_years(person, request.today),
    }  # fmt: skip
