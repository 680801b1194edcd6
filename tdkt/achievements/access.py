"""Who writes a report: the unit's officer, and the person himself, while the line is open to its sender."""

from tdkt.accounts.access import Acting
from tdkt.accounts.models import Role
from tdkt.core.answers import ALLOWED, Answer, Denied
from tdkt.dossiers.access import may_prepare
from tdkt.dossiers.models import Nomination, RoundState
from tdkt.dossiers.states import OPEN_TO_SENDER, PLAIN_WORDS, State


def may_write(seat: Acting, line: Nomination) -> Answer:
    """May the user write the report of ``line`` now? Everybody else who sees the nomination reads it."""
    if line.round.state != RoundState.OPEN:
        return Denied(f"Đợt “{line.round}” đã khép; báo cáo chỉ để đọc.")
    if line.state not in OPEN_TO_SENDER:
        return Denied(
            f"Hồ sơ đang ở bước “{PLAIN_WORDS[State(line.state)]}”; báo cáo chỉ để đọc. "
            "Chỉ viết được khi đang lập hoặc bị trả lại."
        )
    if is_own(seat, line):
        return ALLOWED
    return may_prepare(seat, line.unit_list.unit, "viết báo cáo thành tích")


def is_own(seat: Acting, line: Nomination) -> bool:
    """The report is about the user himself, who signs in for himself."""
    himself = line.person_id is not None and line.person_id == seat.user.person_id
    return himself and any(held.role == Role.SELF for held in seat.holdings)
