"""Tables of votes, members and requests, and the minutes of a session."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from .checks import check_votes
from .context import (
    Column,
    CouncilMember,
    Group,
    MinutesPaper,
    Presence,
    RequestLine,
    Table,
    VoteTable,
)
from .inserts import Inserts, TableInsert
from .text import clean, paragraphs
from .words import day_in_full, percent, two_digits

_PRESENCE = {
    Presence.PRESENT: "Có mặt",
    Presence.WRITTEN: "Vắng, có ý kiến bằng văn bản",
    Presence.ABSENT: "Vắng mặt",
}
_OUTCOME = {True: "Đạt", False: "Không đạt", None: ""}


def request_table(requests: tuple[RequestLine, ...]) -> Table:
    """What is asked for: award, how many persons and collectives, the clause it rests on."""
    rows = [(line.award, line.persons or None, line.collectives or None, line.clause) for line in requests]
    columns = (
        Column(header="Danh hiệu thi đua, hình thức khen thưởng", width=66),
        Column(header="Cá nhân", width=20, kind="number", over="Số lượng đề nghị"),
        Column(header="Tập thể", width=20, kind="number", over="Số lượng đề nghị"),
        Column(header="Căn cứ (điểm, khoản, điều)", width=48),
    )
    return Table(columns=columns, groups=(Group(rows=rows),), totals=True)


def vote_table(votes: VoteTable) -> Table:
    """For, against, no opinion, and the share of all members, for each nominee."""
    rows = []
    for result in votes.results:
        check_votes(result)
        counts = (result.votes_for, result.votes_against, result.no_opinion)
        share = f"{result.votes_for}/{result.members}\n({percent(result.share)})"
        rows.append((result.name, result.unit, *counts, share, _OUTCOME[votes.passed(result)]))
    columns = (
        Column(header="Cá nhân, tập thể", width=36),
        Column(header="Đơn vị", width=36),
        Column(header="Đồng ý", width=14, centred=True, over="Số phiếu"),
        Column(header="Không đồng ý", width=15, centred=True, over="Số phiếu"),
        Column(header="Không có ý kiến", width=15, centred=True, over="Số phiếu"),
        Column(header="Tỷ lệ trên tổng số thành viên", width=21, centred=True),
        Column(header="Kết quả", width=17, centred=True),
    )
    return Table(columns=columns, groups=(Group(rows=rows),))


def vote_fields(votes: tuple[VoteTable, ...], inserts: Inserts) -> list[dict[str, str]]:
    """One entry per award: its name, the mark to reach, and the table."""
    return [
        {
            "danh_hieu": clean(table.award),
            "muc_dat": _mark(table),
            "bang": inserts.mark(TableInsert(vote_table(table), name="bieu_quyet.bang")),
        }
        for table in votes
    ]


def _mark(votes: VoteTable) -> str:
    if votes.pass_mark is None:
        return ""
    cite = f" ({clean(votes.cite)})" if votes.cite else ""
    share = f"trên {votes.pass_mark}%" if votes.above else f"từ {votes.pass_mark}% trở lên"
    return f"Tỷ lệ phiếu đồng ý phải đạt {share} tính trên tổng số thành viên Hội đồng{cite}."


def session_fields(paper: MinutesPaper, inserts: Inserts) -> dict[str, Any]:
    """Everything of the minutes but head and foot."""
    return {
        "bat_dau": _moment(paper.started_at),
        "ket_thuc_luc": _moment(paper.ended_at),
        "dia_diem": clean(paper.venue),
        "chu_tri": _named(paper.chair.name, paper.chair.title),
        "thu_ky": _named(paper.secretary.name, paper.secretary.title),
        "bang_thanh_vien": inserts.mark(TableInsert(_member_table(paper.members), name="bang_thanh_vien")),
        "tong_hop_tham_du": _attendance(paper.members),
        "khach_moi": "; ".join(clean(guest) for guest in paper.guests),
        "dien_bien": list(paragraphs(*paper.proceedings)),
        "cach_bieu_quyet": clean(paper.ballot_note),
        "cac_bieu_quyet": vote_fields(paper.votes, inserts),
        "ket_luan": list(paragraphs(*paper.conclusions)),
        "chuc_danh_chu_tri": clean(paper.chair.title).upper(),
        "ten_chu_tri": clean(paper.chair.name),
        "ten_thu_ky": clean(paper.secretary.name),
    }


def _moment(moment: datetime | None) -> str:
    """ "08 giờ 30 phút, ngày 05 tháng 01 năm 2024"; room to fill in while not known."""
    if moment is None:
        return f"…… giờ …… phút, {day_in_full(None)}"
    return f"{two_digits(moment.hour)} giờ {two_digits(moment.minute)} phút, {day_in_full(moment.date())}"


def _named(name: str, title: str) -> str:
    return ", ".join(part for part in (clean(name), clean(title)) if part)


def _member_table(members: tuple[CouncilMember, ...]) -> Table:
    rows = [
        (m.name, m.role, m.post, "\n".join(part for part in (_PRESENCE[m.presence], m.note) if part)) for m in members
    ]
    columns = (
        Column(header="Họ và tên", width=40),
        Column(header="Chức danh trong Hội đồng", width=38),
        Column(header="Chức vụ", width=44),
        Column(header="Tham dự", width=32),
    )
    return Table(columns=columns, groups=(Group(rows=rows),))


def _attendance(members: tuple[CouncilMember, ...]) -> str:
    count = {kind: sum(m.presence is kind for m in members) for kind in Presence}
    total = len(members)
    text = f"Có mặt {count[Presence.PRESENT]}/{total} thành viên Hội đồng"
    if count[Presence.WRITTEN]:
        text += f"; vắng mặt có ý kiến bằng văn bản: {count[Presence.WRITTEN]}"
    if count[Presence.ABSENT]:
        text += f"; vắng mặt không có ý kiến: {count[Presence.ABSENT]}"
    return f"{text}."
