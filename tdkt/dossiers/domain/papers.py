"""Attach papers to a line, and take them off while the line is open to its unit."""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from tdkt.accounts.access import Acting, acting
from tdkt.accounts.models import Role, User
from tdkt.core.answers import Refused, require
from tdkt.core.history import record
from tdkt.core.text import clean
from tdkt.documents.domain.store import store_file
from tdkt.dossiers.access import may_prepare
from tdkt.dossiers.domain.move import fresh
from tdkt.dossiers.domain.required_papers import OFFICE_PAPERS, required_papers
from tdkt.dossiers.models import Nomination, NominationPaper, RoundState
from tdkt.dossiers.states import OPEN_TO_SENDER, PLAIN_WORDS, WITH_THE_APPRAISER, State
from tdkt.units.models import Unit


class CannotAttach(Refused):
    """The paper was not attached."""


@transaction.atomic
def attach_paper(
    *, nomination: Nomination, upload: "UploadedFile[Any]", actor: User, now: dt.datetime, kind: str = "", key: str = ""
) -> NominationPaper:
    """Keep the file and attach it: the unit's officer while the line is open, the appraiser what his office obtains.

    Args:
        key: the paper of the law's list that it is; then its kind is named by the list.
        kind: what another paper is.

    Raises:
        CannotAttach: the line is not open to the unit, no kind was named, a paper not on the line's list, the same
            file twice, or neither the unit's officer nor the appraiser of the line.
        CannotStore: the file itself is refused.
    """
    line, keeper = _line_and_keeper(nomination, key, actor, now, "đính kèm giấy tờ")
    kind = _listed(line, key) if key else clean(kind)
    if not kind:
        raise CannotAttach("Hãy ghi tên loại giấy tờ, ví dụ “Nhận xét của cấp ủy nơi cư trú”.")
    stored = store_file(upload=upload, unit=keeper, actor=actor, now=now)
    twin = line.papers.filter(key=key, kind=kind, file__sha256=stored.sha256).select_related("file").first()
    if twin is not None:
        raise CannotAttach(f"Tệp này đã đính kèm rồi, dưới tên “{twin.file.name}”.")
    paper = NominationPaper.objects.create(nomination=line, kind=kind, key=key, file=stored)
    after = {"kind": kind, "file": stored.name, "sha256": stored.sha256}
    record(actor=actor, now=now, act="nomination.attach", target=line, after=after)
    return paper


@transaction.atomic
def detach_paper(*, paper: NominationPaper, actor: User, now: dt.datetime) -> None:
    """Take a paper off, by whoever could attach it and works at the unit that did; the stored file is kept.

    Raises:
        CannotAttach: with the reason.
    """
    line, keeper = _line_and_keeper(paper.nomination, paper.key, actor, now, "bỏ giấy tờ")
    if paper.file.unit_id != keeper.pk:
        raise CannotAttach(f"Giấy tờ này do {paper.file.unit} đính kèm; chỉ đơn vị đó bỏ được.")
    before = {"kind": paper.kind, "file": paper.file.name, "sha256": paper.file.sha256}
    paper.delete()
    record(actor=actor, now=now, act="nomination.detach", target=line, before=before)


def may_keep_for_office(seat: Acting, line: Nomination) -> bool:
    """Does the user appraise the line where it stands now, in a round still open?"""
    here = line.state in (*WITH_THE_APPRAISER, State.ACCEPTED, State.PASSED)
    return here and line.round.state == RoundState.OPEN and seat.has([Role.APPRAISER], line.round.unit)


def _line_and_keeper(
    nomination: Nomination, key: str, actor: User, now: dt.datetime, what: str
) -> tuple[Nomination, Unit]:
    """The line as it stands now, and the unit that keeps the file."""
    line = fresh([nomination])[0]
    if key in OFFICE_PAPERS and may_keep_for_office(acting(actor, timezone.localdate(now)), line):
        return line, line.round.unit
    return open_line(line, actor=actor, now=now, what=what), line.unit_list.unit


def open_line(nomination: Nomination, *, actor: User, now: dt.datetime, what: str) -> Nomination:
    """The line as it stands now, if its unit's officer may still work on its papers.

    Raises:
        CannotAttach: with the reason.
    """
    line = fresh([nomination])[0]
    require(may_prepare(acting(actor, timezone.localdate(now)), line.unit_list.unit, what), CannotAttach)
    if line.state not in OPEN_TO_SENDER or line.round.state != RoundState.OPEN:
        raise CannotAttach(
            f"Dòng này đang ở bước “{PLAIN_WORDS[State(line.state)]}”; chỉ {what} được khi đang lập hoặc bị trả lại."
        )
    return line


def _listed(line: Nomination, key: str) -> str:
    for paper in required_papers(line):
        if paper.key == key:
            return paper.words
    raise CannotAttach("Giấy tờ này không có trong danh mục hồ sơ của đề nghị này; hãy đính kèm dưới mục khác.")
