"""Say why a paper that the law asks for cannot be had; take the words back while the line is open."""

import datetime as dt

from django.db import IntegrityError, transaction

from tdkt.accounts.models import User
from tdkt.core.answers import Refused
from tdkt.core.history import record
from tdkt.core.text import clean
from tdkt.dossiers.domain.papers import open_line
from tdkt.dossiers.domain.required_papers import PaperState, RequiredPaper, required_papers
from tdkt.dossiers.models import Nomination, PaperExcuse

SHORTEST = 10
"""Letters: “không có” explains nothing."""


class CannotExcuse(Refused):
    """The explanation was not kept."""


@transaction.atomic
def excuse_paper(*, nomination: Nomination, key: str, why: str, actor: User, now: dt.datetime) -> PaperExcuse:
    """Keep why a lacking paper cannot be had; the next level reads it beside the line.

    Raises:
        CannotAttach: the line is not open to the unit, or not the unit's officer.
        CannotExcuse: no such paper is asked for, it is not lacking, or no reason was given.
    """
    line = open_line(nomination, actor=actor, now=now, what="giải trình giấy tờ")
    paper = _lacking(line, key)
    why = clean(why)
    if len(why) < SHORTEST:
        raise CannotExcuse(f"Hãy ghi rõ vì sao không có {paper.words}; cấp trên đọc lý do này khi thẩm định.")
    try:
        with transaction.atomic():
            excuse = PaperExcuse.objects.create(nomination=line, key=key, why=why, by=actor, at=now)
    except IntegrityError:
        raise CannotExcuse(f"{paper.words} vừa được người khác giải trình; hãy tải lại trang.") from None
    record(actor=actor, now=now, act="nomination.excuse", target=line, after={"kind": paper.words, "why": why})
    return excuse


@transaction.atomic
def withdraw_excuse(*, excuse: PaperExcuse, actor: User, now: dt.datetime) -> None:
    """Take the words back; they stay in the line's history.

    Raises:
        CannotAttach: the line is not open to the unit, or not the unit's officer.
    """
    line = open_line(excuse.nomination, actor=actor, now=now, what="giải trình giấy tờ")
    words = next((paper.words for paper in required_papers(line) if paper.key == excuse.key), excuse.key)
    excuse.delete()
    record(actor=actor, now=now, act="nomination.unexcuse", target=line, before={"kind": words, "why": excuse.why})


def _lacking(line: Nomination, key: str) -> RequiredPaper:
    paper = next((paper for paper in required_papers(line) if paper.key == key), None)
    if paper is None:
        raise CannotExcuse("Quy định không đòi giấy tờ này đối với đề nghị này.")
    if paper.state == PaperState.EXCUSED:
        raise CannotExcuse(f"{paper.words} đã được giải trình; hãy rút giải trình cũ rồi ghi lại.")
    if paper.state != PaperState.LACK:
        raise CannotExcuse(f"{paper.words} không thiếu, không phải giải trình.")
    return paper
