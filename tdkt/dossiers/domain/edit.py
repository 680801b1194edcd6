"""Edit one line while it is open to its unit."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from tdkt.accounts.access import acting
from tdkt.accounts.models import User
from tdkt.core.answers import Refused, require
from tdkt.core.edits import save_if_fresh
from tdkt.core.history import record, snapshot
from tdkt.dossiers.access import may_prepare
from tdkt.dossiers.domain.eligibility import judge_nominations
from tdkt.dossiers.domain.move import fresh
from tdkt.dossiers.models import Nomination, RoundState
from tdkt.dossiers.states import OPEN_TO_SENDER, PLAIN_WORDS, State

EDITABLE = frozenset({"basis", "ground", "achievement", "position_then", "is_leader", "attested"})


class CannotEdit(Refused):
    """The line was not changed."""


@transaction.atomic
def edit_nomination(
    *, nomination: Nomination, version: int, actor: User, now: dt.datetime, **fields: Any
) -> Nomination:
    """Change a draft or returned line, if it is still the version the page was opened with; judge it anew.

    Raises:
        StaleEdit: somebody changed the line meanwhile; both versions are in the error.
        CannotEdit: the line is not open to the unit, or the actor is not its officer.
    """
    found = fresh([nomination])
    if not found or set(fields) - EDITABLE:
        raise CannotEdit("Dòng này không sửa được theo cách đó; hãy tải lại trang.")
    line = found[0]
    may = may_prepare(acting(actor, timezone.localdate(now)), line.unit_list.unit, "sửa dòng đề nghị")
    require(may, CannotEdit)
    if line.state not in OPEN_TO_SENDER or line.round.state != RoundState.OPEN:
        raise CannotEdit(
            f"Dòng này đang ở bước “{PLAIN_WORDS[State(line.state)]}”; chỉ sửa được khi đang lập hoặc bị trả lại."
        )
    before = snapshot(line, list(fields))
    _write(line, version, fields)
    record(actor=actor, now=now, act="nomination.edit", target=line, before=before, after=snapshot(line, list(fields)))
    judge_nominations(nominations=[line], now=now)
    return line


def _write(line: Nomination, version: int, fields: dict[str, Any]) -> None:
    try:
        with transaction.atomic():
            save_if_fresh(line, version=version, **fields)
    except IntegrityError:
        raise CannotEdit("Người, tập thể này đã có dòng khác cùng danh hiệu và loại hình trong đợt xét.") from None
