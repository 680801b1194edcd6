"""Mend one row of a batch: its cells, the answer to a doubt, or leave it out. Only that row is checked again,
with those that share its key.
"""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tdkt.accounts.models import User
from tdkt.core.answers import Refused
from tdkt.core.text import clean
from tdkt.exchange.checking import RowInput, check_rows
from tdkt.exchange.checking.finding import NEW_PERSON
from tdkt.exchange.domain.open_batch import require_open
from tdkt.exchange.models import ImportBatch, ImportKind, ImportRow, RowState
from tdkt.exchange.staging import copy_finding

STORED = ["cells", "choice", "state", "problems", "changes", "key", "person", "candidates"]


class CannotRepair(Refused):
    """The row cannot be mended so."""


def repair_row(*, actor: User, now: dt.datetime, row: ImportRow, cells: Mapping[str, str]) -> None:
    """Write new texts into the cells of the named fields and check the row again."""
    batch = row.batch
    require_open(batch=batch, actor=actor, now=now)
    unknown = cells.keys() - batch.mapping.keys()
    if unknown:
        raise CannotRepair("Tệp không có cột cho mục này; hãy thêm cột vào tệp rồi tải lên lại.")
    for key, text in cells.items():
        place = batch.mapping[key]
        row.cells = [*row.cells, *[""] * (place + 1 - len(row.cells))]
        row.cells[place] = clean(text)
    row.choice = ""
    _check_again(row, timezone.localdate(now))


def choose_person(*, actor: User, now: dt.datetime, row: ImportRow, choice: str) -> None:
    """Answer a doubt: the number of one of the candidates, or ``new`` for somebody not on record."""
    require_open(batch=row.batch, actor=actor, now=now)
    allowed = {str(pk) for pk in row.candidates}
    if row.batch.kind == ImportKind.PEOPLE:
        allowed.add(NEW_PERSON)
    if choice not in allowed:
        raise CannotRepair("Hãy chọn một trong những người đã nêu.")
    row.choice = choice
    _check_again(row, timezone.localdate(now))


def skip_row(*, actor: User, now: dt.datetime, row: ImportRow) -> None:
    """Leave the row out; rows that it stood in the way of are checked again."""
    require_open(batch=row.batch, actor=actor, now=now)
    with transaction.atomic():
        key = row.key
        ImportRow.objects.filter(pk=row.pk).update(state=RowState.SKIPPED, key="", problems=[], candidates=[])
        _check_sharing(row.batch, {key} - {""}, timezone.localdate(now))


def _check_again(row: ImportRow, today: dt.date) -> None:
    with transaction.atomic():
        old_key = row.key
        [found] = check_rows(
            row.batch, [RowInput(row.number, row.cells, row.choice)], today, seen=_taken(row.batch, row.number)
        )
        copy_finding(row, found)
        row.save(update_fields=STORED)
        _check_sharing(row.batch, {old_key, row.key} - {""}, today, besides=row.pk)


def _taken(batch: ImportBatch, besides: int) -> dict[str, int]:
    """Keys of the other rows, by the first row that has each."""
    rows = batch.rows.exclude(Q(number=besides) | Q(state=RowState.SKIPPED) | Q(key="")).order_by("-number")
    return {key: number for key, number in rows.values_list("key", "number") if number < besides}


def _check_sharing(batch: ImportBatch, keys: set[str], today: dt.date, besides: int = 0) -> None:
    """Check again the rows with these keys, in their order."""
    rows = list(batch.rows.filter(key__in=keys).exclude(Q(pk=besides) | Q(state=RowState.SKIPPED)).order_by("number"))
    for row in rows:
        [found] = check_rows(
            batch, [RowInput(row.number, row.cells, row.choice)], today, seen=_taken(batch, row.number)
        )
        copy_finding(row, found)
        row.save(update_fields=STORED)
