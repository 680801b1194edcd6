"""What the views of registrations share: find through the user's eyes, try one act, show its refusal."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from django.contrib import messages
from django.db.models import Max
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from tdkt.accounts.access import units_seen_by
from tdkt.accounts.middleware import OfficeRequest
from tdkt.core.answers import Refused
from tdkt.registrations.domain.lists import is_sane_year
from tdkt.registrations.models import FIRST_YEAR, Registration, UnitRegistration
from tdkt.units.models import Unit

T = TypeVar("T")

ACT_NAMES = {
    "registration.register": "Đăng ký", "registration.copy": "Chép từ năm trước",
    "registration.change": "Sửa nội dung", "registration.withdraw": "Rút đăng ký",
    "registration_list.lines": "Đăng ký thêm", "registration_list.withdrawn": "Rút dòng",
    "registration_list.copied": "Chép từ năm trước", "registration_list.due": "Đặt hạn gửi",
    "registration_list.agree": "Thủ trưởng thống nhất", "registration_list.reopen": "Mở lại để sửa",
    "registration_list.send": "Gửi cấp trên", "registration_list.recall": "Rút lại",
    "registration_list.return": "Trả lại", "registration_list.take_in": "Ghi nhận",
}  # fmt: skip


def unit_for(request: OfficeRequest, pk: int, year: int) -> Unit:
    """The unit, or 404 where it does not exist, is not the user's, or the year is out of reach."""
    unit = get_object_or_404(units_seen_by(request.user, request.today).select_related("parent"), pk=pk)
    if not is_sane_year(year, request.today):
        raise Http404
    return unit


def list_for(unit: Unit, year: int) -> UnitRegistration:
    """The unit's list as it stands, or an empty one that is not stored yet."""
    found = UnitRegistration.objects.filter(unit=unit, year=year).select_related("agreed_by").first()
    found = found or UnitRegistration(unit=unit, year=year)
    found.unit = unit
    return found


def stored_list_for(unit: Unit, year: int) -> UnitRegistration:
    """The unit's stored list, or 404."""
    found = get_object_or_404(UnitRegistration, unit=unit, year=year)
    found.unit = unit
    return found


def line_for(request: OfficeRequest, pk: int) -> Registration:
    """The line, or 404 where it does not exist or is not the user's."""
    rows = Registration.objects.visible_to(request.user, request.today)
    return get_object_or_404(
        rows.select_related("person", "unit", "unit_list__unit__parent", "registered_by", "withdrawn_by"), pk=pk
    )


def year_asked(request: OfficeRequest, units: Iterable[Unit]) -> int:
    """The year in the address; where none, or none that can be, is named: the newest for which the units have a list,
    else this year's.
    """
    asked = request.GET.get("nam", "")
    if asked.isascii() and asked.isdecimal() and len(asked) == 4 and is_sane_year(int(asked), request.today):
        return int(asked)
    newest = UnitRegistration.objects.filter(unit__in=units).aggregate(year=Max("year"))["year"]
    return newest or request.today.year


def years_offered(request: OfficeRequest, year: int) -> list[int]:
    """The years around the one shown, for the tabs."""
    last = request.today.year + 1
    return [one for one in range(min(year, last - 1) - 2, min(year + 2, last) + 1) if one >= FIRST_YEAR]


def attempt(request: HttpRequest, act: Callable[[], T], done: str | Callable[[T], str]) -> T | None:
    """Do one act; say what was done, or why it was refused. None after a refusal."""
    try:
        result = act()
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return None
    messages.success(request, done if isinstance(done, str) else done(result))
    return result
