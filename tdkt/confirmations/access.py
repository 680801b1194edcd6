"""Who asks, who reads the whole board, who answers for a department. Only the unit itself counts, never one above."""

from tdkt.accounts.access import Acting
from tdkt.accounts.models import Role
from tdkt.core.answers import ALLOWED, Answer, Denied
from tdkt.units.models import Unit

ASKERS = (Role.APPRAISER,)
"""The appraising office of the unit where a dossier is considered asks, reminds, closes and records letters."""

OFFICE = (Role.APPRAISER, Role.UNIT_HEAD, Role.COUNCIL_SECRETARY)
"""Who reads every answer there, finished or not."""

ANSWERERS = (Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.APPRAISER)
"""Who answers for a department."""


def may_ask(seat: Acting, unit: Unit, what: str) -> Answer:
    """May the user do ``what`` for the unit where the round is held?"""
    if seat.has(ASKERS, unit):
        return ALLOWED
    return Denied(f"Chỉ {_names(ASKERS)} của {unit} được {what}. Hãy chuyển việc này cho người đó.")


def may_answer(seat: Acting, department: Unit, asked_by: int) -> Answer:
    """May the user answer for the department? Not the one who asked, though he may work there too."""
    if not seat.has(ANSWERERS, department):
        return Denied(
            f"Chỉ {_names(ANSWERERS)} của {department} được trả lời phần của {department}. "
            "Nếu bạn đã chuyển đơn vị, hãy bàn giao cho người thay."
        )
    if seat.user.pk == asked_by:
        return Denied("Người hỏi không tự trả lời thay bộ phận; hãy để người khác của bộ phận trả lời.")
    return ALLOWED


def may_waive(seat: Acting, unit: Unit) -> Answer:
    """May the user let a line of the unit's round go on without an opinion that the route wants?"""
    if seat.has((Role.UNIT_HEAD,), unit):
        return ALLOWED
    return Denied(f"Chỉ {_names((Role.UNIT_HEAD,))} của {unit} cho đi tiếp khi chưa có ý kiến cụm, khối thi đua.")


def units_with(seat: Acting, roles: tuple[Role, ...]) -> list[int]:
    """The units where the user holds one of the roles."""
    return [held.unit_id for held in seat.holdings if held.role in roles]


def _names(roles: tuple[Role, ...]) -> str:
    return " hoặc ".join(Role(role).label.lower() for role in roles)
