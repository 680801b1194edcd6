"""The board of a movement as a picture: one tile a unit, one bar for all, and the same as a sheet."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from tdkt.core.charts import Share, bar
from tdkt.documents.sheets import Column, Value, write_sheet
from tdkt.movements.models import Movement
from tdkt.movements.queries import Tally, UnitAnswer


@dataclass(frozen=True, slots=True)
class Tile:
    """One unit of the board: where it stands in words, with a tone and an icon that only help."""

    row: UnitAnswer
    words: str
    tone: str
    icon: str


def tile(row: UnitAnswer) -> Tile:
    """The tile of one unit."""
    if row.has_answered:
        return Tile(row, "Đã hưởng ứng", "green", "circle-check")
    if row.late:
        return Tile(row, "Quá hạn, đang soạn" if row.response else "Quá hạn", "red", "triangle-alert")
    if row.response:
        return Tile(row, "Đang soạn", "blue", "pencil")
    return Tile(row, "Chưa hưởng ứng", "grey", "circle")


ORDER = ("red", "blue", "grey", "green")
"""What wants a leader's eye stands first."""


def tiles_of(rows: Iterable[UnitAnswer]) -> list[Tile]:
    """One tile a unit: the late first, those that have answered last."""
    return sorted((tile(row) for row in rows), key=lambda one: ORDER.index(one.tone))


def tally_bar(counted: Tally) -> SafeString:
    """All units of a movement as one bar."""
    return bar(
        [
            Share("đã hưởng ứng", counted.answered, "green"),
            Share("đang soạn", counted.drafting, "blue"),
            Share("quá hạn", counted.late, "red"),
            Share("chưa hưởng ứng", counted.waiting, "grey"),
        ]
    )


COLUMNS = (
    Column(key="unit", header="Đơn vị", width=44),
    Column(key="state", header="Tình trạng", width=20),
    Column(key="theme", header="Kế hoạch hưởng ứng", width=52),
    Column(key="start", header="Từ ngày", width=13, kind="date"),
    Column(key="end", header="Đến ngày", width=13, kind="date"),
    Column(key="known", header="Văn bản đã quán triệt", width=14, kind="int"),
    Column(key="papers", header="Số văn bản", width=12, kind="int"),
    Column(key="half", header="Ngày sơ kết", width=13, kind="date"),
    Column(key="final", header="Ngày tổng kết", width=13, kind="date"),
    Column(key="people", header="Số người tham gia", width=14, kind="int"),
    Column(key="targets", header="Chỉ tiêu đã giao", width=14, kind="int"),
    Column(key="met", header="Chỉ tiêu đạt và vượt", width=14, kind="int"),
    Column(key="models", header="Điển hình tiên tiến", width=14, kind="int"),
)


def board_sheet(movement: Movement, rows: Iterable[UnitAnswer], words: str) -> bytes:
    """The board as an Excel file; the figures are those of the final review, else of the half-time one."""
    return write_sheet(
        title=f"Hưởng ứng phong trào: {movement.theme}",
        columns=COLUMNS,
        rows=[_line(row) for row in rows],
        filters_note=f"{movement.unit}. {words}. Số liệu theo bản tổng kết, chưa có thì theo bản sơ kết.",
    )


def _line(row: UnitAnswer) -> list[Value]:
    plan, told = row.response, row.final or row.half
    days: list[Value] = [review.held_on if review else None for review in (row.half, row.final)]
    numbers: list[Value] = [None] * 4
    if told:
        numbers = [told.people_taking_part, told.targets_total, told.targets_met, told.role_models]
    begun: list[Value] = [plan.theme, plan.start_on, plan.end_on] if plan else [None] * 3
    return [row.unit.name, tile(row).words, *begun, row.papers_known, row.papers_total, *days, *numbers]
