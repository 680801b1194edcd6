"""Throw an uploaded file away; the official records never saw it."""

import datetime as dt

from tdkt.accounts.models import User
from tdkt.exchange.domain.open_batch import CannotChangeBatch, require_open
from tdkt.exchange.models import BatchState, ImportBatch


def discard_batch(*, actor: User, now: dt.datetime, batch: ImportBatch) -> None:
    """Discard an open batch.

    Raises:
        CannotChangeBatch: settled meanwhile, or another's.
    """
    require_open(batch=batch, actor=actor, now=now)
    moved = ImportBatch.objects.filter(pk=batch.pk, state=BatchState.UPLOADED).update(
        state=BatchState.DISCARDED, settled_at=now
    )
    if not moved:
        raise CannotChangeBatch("Lần nhập này vừa được xử lý ở nơi khác; hãy tải lại trang.")
    batch.refresh_from_db()
