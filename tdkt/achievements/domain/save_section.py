"""Save one section. A text that comes too late is kept beside the other, never dropped."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.db import transaction

from tdkt.accounts.models import User
from tdkt.achievements.domain.errors import CannotWrite
from tdkt.achievements.domain.find import fresh_section
from tdkt.achievements.domain.keep import keep_aside, keep_saved
from tdkt.achievements.domain.text import tidy
from tdkt.achievements.models import LONGEST, ReportSection, SectionVersion, VersionKind
from tdkt.core.edits import StaleEdit, save_if_fresh
from tdkt.core.history import record


@dataclass(frozen=True, slots=True)
class Saving:
    """The section as it stands now, and the text kept aside when another's save came first."""

    section: ReportSection
    aside: SectionVersion | None = None


@transaction.atomic
def save_section(
    *,
    section: ReportSection,
    version: int,
    text: str,
    actor: User,
    now: dt.datetime,
    settles: SectionVersion | None = None,
) -> Saving:
    """Write the section's text if it is still the version the page was opened with; else keep the text aside.

    The same text again (a second click, an answer lost on the way) changes nothing.

    Args:
        settles: a text kept aside that this text takes the place of.

    Raises:
        CannotWrite: no right, the line or the report is closed, or the text is too long.
    """
    found = fresh_section(section, actor=actor, now=now)
    text = _fitting(text)
    if text != found.text:
        try:
            save_if_fresh(found, version=version, text=text, saved_by=actor, saved_at=now)
        except StaleEdit:
            return _aside(section, text, version, actor, now)
        note(found, *keep_saved(section=found, actor=actor, now=now, anew=settles is not None), actor=actor, now=now)
    if settles is not None:
        settle(settles, found, actor=actor, now=now)
    return Saving(found)


def settle(aside: SectionVersion, section: ReportSection, *, actor: User, now: dt.datetime) -> bool:
    """Mark a text kept aside as chosen about; false when that was done before or it belongs elsewhere."""
    waiting = section.versions.filter(pk=aside.pk, kind=VersionKind.ASIDE, settled_at__isnull=True)
    return bool(waiting.update(settled_at=now, settled_by=actor))


def note(section: ReportSection, row: SectionVersion, begun: bool, *, actor: User, now: dt.datetime) -> None:  # noqa: FBT001 - the pair that keep_* answers
    """Tell the report's history of a version that was begun; the words themselves stay in the version."""
    if begun:
        digest = hashlib.sha256(row.text.encode()).hexdigest()
        after = {"section": section.key, "kind": row.kind, "number": row.number, "sha256": digest}
        record(actor=actor, now=now, act="report.write", target=section.report, after=after)


def _fitting(text: str) -> str:
    text = tidy(text)
    if len(text) > LONGEST:
        shown, most = (f"{number:,}".replace(",", ".") for number in (len(text), LONGEST))
        raise CannotWrite(
            f"Mục này dài {shown} ký tự, tối đa {most} ký tự; hãy rút bớt rồi lưu. Chữ bạn nhập vẫn còn trên trang."
        )
    return text


def _aside(section: ReportSection, text: str, version: int, actor: User, now: dt.datetime) -> Saving:
    now_there = ReportSection.objects.select_related("saved_by", "report__nomination").get(pk=section.pk)
    if now_there.text == text:
        return Saving(now_there)
    row, begun = keep_aside(section=now_there, text=text, based_on=version, actor=actor, now=now)
    note(now_there, row, begun, actor=actor, now=now)
    return Saving(now_there, row)
