"""Deadlines for the units below, and a word to those who are late."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from tdkt.accounts.access import acting
from tdkt.accounts.models import Role, RoleHolding, User
from tdkt.core.answers import Refused, require
from tdkt.core.history import Change, record_many
from tdkt.inbox.domain.notify import Message, notify
from tdkt.registrations.access import may_look_after
from tdkt.registrations.domain.lists import require_sane_year, season_day
from tdkt.registrations.models import UnitRegistration
from tdkt.registrations.states import HANDED_IN
from tdkt.units.models import Unit


class CannotNudge(Refused):
    """Nobody was told, or no deadline was set."""


@dataclass(frozen=True)
class Nudged:
    """Who was told now, who had been told today already, and which units have nobody to tell."""

    told: tuple[str, ...]
    again: tuple[str, ...]
    nobody: tuple[str, ...]


@transaction.atomic
def set_due(*, actor: User, now: dt.datetime, unit: Unit, year: int, due_on: dt.date) -> int:
    """Give every unit directly below ``unit`` the same day to send its list by; how many.

    Raises:
        CannotNudge: not the actor's unit, a day outside the year's season, or no unit below.
    """
    day = timezone.localdate(now)
    require(may_look_after(acting(actor, day), unit, "đặt hạn gửi đăng ký"), CannotNudge)
    require_sane_year(year, day, CannotNudge)
    if not dt.date(year - 1, 7, 1) <= due_on <= dt.date(year, 12, 31):
        raise CannotNudge(f"Hạn gửi đăng ký năm {year} phải từ 01/07/{year - 1} đến 31/12/{year}.")
    below = list(Unit.objects.filter(parent=unit).alive_on(season_day(year, day)))
    if not below:
        raise CannotNudge(f"{unit} không có đơn vị trực thuộc nào để đặt hạn.")
    there = set(UnitRegistration.objects.filter(unit__in=below, year=year).values_list("unit", flat=True))
    missing = [UnitRegistration(unit=one, year=year) for one in below if one.pk not in there]
    UnitRegistration.objects.bulk_create(missing, ignore_conflicts=True)
    lists = list(UnitRegistration.objects.filter(unit__in=below, year=year).select_related("unit"))
    changes = [Change(one, {"due_on": _text(one.due_on)}, {"due_on": due_on.isoformat()}) for one in lists]
    UnitRegistration.objects.filter(pk__in=[one.pk for one in lists]).update(due_on=due_on)
    record_many(actor=actor, now=now, act="registration_list.due", changes=changes)
    return len(lists)


def _text(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


@transaction.atomic
def nudge(*, actor: User, now: dt.datetime, unit: Unit, year: int, units: Sequence[Unit]) -> Nudged:
    """Tell the officers of units below ``unit`` that their list is awaited; once a day however often it is clicked.

    Raises:
        CannotNudge: not the actor's unit, a unit not directly below it, or one that has sent its list.
    """
    day = timezone.localdate(now)
    require(may_look_after(acting(actor, day), unit, "nhắc các đơn vị trực thuộc"), CannotNudge)
    require_sane_year(year, day, CannotNudge)
    _check(unit, year, units)
    staffed = set(
        RoleHolding.objects.on(day)
        .filter(role=Role.UNIT_OFFICER, unit__in=units, user__is_active=True)
        .values_list("unit", flat=True)
    )
    dues = dict(UnitRegistration.objects.filter(unit__in=units, year=year).values_list("unit", "due_on"))
    wanted = [one for one in units if one.pk in staffed]
    sent = notify(actor=actor, now=now, messages=[_message(one, year, dues.get(one.pk), day) for one in wanted])
    told = {notice.unit_id for notice in sent}
    return Nudged(
        told=tuple(one.label for one in wanted if one.pk in told),
        again=tuple(one.label for one in wanted if one.pk not in told),
        nobody=tuple(one.label for one in units if one.pk not in staffed),
    )


def _check(unit: Unit, year: int, units: Sequence[Unit]) -> None:
    if not units:
        raise CannotNudge("Không có đơn vị nào cần nhắc.")
    for one in units:
        if one.parent_id != unit.pk:
            raise CannotNudge(f"{one} không trực thuộc {unit}, nên không nhắc từ đây.")
    done = UnitRegistration.objects.filter(unit__in=units, year=year, state__in=HANDED_IN).select_related("unit")
    if names := [one.unit.label for one in done]:
        raise CannotNudge(f"Đã gửi danh sách, không cần nhắc: {', '.join(names)}.")


def _message(unit: Unit, year: int, due_on: dt.date | None, day: dt.date) -> Message:
    return Message(
        key=f"registrations.nudge:{unit.pk}:{year}:{day:%Y%m%d}",
        what=f"Đăng ký thi đua năm {year}: đơn vị chưa gửi danh sách",
        detail="Hãy hoàn thành danh sách, trình thủ trưởng thống nhất rồi gửi cấp trên.",
        role=Role.UNIT_OFFICER,
        unit=unit,
        due_on=due_on,
        link=reverse("registrations:list", kwargs={"pk": unit.pk, "year": year}),
    )
