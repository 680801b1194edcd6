"""Let a batch into the official records: all of it or nothing, once."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from tdkt.accounts.models import User
from tdkt.core import history
from tdkt.core.answers import Refused
from tdkt.exchange.checking import Finding, check_rows
from tdkt.exchange.columns import missing_fields
from tdkt.exchange.domain.open_batch import require_open
from tdkt.exchange.models import BatchState, ImportBatch, RowState
from tdkt.exchange.staging import inputs
from tdkt.exchange.writing import write


class CannotConfirm(Refused):
    """The batch cannot be let in as it stands."""


def confirm_batch(*, actor: User, now: dt.datetime, batch: ImportBatch) -> dict[str, int]:
    """Write the new and changed rows with their history; the batch is confirmed by a compare-and-swap, so that a
    second click writes nothing. Rows are checked once more inside the transaction.

    Returns:
        how many rows were new, changed and unchanged.

    Raises:
        CannotConfirm: rows still wrong or doubtful, or the records changed since the preview.
        CannotChangeBatch: confirmed or discarded already, or another's.
    """
    require_open(batch=batch, actor=actor, now=now)
    if missing_fields(batch.kind, batch.mapping):
        raise CannotConfirm("Chưa biết cột nào là mục bắt buộc nào; hãy ghép cột trước.")
    with transaction.atomic():
        moved = ImportBatch.objects.filter(pk=batch.pk, state=BatchState.UPLOADED).update(
            state=BatchState.CONFIRMED, settled_at=now
        )
        if not moved:
            raise CannotConfirm("Lần nhập này vừa được xác nhận hoặc bỏ; không nhập hai lần.")
        findings = check_rows(batch, inputs(batch), timezone.localdate(now))
        _refuse_unsettled(findings)
        _refuse_moved(batch, findings)
        write(batch=batch, findings=findings, actor=actor, now=now)
        summary = dict(Counter(str(found.state) for found in findings))
        ImportBatch.objects.filter(pk=batch.pk).update(summary=summary)
        history.record(actor=actor, now=now, act="import", target=batch, after={"kind": batch.kind, **summary})
    batch.refresh_from_db()
    return summary


def _refuse_unsettled(findings: Sequence[Finding]) -> None:
    if not findings:
        raise CannotConfirm("Không còn dòng nào để nhập; mọi dòng đã bỏ qua.")
    wrong = [found.number for found in findings if found.state == RowState.WRONG]
    doubtful = [found.number for found in findings if found.state == RowState.DOUBTFUL]
    for numbers, words in ((wrong, "có lỗi"), (doubtful, "cần chọn đúng người")):
        if numbers:
            listed = ", ".join(map(str, numbers[:5])) + ("…" if len(numbers) > 5 else "")
            raise CannotConfirm(
                f"Còn {len(numbers)} dòng {words} (dòng {listed}); chưa nhập gì. Hãy sửa, chọn hoặc bỏ qua các dòng đó."
            )


def _refuse_moved(batch: ImportBatch, findings: Sequence[Finding]) -> None:
    shown = dict(batch.rows.values_list("number", "state"))
    moved = [found.number for found in findings if shown.get(found.number) != found.state]
    if moved:
        raise CannotConfirm(
            f"Sổ đã thay đổi từ lúc bạn xem trước (ví dụ dòng {moved[0]}); chưa nhập gì. "
            "Hãy bấm “Kiểm tra lại” rồi xem lại trước khi xác nhận."
        )
