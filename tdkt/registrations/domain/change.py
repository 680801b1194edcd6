"""Change what a registration promises, or take it off the list."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from tdkt.accounts.access import acting
from tdkt.accounts.models import User
from tdkt.core.answers import MovedMeanwhile, Refused, require
from tdkt.core.edits import save_if_fresh
from tdkt.core.history import Change, record, record_many, snapshot
from tdkt.core.text import clean
from tdkt.registrations.access import may_write_line
from tdkt.registrations.catalogue import award_name, needs_pledge
from tdkt.registrations.domain.lists import touch
from tdkt.registrations.domain.register import check_lengths
from tdkt.registrations.models import Registration, UnitRegistration

KEPT = ("pledge", "initiative")


class CannotChange(Refused):
    """The line stays as it is."""


@transaction.atomic
def change_pledge(
    *, actor: User, now: dt.datetime, line: Registration, version: int, pledge: str, initiative: str = ""
) -> Registration:
    """Write the pledge and the planned initiative of a line anew.

    Raises:
        CannotChange: not the actor's line, a closed list, a line taken off, or no pledge where one is needed.
        StaleEdit: somebody changed the line meanwhile; carries both versions.
    """
    seat = acting(actor, timezone.localdate(now))
    require(may_write_line(seat, line.unit_list.unit, line.person, "sửa dòng đăng ký này"), CannotChange)
    words, planned = clean(pledge), clean(initiative)
    if line.withdrawn_at is not None:
        raise CannotChange("Dòng đăng ký này đã rút, không sửa được nữa.")
    if needs_pledge(line.code, line.kind, line.year) and not words:
        raise CannotChange(f"Đăng ký {award_name(line.code)} phải ghi nội dung phấn đấu.")
    check_lengths(words, planned, CannotChange)
    touch(line.unit_list, CannotChange)
    before = snapshot(line, KEPT)
    save_if_fresh(line, version=version, pledge=words, initiative=planned)
    record(actor=actor, now=now, act="registration.change", target=line, before=before, after=snapshot(line, KEPT))
    return line


@transaction.atomic
def withdraw(*, actor: User, now: dt.datetime, lines: Sequence[Registration]) -> int:
    """Take lines of one list off it; the rows stay on record.

    Raises:
        CannotChange: nothing chosen, lines of several lists, another's line, or a closed list.
        MovedMeanwhile: one of them was taken off already.
    """
    if not lines:
        raise CannotChange("Chưa chọn dòng nào; hãy đánh dấu ít nhất một dòng.")
    unit_list = _one_list(lines)
    seat = acting(actor, timezone.localdate(now))
    for line in lines:
        require(may_write_line(seat, unit_list.unit, line.person, "rút dòng đăng ký này"), CannotChange)
    touch(unit_list, CannotChange)
    alive = Registration.objects.alive().filter(pk__in=[line.pk for line in lines])
    if alive.update(withdrawn_at=now, withdrawn_by=actor) != len(lines):
        raise MovedMeanwhile("Có dòng đã được rút trong lúc này; chưa thay đổi gì. Hãy tải lại danh sách.")
    changes = [Change(line, {"withdrawn": False}, {"withdrawn": True}) for line in lines]
    record_many(actor=actor, now=now, act="registration.withdraw", changes=changes)
    record(
        actor=actor, now=now, act="registration_list.withdrawn", target=unit_list,
        after={"withdrawn": [f"{line.subject_name}: {award_name(line.code)}" for line in lines]},
    )  # fmt: skip
    return len(lines)


def _one_list(lines: Sequence[Registration]) -> UnitRegistration:
    if len({line.unit_list_id for line in lines}) > 1:
        raise CannotChange("Các dòng được chọn thuộc nhiều danh sách; hãy làm từng danh sách một.")
    return lines[0].unit_list
