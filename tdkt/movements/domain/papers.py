"""Papers of a movement, and making them known."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone

from tdkt.accounts.models import User
from tdkt.core import history
from tdkt.core.answers import Refused, require
from tdkt.core.text import clean
from tdkt.documents.models import StoredFile
from tdkt.movements.access import may_keep
from tdkt.movements.audience import concerns, members
from tdkt.movements.models import TO_MAKE_KNOWN, Acknowledgement, Movement, MovementPaper
from tdkt.movements.states import KEEPERS, State
from tdkt.units.models import Unit


class CannotFile(Refused):
    """The paper or its acknowledgement was not written down."""


@transaction.atomic
def add_paper(
    *,
    actor: User,
    now: dt.datetime,
    movement: Movement,
    kind: str,
    number: str,
    issued_on: dt.date,
    issuer_name: str,
    file: StoredFile | None = None,
) -> MovementPaper:
    """Write down a paper of the movement, with its file where there is one.

    Raises:
        CannotFile: no right, no number, a day to come, or the number is there already.
    """
    require(may_keep(actor, KEEPERS, movement.unit, timezone.localdate(now), "ghi văn bản của phong trào"), CannotFile)
    if not clean(number):
        raise CannotFile("Chưa ghi số, ký hiệu của văn bản.")
    if issued_on > timezone.localdate(now):
        raise CannotFile("Ngày ban hành ở tương lai; hãy ghi ngày ký trên văn bản.")
    paper = MovementPaper(
        movement=movement,
        kind=kind,
        number=clean(number),
        issued_on=issued_on,
        issuer_name=clean(issuer_name),
        file=file,
    )
    try:
        with transaction.atomic():
            paper.save()
    except IntegrityError:
        raise CannotFile(f"Văn bản số {paper.number} của phong trào này đã được ghi.") from None
    history.record(actor=actor, now=now, act="add_paper", target=movement, after={"paper": str(paper)})
    return paper


@transaction.atomic
def remove_paper(*, actor: User, now: dt.datetime, paper: MovementPaper) -> None:
    """Take a paper off a movement that is still being drafted.

    Raises:
        CannotFile: no right, or the movement was launched: its papers stay.
    """
    movement = paper.movement
    require(may_keep(actor, KEEPERS, movement.unit, timezone.localdate(now), "bỏ văn bản của phong trào"), CannotFile)
    if movement.state != State.DRAFT:
        raise CannotFile("Phong trào đã phát động; văn bản đã ghi được giữ lại.")
    history.record(actor=actor, now=now, act="remove_paper", target=movement, before={"paper": str(paper)})
    paper.delete()


@transaction.atomic
def acknowledge_paper(
    *, actor: User, now: dt.datetime, paper: MovementPaper, unit: Unit, how: str = ""
) -> Acknowledgement:
    """Write down that ``unit`` made the paper known to its people. A second time changes nothing.

    Raises:
        CannotFile: no right at the unit, or the unit is not among those the movement was launched for.
    """
    require(may_keep(actor, KEEPERS, unit, timezone.localdate(now), "ghi việc quán triệt"), CannotFile)
    movement = paper.movement
    if paper.kind not in TO_MAKE_KNOWN:
        raise CannotFile("Báo cáo sơ kết, tổng kết không phải văn bản cần quán triệt.")
    if movement.state == State.DRAFT or not concerns(movement, unit, members([movement])):
        raise CannotFile(f"{unit} không thuộc phạm vi của văn bản này.")
    noted, created = Acknowledgement.objects.get_or_create(
        paper=paper, unit=unit, defaults={"at": now, "by": actor, "how": clean(how)}
    )
    if created:
        history.record(
            actor=actor,
            now=now,
            act="acknowledge_paper",
            target=movement,
            after={"paper": str(paper), "unit": str(unit), "how": noted.how},
        )
    return noted
