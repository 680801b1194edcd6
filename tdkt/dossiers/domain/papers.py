"""Attach papers to a line, and take them off while the line is open to its unit."""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from tdkt.accounts.access import acting
from tdkt.accounts.models import User
from tdkt.core.answers import Refused, require
from tdkt.core.history import record
from tdkt.core.text import clean
from tdkt.documents.domain.store import store_file
from tdkt.dossiers.access import may_prepare
from tdkt.dossiers.domain.move import fresh
from tdkt.dossiers.models import Nomination, NominationPaper, RoundState
from tdkt.dossiers.states import OPEN_TO_SENDER


class CannotAttach(Refused):
    """The paper was not attached."""


@transaction.atomic
def attach_paper(
    *, nomination: Nomination, kind: str, upload: "UploadedFile[Any]", actor: User, now: dt.datetime
) -> NominationPaper:
    """Keep the file and attach it to an open line.

    Raises:
        CannotAttach: the line is not open to the unit, no kind was named, or not the unit's officer.
        CannotStore: the file itself is refused.
    """
    line = _open_line(nomination, actor, now)
    kind = clean(kind)
    if not kind:
        raise CannotAttach("Hãy ghi tên loại giấy tờ, ví dụ “Báo cáo thành tích”.")
    stored = store_file(upload=upload, unit=line.unit_list.unit, actor=actor, now=now)
    paper = NominationPaper.objects.create(nomination=line, kind=kind, file=stored)
    after = {"kind": kind, "file": stored.name, "sha256": stored.sha256}
    record(actor=actor, now=now, act="nomination.attach", target=line, after=after)
    return paper


@transaction.atomic
def detach_paper(*, paper: NominationPaper, actor: User, now: dt.datetime) -> None:
    """Take a paper off an open line; the stored file itself is kept."""
    line = _open_line(paper.nomination, actor, now)
    before = {"kind": paper.kind, "file": paper.file.name, "sha256": paper.file.sha256}
    paper.delete()
    record(actor=actor, now=now, act="nomination.detach", target=line, before=before)


def _open_line(nomination: Nomination, actor: User, now: dt.datetime) -> Nomination:
    line = fresh([nomination])[0]
    may = may_prepare(acting(actor, timezone.localdate(now)), line.unit_list.unit, "đính kèm giấy tờ")
    require(may, CannotAttach)
    if line.state not in OPEN_TO_SENDER or line.round.state != RoundState.OPEN:
        raise CannotAttach(
            f"Dòng này đang ở bước “{line.get_state_display()}”; chỉ đính kèm được khi đang lập hoặc bị trả lại."
        )
    return line
