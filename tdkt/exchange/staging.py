"""Keeping the rows of a batch and what checking them found."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

from tdkt.exchange.checking import Finding, RowInput, check_rows
from tdkt.exchange.columns import missing_fields
from tdkt.exchange.models import ImportBatch, ImportRow, RowState

BATCH = 2000


def staged(batch: ImportBatch, rows: Sequence[RowInput], today: dt.date) -> list[ImportRow]:
    """Rows ready to be stored, checked where the columns are known."""
    if missing_fields(batch.kind, batch.mapping):
        return [ImportRow(batch=batch, number=row.number, cells=row.cells, choice=row.choice) for row in rows]
    findings = check_rows(batch, rows, today)
    return [_row(batch, row, found) for row, found in zip(rows, findings, strict=True)]


def store(rows: Iterable[ImportRow]) -> None:
    """Insert rows that are not stored yet."""
    ImportRow.objects.bulk_create(list(rows), batch_size=BATCH)


def _row(batch: ImportBatch, row: RowInput, found: Finding) -> ImportRow:
    return ImportRow(
        batch=batch, number=row.number, cells=row.cells, choice=row.choice, state=found.state, problems=found.problems,
        changes=found.changes, key=found.key, person=found.person, candidates=[p.pk for p in found.candidates],
    )  # fmt: skip


def copy_finding(row: ImportRow, found: Finding) -> None:
    """Put what a new check found onto a stored row."""
    row.state, row.problems, row.changes = found.state, found.problems, found.changes
    row.key, row.person, row.candidates = found.key, found.person, [person.pk for person in found.candidates]


def inputs(batch: ImportBatch) -> list[RowInput]:
    """The rows of a batch that are not skipped, as they stand."""
    rows = batch.rows.exclude(state=RowState.SKIPPED).order_by("number")
    return [RowInput(number, cells, choice) for number, cells, choice in rows.values_list("number", "cells", "choice")]


def counts(batch: ImportBatch) -> Counter[str]:
    """How many rows are in each state."""
    return Counter(batch.rows.values_list("state", flat=True))
