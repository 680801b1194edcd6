"""What the desk shows: columns, filters, and the steps the user may take there."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from tdkt.accounts.access import Acting
from tdkt.accounts.models import User
from tdkt.awards.models import IssuerLevel
from tdkt.core.steps import Step
from tdkt.documents.sheets import Column
from tdkt.dossiers.access import SENDER_STEPS
from tdkt.dossiers.domain.law import award_name
from tdkt.dossiers.domain.send import DOUBTFUL
from tdkt.dossiers.models import AwardRound, Nomination, VerdictValue
from tdkt.dossiers.queries import DeskFilter
from tdkt.dossiers.states import PLAIN_WORDS, STEPS, State

TONES = {
    State.DRAFT: "grey",
    State.SENT: "blue",
    State.TAKEN_IN: "blue",
    State.RETURNED: "amber",
    State.ACCEPTED: "blue",
    State.PASSED: "blue",
    State.FAILED: "red",
    State.DECLINED: "red",
    State.PROPOSED: "blue",
    State.GRANTED: "green",
    State.REFUSED: "red",
    State.WITHDRAWN: "grey",
}

DESK_STEPS = (
    "send", "take_back", "withdraw", "take_in", "accept", "return", "decline", "reopen", "pass_short", "recall",
)  # fmt: skip
"""Steps taken from the desk; votes and decisions have pages of their own."""

PARAMETERS = {"q": "words", "don_vi": "unit", "trang_thai": "state", "ket_luan": "verdict", "danh_hieu": "code",
              "tham_quyen": "level", "nguoi": "who"}  # fmt: skip

SHEET_COLUMNS = (
    Column(key="name", header="Họ và tên, tên tập thể", width=34),
    Column(key="staff", header="Số hiệu công chức", width=16),
    Column(key="unit", header="Đơn vị", width=34),
    Column(key="position", header="Chức vụ", width=24),
    Column(key="award", header="Danh hiệu, hình thức đề nghị", width=34),
    Column(key="basis", header="Loại hình", width=16),
    Column(key="achievement", header="Tóm tắt thành tích", width=50),
    Column(key="verdict", header="Kết luận", width=20),
    Column(key="missing", header="Còn thiếu", width=50),
    Column(key="state", header="Trạng thái", width=24),
    Column(key="level", header="Thẩm quyền quyết định", width=26),
    Column(key="papers", header="Giấy tờ", width=10, kind="int"),
)


def filter_of(query: QueryDict, user: User) -> DeskFilter:
    """The filter kept in the address; "mine" means the user's."""
    told = {field: query.get(name, "").strip() for name, field in PARAMETERS.items()}
    return DeskFilter(**told, me=user.pk)


def choices_of(lines: Iterable[tuple[str, int, str]]) -> dict[str, list[tuple[str, str]]]:
    """What may be filtered on; units and awards are those present in the round."""
    rows = list(lines)
    units = {str(pk): name for _, pk, name in rows}
    codes = {code for code, _, _ in rows}
    return {
        "units": sorted(units.items(), key=lambda pair: pair[1]),
        "codes": [(code, award_name(code)) for code in sorted(codes, key=award_name)],
        "states": list(State.choices),
        "verdicts": [*VerdictValue.choices, ("none", "Chưa xét")],
        "levels": list(IssuerLevel.choices),
    }


def is_office(seat: Acting, on: AwardRound) -> bool:
    """Does the user work where the round is held? The office reads exact steps, senders read plain words."""
    return any(h.unit_id == on.unit_id for h in seat.holdings)


def state_words(line: Nomination, *, office: bool, on: AwardRound | None = None) -> str:
    """Where the line stands, as this reader should read it; one that was passed on says where it is considered now."""
    if on is not None and line.round_id != on.pk:
        return f"{PLAIN_WORDS[State(line.state)]} tại {line.round.unit.label}"
    return State(line.state).label if office else PLAIN_WORDS[State(line.state)]


def steps_offered(seat: Acting, on: AwardRound) -> list[Step]:
    """Bulk acts worth showing; each act asks again for itself."""
    if on.state != "open":
        return []
    roles_here = {h.role for h in seat.holdings if h.unit_id == on.unit_id}
    roles = {h.role for h in seat.holdings}
    offered = [code for code in DESK_STEPS if set(STEPS[code].by) & (roles if code in SENDER_STEPS else roles_here)]
    return [STEPS[code] for code in offered if code != "recall" or on.unit.parent_id is not None]


@dataclass(frozen=True)
class DeskRow:
    """One line ready to be shown."""

    line: Nomination
    award: str
    state: str

    @property
    def doubtful(self) -> bool:
        """Not eligible, lacking data, or never judged: whoever decides must have seen it."""
        return self.line.verdict in DOUBTFUL

    @property
    def tone(self) -> str:
        """The tone of the state's badge."""
        return TONES[State(self.line.state)]


def rows_of(lines: Iterable[Nomination], *, office: bool, on: AwardRound | None = None) -> list[DeskRow]:
    """The lines with their words, as read from the round ``on``."""
    return [DeskRow(line, award_name(line.code), state_words(line, office=office, on=on)) for line in lines]


def sheet_row(row: DeskRow) -> list[Any]:
    """One row of the Excel file, in the order of ``SHEET_COLUMNS``."""
    line = row.line
    return [
        line.subject_name,
        line.person.staff_number if line.person else "",
        line.host_unit.name,
        line.position_then,
        row.award,
        line.get_basis_display(),
        line.achievement,
        line.get_verdict_display() or "Chưa xét",
        line.verdict_note,
        row.state,
        line.get_decided_by_display(),
        getattr(line, "paper_count", 0),
    ]
