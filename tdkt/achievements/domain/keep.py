"""Keep the versions of a section: few of one hand, all of different hands."""

import datetime as dt

from tdkt.accounts.models import User
from tdkt.achievements.models import ReportSection, SectionVersion, VersionKind

Kept = tuple[SectionVersion, bool]
"""The row that holds the text, and whether it was begun now."""

ONE_SITTING = dt.timedelta(minutes=10)
"""Saves of one hand within this time share a version."""

A_CUT = 200
"""Who takes away more characters than this at once begins a new version, so that what was cut stays."""


def keep_saved(*, section: ReportSection, actor: User, now: dt.datetime, anew: bool = False) -> Kept:
    """Keep the section's text as its version, and tell whether a new row was begun.

    Args:
        anew: begin a row in any case (a version taken back, a text chosen).
    """
    last = section.versions.filter(kind=VersionKind.SAVED).order_by("-number").first()
    text = section.text
    if last is not None and not anew and _same_sitting(last, text, actor, now):
        return _go_on(last, text, now, number=section.version), False
    row = SectionVersion.objects.create(
        section=section,
        number=section.version,
        based_on=section.version - 1,
        text=text,
        peak=len(text),
        by=actor,
        begun_at=now,
        at=now,
    )
    return row, True


def keep_aside(*, section: ReportSection, text: str, based_on: int, actor: User, now: dt.datetime) -> Kept:
    """Keep a text that met another's save; the same hand's next words on the same page go into the same row."""
    mine = section.versions.filter(kind=VersionKind.ASIDE, by=actor, based_on=based_on, settled_at__isnull=True)
    last = mine.order_by("-at", "-pk").first()
    if last is not None and (last.text == text or _same_sitting(last, text, actor, now)):
        return _go_on(last, text, now), False
    row = SectionVersion.objects.create(
        section=section,
        kind=VersionKind.ASIDE,
        based_on=based_on,
        text=text,
        peak=len(text),
        by=actor,
        begun_at=now,
        at=now,
    )
    return row, True


def _same_sitting(last: SectionVersion, text: str, actor: User, now: dt.datetime) -> bool:
    near = dt.timedelta(0) <= now - last.begun_at <= ONE_SITTING
    return last.by_id == actor.pk and near and last.peak - len(text) <= A_CUT


def _go_on(row: SectionVersion, text: str, now: dt.datetime, *, number: int | None = None) -> SectionVersion:
    row.text, row.at, row.number, row.peak = text, now, number, max(row.peak, len(text))
    row.save(update_fields=["text", "at", "number", "peak"])
    return row
