"""Stop awards for a person or a collective while a matter is examined."""

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from tdkt.accounts.models import User
from tdkt.awards.catalogue import award_info
from tdkt.awards.models import Award, AwardStatus
from tdkt.core import history
from tdkt.core.answers import Refused, require
from tdkt.core.text import clean
from tdkt.documents.models import StoredFile
from tdkt.holds.access import may_keep
from tdkt.holds.followers import tell
from tdkt.holds.models import Hold, HoldKind
from tdkt.people.access import latest_units
from tdkt.people.models import Person
from tdkt.units.models import Unit

KEPT = ["kind", "matter", "opened_on", "number", "issued_on", "issuer_name", "file"]


class CannotHold(Refused):
    """The hold was not opened or not closed."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The hold, and what the user must know besides (awards already given)."""

    hold: Hold
    told: tuple[str, ...]


@transaction.atomic
def open_hold(
    *,
    actor: User,
    now: dt.datetime,
    kind: str,
    matter: str,
    opened_on: dt.date,
    person: Person | None = None,
    unit: Unit | None = None,
    number: str = "",
    issued_on: dt.date | None = None,
    issuer_name: str = "",
    file: StoredFile | None = None,
) -> Opened:
    """Open a hold with the paper that orders the examination. An award already decided stands; the answer says so.

    Raises:
        CannotHold: no right, no one subject, no paper, no matter, a day to come, or the same paper twice.
    """
    host = _host(person, unit, timezone.localdate(now))
    require(may_keep(actor, host, person, timezone.localdate(now), "mở việc tạm dừng xét"), CannotHold)
    check_paper(number, issued_on, file, "mở việc xem xét", timezone.localdate(now))
    _check(kind, matter, opened_on, timezone.localdate(now))
    hold = Hold(
        person=person, unit=unit, host_unit=host, kind=kind, matter=clean(matter), opened_on=opened_on,
        number=clean(number), issued_on=issued_on, issuer_name=clean(issuer_name), file=file, opened_by=actor,
    )  # fmt: skip
    try:
        with transaction.atomic():
            hold.save()
    except IntegrityError:
        raise CannotHold(f"Văn bản {hold.number} đã được ghi cho việc tạm dừng này của {hold.subject_name}.") from None
    history.record(
        actor=actor, now=now, act="open_hold", target=hold, after=history.snapshot(hold, KEPT), reason=hold.matter
    )
    tell(hold, now)
    return Opened(hold, tuple(_awards_already_given(hold)))


def check_paper(number: str, issued_on: dt.date | None, file: StoredFile | None, what: str, today: dt.date) -> None:
    """A paper is a file, or a number with its day.

    Raises:
        CannotHold: neither is there, or the day is still to come.
    """
    if file is None and not (clean(number) and issued_on):
        raise CannotHold(f"Chưa có văn bản {what}; hãy ghi số và ngày văn bản, hoặc đính kèm tệp.")
    if issued_on and issued_on > today:
        raise CannotHold("Ngày văn bản ở tương lai; hãy ghi ngày ký trên văn bản.")


def _host(person: Person | None, unit: Unit | None, day: dt.date) -> Unit:
    if (person is None) == (unit is None):
        raise CannotHold("Phải chọn đúng một: cá nhân hoặc tập thể.")
    if unit is not None:
        return unit
    assert person is not None  # noqa: S101 - exactly one is set, asked above
    host = latest_units([person.pk], day).get(person.pk)
    if host is None:
        raise CannotHold(f"{person} chưa có quá trình công tác ở đơn vị nào; hãy ghi nơi công tác trước.")
    return host


def _check(kind: str, matter: str, opened_on: dt.date, today: dt.date) -> None:
    if kind not in HoldKind.values:
        raise CannotHold("Chưa chọn lý do tạm dừng.")
    if not clean(matter):
        raise CannotHold("Chưa ghi nội dung việc đang được xem xét.")
    if opened_on > today:
        raise CannotHold("Ngày bắt đầu tạm dừng ở tương lai; hãy ghi ngày việc xem xét bắt đầu.")


def _awards_already_given(hold: Hold) -> list[str]:
    subject = {"person": hold.person} if hold.person_id else {"unit": hold.unit}
    standing = Award.objects.filter(**subject, status__in=[AwardStatus.GRANTED, AwardStatus.PROPOSED])
    rows = standing.filter(cancelled_by__isnull=True, period_to__gte=hold.opened_on.year - 1).select_related("decision")
    return [_said_of(award) for award in rows]


def _said_of(award: Award) -> str:
    info = award_info(award.code)
    name = f"{info.name if info else award.code} năm {award.period_to}"
    if award.decision is None:
        return f"{name} đã trình cấp trên; hãy báo cấp trên về việc tạm dừng này."
    return (
        f"{name} đã có quyết định {award.decision}; việc tạm dừng không đổi quyết định đã ban hành. Nếu kết luận có "
        "sai phạm trong thời gian tính thành tích thì xem việc hủy bỏ (Luật 06/2022 Điều 93 khoản 2 điểm d)."
    )
