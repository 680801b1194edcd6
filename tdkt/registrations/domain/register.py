"""Register persons or collectives for a title or form of a year."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from tdkt.accounts.access import acting
from tdkt.accounts.models import User
from tdkt.core.answers import Refused, require
from tdkt.core.history import Change, record, record_many
from tdkt.core.text import clean
from tdkt.people.models import Person
from tdkt.registrations.access import may_prepare, may_register_self
from tdkt.registrations.catalogue import COLLECTIVE, KIND_WORDS, PERSON, award_name, needs_pledge, registrable
from tdkt.registrations.domain.lists import list_of, places_of, require_sane_year, touch
from tdkt.registrations.models import Registration, UnitRegistration
from tdkt.units.models import Unit

SHOWN, BATCH, MOST = 5, 500, 1000
PLEDGE_LENGTH, INITIATIVE_LENGTH = 1000, 300


class CannotRegister(Refused):
    """Nothing was registered."""


@dataclass(frozen=True)
class _Wish:
    """What is asked for, tidied."""

    unit: Unit
    year: int
    code: str
    pledge: str
    initiative: str


@transaction.atomic
def register(
    *,
    actor: User,
    now: dt.datetime,
    unit: Unit,
    year: int,
    subjects: Sequence[Person | Unit],
    code: str,
    pledge: str = "",
    initiative: str = "",
) -> list[Registration]:
    """Write ``subjects`` on the list of ``unit`` for one title or form; all of them or none.

    The unit's officer (or one above) registers many at once; a person registers himself alone. People stand on the list
    of the unit where they work, a collective on its own.

    Raises:
        CannotRegister: not the actor's to do, a closed list, a year out of reach, a title not for this kind of subject
            or not open to registering, a missing pledge, a subject of another unit, or one registered already.
    """
    day = timezone.localdate(now)
    wish = _Wish(unit, year, code, clean(pledge), clean(initiative))
    _ask(actor, day, unit, subjects)
    require_sane_year(year, day, CannotRegister)
    _check_wish(wish, subjects)
    _check_places(wish, subjects, day)
    _refuse_twice(wish, subjects)
    unit_list = list_of(unit, year)
    touch(unit_list, CannotRegister)
    return _write(wish, subjects, unit_list, actor, now)


def _ask(actor: User, day: dt.date, unit: Unit, subjects: Sequence[Person | Unit]) -> None:
    seat = acting(actor, day)
    prepares = may_prepare(seat, unit, "đăng ký cho người và tập thể của đơn vị")
    if prepares:
        return
    alone = subjects[0] if len(subjects) == 1 else None
    if isinstance(alone, Person):
        require(may_register_self(seat, alone), CannotRegister)
        return
    require(prepares, CannotRegister)


def _check_wish(wish: _Wish, subjects: Sequence[Person | Unit]) -> None:
    if not subjects:
        raise CannotRegister("Chưa chọn cá nhân, tập thể nào; hãy đánh dấu ít nhất một dòng.")
    if len(subjects) > MOST:
        raise CannotRegister(f"Mỗi lần đăng ký nhiều nhất {MOST} dòng; hãy chia thành nhiều lần.")
    for kind in sorted({kind_of(subject) for subject in subjects}):
        allowed = {info.code for info in registrable(kind, wish.year)}
        if wish.code not in allowed:
            raise CannotRegister(
                f"{award_name(wish.code) or 'Danh hiệu này'} không đăng ký được cho {KIND_WORDS[kind]} trong năm "
                f"{wish.year}; hãy chọn danh hiệu, hình thức khác trong danh sách."
            )
        if needs_pledge(wish.code, kind, wish.year) and not wish.pledge:
            raise CannotRegister(f"Đăng ký {award_name(wish.code)} phải ghi nội dung phấn đấu.")
    check_lengths(wish.pledge, wish.initiative, CannotRegister)


def check_lengths(pledge: str, initiative: str, error: type[Refused]) -> None:
    """Raise ``error`` for words longer than the register holds."""
    if len(pledge) > PLEDGE_LENGTH:
        raise error(f"Nội dung phấn đấu dài quá {PLEDGE_LENGTH} chữ; hãy viết gọn lại.")
    if len(initiative) > INITIATIVE_LENGTH:
        raise error(f"Tên sáng kiến dự kiến dài quá {INITIATIVE_LENGTH} chữ; hãy viết gọn lại.")


def kind_of(subject: Person | Unit) -> str:
    """``person`` or ``collective``."""
    return PERSON if isinstance(subject, Person) else COLLECTIVE


def _check_places(wish: _Wish, subjects: Sequence[Person | Unit], day: dt.date) -> None:
    people = [subject for subject in subjects if isinstance(subject, Person)]
    places = places_of([person.pk for person in people], wish.year, day)
    strangers = [str(one) for one in people if (place := places.get(one.pk)) is None or place.pk != wish.unit.pk]
    strangers += [str(one) for one in subjects if isinstance(one, Unit) and one.pk != wish.unit.pk]
    if strangers:
        raise CannotRegister(
            f"Không thuộc {wish.unit} năm {wish.year}: {few(strangers)}. Hãy đăng ký ở danh sách của đơn vị họ."
        )


def _refuse_twice(wish: _Wish, subjects: Sequence[Person | Unit]) -> None:
    keys = {(isinstance(one, Person), one.pk): str(one) for one in subjects}
    if len(keys) < len(subjects):
        raise CannotRegister("Có người hoặc tập thể được chọn hai lần; hãy chọn lại.")
    people = [pk for is_person, pk in keys if is_person]
    units = [pk for is_person, pk in keys if not is_person]
    rows = Registration.objects.alive().filter(year=wish.year, code=wish.code)
    there = rows.filter(Q(person__in=people) | Q(unit__in=units)).values_list("person", "unit")
    twice = [keys[person is not None, person or unit] for person, unit in there]
    if twice:
        raise CannotRegister(f"Đã đăng ký {award_name(wish.code)} năm {wish.year}: {few(twice)}.")


def _write(
    wish: _Wish, subjects: Sequence[Person | Unit], unit_list: UnitRegistration, actor: User, now: dt.datetime
) -> list[Registration]:
    lines = [
        Registration(
            unit_list=unit_list, year=wish.year, code=wish.code, pledge=wish.pledge, initiative=wish.initiative,
            person=one if isinstance(one, Person) else None, unit=one if isinstance(one, Unit) else None,
            registered_by=actor, registered_at=now,
        )
        for one in subjects
    ]  # fmt: skip
    try:
        with transaction.atomic():
            Registration.objects.bulk_create(lines, batch_size=BATCH)
    except IntegrityError:
        raise CannotRegister("Có dòng vừa được người khác đăng ký; hãy tải lại trang rồi chọn lại.") from None
    after = {"code": wish.code, "pledge": wish.pledge, "initiative": wish.initiative}
    record_many(
        actor=actor, now=now, act="registration.register", changes=[Change(x, {}, after) for x in lines], new=True
    )
    record(
        actor=actor, now=now, act="registration_list.lines", target=unit_list,
        after={"code": wish.code, "registered": [line.subject_name for line in lines]},
    )  # fmt: skip
    return lines


def few(names: list[str]) -> str:
    """The first names, and how many more there are."""
    shown = ", ".join(names[:SHOWN])
    return shown if len(names) <= SHOWN else f"{shown} và {len(names) - SHOWN} trường hợp khác"
