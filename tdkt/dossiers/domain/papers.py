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
from tdkt.dossiers.domain.required_papers import required_papers
from tdkt.dossiers.models import Nomination, NominationPaper, RoundState
from tdkt.dossiers.states import OPEN_TO_SENDER


class CannotAttach(Refused):
    """The paper was not attached."""


@transaction.atomic
def attach_paper(
    *, nomination: Nomination, upload: "UploadedFile[Any]", actor: User, now: dt.datetime, kind: str = "", key: str = ""
) -> NominationPaper:
    """Keep the file and attach it to an open line.

    Args:
        key: the paper of the law's list that it is; then its kind is named by the list.
        kind: what another paper is.

    Raises:
        CannotAttach: the line is not open to the unit, no kind was named, a paper not on the line's list, the same
            file twice, or not the unit's officer.
        CannotStore: the file itself is refused.
    """
    line = open_line(nomination, actor, now, "đính kèm giấy tờ")
    kind = _listed(line, key) if key else clean(kind)
    if not kind:
        raise CannotAttach("Hãy ghi tên loại giấy tờ, ví dụ “Nhận xét của cấp ủy nơi cư trú”.")
    stored = store_file(upload=upload, unit=line.unit_list.unit, actor=actor, now=now)
    twin = line.papers.filter(key=key, kind=kind, file__sha256=stored.sha256).select_related("file").first()
    if twin is not None:
        raise CannotAttach(f"Tệp này đã đính kèm rồi, dưới tên “{twin.file.name}”.")
    paper = NominationPaper.objects.create(nomination=line, kind=kind, key=key, file=stored)
    after = {"kind": kind, "file": stored.name, "sha256": stored.sha256}
    record(actor=actor, now=now, act="nomination.attach", target=line, after=after)
    return paper


@transaction.atomic
def detach_paper(*, paper: NominationPaper, actor: User, now: dt.datetime) -> None:
    """Take a paper off an open line; the stored file itself is kept."""
    line = open_line(paper.nomination, actor, now, "bỏ giấy tờ")
    before = {"kind": paper.kind, "file": paper.file.name, "sha256": paper.file.sha256}
    paper.delete()
    record(actor=actor, now=now, act="nomination.detach", target=line, before=before)


def open_line(nomination: Nomination, actor: User, now: dt.datetime, what: str) -> Nomination:
    """The line as it stands now, if its unit's officer may still work on its papers.

    Raises:
        CannotAttach: with the reason.
    """
    line = fresh([nomination])[0]
    require(may_prepare(acting(actor, timezone.localdate(now)), line.unit_list.unit, what), CannotAttach)
    if line.state not in OPEN_TO_SENDER or line.round.state != RoundState.OPEN:
        raise CannotAttach(
            f"Dòng này đang ở bước “{line.get_state_display()}”; chỉ {what} được khi đang lập hoặc bị trả lại."
        )
    return line


def _listed(line: Nomination, key: str) -> str:
    for paper in required_papers(line):
        if paper.key == key:
            return paper.words
    raise CannotAttach("Giấy tờ này không có trong danh mục hồ sơ của đề nghị này; hãy đính kèm dưới mục khác.")
