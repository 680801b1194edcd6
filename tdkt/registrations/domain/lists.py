"""A unit's list of a year: found, begun, and kept from changing under whoever reads it."""

import datetime as dt

from django.db.models import F

from tdkt.core.answers import Refused
from tdkt.people.models import Person, Posting
from tdkt.registrations.models import FIRST_YEAR, UnitRegistration
from tdkt.registrations.states import OPEN, State
from tdkt.units.models import Unit

CLOSED_WORDS = {
    State.AGREED: "đã được thủ trưởng thống nhất; cán bộ thi đua hoặc thủ trưởng mở lại thì mới sửa được",
    State.SENT: "đã gửi cấp trên; hãy rút lại hoặc đề nghị cấp trên trả lại thì mới sửa được",
    State.RECORDED: "đã được cấp trên ghi nhận; hãy đề nghị cấp trên trả lại thì mới sửa được",
}


def is_sane_year(year: int, day: dt.date) -> bool:
    """Registrations are written for years on record and for the coming year at most."""
    return FIRST_YEAR <= year <= day.year + 1


def require_sane_year(year: int, day: dt.date, error: type[Refused]) -> None:
    """Raise ``error`` for a year nobody registers for."""
    if not is_sane_year(year, day):
        raise error(f"Không đăng ký được cho năm {year}; hãy chọn năm từ {FIRST_YEAR} đến {day.year + 1}.")


def season_day(year: int, day: dt.date) -> dt.date:
    """The day on which a year's units are counted: today, or the last day of a year that is over."""
    return min(day, dt.date(year, 12, 31))


def list_of(unit: Unit, year: int) -> UnitRegistration:
    """The unit's list, begun at the first use."""
    return UnitRegistration.objects.get_or_create(unit=unit, year=year)[0]


def touch(unit_list: UnitRegistration, error: type[Refused]) -> None:
    """Note that the lines change; call inside the act's transaction.

    Raises ``error`` where the list is no longer open, also when it was closed a moment ago.
    """
    open_lists = UnitRegistration.objects.filter(pk=unit_list.pk, state__in=OPEN)
    if not open_lists.update(version=F("version") + 1):
        unit_list.refresh_from_db(fields=["state"])
        words = CLOSED_WORDS.get(State(unit_list.state), "đang được người khác xử lý; hãy tải lại trang")
        raise error(f"{unit_list} {words}.")
    unit_list.refresh_from_db(fields=["state", "version"])


def place_of(person: Person, year: int, day: dt.date) -> Unit | None:
    """The unit on whose list a person stands: where he works now, or worked last in the year."""
    return places_of([person.pk], year, day).get(person.pk)


def places_of(people: list[int], year: int, day: dt.date) -> dict[int, Unit]:
    """The unit of each person: today's in the running or coming year, that of the year's end in a past one."""
    rows = Posting.objects.filter(person__in=people, valid_from__lte=season_day(year, day)).select_related("unit")
    held = rows.exclude(valid_to__lt=min(day, dt.date(year, 1, 1)))
    return {posting.person_id: posting.unit for posting in held.order_by("valid_from")}
