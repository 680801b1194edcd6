"""Send a unit's list, and take lines back before anybody has looked at them."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from tdkt.accounts.models import User
from tdkt.core.answers import Refused
from tdkt.core.history import record
from tdkt.dossiers.domain.move import fresh, move
from tdkt.dossiers.models import Nomination, UnitList, VerdictValue
from tdkt.dossiers.states import OPEN_TO_SENDER, STEPS

DOUBTFUL = ("", VerdictValue.NOT_ELIGIBLE, VerdictValue.UNKNOWN)


class CannotSend(Refused):
    """The list was not sent."""


class NeedsExplanation(CannotSend):
    """Some lines do not stand by the judge; the unit must say so itself. ``lines`` names them."""

    def __init__(self, lines: list[Nomination]) -> None:
        names = "; ".join(f"{line.subject_name} ({line.verdict_note or 'chưa kết luận'})" for line in lines[:5])
        more = f" và {len(lines) - 5} dòng khác" if len(lines) > 5 else ""
        super().__init__(
            f"{len(lines)} dòng chưa đủ tiêu chuẩn hoặc thiếu dữ liệu: {names}{more}. "
            "Hãy bổ sung, bỏ khỏi danh sách, hoặc xác nhận gửi kèm giải trình."
        )
        self.lines = lines


@transaction.atomic
def send_list(
    *,
    unit_list: UnitList,
    actor: User,
    now: dt.datetime,
    nominations: Sequence[Nomination] | None = None,
    confirmed: bool = False,
    explanation: str = "",
) -> list[Nomination]:
    """Send the open lines of a list (or the chosen ones) to the office that appraises.

    Raises:
        NeedsExplanation: a line is not eligible or lacks data, and the unit did not confirm it with a reason.
        CannotSend: nothing to send, or not the unit's officer or head.
    """
    lines = _open_lines(unit_list) if nominations is None else fresh(nominations)
    foreign = [line for line in lines if line.unit_list_id != unit_list.pk]
    if not lines or foreign:
        raise CannotSend("Không có dòng nào đang mở trong danh sách này để gửi.")
    doubtful = [line for line in lines if line.verdict in DOUBTFUL]
    if doubtful and not (confirmed and explanation.strip()):
        raise NeedsExplanation(doubtful)
    sent = move(step=STEPS["send"], nominations=lines, actor=actor, now=now, reason=explanation, error=CannotSend)
    first = UnitList.objects.filter(pk=unit_list.pk, first_sent_at__isnull=True).update(first_sent_at=now)
    if first:
        record(actor=actor, now=now, act="list.send", target=unit_list, after={"lines": len(sent)}, reason=explanation)
    return sent


def _open_lines(unit_list: UnitList) -> list[Nomination]:
    return fresh(unit_list.nominations.filter(state__in=OPEN_TO_SENDER).order_by("pk"))


def take_back(*, nominations: Sequence[Nomination], actor: User, now: dt.datetime) -> list[Nomination]:
    """Take sent lines back to change them, as long as the office has not accepted them."""
    return move(step=STEPS["take_back"], nominations=nominations, actor=actor, now=now, error=CannotSend)


def withdraw(*, nominations: Sequence[Nomination], actor: User, now: dt.datetime, reason: str = "") -> list[Nomination]:
    """Take open lines off the list; their story stays readable."""
    return move(step=STEPS["withdraw"], nominations=nominations, actor=actor, now=now, reason=reason, error=CannotSend)
