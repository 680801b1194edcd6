"""Check a whole batch again: after its columns were mapped, or when the records have changed meanwhile."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from tdkt.accounts.models import User
from tdkt.exchange.domain.open_batch import CannotChangeBatch, require_open
from tdkt.exchange.fields import fields_of
from tdkt.exchange.models import ImportBatch, RowState
from tdkt.exchange.staging import inputs, staged, store


def recheck_batch(*, actor: User, now: dt.datetime, batch: ImportBatch) -> None:
    """Check every row that is not skipped against the records as they are now."""
    require_open(batch=batch, actor=actor, now=now)
    with transaction.atomic():
        rows = staged(batch, inputs(batch), timezone.localdate(now))
        batch.rows.exclude(state=RowState.SKIPPED).delete()
        store(rows)


def map_columns(*, actor: User, now: dt.datetime, batch: ImportBatch, mapping: Mapping[str, int]) -> None:
    """Say which column holds which field, and check all rows anew.

    Raises:
        CannotChangeBatch: settled or another's batch, an unknown field, one column for two fields.
    """
    require_open(batch=batch, actor=actor, now=now)
    known = {field.key for field in fields_of(batch.kind)}
    if not mapping.keys() <= known or not all(0 <= place < len(batch.headers) for place in mapping.values()):
        raise CannotChangeBatch("Có mục hoặc cột không có trong tệp này; hãy chọn lại.")
    if len(set(mapping.values())) != len(mapping):
        raise CannotChangeBatch("Mỗi cột trong tệp chỉ dùng cho một mục; có cột đang được chọn hai lần.")
    with transaction.atomic():
        batch.mapping = dict(mapping)
        batch.save(update_fields=["mapping"])
        recheck_batch(actor=actor, now=now, batch=batch)
