"""The letter that asks another authority, or a cluster, as a Word paper with the list of those it is about."""

import datetime as dt
from collections.abc import Sequence

from django.conf import settings

from tdkt.confirmations.letter_words import asked_of, ground_in_full, subject_of
from tdkt.confirmations.models import ConsultRequest
from tdkt.core.days import show_day
from tdkt.documents.office import head_signature, letterhead_of
from tdkt.documents.papers.context import AwardList, Column, Group, Recipients, Table
from tdkt.documents.papers.letters import LetterPaper
from tdkt.documents.papers.render import render_letter
from tdkt.dossiers.domain.law import award_name
from tdkt.dossiers.models import Nomination
from tdkt.people.models import Gender


def letter_docx(letter: ConsultRequest, lines: Sequence[Nomination], *, today: dt.date) -> bytes:
    """The letter as recorded, or as a draft that is not stored yet; ``lines`` with their person, unit and host unit."""
    unit = letter.round.unit
    paper = LetterPaper(
        letterhead=letterhead_of(unit),
        title=subject_of(letter.reason, letter.round.year),
        number=letter.number,
        issued_on=letter.asked_on,
        addressees=(letter.authority,),
        paragraphs=(_request(letter, lines), *asked_of(letter.reason, letter.note), _answer(letter)),
        signature=head_signature(unit, today),
        recipients=Recipients(filed="VT, TĐKT"),
        annexes=tuple(_lists(lines)),
    )
    return render_letter(paper, folder=settings.TDKT_BLANKS_FOLDER)


def _request(letter: ConsultRequest, lines: Sequence[Nomination]) -> str:
    ground = ground_in_full(letter.basis)
    opening = f"Căn cứ {ground}, " if ground else ""
    what = f"{letter.round.unit.name} đề nghị {letter.authority} cho ý kiến về việc đề nghị khen thưởng"
    return f"{opening}{what} năm {letter.round.year} đối với {counted_subjects(lines)} (có danh sách kèm theo)."


def counted_subjects(lines: Sequence[Nomination]) -> str:
    """``03 cá nhân và 01 tập thể``: lines, as the lists count them."""
    people = sum(1 for line in lines if line.person_id)
    counts = ((people, "cá nhân"), (len(lines) - people, "tập thể"))
    return " và ".join(f"{number:02d} trường hợp {kind}" for number, kind in counts if number)


def _answer(letter: ConsultRequest) -> str:
    return (
        f"Văn bản trả lời đề nghị gửi về {letter.round.unit.name} chậm nhất ngày {show_day(letter.due_on)} "
        "để tổng hợp vào hồ sơ đề nghị khen thưởng."
    )


def _lists(lines: Sequence[Nomination]) -> list[AwardList]:
    people = [line for line in lines if line.person_id]
    others = [line for line in lines if not line.person_id]
    return [made for made in (_people(people), _collectives(others)) if made is not None]


def _people(lines: Sequence[Nomination]) -> AwardList | None:
    if not lines:
        return None
    columns = (Column(header="Họ và tên", width=46), Column(header="Chức vụ, đơn vị", width=56))
    rows = [(_called(line), _post(line), award_name(line.code), line.achievement) for line in lines]
    return _list("Danh sách cá nhân đề nghị khen thưởng", columns, rows, lines[0].round.year, persons=True)


def _collectives(lines: Sequence[Nomination]) -> AwardList | None:
    if not lines:
        return None
    rows = [(line.subject_name, award_name(line.code), line.achievement) for line in lines]
    columns = (Column(header="Tên tập thể", width=70),)
    return _list("Danh sách tập thể đề nghị khen thưởng", columns, rows, lines[0].round.year, persons=False)


def _list(
    title: str, first: tuple[Column, ...], rows: Sequence[tuple[str, ...]], year: int, *, persons: bool
) -> AwardList:
    """The column of achievements is left out where nobody has words in it."""
    told = any(row[-1] for row in rows)
    columns = (*first, Column(header="Danh hiệu, hình thức đề nghị", width=50))
    columns += (Column(header="Tóm tắt thành tích", width=80),) if told else ()
    shown = rows if told else [row[:-1] for row in rows]
    return AwardList(
        title=f"{title} năm {year}", table=Table(columns=columns, groups=(Group(rows=shown),)),
        persons=len(rows) if persons else 0, collectives=0 if persons else len(rows),
    )  # fmt: skip


def _called(line: Nomination) -> str:
    person = line.person
    call = "Bà" if person is not None and person.gender == Gender.FEMALE else "Ông"
    return f"{call} {line.subject_name}"


def _post(line: Nomination) -> str:
    return ", ".join(part for part in (line.position_then, line.host_unit.name) if part)
