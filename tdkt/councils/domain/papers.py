"""The minutes of a session as a paper."""

from collections import defaultdict

from django.conf import settings

from tdkt.confirmations.telling import council_notes
from tdkt.core.days import show_day
from tdkt.councils.models import CouncilMember, CouncilSession, SeatRole, VoteResult
from tdkt.councils.notes import notes_of
from tdkt.documents.office import CAPITAL, place_in
from tdkt.documents.papers import context as paper
from tdkt.documents.papers.render import render_minutes
from tdkt.dossiers.domain.law import award_name


def minutes_of(session: CouncilSession) -> bytes:
    """The minutes as .docx. Who was absent is not recorded by name, so members are listed with no mark of absence."""
    members = list(session.council.members.all())
    unit = session.council.unit
    content = paper.MinutesPaper(
        letterhead=paper.Letterhead(parent=unit.name, body=session.council.name, place=place_of(unit.name)),
        registration=paper.Registration(
            symbol="BB-HĐTĐKT", number=leading_number(session.minutes_number), issued_on=session.held_on
        ),
        title=f"Họp xét danh hiệu thi đua, hình thức khen thưởng năm {session.round.year}",
        venue=session.place or unit.name,
        chair=_signature(members, SeatRole.CHAIR, "Chủ tịch Hội đồng"),
        secretary=_signature(members, SeatRole.SECRETARY, "Thư ký Hội đồng"),
        members=tuple(
            paper.CouncilMember(name=one.full_name, role=one.get_seat_display(), post=one.position) for one in members
        ),
        proceedings=(_attendance(session), *notes_of(session), *_said_of_lines(session)),
        votes=vote_tables(session),
        conclusions=(_conclusion(session),),
        recipients=paper.Recipients(lines=("Thành viên Hội đồng",), filed="VT, Hồ sơ"),
    )
    return render_minutes(content, folder=settings.TDKT_BLANKS_FOLDER)


def _attendance(session: CouncilSession) -> str:
    words = (
        f"Hội đồng có {session.members_total} thành viên; dự họp {session.members_present}"
        f"; cho ý kiến bằng văn bản {session.written_opinions}"
    )
    absent = session.members_total - session.members_present - session.written_opinions
    return f"{words}; vắng mặt {absent}." if absent else f"{words}."


def _said_of_lines(session: CouncilSession) -> list[str]:
    """What departments, authorities and clusters said of the lines that were voted on: the council has heard it."""
    results = session.results.select_related("nomination__person", "nomination__unit", "nomination__round__unit")
    lines = [one.nomination for one in results.order_by("nomination__code", "pk")]
    return council_notes(lines, today=session.held_on, on=session.round)


def _conclusion(session: CouncilSession) -> str:
    passed = sum(1 for one in session.results.all() if one.passed)
    total = session.results.count()
    return f"Hội đồng thông qua {passed} trên {total} trường hợp được đưa ra bỏ phiếu ngày {show_day(session.held_on)}."


def vote_tables(session: CouncilSession) -> tuple[paper.VoteTable, ...]:
    """The votes of a session, one table an award and mark."""
    rows: dict[tuple[str, int, bool, str], list[VoteResult]] = defaultdict(list)
    results = session.results.select_related("nomination__person", "nomination__unit", "nomination__host_unit")
    for one in results.order_by("nomination__code", "nomination__person__sort_key", "pk"):
        rows[one.nomination.code, one.pass_mark, one.pass_above, one.pass_mark_source].append(one)
    return tuple(
        paper.VoteTable(
            award=award_name(code), results=tuple(map(vote_line, found)), pass_mark=mark, above=above, cite=source
        )
        for (code, mark, above, source), found in rows.items()
    )


def vote_line(one: VoteResult) -> paper.VoteResult:
    """One result as the papers print it."""
    silent = one.members_total - one.votes_for - one.votes_against
    return paper.VoteResult(
        name=one.nomination.subject_name, unit=one.nomination.host_unit.name, members=one.members_total,
        votes_for=one.votes_for, votes_against=one.votes_against, no_opinion=silent,
    )  # fmt: skip


def _signature(members: list[CouncilMember], seat: str, title: str) -> paper.Signature:
    found = next((one for one in members if one.seat == seat), None)
    return paper.Signature(title=title, name=found.full_name if found else "")


def leading_number(text: str) -> int | None:
    """``12`` of ``12/BB-HĐTĐKT``; nothing where it has no number yet."""
    digits = text.split("/", maxsplit=1)[0].strip()
    return int(digits) if digits.isdecimal() and int(digits) else None


def place_of(unit_name: str) -> str:
    """The district or province in a unit's name: where its papers are dated."""
    return place_in(unit_name) or CAPITAL
