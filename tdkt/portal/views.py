"""Pages that bring the rooms together."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from tdkt.accounts.access import WORKING_ROLES, people_seen_by, units_seen_by
from tdkt.accounts.middleware import OfficeRequest
from tdkt.accounts.models import Role
from tdkt.dossiers.queries import progress
from tdkt.inbox.queries import waiting_for
from tdkt.portal.finding import find
from tdkt.portal.forms import AsOf
from tdkt.portal.gallery import samples
from tdkt.portal.other_tasks import other_tasks
from tdkt.portal.person_page import person_page
from tdkt.portal.progress_picture import picture
from tdkt.portal.tasks import main_round, open_round_over, open_rounds, tasks_of
from tdkt.portal.unit_page import unit_page

NOTICES_SHOWN = 5


@require_GET
def home(request: OfficeRequest) -> HttpResponse:
    """What needs doing today; who only has a page of his own is led to it."""
    if not any(h.role in WORKING_ROLES for h in request.acting.holdings) and request.user.person_id:
        return redirect("portal:person", pk=request.user.person_id)
    rounds = open_rounds(request.acting)
    main = main_round(request.acting, rounds)
    rows = progress(main, units_seen_by(request.user, request.today)) if main else []
    context = {
        "tasks": [
            *tasks_of(request.acting, rounds, request.today),
            *other_tasks(request.acting, request.today),
        ],
        "rounds": rounds,
        "round": main,
        "progress": picture(rows, request.today),
        "notices": list(waiting_for(request.user, request.today)[:NOTICES_SHOWN]),
        "may_open": any(h.role == Role.APPRAISER for h in request.acting.holdings),
    }
    return render(request, "portal/home.html", context)


@require_GET
def person(request: OfficeRequest, pk: int) -> HttpResponse:
    """One person: who, where, what received, and what the judge says of the next awards on a day."""
    found = get_object_or_404(people_seen_by(request.user, request.today), pk=pk)
    seat = found.postings.filter(valid_from__lte=request.today).select_related("unit").order_by("-valid_from").first()
    on = open_round_over(seat.unit) if seat else None
    form = AsOf(request.GET or None, today=request.today, on=on)
    return render(request, "portal/person.html", person_page(found, request.acting, form, request.today))


@require_GET
def unit(request: OfficeRequest, pk: int) -> HttpResponse:
    """One unit: where it comes from, what stands under it, its people and its awards."""
    seen = units_seen_by(request.user, request.today)
    found = get_object_or_404(seen, pk=pk)
    form = AsOf(request.GET or None, today=request.today, on=open_round_over(found))
    return render(request, "portal/unit.html", unit_page(found, seen, form, request.today))


@require_GET
def search(request: OfficeRequest) -> HttpResponse:
    """People, units and decisions that have all the words, with or without marks."""
    words = request.GET.get("q", "")
    return render(request, "portal/search.html", find(words, request.user, request.today))


@require_GET
def gallery(request: OfficeRequest) -> HttpResponse:
    """Every component once, for those who build pages."""
    if not settings.DEBUG and not any(h.role == Role.SYSTEM_ADMINISTRATOR for h in request.acting.holdings):
        raise PermissionDenied
    return render(request, "portal/gallery.html", samples())
