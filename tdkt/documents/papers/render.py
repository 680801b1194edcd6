"""One function per paper: its values in, a Word file out.

`folder` is a customer's own folder of blanks; a file there with the blank's name is used instead of ours.
All raise `BlankError` for a blank that cannot be used and `PaperError` for values that contradict each other.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from .achievement import AchievementPaper, achievement_fields
from .blanks import Blank, fill, find_blank, style_ids
from .context import DecisionPaper, MinutesPaper, SubmissionPaper, YearReportPaper
from .fields import Fields, decision_fields, minutes_fields, report_fields, submission_fields
from .inserts import Inserts
from .layout import finish
from .letters import LetterPaper, RegistrationPaper, letter_fields, registration_fields
from .text import one_line

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LONGEST_TITLE = 255  # characters a Word file keeps
Paper = TypeVar(
    "Paper",
    DecisionPaper,
    SubmissionPaper,
    MinutesPaper,
    YearReportPaper,
    AchievementPaper,
    LetterPaper,
    RegistrationPaper,
)


def render_decision(paper: DecisionPaper, *, folder: Path | None = None) -> bytes:
    """A decision with its lists as annexes."""
    return _render(paper, decision_fields, Blank.DECISION, paper.registration.issued_on, folder)


def render_submission(paper: SubmissionPaper, *, folder: Path | None = None) -> bytes:
    """A submission with what NĐ 152/2025 Điều 33 khoản 11 asks it to say, and its lists."""
    return _render(paper, submission_fields, Blank.SUBMISSION, paper.registration.issued_on, folder)


def render_minutes(paper: MinutesPaper, *, folder: Path | None = None) -> bytes:
    """Minutes of a council session with members, votes and marks."""
    return _render(paper, minutes_fields, Blank.MINUTES, paper.registration.issued_on, folder)


def render_report(paper: YearReportPaper, *, folder: Path | None = None) -> bytes:
    """A report with its tables."""
    return _render(paper, report_fields, Blank.REPORT, paper.registration.issued_on, folder)


def render_achievement(paper: AchievementPaper, *, folder: Path | None = None) -> bytes:
    """An achievement report with the tables of the ledger."""
    return _render(paper, achievement_fields, Blank.ACHIEVEMENT, paper.issued_on, folder)


def render_letter(paper: LetterPaper, *, folder: Path | None = None) -> bytes:
    """A letter with the list of those it asks about."""
    return _render(paper, letter_fields, Blank.LETTER, paper.issued_on, folder)


def render_registration(paper: RegistrationPaper, *, folder: Path | None = None) -> bytes:
    """What a unit registers for a year, with its lists."""
    return _render(paper, registration_fields, Blank.REGISTRATION, paper.issued_on, folder)


def _render(
    paper: Paper,
    to_fields: Callable[[Paper, Inserts], Fields],
    kind: Blank,
    on: date | None,
    folder: Path | None,
) -> bytes:
    path = find_blank(kind, on=on, folder=folder)
    inserts = Inserts()
    document = fill(path, kind, to_fields(paper, inserts))
    document.core_properties.title = one_line(paper.title)[:_LONGEST_TITLE]
    return finish(document, inserts, style_ids(document), path)
