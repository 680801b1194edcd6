"""Send a unit's list, and take lines back before anybody has looked at them."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import F

from tdkt.accounts.models import User
from tdkt.core.answers import ALLOWED, Answer, Denied, Refused, require
from tdkt.core.history import record
from tdkt.dossiers.domain.move import fresh, move
from tdkt.dossiers.gaps import gaps_of
from tdkt.dossiers.models import Nomination, StepTaken, UnitList, VerdictValue
from tdkt.dossiers.states import OPEN_TO_SENDER, STEPS

DOUBTFUL = ("", VerdictValue.NOT_ELIGIBLE, VerdictValue.UNKNOWN)


class CannotSend(Refused):
    """The list was not sent."""


class NeedsExplanation(CannotSend):
    """Some lines do not stand by the judge or lack a part; the unit must say so itself. ``lines`` names them."""

    def __init__(self, lines: list[Nomination], lacks: Mapping[int, Sequence[str]]) -> None:
        names = "; ".join(f"{line.subject_name} ({_why(line, lacks)})" for line in lines[:5])
        more = f" và {len(lines) - 5} dòng khác" if len(lines) > 5 else ""
        super().__init__(
            f"{len(lines)} dòng chưa đủ tiêu chuẩn, thiếu dữ liệu hoặc thiếu giấy tờ: {names}{more}. "
            "Hãy bổ sung, bỏ khỏi danh sách, hoặc xác nhận gửi kèm giải trình."
        )
        self.lines = lines


def _why(line: Nomination, lacks: Mapping[int, Sequence[str]]) -> str:
    doubt = [line.verdict_note or "chưa kết luận"] if line.verdict in DOUBTFUL else []
    return ", ".join([*doubt, *lacks.get(line.pk, [])])


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
        NeedsExplanation: a line is not eligible, lacks data or a paper, and the unit did not confirm it with a reason.
        CannotSend: nothing to send, or not the unit's officer or head.
    """
    lines = _open_lines(unit_list) if nominations is None else fresh(nominations)
    foreign = [line for line in lines if line.unit_list_id != unit_list.pk]
    if not lines or foreign:
        raise CannotSend("Không có dòng nào đang mở trong danh sách này để gửi.")
    lacks = gaps_of(lines)
    doubtful = [line for line in lines if line.verdict in DOUBTFUL or line.pk in lacks]
    if doubtful and not (confirmed and explanation.strip()):
        raise NeedsExplanation(doubtful, lacks)
    sent = move(step=STEPS["send"], nominations=lines, actor=actor, now=now, reason=explanation, error=CannotSend)
    first = UnitList.objects.filter(pk=unit_list.pk, first_sent_at__isnull=True).update(first_sent_at=now)
    if first:
        record(actor=actor, now=now, act="list.send", target=unit_list, after={"lines": len(sent)}, reason=explanation)
    return sent


def _open_lines(unit_list: UnitList) -> list[Nomination]:
    return fresh(unit_list.nominations.filter(state__in=OPEN_TO_SENDER).order_by("pk"))


@transaction.atomic
def take_back(*, nominations: Sequence[Nomination], actor: User, now: dt.datetime) -> list[Nomination]:
    """Take sent lines back to change them, as long as nobody has taken them in.

    A line that had been returned goes back to being mended, and only to whoever asked; one that was passed on to the
    level above can only be recalled by who passed it on.

    Raises:
        CannotSend: not the unit's officer or head, or the line climbed already.
    """
    lines = fresh(nominations)
    require(below_again(lines), CannotSend)
    mended = _returned_here(lines)
    first = [line for line in lines if line.pk not in mended]
    again = [line for line in lines if line.pk in mended]
    if not first and not again:
        raise CannotSend("Chưa chọn dòng nào; hãy đánh dấu ít nhất một dòng rồi làm lại.")
    moved = []
    for code, chosen in (("take_back", first), ("take_back_mended", again)):
        if chosen:
            moved += move(step=STEPS[code], nominations=chosen, actor=actor, now=now, error=CannotSend)
    return moved


def below_again(lines: Sequence[Nomination]) -> Answer:
    """Are these lines the unit's own to take back: not passed on, or returned to it from where they stand?"""
    climbed = [line for line in lines if line.came_from_id]
    mended = _returned_here(climbed) if climbed else set()
    for line in climbed:
        if line.pk not in mended:
            return Denied(
                f"{line.subject_name}: {line.came_from} đã gửi lên {line.round.unit}; "
                "chỉ thủ trưởng đơn vị đã gửi rút lại được."
            )
    return ALLOWED


def _returned_here(lines: Sequence[Nomination]) -> set[int]:
    """The lines that were returned in the round where they stand now."""
    returns = StepTaken.objects.filter(nomination__in=lines, step="return", round=F("nomination__round"))
    return set(returns.values_list("nomination", flat=True))


def withdraw(*, nominations: Sequence[Nomination], actor: User, now: dt.datetime, reason: str = "") -> list[Nomination]:
    """Take open lines off the list; their story stays readable."""
    return move(step=STEPS["withdraw"], nominations=nominations, actor=actor, now=now, reason=reason, error=CannotSend)
