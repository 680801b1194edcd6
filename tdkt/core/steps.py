"""Workflow as data: a step moves a record from one state to another, and one function takes it.

No rule means no. The move is a compare-and-swap in the database, so two people taking a step at once, or one
person clicking twice, move it once; the later one learns that it moved.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

from tdkt.core.answers import MovedMeanwhile


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a workflow table.

    ``by`` names the role that may take it; ``needs_reason`` asks the user for words; ``label`` is the button.
    """

    code: str
    label: str
    source: tuple[str, ...]
    target: str
    by: tuple[str, ...]
    needs_reason: bool = False


class StepTable:
    """The steps of one kind of record, looked up by code or by the state they leave."""

    def __init__(self, steps: Iterable[Step]) -> None:
        self._by_code = {step.code: step for step in steps}

    def __getitem__(self, code: str) -> Step:
        return self._by_code[code]

    def __iter__(self) -> Any:
        return iter(self._by_code.values())

    def leaving(self, state: str) -> list[Step]:
        """The steps that may be taken from ``state``, by anybody."""
        return [step for step in self if state in step.source]


def swap_state(record: models.Model, step: Step, **also: Any) -> None:
    """Move ``record`` along ``step`` in the database and in memory, setting the fields in ``also`` with it.

    Raises:
        MovedMeanwhile: the record is no longer in a state the step leaves from.
    """
    manager = type(record)._default_manager  # noqa: SLF001 - Django's documented way to the default manager
    moved = manager.filter(pk=record.pk, state__in=step.source).update(state=step.target, **also)
    if not moved:
        raise MovedMeanwhile(
            f"“{record}” đã được người khác xử lý trong lúc này; hãy tải lại trang để xem trạng thái mới."
        )
    for name, value in {"state": step.target, **also}.items():
        setattr(record, name, value)


def swap_many(records: models.QuerySet[Any], step: Step, expected: int, **also: Any) -> None:
    """Move all of ``records`` along ``step`` or none of them; call inside a transaction.

    Raises:
        MovedMeanwhile: fewer than ``expected`` of them were still in a state the step leaves from.
    """
    moved = records.filter(state__in=step.source).update(state=step.target, **also)
    if moved != expected:
        raise MovedMeanwhile(
            f"{expected - moved} trong {expected} dòng đã được người khác xử lý trong lúc này; "
            "chưa có dòng nào thay đổi. Hãy tải lại danh sách rồi chọn lại."
        )
