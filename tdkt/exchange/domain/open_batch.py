"""What every act on an open batch asks first."""

import datetime as dt

from django.utils import timezone

from tdkt.accounts.models import User
from tdkt.core.answers import Refused, require
from tdkt.exchange.access import may_import
from tdkt.exchange.models import ImportBatch


class CannotChangeBatch(Refused):
    """The batch is settled, or is not the actor's."""


def require_open(*, batch: ImportBatch, actor: User, now: dt.datetime) -> None:
    """Refuse anybody but the officer who uploaded it, and a batch already confirmed or discarded."""
    require(may_import(actor, batch.unit, timezone.localdate(now)), CannotChangeBatch)
    if batch.uploaded_by_id != actor.pk:
        raise CannotChangeBatch("Chỉ người đã tải tệp lên mới sửa và xác nhận được lần nhập này.")
    if not batch.is_open:
        raise CannotChangeBatch(f"Lần nhập này đã xong ({batch.get_state_display().lower()}); không sửa được nữa.")
