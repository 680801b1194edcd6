"""One's own password, and the accounts an administrator keeps."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tdkt.accounts.access import accounts_seen_by, people_seen_by, units_under
from tdkt.accounts.domain import create_account, end_role, grant_role, tie_person
from tdkt.accounts.domain.password import change_password
from tdkt.accounts.forms import AccountForm, PasswordForm, PersonForm, RoleForm
from tdkt.accounts.middleware import OfficeRequest
from tdkt.accounts.models import Role, RoleHolding, User
from tdkt.core import history
from tdkt.core.answers import Refused
from tdkt.units.models import Unit


@require_http_methods(["GET", "POST"])
def password(request: OfficeRequest) -> HttpResponse:
    """Change one's own password; the session goes on."""
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            change_password(
                actor=request.user, now=timezone.now(), old=form.cleaned_data["old"], new=form.cleaned_data["new"]
            )
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            update_session_auth_hash(request, request.user)
            messages.success(request, "Đã đổi mật khẩu.")
            return redirect("portal:home")
    return render(request, "accounts/password.html", {"form": form})


def _kept_units(request: OfficeRequest) -> QuerySet[Unit]:
    """The units whose roles the administrator keeps; 404 for everybody else."""
    roots = tuple(h.unit for h in request.acting.holdings if h.role == Role.SYSTEM_ADMINISTRATOR)
    if not roots:
        raise Http404
    return units_under(roots)


@require_GET
def accounts(request: OfficeRequest) -> HttpResponse:
    """The accounts the administrator keeps, with the roles now held."""
    _kept_units(request)
    found = accounts_seen_by(request.user, request.today).distinct().order_by("full_name", "pk")
    roles: dict[int, list[RoleHolding]] = {}
    for holding in RoleHolding.objects.on(request.today).filter(user__in=found).select_related("unit"):
        roles.setdefault(holding.user_id, []).append(holding)
    rows = [{"user": user, "holdings": roles.get(user.pk, [])} for user in found]
    return render(request, "accounts/accounts.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def new_account(request: OfficeRequest) -> HttpResponse:
    """Make an account."""
    _kept_units(request)
    form = AccountForm(people_seen_by(request.user, request.today), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = create_account(actor=request.user, now=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, f"Đã lập tài khoản {user.username}. Hãy giao vai trò cho tài khoản này.")
            return redirect("accounts:account", pk=user.pk)
    return render(request, "accounts/new_account.html", {"form": form})


def _account(request: OfficeRequest, pk: int) -> User:
    _kept_units(request)
    return get_object_or_404(accounts_seen_by(request.user, request.today).distinct(), pk=pk)


@require_http_methods(["GET", "POST"])
def account(request: OfficeRequest, pk: int) -> HttpResponse:
    """One account: its roles past and present, its history, and a form to give a role."""
    user, units = _account(request, pk), _kept_units(request)
    form = RoleForm(units.alive_on(request.today), request.POST or None, initial={"valid_from": request.today})  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            grant_role(actor=request.user, now=timezone.now(), user=user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, f"Đã giao vai trò cho {user.full_name}.")
            return redirect("accounts:account", pk=pk)
    return _shown(request, user, form, PersonForm(people_seen_by(request.user, request.today)))


def _shown(request: OfficeRequest, user: User, form: RoleForm, person_form: PersonForm) -> HttpResponse:
    holdings = user.holdings.select_related("unit").order_by("-valid_from")
    entries = history.history_of(user)
    broken = history.first_broken(entries)
    return render(
        request,
        "accounts/account.html",
        {
            "account": user,
            "holdings": holdings,
            "form": form,
            "person_form": person_form,
            "entries": entries,
            "broken": broken,
            "today": request.today,
        },
    )


@require_http_methods(["GET", "POST"])
def tie(request: OfficeRequest, pk: int) -> HttpResponse:
    """Say whose account it is."""
    user, units = _account(request, pk), _kept_units(request)
    if request.method == "GET":
        return redirect("accounts:account", pk=pk)
    form = PersonForm(people_seen_by(request.user, request.today), request.POST)
    if form.is_valid():
        try:
            tie_person(actor=request.user, now=timezone.now(), user=user, person=form.cleaned_data["person"])
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, f"Đã gắn tài khoản {user.username} với {user.person}.")
            return redirect("accounts:account", pk=pk)
    role = RoleForm(units.alive_on(request.today), initial={"valid_from": request.today})  # type: ignore[attr-defined]
    return _shown(request, user, role, form)


@require_POST
def end(request: OfficeRequest, pk: int) -> HttpResponse:
    """End a role today."""
    holding = get_object_or_404(
        RoleHolding.objects.select_related("unit", "user").filter(unit__in=_kept_units(request).values("pk")), pk=pk
    )
    try:
        end_role(actor=request.user, now=timezone.now(), holding=holding, on=request.today)
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, "Đã kết thúc vai trò từ hôm nay.")
    return redirect("accounts:account", pk=holding.user_id)
