"""Trying a customer's folder of blanks before anybody needs them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.utils.translation import gettext as _

from . import samples
from .blanks import Blank, BlankError
from .render import (
    render_achievement,
    render_decision,
    render_letter,
    render_minutes,
    render_registration,
    render_report,
    render_submission,
)

_TRIALS: dict[Blank, Callable[[Path], bytes]] = {
    Blank.DECISION: lambda folder: render_decision(samples.decision(), folder=folder),
    Blank.SUBMISSION: lambda folder: render_submission(samples.submission(), folder=folder),
    Blank.MINUTES: lambda folder: render_minutes(samples.minutes(), folder=folder),
    Blank.REPORT: lambda folder: render_report(samples.report(), folder=folder),
    Blank.ACHIEVEMENT: lambda folder: render_achievement(samples.achievement(), folder=folder),
    Blank.LETTER: lambda folder: render_letter(samples.letter(), folder=folder),
    Blank.REGISTRATION: lambda folder: render_registration(samples.registration(), folder=folder),
}


def faults(folder: Path) -> tuple[str, ...]:
    """Everything wrong in the folder, in Vietnamese; nothing when all its blanks work.

    A file whose name is no blank's would never be used, so it is told too.
    """
    if not folder.is_dir():
        return (_("Không có thư mục biểu mẫu “%(folder)s”.") % {"folder": folder.name},)
    names = {f"{kind}.docx" for kind in Blank}
    strange = sorted(path.name for path in folder.glob("*.docx") if path.name not in names and path.name[0] != "~")
    text = _("Tệp “%(file)s” không được dùng: tên biểu mẫu phải là một trong %(names)s.")
    found = [text % {"file": name, "names": ", ".join(sorted(names))} for name in strange]
    for kind, attempt in _TRIALS.items():
        if (folder / f"{kind}.docx").is_file():
            try:
                attempt(folder)
            except BlankError as error:
                found.append(str(error))
    return tuple(found)
