"""The result of a window, written by itself: as sentences for the minutes and as an official paper."""

import datetime as dt
import re
from dataclasses import dataclass

from django.db.models import Sum

from tdkt.core.days import show_day
from tdkt.core.working_days import doubts_between, working_days_between
from tdkt.councils.models import CouncilSession
from tdkt.documents.papers.context import (
    Column,
    Group,
    Letterhead,
    Recipients,
    Registration,
    ReportSection,
    Signature,
    Table,
    YearReportPaper,
)  # fmt: skip
from tdkt.documents.papers.render import render_report
from tdkt.opinions.models import Opinion, OpinionWindow, Stance, WindowState

_PLACE = re.compile(r"\b(?:tỉnh|thành phố|TP\.?)\s+(.+?)(?:\s*\(.*\))?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tally:
    """What was said of one nomination; ``total`` counts hidden opinions too."""

    name: str
    award: str
    agree: int
    against: int
    other: int

    @property
    def total(self) -> int:
        """All opinions on it."""
        return self.agree + self.against + self.other


@dataclass(frozen=True, slots=True)
class Result:
    """The whole window."""

    window: OpinionWindow
    visits: int
    rows: tuple[Tally, ...]
    opinions: tuple[Opinion, ...]
    hidden: int
    unhandled: int


def result_of(window: OpinionWindow) -> Result:
    """The result so far: three queries."""
    subjects = list(window.subjects.all())
    opinions = list(window.opinions.select_related("subject", "handled_by", "hidden_by"))
    rows = [_tally(s.name, s.award_name, [o for o in opinions if o.subject_id == s.pk]) for s in subjects]
    general = [opinion for opinion in opinions if opinion.subject_id is None]
    if general:
        rows.append(_tally("Ý kiến chung", "", general))
    return Result(
        window=window,
        visits=window.visits.aggregate(n=Sum("count"))["n"] or 0,
        rows=tuple(rows),
        opinions=tuple(opinions),
        hidden=sum(opinion.hidden_at is not None for opinion in opinions),
        unhandled=sum(opinion.handled_at is None and opinion.stance != Stance.FOR for opinion in opinions),
    )


def _tally(name: str, award: str, opinions: list[Opinion]) -> Tally:
    stances = [opinion.stance for opinion in opinions]
    return Tally(name, award, *(stances.count(stance) for stance in (Stance.FOR, Stance.AGAINST, Stance.OTHER)))


def minutes_words(result: Result) -> list[str]:
    """The result in sentences, to be put into the council's minutes (NĐ 152/2025 Điều 44 khoản 2)."""
    window = result.window
    days = working_days_between(window.opens_on, window.closes_on)
    first = (
        f"{window.unit} đã công khai, lấy ý kiến Nhân dân đối với {len(window.subjects.all())} trường hợp từ ngày "
        f"{show_day(window.opens_on)} đến hết ngày {show_day(window.closes_on)} ({days} ngày làm việc), theo "
        f"{window.rule}."
    )
    words = [
        first,
        f"Có {result.visits} lượt xem trang công khai và {len(result.opinions)} ý kiến gửi về.",
    ]
    words += [
        f"{row.name}{f' ({row.award})' if row.award else ''}: {row.agree} ý kiến đồng tình, {row.against} không đồng "
        f"tình, {row.other} ý kiến khác."
        for row in result.rows
        if row.total
    ]
    if result.hidden:
        words.append(f"{result.hidden} ý kiến có nội dung được ẩn vì trái pháp luật; vẫn được lưu và tính vào số trên.")
    if result.unhandled:
        words.append(f"Còn {result.unhandled} ý kiến chưa ghi kết quả xử lý.")
    return words + [f"Lịch nghỉ chưa xác nhận: {text}" for text in doubts_between(window.opens_on, window.closes_on)]


def for_minutes(session: CouncilSession) -> list[str]:
    """The results of the round's public windows, for the minutes of its council."""
    published = session.round.opinion_windows.exclude(state=WindowState.DRAFT).select_related("unit")
    return [text for window in published.order_by("opens_on", "pk") for text in minutes_words(result_of(window))]


def report_docx(result: Result) -> bytes:
    """The report as a Word file; its number, day and signer are left to the office."""
    window = result.window
    unit = str(window.unit)
    paper = YearReportPaper(
        letterhead=Letterhead(body=unit, place=found[1] if (found := _PLACE.search(unit)) else "Hà Nội"),
        registration=Registration(symbol="BC-VKS"),
        title=f"Kết quả lấy ý kiến Nhân dân: {window.title}",
        opening=(f"{unit} báo cáo kết quả lấy ý kiến Nhân dân như sau:",),
        sections=tuple(_sections(result)),
        closing="Trên đây là kết quả lấy ý kiến Nhân dân, báo cáo Hội đồng Thi đua - Khen thưởng",
        signature=Signature(title="Thủ trưởng đơn vị", name=""),
        recipients=Recipients(lines=("Hội đồng Thi đua - Khen thưởng",), filed="VT"),
    )
    return render_report(paper)


def _sections(result: Result) -> list[ReportSection]:
    sections = [
        ReportSection(heading="Việc công khai và kết quả chung", paragraphs=tuple(minutes_words(result))),
        ReportSection(
            heading="Kết quả theo từng trường hợp",
            table=Table(
                columns=(
                    Column(header="Họ tên, tên tập thể", width=60), Column(header="Đề nghị", width=50),
                    Column(header="Đồng tình", width=18, kind="number"),
                    Column(header="Không đồng tình", width=18, kind="number"),
                    Column(header="Khác", width=18, kind="number"),
                ),
                groups=(Group(rows=[(r.name, r.award, r.agree, r.against, r.other) for r in result.rows]),),
            ),
        ),
    ]  # fmt: skip
    told = [opinion for opinion in result.opinions if opinion.text]
    if told:
        columns = (Column(header="Về trường hợp", width=40), Column(header="Ý kiến", width=70),
                   Column(header="Kết quả xử lý", width=50))  # fmt: skip
        rows = [
            (str(o.subject.name if o.subject else "Ý kiến chung"), _words(o), o.handling or "Chưa ghi") for o in told
        ]
        sections.append(
            ReportSection(heading="Nội dung ý kiến", table=Table(columns=columns, groups=(Group(rows=rows),)))
        )
    return sections


def _words(opinion: Opinion) -> str:
    if opinion.hidden_at is not None:
        return f"{opinion.get_stance_display()}: nội dung được ẩn ({opinion.hidden_reason})"
    return f"{opinion.get_stance_display()}: {opinion.text}"


def is_over(window: OpinionWindow, today: dt.date) -> bool:
    """Has the last day passed?"""
    return today > window.closes_on
