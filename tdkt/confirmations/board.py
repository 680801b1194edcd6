"""The asker's board: each line of the round that was asked about, each topic a column, each cell in words."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.utils.safestring import SafeString

from tdkt.confirmations.models import ConfirmationAnswer, ConfirmationLine, ConfirmationRequest, Reply
from tdkt.confirmations.queries import Progress, last_answers, silence_words
from tdkt.confirmations.standing import moved_words
from tdkt.confirmations.topics import Topic
from tdkt.core.charts import Share, bar
from tdkt.documents.sheets import Column
from tdkt.dossiers.domain.law import award_name
from tdkt.dossiers.models import AwardRound, Nomination


@dataclass(frozen=True, slots=True)
class Cell:
    """What one department says of one line."""

    words: str
    tone: str
    icon: str
    note: str = ""


NOT_ASKED = Cell("Không hỏi", "grey", "")


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One line with its cells, in the order of the topics asked."""

    line: Nomination
    award: str
    moved: str
    cells: tuple[Cell, ...]


def topics_asked(on: AwardRound) -> list[Topic]:
    """The topics of the round's requests, in the order of ``Topic``: one query."""
    asked = set(ConfirmationRequest.objects.filter(round=on).values_list("topic", flat=True))
    return [topic for topic in Topic if topic in asked]


def board_lines(on: AwardRound, *, only: str = "") -> QuerySet[Nomination]:
    """The lines asked about, people by given name, then collectives; ``only`` narrows to objections or silence."""
    asked = ConfirmationLine.objects.filter(request__round=on)
    if only == "y-kien":
        asked = asked.filter(answers__is_last=True, answers__reply=Reply.OBJECTED)
    elif only == "cho":
        asked = asked.filter(stands=True).exclude(answers__is_last=True)
    return (
        Nomination.objects.filter(pk__in=asked.values("nomination"))
        .select_related("person", "unit", "host_unit", "round__unit")
        .defer("verdict_detail", "attested")
        .order_by(F("person__sort_key").asc(nulls_last=True), "unit__sort_key", "code", "pk")
    )


def rows_of(lines: Sequence[Nomination], on: AwardRound, topics: Sequence[Topic], today: dt.date) -> list[BoardRow]:
    """The rows of a page: two queries however many."""
    rows = ConfirmationLine.objects.filter(request__round=on, nomination__in=[line.pk for line in lines])
    asked = list(rows.select_related("request__unit").order_by("pk"))
    answers = last_answers([one.pk for one in asked])
    cells: dict[tuple[int, str], Cell] = {}
    for one in asked:
        cells[one.nomination_id, one.topic] = cell_of(one, answers.get(one.pk), today)
    return [
        BoardRow(
            line, award_name(line.code), moved_words(line, on),
            tuple(cells.get((line.pk, topic), NOT_ASKED) for topic in topics),
        )
        for line in lines
    ]  # fmt: skip


def cell_of(one: ConfirmationLine, answer: ConfirmationAnswer | None, today: dt.date) -> Cell:
    """The words of one cell; silence is never shown as a confirmation."""
    if answer is None:
        words = silence_words(one.request, today)
        late = one.request.due_on < today
        return Cell(words[:1].upper() + words[1:], "red" if late else "grey", "clock" if late else "circle")
    if answer.reply == Reply.CONFIRMED:
        return Cell("Xác nhận", "green", "check", answer.words)
    return Cell("Có ý kiến", "amber", "triangle-alert", answer.words)


@dataclass(frozen=True, slots=True)
class Track:
    """How far one request is, with its picture."""

    progress: Progress
    bar: SafeString
    words: str
    tone: str


def tracks_of(found: Sequence[Progress], today: dt.date) -> list[Track]:
    """A bar for each request: confirmed, objected, still silent."""
    return [_track(one, today) for one in found]


def _track(one: Progress, today: dt.date) -> Track:
    late = one.request.due_on < today
    shares = [
        Share("xác nhận", one.confirmed, "green"),
        Share("có ý kiến", one.objected, "amber"),
        Share("quá hạn chưa trả lời" if late else "chưa trả lời", one.waiting, "red" if late else "grey"),
    ]
    return Track(one, bar(shares, one.total), *_said(one, late=late))


def _said(one: Progress, *, late: bool) -> tuple[str, str]:
    if not one.request.is_open:
        return ("Đã khép", "grey") if not one.waiting else (f"Đã khép, {one.waiting} dòng không có ý kiến", "amber")
    if not one.waiting:
        return "Đã trả lời hết", "green"
    return (f"Quá hạn, còn {one.waiting} dòng", "red") if late else (f"Còn {one.waiting} dòng", "blue")


def sheet_columns(topics: Sequence[Topic]) -> list[Column]:
    """The columns of the Excel file."""
    fixed = [
        Column(key="name", header="Họ và tên, tên tập thể", width=32), Column(key="unit", header="Đơn vị", width=30),
        Column(key="award", header="Đề nghị", width=30), Column(key="moved", header="Tình trạng dòng", width=24),
    ]  # fmt: skip
    return [*fixed, *(Column(key=topic, header=topic.label, width=44) for topic in topics)]


def sheet_row(row: BoardRow) -> list[str]:
    """One row of it, in the same order."""
    cells = [f"{cell.words}: {cell.note}" if cell.note else cell.words for cell in row.cells]
    return [row.line.subject_name, row.line.host_unit.name, row.award, row.moved or "Đang xét trong đợt", *cells]


def grouped(tracks: Sequence[Track]) -> list[tuple[AwardRound, list[Track]]]:
    """Requests by round, in the order given."""
    found: dict[AwardRound, list[Track]] = defaultdict(list)
    for track in tracks:
        found[track.progress.request.round].append(track)
    return list(found.items())
